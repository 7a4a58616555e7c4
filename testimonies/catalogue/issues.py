"""What the reading side hands out: issues, bundles, stamps, pages. No rows, no queries.

Everything here is frozen, so a template or an exporter can neither change nor fetch.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from testimonies.catalogue.written import decode
from testimonies.terms import Kind, RefMalformed, kind_of, parse_ref


@dataclass(frozen=True)
class Issue:
    """The current (or a named) edition of one record; `number` is 0 for tags."""

    ref: str
    kind: Kind
    number: int
    raw: str
    slug: str
    title: str
    digest: str
    issued_at: datetime | None
    first_issued_at: datetime | None

    @cached_property
    def document(self) -> Any:
        """The typed document; read from its JSON at first use."""
        return decode(self.kind, self.raw)

    @property
    def path(self) -> str:
        """The permanent address, without a language prefix."""
        return path_of(self.kind, self.ref, self.slug)


def path_of(kind: Kind, ref: str, slug: str) -> str:
    """Give a record's address: tags by slug, quotes by ref, others by both."""
    if kind is Kind.TAG:
        return f"/tags/{slug}/"
    if kind is Kind.QUOTE or not slug:
        return f"/{kind.plural}/{ref}/"
    return f"/{kind.plural}/{ref}/{slug}/"


_SECTIONS = " ".join(f"WHEN '{kind.value}' THEN '{kind.plural}'" for kind in Kind)
# path_of(), as an expression over an entry's columns.
PATH_SQL = f"""(CASE
 WHEN kind = 'g' THEN '/tags/' || slug || '/'
 WHEN kind = 'q' OR slug = '' THEN '/' || CASE kind {_SECTIONS} END || '/' || ref || '/'
 ELSE '/' || CASE kind {_SECTIONS} END || '/' || ref || '/' || slug || '/' END)"""


def etag_of(stamps: Iterable[tuple[str, str]]) -> str:
    """Give one digest for (ref, stamp) pairs; another pair gives another digest."""
    text = "\n".join(f"{ref} {stamp}" for ref, stamp in sorted(stamps))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Stamps:
    """Which editions a record's page shows now."""

    ref: str
    kind: Kind
    slug: str
    refs: tuple[str, ...]
    linking: tuple[str, ...]
    etag: str

    @property
    def path(self) -> str:
        return path_of(self.kind, self.ref, self.slug)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A record's document with those of the records that its page shows.

    A ref that is not public now is in none of them. `linking` names, newest first, the
    public records that name this one (for a testimony: others of its collection, the
    most alike first).
    """

    main: Issue
    others: Mapping[str, Issue]
    linking: tuple[str, ...] = ()

    def get(self, ref: str | None) -> Issue | None:
        return self.others.get(ref) if ref else None

    @property
    def etag(self) -> str:
        """One digest of every document in it."""
        shown = [self.main, *self.others.values()]
        return etag_of((issue.ref, issue.digest) for issue in shown)

    @property
    def tags(self) -> list[Issue]:
        """The tags of the main record by name; merged ones show as the kept one."""
        named = (ref for ref in self.others if ref not in self.linking)
        found = [self.others[ref] for ref in named if kind_of(ref) is Kind.TAG]
        return sorted(found, key=lambda issue: issue.title.casefold())

    def all(self, refs: Iterable[str]) -> list[Issue]:
        """Give the public ones among the refs, in their order."""
        return [issue for ref in refs if (issue := self.others.get(ref))]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn record.

    Of the time the day alone, here and below: an hour could be laid beside what
    somebody saw on a line, or beside who was on duty.
    """

    ref: str
    kind: Kind
    withdrawn_on: date
    public_note: str


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One line of a record's history."""

    number: int
    digest: str
    issued_at: datetime
    erased_on: date | None
    public_note: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Erased:
    """A numbered edition whose document was retracted or withdrawn."""

    ref: str
    kind: Kind
    number: int
    erased_on: date
    public_note: str


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and on how many public records it is."""

    issue: Issue
    count: int


class CursorMalformed(ValueError):
    """A cursor that nobody was given."""


def _moment(stamp: str) -> datetime:
    seconds, micros = divmod(int(stamp[:16], 16), 1_000_000)
    return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=micros)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the next page of a list begins: after this record.

    Tags have no time: they are listed by ref.
    """

    at: datetime | None
    ref: str

    def __str__(self) -> str:
        if self.at is None:
            return f"-{self.ref}"
        micros = int(self.at.timestamp()) * 1_000_000 + self.at.microsecond
        return f"{micros:x}-{self.ref}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read a cursor. Raises CursorMalformed with a sentence for the reader."""
        stamp, _, ref = text.partition("-")
        try:
            kind = kind_of(ref)
            at = None if kind is Kind.TAG and not stamp else _moment(stamp)
            cursor = cls(at, parse_ref(ref))
        except (ValueError, OverflowError, OSError, RefMalformed):
            cursor = None
        # One place has one address: other spellings of the number are refused.
        if cursor is None or str(cursor) != text:
            message = "This page marker is not one of ours; start from the first page."
            raise CursorMalformed(message)
        return cursor


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, newest first, with the records that its cards name."""

    issues: tuple[Issue, ...]
    others: Mapping[str, Issue]
    next: Cursor | None
    etag: str
