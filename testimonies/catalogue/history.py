"""What became of a record: its editions, how they differ, what was taken back.

Every function says how many queries it makes; inside reading() they run on the
reader's login.
"""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from testimonies.catalogue.connection import reading_connection
from testimonies.catalogue.documents import refs_of
from testimonies.catalogue.issues import (
    Bundle,
    EditionLine,
    Erased,
    Issue,
    Tombstone,
)
from testimonies.catalogue.reading import issues
from testimonies.models import Edition, Entry
from testimonies.privacy import MARKER
from testimonies.terms import Kind, kind_of

PARTS = """
SELECT number, part.key, md5(part.value::text)
FROM testimonies_edition, jsonb_each(document::jsonb) AS part
WHERE ref = %s AND document IS NOT NULL
ORDER BY number, part.key
"""


def tombstone(ref: str) -> Tombstone | None:
    """Say when a record was withdrawn; None: it is public, or never was. One query."""
    last = Edition.objects.filter(ref=ref).order_by("-number").first()
    if last is None or last.erased_at is None:
        return None
    return Tombstone(ref, kind_of(ref), _day(last.erased_at), last.public_note)


def editions(ref: str) -> list[EditionLine]:
    """Give a record's history, newest first. One query.

    An erased edition has no digest here: by the words that stand, who has it could try
    name after name for those that were withheld.
    """
    rows = Edition.objects.filter(ref=ref).order_by("-number").defer("document")
    return [
        EditionLine(
            row.number,
            _public_digest(row.digest, row.erased_at),
            row.issued_at,
            _day(row.erased_at) if row.erased_at else None,
            row.public_note,
            is_current=index == 0 and row.erased_at is None,
        )
        for index, row in enumerate(rows)
    ]


def _day(moment: datetime) -> date:
    """Give the day in the archive's time zone: all that readers learn of an erasure."""
    return timezone.localdate(moment)


def _public_digest(digest: str, erased_at: datetime | None) -> str:
    return digest if erased_at is None else ""


def edition(ref: str, number: int) -> Bundle | Erased | None:
    """Give one edition among the records that are public now. Two queries."""
    row = Edition.objects.filter(ref=ref, number=number).first()
    if row is None:
        return None
    if row.erased_at is not None:
        return Erased(ref, Kind(row.kind), number, _day(row.erased_at), row.public_note)
    return _bundle_of(row)


def tells_removed(ref: str, since: int) -> bool:
    """Say whether readers may be told what was taken out after an edition. One query.

    Not where any later one withholds words or was itself taken back: what left the
    record may be what had to be hidden. Of a quote or a witness the accounts that name
    them are asked as well: there the words are withheld.
    """
    asked = Q(ref=ref, number__gt=since)
    if kind_of(ref) in {Kind.QUOTE, Kind.WITNESS}:
        accounts = Entry.objects.filter(kind=Kind.TESTIMONY, refs__contains=[ref])
        asked |= Q(ref__in=accounts.values("ref"))
    later = Edition.objects.filter(asked)
    withholds = Q(document__contains=MARKER)
    return not later.filter(withholds | Q(document=None)).exists()


def changed_parts(ref: str) -> dict[int, tuple[str, ...]]:
    """Name the parts in which each edition differs from the one before. One query.

    Of those that stand, and whose predecessor stands.
    """
    with reading_connection().cursor() as cursor:
        cursor.execute(PARTS, [ref])
        rows = cursor.fetchall()
    parts: dict[int, dict[str, str]] = {}
    for number, name, digest in rows:
        parts.setdefault(number, {})[name] = digest
    return {
        number: tuple(
            name
            for name, digest in now.items()
            if parts[number - 1].get(name) != digest
        )
        for number, now in parts.items()
        if number - 1 in parts
    }


def _bundle_of(row: Edition) -> Bundle:
    main = Issue(
        ref=row.ref,
        kind=Kind(row.kind),
        number=row.number,
        # Only what was erased has none (edition_erased_or_whole).
        raw=row.document or "",
        slug="",
        title="",
        digest=row.digest,
        issued_at=row.issued_at,
        first_issued_at=None,
    )
    return Bundle(main, issues(refs_of(main.document)))
