"""Load many documents at once: the very approvals, editions and entries of publishing.

For records that were made and approved elsewhere and have no draft here (an archive
that moves in, a synthetic one). It is no way round the second person, and no login of
the desk or of readers can use it: it needs the owner of the tables. Whoever loads
answers for every document as its approver, the caller names the editors, and the ledger
gets one event for the whole load, not one for each record.

What stays as it is: every CHECK and foreign key (the digest is the document's and the
approved one; the approver is none of the editors), the numbering of editions, the
counts of facets. One trigger is silent meanwhile: it asks a quote's draft for its
testimony, and there is none. What else it holds is asked of all the rows afterwards.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

import pgtrigger
from django.db import connection
from django.db.models import Model

from testimonies import ledger
from testimonies.catalogue.copying import copy_into, line_of
from testimonies.catalogue.documents import Document
from testimonies.catalogue.entries import alone, kept_tags, refresh_tags
from testimonies.catalogue.erasures import erased_refs
from testimonies.catalogue.rows import Issuing, Row, row_of
from testimonies.catalogue.written import digest_of, encode
from testimonies.models import Approval, Edition, Entry, User
from testimonies.terms import Kind, kind_of

# So many documents are copied by one statement, and made by one call.
CHUNK, PIECE = 2000, 100
_SECOND_PERSON = "testimonies.Approval:second_person"
_TIMES = ("first_issued_at", "issued_at")
_APPROVAL = ("id", "ref", "root", "digest", "editors", "approver_id")
_EDITION = (
    *("id", "ref", "kind", "number", "document", "digest", "approval_id"),
    "public_note",
)
_ENTRY = (
    "ref",
    *(field.name for field in fields(Row) if field.name not in _TIMES),
    *_TIMES,
)
_OWNER = """
SELECT bool_and(pg_has_role(tableowner, 'MEMBER')) FROM pg_tables
WHERE schemaname = 'public' AND tablename = ANY(%s)
"""
# What kua_check_approval asks of each row, but for the drafts of quotes.
_UNFOUNDED = """
SELECT a.ref FROM testimonies_approval a WHERE a.id BETWEEN %s AND %s AND (
  a.approver_id::text IS DISTINCT FROM current_setting('kua.actor', true)
  OR EXISTS (SELECT 1 FROM testimonies_quote q WHERE q.ref = a.ref)
  OR EXISTS (
    SELECT 1 FROM (SELECT ref, actor_id, at FROM testimonies_contribution
      UNION ALL SELECT ref, actor_id, at FROM testimonies_ledgerevent
      WHERE action = 'reopen') c
    WHERE c.ref IN (a.root, a.ref) AND NOT c.actor_id = ANY(a.editors)
      AND c.at > coalesce((SELECT max(e.issued_at) FROM testimonies_edition e
                           WHERE e.ref = c.ref AND e.approval_id < a.id), '-infinity')))
ORDER BY a.ref LIMIT 1
"""

Mapper = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]


class LoadRefused(RuntimeError):
    """Documents cannot be loaded; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A document with the ids that its approval and its edition will have."""

    document: Document
    approval: int
    edition: int


@dataclass(frozen=True, slots=True)
class _Signed:
    """Who answers for a load."""

    approver: int
    editors: list[int]


@dataclass(frozen=True, slots=True)
class _Lines:
    """Rows as COPY reads them; an entry's lacks its times, which the database says."""

    approvals: list[str]
    editions: list[str]
    entries: list[str]
    tags: frozenset[str]


def load_editions(
    documents: Iterable[Document],
    *,
    approver: User,
    editors: Sequence[User],
    mapping: Mapper = map,
) -> int:
    """Issue the first edition of each document, and give how many there were.

    All or nothing, alone among those who write entries. `mapping` may be a pool's
    `imap`: rows are made from documents alone, in any process. A document's tags must
    be there. Raises: LoadRefused, and what the database refuses.
    """
    signed = _Signed(approver.pk, sorted({editor.pk for editor in editors}))
    with ledger.acting(approver):
        _require_owner()
        alone()
        make = partial(_lines_of, signed=signed, kept=kept_tags())
        with _loading() as touched:
            loaded = sum(
                _write_chunk(numbered, lines, touched)
                for numbered, lines in _made(documents, make, mapping)
            )
        # Those that have an entry have it of the tag alone, which was not touched.
        refresh_tags(touched - _there(touched))
        ledger.append("load", actor=approver, category=f"{loaded} records")
    return loaded


def _there(refs: set[str]) -> set[str]:
    return set(Entry.objects.filter(ref__in=refs).values_list("ref", flat=True))


def _require_owner() -> None:
    tables = [model._meta.db_table for model in (Approval, Edition, Entry)]
    with connection.cursor() as cursor:
        cursor.execute(_OWNER, [tables])
        (is_owner,) = cursor.fetchone()
    if not is_owner:
        message = (
            "Documents are loaded in bulk by the owner of the tables alone: run this"
            " with the owner's address in DATABASE_URL."
        )
        raise LoadRefused(message)


