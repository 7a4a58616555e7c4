"""What each database login may touch; the readers' list is three tables long.

The owner's login runs this after every migration (`manage.py database_roles`).
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connections, transaction
from psycopg import sql

from testimonies.models import (
    HANDLED,
    Approval,
    Concern,
    Consent,
    Contribution,
    Edition,
    Entry,
    FacetCount,
    FullRoom,
    LedgerEvent,
)

PUBLIC_TABLES = frozenset(
    model._meta.db_table for model in (Edition, Entry, FacetCount)
)
"""All that a reader may read."""

APPEND_ONLY = frozenset(
    model._meta.db_table for model in (Approval, Consent, Edition, LedgerEvent)
)
# What readers send comes by a function of the owner's, and is never deleted.
CONCERNS = Concern._meta.db_table
READ_ONLY = frozenset(
    {
        *(model._meta.db_table for model in (Concern, Contribution, FullRoom)),
        "django_migrations",
    }
)
# What the rooms for concerns are drawn with (migration 0013); it has no model.
OWNERS_ALONE = frozenset({"testimonies_roomkey"})
# Who acted, for the draft history; the library writes it with ON CONFLICT DO UPDATE.
HISTORY_CONTEXT = "pghistory_context"
# Where the desk may change some columns and no others.
CHANGEABLE_COLUMNS = {
    Edition._meta.db_table: ("document", "erased_at", "public_note"),
    CONCERNS: HANDLED,
}

TABLES = """
SELECT c.relname, EXISTS (
  SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id')
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
  AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1
"""

OWNERS = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"

READABLE = """
SELECT n.nspname || '.' || c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg_toast%' AND n.nspname NOT LIKE 'pg_temp%'
  AND (CASE WHEN c.relkind = 'S'
       THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
       ELSE has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
         OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE') END)
"""
CHANGEABLE = """
SELECT n.nspname || '.' || c.relname FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname = 'public'
  AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
       OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
"""

RECEIVE = (
    "kua_receive_concern(text, text, text, text, text, text, text, integer, boolean)"
)

# Memberships too: a login may become any role that it is a member of.
MIGHTY = """
SELECT has_database_privilege(current_database(), 'TEMP, CREATE'),
  has_schema_privilege('public', 'CREATE'),
  (SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication
     OR EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid)
   FROM pg_roles r WHERE rolname = current_user),
  EXISTS (SELECT 1 FROM pg_proc p WHERE p.prosecdef
    AND p.pronamespace = 'public'::regnamespace
    AND has_function_privilege(p.oid, 'EXECUTE'))
"""

# The library's own function lets any login silence every trigger by a setting.
SILENCE_NO_TRIGGER = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


class ReaderTooPowerful(ImproperlyConfigured):
    """The readers' login may do more than read the public tables."""


class LoginsNotApart(RuntimeError):
    """One login would be two of owner, desk and reader; the sentence says which."""


def grant_roles(*, using: str, desk: str, reader: str) -> None:
    """Give desk and reader what they need and nothing else; run as the owner.

    Raises LoginsNotApart, before anything is granted, where one login is two of them:
    what is revoked from the one would be taken from the other.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(OWNERS)
        owners = {name for (name,) in cursor.fetchall()}
        if desk == reader or owners & {desk, reader}:
            message = (
                f"The owner of the tables ({', '.join(sorted(owners))}), the desk"
                f" ({desk}) and the readers ({reader}) need a login each. Name them in"
                " OWNER_DATABASE_URL, DATABASE_URL and PUBLIC_DATABASE_URL."
            )
            raise LoginsNotApart(message)
        cursor.execute(TABLES)
        for table, is_history in cursor.fetchall():
            for statement in _statements(table, desk, reader, is_history=is_history):
                cursor.execute(statement.as_string(None))
        database = connection.settings_dict["NAME"]
        for statement in _wide_statements(database, desk, reader):
            cursor.execute(statement.as_string(None))


def make_logins(*, using: str, passwords: dict[str, str]) -> list[str]:
    """Make the logins that are missing; give those that this login may not make."""
    refused = []
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        there = {name for (name,) in cursor.fetchall()}
        for name in sorted(passwords.keys() - there):
            statement = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(passwords[name] or None)
            )
            try:
                with transaction.atomic(using=using):
                    cursor.execute(statement.as_string(None))
            except ProgrammingError:
                refused.append(name)
    return refused


def _statements(
    table: str, desk: str, reader: str, *, is_history: bool
) -> list[sql.Composed]:
    columns = CHANGEABLE_COLUMNS.get(table, ())
    names: dict[str, Any] = {
        "table": sql.Identifier("public", table),
        "desk": sql.Identifier(desk),
        "reader": sql.Identifier(reader),
        "rights": sql.SQL(_desk_rights(table, is_history=is_history)),
        "columns": sql.SQL(", ").join(map(sql.Identifier, columns)),
    }
    texts = ["REVOKE ALL ON {table} FROM PUBLIC, {desk}, {reader}"]
    if table not in OWNERS_ALONE:
        texts.append("GRANT {rights} ON {table} TO {desk}")
    if columns:
        texts.append("GRANT UPDATE ({columns}) ON {table} TO {desk}")
    if table in PUBLIC_TABLES:
        texts.append("GRANT SELECT ON {table} TO {reader}")
    return [sql.SQL(text).format(**names) for text in texts]


def _desk_rights(table: str, *, is_history: bool) -> Any:
    if table in READ_ONLY:
        return "SELECT"
    if table == HISTORY_CONTEXT:
        return "SELECT, INSERT, UPDATE"
    if table in APPEND_ONLY or is_history:
        return "SELECT, INSERT"
    return "SELECT, INSERT, UPDATE, DELETE"


def _wide_statements(database: str, desk: str, reader: str) -> list[sql.Composed]:
    names = {
        "database": sql.Identifier(database),
        "desk": sql.Identifier(desk),
        "reader": sql.Identifier(reader),
        "receive": sql.SQL(RECEIVE),
    }
    texts = (
        "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {desk}, {reader}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {desk}, {reader}",
        "GRANT USAGE ON SCHEMA public TO {desk}, {reader}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {desk}",
        "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {reader}",
        # Only the trigger that runs as the owner calls it for others.
        "REVOKE ALL ON FUNCTION kua_content_changed(text, jsonb, jsonb) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION kua_content_changed(text, jsonb, jsonb) TO {desk}",
        "REVOKE ALL ON FUNCTION {receive} FROM PUBLIC, {reader}",
        "GRANT EXECUTE ON FUNCTION {receive} TO {desk}",
        SILENCE_NO_TRIGGER,
    )
    return [sql.SQL(text).format(**names) for text in texts]


def reader_excess(using: str = "public") -> list[str]:
    """List what the login behind an alias may do beyond reading the public tables."""
    allowed = {f"public.{table}" for table in PUBLIC_TABLES}
    with connections[using].cursor() as cursor:
        cursor.execute(READABLE)
        excess = [f"reads {name}" for (name,) in cursor if name not in allowed]
        cursor.execute(CHANGEABLE)
        excess += [f"changes {name}" for (name,) in cursor]
        cursor.execute(MIGHTY)
        held = cursor.fetchone()
    powers = (
        "makes temporary tables or schemas",
        "makes tables",
        "is an administrator or may become another role",
        "runs functions with the owner's rights",
    )
    return excess + [text for text, holds in zip(powers, held, strict=True) if holds]


def require_narrow_reader() -> None:
    """Refuse to serve where the readers' login may read too much."""
    excess = reader_excess()
    if excess:
        name = settings.DATABASES["public"]["USER"]
        message = (
            f"The readers' database login {name} may do more than read the public"
            f" tables (it {', '.join(excess[:5])}). Run `manage.py database_roles` as"
            " the owner, or name another login in PUBLIC_DATABASE_URL."
        )
        raise ReaderTooPowerful(message)
