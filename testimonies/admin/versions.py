"""Which state of a record a form was made from, so that nobody overwrites another.

The token is a keyed digest of the rows that the form shows; it tells nothing of them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.crypto import constant_time_compare, salted_hmac

FIELD = "_version"

# Written by the database or by signing in, not by somebody's work on the form.
_ASIDE = frozenset({"passage_counter", "last_login", "password", "changed_at"})


def as_stored(row: Model) -> Model:
    """Give the row as it stands, for a refused form leaves in it what was typed.

    What is found in typed words is said to nobody before they are written down. Raises
    Http404 where the row went meanwhile.
    """
    stored: Model | None = type(row)._base_manager.filter(pk=row.pk).first()
    if stored is None:
        raise Http404
    return stored


def version_of(rows: Iterable[QuerySet[Any]]) -> str:
    """Give the token of all the rows as they stand: one query, however many tables."""
    asked = [_digest_of(queryset) for queryset in rows]
    digests = ", ".join(f"({sql})" for sql, _ in asked)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {digests}", [given for _, params in asked for given in params]
        )
        return version_of_texts(cursor.fetchone())


def _digest_of(queryset: QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    """Give the query for a digest of some rows, and its parameters."""
    columns = [
        field.attname
        for field in queryset.model._meta.concrete_fields
        if field.name not in _ASIDE
    ]
    rows, params = queryset.order_by().values_list(*columns).query.sql_with_params()
    one = 'shown::text COLLATE "C"'
    every = f"convert_to(string_agg({one}, ' ' ORDER BY {one}), 'UTF8')"
    digest = f"SELECT encode(sha256({every}), 'hex')"
    return f"{digest} FROM ({rows}) shown", params


def version_of_texts(texts: Iterable[str | None]) -> str:
    """Give the token of what the caller knows of a state."""
    digest = _keyed()
    for text in texts:
        digest.update(repr(text).encode())
    return str(digest.hexdigest())


def _keyed() -> Any:
    return salted_hmac("testimonies.admin.versions", "", algorithm="sha256")


def is_current(token: str, now: str) -> bool:
    """Say whether a form's token still stands for what the tables hold."""
    return constant_time_compare(token, now)
