"""Logins of the test database: the desk's and the reader's, for raw SQL as either."""

from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

DESK = "kua_desk"
READER = "kua_reader"

MAKE = """
DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(5121911);
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = {name}) THEN
    CREATE ROLE {role} LOGIN;
  END IF;
END $$
"""


def make_logins() -> None:
    """Make both roles where the cluster lacks them, and shut the database to others."""
    database = sql.Identifier(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        for name in (DESK, READER):
            statement = sql.SQL(MAKE).format(
                name=sql.Literal(name), role=sql.Identifier(name)
            )
            cursor.execute(statement.as_string(None))
            cursor.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
                .format(database, sql.Identifier(name))
                .as_string(None)
            )
        cursor.execute(
            "REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid),"
            " lo_from_bytea(oid, bytea) FROM PUBLIC"
        )
        cursor.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC")
            .format(database)
            .as_string(None)
        )


def log_in(user: str) -> psycopg.Connection[Any]:
    """Open a connection of its own to the test database as the given login."""
    settings = connection.settings_dict
    return psycopg.connect(
        host=settings["HOST"],
        port=settings["PORT"] or None,
        dbname=settings["NAME"],
        user=user,
        autocommit=True,
    )
