"""Sessions in the database that a stolen copy of it opens to nobody.

The row's key is the digest of the cookie's, and its data is encrypted with the vault's
keys: a second factor's secret lies there while it is being set up. JSON, no pickle.
"""

import hashlib
from typing import Any

from cryptography.fernet import InvalidToken
from django.contrib.sessions.backends import db
from django.utils import timezone

from testimonies.models import decrypt, encrypt

# The column's length; 160 bits.
LENGTH = 40


class SessionStore(db.SessionStore):
    """The engine that SESSION_ENGINE names."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return encrypt(self.serializer().dumps(session_dict).decode("latin-1"))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """Give the session's data; of another key's making: an empty session."""
        try:
            text = decrypt(str(session_data)).encode("latin-1")
            data: dict[str, Any] = self.serializer().loads(text)
        except (InvalidToken, ValueError):
            # Another key's, or ciphertext of a vault that was put here.
            return {}
        return data

    def exists(self, session_key: str) -> bool:
        return super().exists(_row_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = _row_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        session_key = session_key or self.session_key
        if session_key:
            super().delete(_row_key(session_key))

    def _get_session_from_db(self) -> Any:
        row = None
        if self.session_key:
            row = self.model.objects.filter(
                session_key=_row_key(self.session_key), expire_date__gt=timezone.now()
            ).first()
        if row is None:
            # A key that somebody made up is not taken over.
            self._session_key = None
        return row


def _row_key(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()[:LENGTH]
