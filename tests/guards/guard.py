"""What a guard is: an attack, who makes it, and how the guard would be taken away.

Without `removal` there is no Guard, so each guard is shown to be what refuses.
"""

# ruff: noqa: S608 - SQL of our own, put together from our own words.

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

from tests.logins import DESK

# The administrator of the tests, who stands for the tables' owner.
OWNER = ""

Facts = Mapping[str, sql.Composable]


@dataclass(frozen=True)
class Guard:
    """SQL in which {braces} name facts of the scene; `before` is lawful."""

    name: str
    attack: str
    removal: str
    refusal: str
    before: str = ""
    login: str = DESK


def acting(person: str) -> str:
    """Name who acts, as moves do."""
    return f"SELECT set_config('kua.actor', {{{person}}}::text, true);"


def run(
    connection: psycopg.Connection[Any], text: str, facts: Facts
) -> psycopg.Cursor[Any]:
    """Run the statements in the open transaction; give the last one's result."""
    cursor = connection.execute(sql.SQL(text).format(**facts))
    while cursor.nextset():
        pass
    return cursor


def drop_trigger(name: str, *tables: str) -> str:
    """Drop the triggers of a name from the tables; from every table if none is named.

    Raises, in the database, where there is none.
    """
    named = ", ".join(f"'{table}'" for table in tables)
    among = f"AND c.relname IN ({named})" if tables else ""
    return f"""
    DO $do$ DECLARE t record; found boolean := false; BEGIN
      FOR t IN SELECT g.tgname, c.relname FROM pg_trigger g
        JOIN pg_class c ON c.oid = g.tgrelid
        WHERE g.tgname ~ '^pgtrigger_{name}_[0-9a-f]+$' {among}
      LOOP
        EXECUTE format('DROP TRIGGER %I ON public.%I', t.tgname, t.relname);
        found := true;
      END LOOP;
      IF NOT found THEN RAISE EXCEPTION 'there is no trigger {name}'; END IF;
    END $do$;
    """


def drop_constraint(table: str, name: str) -> str:
    """Drop one constraint."""
    return f"ALTER TABLE {table} DROP CONSTRAINT {name};"


def grant(rights: str, *tables: str) -> str:
    """Give the desk rights that it lacks."""
    return f"GRANT {rights} ON {', '.join(tables)} TO {DESK};"
