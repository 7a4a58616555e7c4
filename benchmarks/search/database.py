"""The benchmark's own database: which one it is, who owns it, and how large it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.db import connections

PREFIX = "kua_bench"
NOTICE = "Synthetic records, made for a benchmark. No person told any of this."


class NoBenchDatabase(SystemExit):
    """The database is, or may be, somebody's archive."""


def prepare() -> None:
    """Set Django up, and refuse every database that is not the benchmark's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.search.settings")
    django.setup()
    for alias in ("default", "public", "owner"):
        name = connections[alias].settings_dict["NAME"]
        if not str(name).startswith(PREFIX):
            message = (
                f"The database {name} is not one of the benchmark's: name one that"
                f" begins with {PREFIX} in DATABASE_URL, PUBLIC_DATABASE_URL and"
                " OWNER_DATABASE_URL."
            )
            raise NoBenchDatabase(message)
    # A search that is too slow has to be seen, not cut off; of two, the last counts.
    options = connections["public"].settings_dict["OPTIONS"]
    options["options"] += " -c statement_timeout=60000"


@contextmanager
def as_owner() -> Iterator[None]:
    """Let the owner's login stand for the desk's, in this process alone."""
    desk = connections["default"]
    connections["default"] = connections["owner"]
    try:
        yield
    finally:
        connections["default"] = desk


def rows(statement: str, *given: Any) -> list[tuple[Any, ...]]:
    """Run a statement as the owner; give its rows, if it has any."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, given or None)
        return cursor.fetchall() if cursor.description else []


def value(statement: str, *given: Any) -> Any:
    """Run a statement as the owner; give its one value."""
    return rows(statement, *given)[0][0]


def sizes() -> dict[str, int]:
    """Give bytes: of the entries with what belongs to them, their index, and all."""
    return {
        "entries": value("SELECT pg_total_relation_size('testimonies_entry')"),
        "entries' index": value("SELECT pg_relation_size('entry_vector')"),
        "editions": value("SELECT pg_total_relation_size('testimonies_edition')"),
        "database without the peers' tables": value(
            "SELECT pg_database_size(current_database()) - coalesce(sum("
            "pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c WHERE"
            " c.relkind = 'r' AND c.relnamespace = to_regnamespace('bench')"
        ),
    }


def kept_name() -> str:
    """Name the database, for the file of figures."""
    return str(connections["owner"].settings_dict["NAME"])