@contextmanager
def _loading() -> Iterator[set[str]]:
    """Silence the one trigger; an error takes everything back, and this too."""
    touched: set[str] = set()
    with connection.cursor() as cursor:
        # A table with checks outstanding cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_second_person("DISABLE"))
        yield touched
        cursor.execute(_second_person("ENABLE"))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _second_person(verb: str) -> str:
    ((model, trigger),) = pgtrigger.registered(_SECOND_PERSON)
    table, name = model._meta.db_table, trigger.get_pgid(model)
    return f"ALTER TABLE {table} {verb} TRIGGER {name}"


def _made(
    documents: Iterable[Document], make: Callable[..., Any], mapping: Mapper
) -> Iterator[tuple[list[_Numbered], Iterable[_Lines]]]:
    """Give chunks with their rows; the next is being made while one is written."""
    waiting: tuple[list[_Numbered], Iterable[_Lines]] | None = None
    rest = iter(documents)
    while chunk := list(islice(rest, CHUNK)):
        numbered = _numbered(chunk)
        pieces = [numbered[at : at + PIECE] for at in range(0, len(numbered), PIECE)]
        lines = mapping(make, pieces)
        if waiting:
            yield waiting
        waiting = numbered, lines
    if waiting:
        yield waiting


def _numbered(documents: list[Document]) -> list[_Numbered]:
    """Take the ids that the rows will have, in the documents' order."""
    _require_new([document.ref for document in documents])
    approvals, editions = (_ids(each, len(documents)) for each in (Approval, Edition))
    return [
        _Numbered(*each) for each in zip(documents, approvals, editions, strict=True)
    ]


def _ids(model: type[Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [number for (number,) in cursor.fetchall()]


def _require_new(refs: list[str]) -> None:
    issued = set(Edition.objects.filter(ref__in=refs).values_list("ref", flat=True))
    twice = {ref for ref, times in Counter(refs).items() if times > 1}
    of_tags = {ref for ref in refs if kind_of(ref) is Kind.TAG}
    reasons = (
        (issued, "has an edition already: publish the next one at the desk"),
        (erased_refs(), "was withdrawn once, and is not brought back in bulk"),
        (twice, "is loaded twice: leave one of the two out"),
        (of_tags, "is a tag, which has no editions: save it as a tag"),
    )
    for refused, reason in reasons:
        if found := sorted(refused.intersection(refs)):
            message = f"{found[0]} {reason}."
            raise LoadRefused(message)


def _lines_of(
    numbered: Sequence[_Numbered], *, signed: _Signed, kept: Mapping[str, str]
) -> _Lines:
    """Make the rows of some documents. Pure: it may run in another process."""
    approvals, editions, entries = [], [], []
    tags: set[str] = set()
    for each in numbered:
        ref, raw = each.document.ref, encode(each.document)
        digest = digest_of(raw)
        root = getattr(each.document, "testimony", ref)
        approvals.append(
            line_of(each.approval, ref, root, digest, signed.editors, signed.approver)
        )
        editions.append(
            line_of(each.edition, ref, ref[0], 1, raw, digest, each.approval, "")
        )
        issuing = Issuing(stamp=digest, edition_id=each.edition, sequence=each.edition)
        row = row_of(each.document, issuing, kept=kept)
        tags.update(row.tags)
        entries.append(line_of(ref, *(getattr(row, name) for name in _ENTRY[1:-2])))
    return _Lines(approvals, editions, entries, frozenset(tags))


def _write_chunk(
    numbered: list[_Numbered], pieces: Iterable[_Lines], touched: set[str]
) -> int:
    lines = list(pieces)
    copy_into(
        Approval, _APPROVAL, (line for piece in lines for line in piece.approvals)
    )
    # Without a time of their own: the statement's, as everything is issued now.
    copy_into(Edition, _EDITION, (line for piece in lines for line in piece.editions))
    at = _issued_at(numbered).isoformat()
    entries = (f"{line}\t{at}\t{at}" for piece in lines for line in piece.entries)
    copy_into(Entry, _ENTRY, entries)
    _require_second_person(numbered)
    touched.update(*(piece.tags for piece in lines))
    return len(numbered)


def _issued_at(numbered: list[_Numbered]) -> datetime:
    return Edition.objects.values_list("issued_at", flat=True).get(
        pk=numbered[0].edition
    )


def _require_second_person(numbered: list[_Numbered]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UNFOUNDED, [numbered[0].approval, numbered[-1].approval])
        found = cursor.fetchone()
    if found:
        message = (
            f"The approval of {found[0]} leaves out who changed it here, or it has a"
            " draft here: publish it at the desk."
        )
        raise LoadRefused(message)
