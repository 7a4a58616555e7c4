"""Rows as COPY reads them (PostgreSQL, section "COPY", text format), and their copying.

Lines are plain text, so that another process can make them.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql


def line_of(*values: Any) -> str:
    """Write a row, without the end of its line."""
    return "\t".join(map(_field, values))


def _field(value: Any) -> str:
    """Write a value as COPY reads it (PostgreSQL, COPY, "Text Format")."""
    match value:
        case None:
            return "\\N"
        case list():
            return _escaped(f"{{{','.join(map(_item, value))}}}")
        case date():
            return value.isoformat()
        case _:
            return _escaped(str(value))


def _item(value: Any) -> str:
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace("\r", "\\r").replace("\t", "\\t")


def copy_into(model: type[Model], columns: Sequence[str], lines: Iterable[str]) -> None:
    """Insert rows into a model's table by one statement, in the caller's transaction.

    Raises: Django's errors of the database.
    """
    table = sql.Identifier("public", model._meta.db_table)
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(table, names)
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.cursor.copy(statement) as copy,
    ):
        for line in lines:
            copy.write(line + "\n")
