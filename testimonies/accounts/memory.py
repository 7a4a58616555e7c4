"""A cache in the database: used codes and attempts are known to every process.

Values are JSON, never pickles. Keys are stored as keyed digests, because the libraries
put addresses of clients into them.
"""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

from testimonies.models import Remembered

TABLE = Remembered._meta.db_table
ADD = f"""
INSERT INTO {TABLE} AS held (key, value, until) VALUES (%s, %s, %s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
WHERE held.until <= %s RETURNING 1
"""  # noqa: S608 - the table's name is our own


class Memory(BaseCache):
    """Django's cache over one table; `add` is atomic between processes."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def make_key(self, key: Any, version: int | None = None) -> str:
        """Give the digest under which a key is stored."""
        plain = super().make_key(key, version).encode()
        secret = f"{settings.SECRET_KEY}|memory".encode()
        return hmac.digest(secret, plain, hashlib.sha256).hex()

    def add(
        self,
        key: Any,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        values = [self.make_key(key, version), json.dumps(value), self._end(timeout)]
        with connection.cursor() as cursor:
            cursor.execute(ADD, [*values, datetime.now(UTC)])
            return cursor.fetchone() is not None

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        row = self._row(key, version).first()
        return row.value if row and not _is_over(row) else default

    def set(
        self,
        key: Any,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        Remembered.objects.update_or_create(
            key=self.make_key(key, version),
            defaults={"value": value, "until": self._end(timeout)},
        )

    def touch(
        self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        row = self._row(key, version).first()
        if row is None or _is_over(row):
            return False
        return bool(self._row(key, version).update(until=self._end(timeout)))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._row(key, version).delete()[0])

    def clear(self) -> None:
        Remembered.objects.all().delete()

    def _row(self, key: Any, version: int | None) -> Any:
        return Remembered.objects.filter(key=self.make_key(key, version))

    def _end(self, timeout: Any) -> datetime | None:
        moment: float | None = self.get_backend_timeout(timeout)
        return None if moment is None else datetime.fromtimestamp(moment, UTC)


def _is_over(row: Remembered) -> bool:
    return row.until is not None and row.until <= datetime.now(UTC)
