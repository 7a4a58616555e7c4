"""Published bundles, lists and histories, from editions and entries alone.

Every function says how many queries it makes; inside reading() they run on the
reader's login.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connections, router
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone

from testimonies.catalogue.documents import refs_of
from testimonies.catalogue.issues import (
    Bundle,
    Cursor,
    EditionLine,
    Erased,
    Issue,
    Page,
    Stamps,
    TagCount,
    Tombstone,
    etag_of,
)
from testimonies.catalogue.names import folded_name
from testimonies.models import Edition, Entry, FacetCount
from testimonies.privacy import MARKER
from testimonies.terms import Kind, kind_of

# kua_stamps is a function in the database because its plan is kept there: planning
# cost more than running it.
STAMPS = "SELECT ref, stamp, slug, kind, is_linking FROM kua_stamps(%s)"
PARTS = """
SELECT number, part.key, md5(part.value::text)
FROM testimonies_edition, jsonb_each(document::jsonb) AS part
WHERE ref = %s AND document IS NOT NULL AND erased_at IS NULL
ORDER BY number, part.key
"""
# Plain columns: building model instances cost as much as the query.
ISSUE_COLUMNS = (
    "ref",
    "kind",
    "edition__number",
    "edition__document",
    "document",
    "slug",
    "title",
    "stamp",
    "issued_at",
    "first_issued_at",
)
# A page names some hundred records: as one array they are no hundred parameters.
ISSUES = """
SELECT e.ref, e.kind, d.number, d.document, e.document, e.slug, e.title, e.stamp,
  e.issued_at, e.first_issued_at
FROM testimonies_entry e LEFT JOIN testimonies_edition d ON d.id = e.edition_id
WHERE e.ref = ANY(%s)
"""


def entries() -> QuerySet[Entry]:
    """Give the search rows of everything that is public now."""
    return Entry.objects.defer("vector")


def _issues(rows: QuerySet[Entry]) -> list[Issue]:
    return _built(rows.values_list(*ISSUE_COLUMNS))


def _built(rows: Iterable[tuple[Any, ...]]) -> list[Issue]:
    found = [
        Issue(
            ref=ref,
            kind=Kind(kind),
            number=number or 0,
            raw=(of_edition or "") if number else of_tag,
            slug=slug,
            title=title,
            digest=stamp,
            issued_at=issued_at,
            first_issued_at=first_issued_at,
        )
        for (
            ref,
            kind,
            number,
            of_edition,
            of_tag,
            slug,
            title,
            stamp,
            issued_at,
            first_issued_at,
        ) in rows
    ]
    # A withdrawal between two queries leaves an edition without its document.
    return [issue for issue in found if issue.raw]


def issues(refs: Iterable[str]) -> dict[str, Issue]:
    """Give the public ones among the refs. One query (none for no refs)."""
    wanted = list(refs)
    if not wanted:
        return {}
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(ISSUES, [wanted])
        return {issue.ref: issue for issue in _built(cursor.fetchall())}


def current_stamps(ref: str) -> Stamps | None:
    """Say which editions the record's page shows now; None: not public. One query."""
    with connections[router.db_for_read(Entry)].cursor() as cursor:
        cursor.execute(STAMPS, [ref])
        rows = cursor.fetchall()
    shown = {each: (stamp, slug, kind) for each, stamp, slug, kind, _ in rows}
    if ref not in shown:
        return None
    _, slug, kind = shown[ref]
    return Stamps(
        ref=ref,
        kind=Kind(kind),
        slug=slug,
        refs=tuple(each for each in shown if each != ref),
        linking=tuple(each for each, *_, is_linking in rows if is_linking),
        etag=etag_of((each, stamp) for each, (stamp, _, _) in shown.items()),
    )


def bundle(stamps: Stamps) -> Bundle | None:
    """Fetch the documents behind the stamps; None: withdrawn meanwhile. One query."""
    found = issues([stamps.ref, *stamps.refs])
    main = found.pop(stamps.ref, None)
    if main is None:
        return None
    return Bundle(main, found, stamps.linking)


def with_teller(shown: Bundle) -> Bundle:
    """Add to a quote's bundle the witness, whom its testimony names. One query.

    Other bundles, and one that has her, are given back as they are: no query.
    """
    testimony = shown.get(getattr(shown.main.document, "testimony", None))
    if testimony is None or testimony.document.witness in shown.others:
        return shown
    witness = issues([testimony.document.witness])
    return Bundle(shown.main, {**shown.others, **witness}, shown.linking)


