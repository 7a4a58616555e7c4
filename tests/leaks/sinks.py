"""Every surface that is no answer over HTTP: logs, mail, commands, caches, the reader.

Each function gives (what it is, what it holds) pairs, for a walk to look through.
"""

import copy
import logging
import logging.config
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.cache import caches
from django.core.management import CommandError, call_command, get_commands
from django.db import connection, transaction

from testimonies.answers import conditional
from testimonies.models import Edition, Entry, LedgerEvent
from tests.logins import DESK, READER

Held = Iterator[tuple[str, bytes | str]]

NOT_RUN = {
    "demo": "serves until Ctrl-C",
    "migrate": "alters tables, and no record passes through it",
    "database_roles": "grants, as the owner, and reads no record",
}
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "rebuild_entries": ("--check",),
    "seed": ("--editor=P-editor", "--reviewer=P-reviewer", "--steward=P-steward"),
}
"""What an operator's command needs; a new command is found and run without."""


# --- Logs -----------------------------------------------------------------------------


@contextmanager
def logged() -> Iterator[StringIO]:
    """Log as the product's settings say, into memory, for the time of the block."""
    written = StringIO()
    made = logging.config.DictConfigurator(copy.deepcopy(settings.LOGGING))
    for kind, make in (
        ("formatters", made.configure_formatter),
        ("filters", made.configure_filter),
        ("handlers", made.configure_handler),
    ):
        parts = made.config.setdefault(kind, {})
        for name in list(parts):
            if kind == "handlers" and "StreamHandler" in parts[name]["class"]:
                parts[name]["stream"] = written
            parts[name] = make(parts[name])
    named = {"": made.config["root"], **made.config.get("loggers", {})}
    with ExitStack() as stack:
        for name, given in named.items():
            stack.enter_context(_configured(name, given, made.config["handlers"]))
        yield written


@contextmanager
def _configured(name: str, given: Any, handlers: Any) -> Iterator[None]:
    logger = logging.getLogger(name or None)
    before = logger.handlers[:], logger.level, logger.propagate
    logger.handlers[:] = [handlers[each] for each in given.get("handlers", ())]
    logger.setLevel(given.get("level", logger.level))
    logger.propagate = given.get("propagate", logger.propagate)
    yield
    logger.handlers[:], logger.propagate = before[0], before[2]
    logger.setLevel(before[1])


# --- Mail -----------------------------------------------------------------------------


def mails() -> Held:
    """Give every mail that was sent, as it goes out and as it is shown."""
    for message in mail.outbox:
        yield f"mail: {type(message).__name__}", message.message().as_bytes()
        yield "mail: subject", str(message.subject)
        yield "mail: body", str(message.body)


# --- Operators' commands --------------------------------------------------------------


def commands(*names: str) -> Held:
    """Run operators' commands and give what they say, their refusals too."""
    ours = [name for name, app in get_commands().items() if app == "testimonies"]
    for name in names or sorted(set(ours) - NOT_RUN.keys()):
        said, complained = StringIO(), StringIO()
        with (
            transaction.atomic(),
            redirect_stdout(said),
            redirect_stderr(complained),
        ):
            point = transaction.savepoint()
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {DESK}")
            try:
                call_command(name, *ARGUMENTS.get(name, ()))
            except CommandError as refusal:
                complained.write(str(refusal))
            transaction.savepoint_rollback(point)
        yield f"manage.py {name}: stdout", said.getvalue()
        yield f"manage.py {name}: stderr", complained.getvalue()


# --- Caches ---------------------------------------------------------------------------


def kept() -> Held:
    """Give what is kept between requests: bodies of pages, and Django's caches."""
    for path, body in conditional.bodies.held().items():
        yield f"a kept body: {path}", body
    for name in settings.CACHES:
        for key, value in getattr(caches[name], "_cache", {}).items():
            yield f"the cache {name}", f"{key} {value!r}"


# --- The database, as the reader's login ----------------------------------------------

# pg_catalog and information_schema say what the server is made of, alike for everybody
# who may connect; of the rows in it they show what their own columns' rights let them.
RELATIONS = """
SELECT format('%I.%I', n.nspname, c.relname), c.relkind = 'S',
  (SELECT array_agg(quote_ident(a.attname)) FROM pg_attribute a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     AND has_column_privilege(c.oid, a.attnum, 'SELECT'))
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname NOT LIKE 'pg_toast%' AND has_schema_privilege(n.oid, 'USAGE')
  AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'SELECT')
      ELSE has_any_column_privilege(c.oid, 'SELECT') END
"""


def documents(
    *, of: Collection[str] = (), beside: Collection[str] = ()
) -> Iterator[str]:
    """Give the documents that readers have: all, those of some refs, or the others."""
    rows = Edition.objects.filter(document__isnull=False).exclude(ref__in=beside)
    rows = rows.filter(ref__in=of) if of else rows
    yield from (document or "" for document in rows.values_list("document", flat=True))
    if not of:
        yield from Entry.objects.values_list("document", flat=True)


@contextmanager
def as_reader() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        point = transaction.savepoint()
        cursor.execute(f"SET LOCAL ROLE {READER}")
        yield cursor
        transaction.savepoint_rollback(point)


def readable() -> Held:
    """Dump every row that the reader's login can read, in raw SQL."""
    with as_reader() as cursor:
        cursor.execute(RELATIONS)
        for relation, is_sequence, columns in cursor.fetchall():
            chosen = "*" if is_sequence else ", ".join(columns)
            cursor.execute(f"SELECT ROW({chosen})::text FROM {relation}")  # noqa: S608
            for (row,) in cursor.fetchall():
                yield f"the reader's dump: {relation}", row
        cursor.execute("SELECT obj_description(oid) FROM pg_class")
        for (comment,) in cursor.fetchall():
            yield "the reader's dump: comments", comment or ""


# --- What working at the desk leaves behind -------------------------------------------


def footprints(since: int) -> Held:
    """Give what the desk's own log says of all that was done after an entry."""
    for entry in LogEntry.objects.filter(pk__gt=since):
        yield "a footprint's object", entry.object_repr
        yield "a footprint's message", entry.change_message
        yield "a footprint in words", f"{entry} {entry.get_change_message()}"


def ledger_events(since: int) -> Held:
    """Give events of the ledger without their notes, which can be erased."""
    for event in LedgerEvent.objects.filter(pk__gt=since):
        yield "an event of the ledger", f"{event} {event.category}"


def together(*held: Iterable[tuple[str, bytes | str]]) -> Held:
    for each in held:
        yield from each