def tombstone(ref: str) -> Tombstone | None:
    """Say when a record was withdrawn; None: it is public, or never was. One query."""
    last = Edition.objects.filter(ref=ref).order_by("-number").first()
    if last is None or last.erased_at is None:
        return None
    return Tombstone(ref, kind_of(ref), _day(last.erased_at), last.public_note)


def listing(
    kind: Kind,
    *,
    after: Cursor | None = None,
    limit: int = 20,
    with_named: bool = True,
) -> Page:
    """Give a page of a kind, newest first, with what the cards name. Two queries.

    Tags, which have no time, come by ref. One query without what the cards name.
    """
    rows = Entry.objects.filter(kind=kind)
    if after is not None:
        rows = rows.filter(_follows(after))
    newest = F("first_issued_at").desc(nulls_last=True)
    found = _issues(rows.order_by(newest, "ref")[: limit + 1])
    shown = found[:limit]
    following = None
    if len(found) > limit:
        following = Cursor(shown[-1].first_issued_at, shown[-1].ref)
    others = issues(_named_by(shown)) if with_named else {}
    stamps = [(issue.ref, issue.digest) for issue in [*shown, *others.values()]]
    stamps.append(("next", str(following)))
    return Page(tuple(shown), others, following, etag_of(stamps))


def _follows(after: Cursor) -> Q:
    if after.at is None:
        return Q(first_issued_at=None, ref__gt=after.ref)
    return Q(first_issued_at__lt=after.at) | Q(
        first_issued_at=after.at, ref__gt=after.ref
    )


def _named_by(shown: list[Issue]) -> list[str]:
    names = ("witness", "testimony", "collection")
    refs = [getattr(issue.document, name, None) for issue in shown for name in names]
    return [ref for ref in dict.fromkeys(refs) if ref]


def within(collections: Iterable[str], *, limit: int) -> list[Issue]:
    """Give testimonies and clips of the collections as they happened. One query."""
    rows = Entry.objects.filter(
        refs__overlap=list(collections),
        kind__in=[Kind.TESTIMONY, Kind.MEDIA],
        happened_from__isnull=False,
    )
    return _issues(rows.order_by("happened_from", "ref")[:limit])


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
    if row.document is None or row.erased_at is not None:
        day = _day(row.erased_at or row.issued_at)
        return Erased(ref, Kind(row.kind), number, day, row.public_note)
    return _bundle_of(row, row.document)


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
    is_gone = Q(document=None) | Q(erased_at__isnull=False)
    return not later.filter(withholds | is_gone).exists()


def changed_parts(ref: str) -> dict[int, tuple[str, ...]]:
    """Name the parts in which each edition differs from the one before. One query.

    Of those that stand, and whose predecessor stands.
    """
    with connections[router.db_for_read(Edition)].cursor() as cursor:
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


def _bundle_of(row: Edition, raw: str) -> Bundle:
    main = Issue(
        ref=row.ref,
        kind=Kind(row.kind),
        number=row.number,
        raw=raw,
        slug="",
        title="",
        digest=row.digest,
        issued_at=row.issued_at,
        first_issued_at=None,
    )
    return Bundle(main, issues(refs_of(main.document)))


def tag_by_name(name: str) -> Issue | None:
    """Give the public tag known under a name, alias or slug, in any case. One query.

    Where the address of one is the name of another, whose address it is.
    """
    # The database has no such character, so no tag has it either.
    if "\x00" in name:
        return None
    rows = Entry.objects.filter(kind=Kind.TAG, names__contains=[folded_name(name)])
    own = Case(When(slug=name, then=0), When(title__iexact=name, then=1), default=2)
    return next(iter(_issues(rows.order_by(own, "ref")[:1])), None)


def tags() -> list[TagCount]:
    """Give every public tag with the number of its records, by name. Two queries."""
    counts = facet_counts("tag")
    found = _issues(Entry.objects.filter(kind=Kind.TAG))
    ordered = sorted(found, key=lambda issue: issue.title.casefold())
    return [TagCount(issue, counts.get(issue.ref, 0)) for issue in ordered]


def facet_counts(family: str = "") -> dict[str, int]:
    """Give how many public records have each value of a family of facets. One query.

    Without a family: by "family:value".
    """
    counts = FacetCount.objects.filter(token__startswith=f"{family}:" if family else "")
    return {
        token.removeprefix(f"{family}:"): records
        for token, records in counts.values_list("token", "records")
    }
