"""Published bundles and lists, from editions and entries alone.

Every function says how many queries it makes; inside reading() they run on the
reader's login.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from testimonies.catalogue.connection import reading_connection
from testimonies.catalogue.issues import (
    Bundle,
    Cursor,
    Issue,
    Page,
    Stamps,
    TagCount,
    etag_of,
)
from testimonies.catalogue.names import folded_name
from testimonies.models import Entry, FacetCount
from testimonies.terms import Kind

# kua_stamps is a function in the database because its plan is kept there: planning
# cost more than running it.
STAMPS = "SELECT ref, stamp, slug, kind, is_linking FROM kua_stamps(%s)"
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
    # The last guard: an entry goes with the document of its edition.
    return [issue for issue in found if issue.raw]


def issues(refs: Iterable[str]) -> dict[str, Issue]:
    """Give the public ones among the refs. One query (none for no refs)."""
    wanted = list(refs)
    if not wanted:
        return {}
    with reading_connection().cursor() as cursor:
        cursor.execute(ISSUES, [wanted])
        return {issue.ref: issue for issue in _built(cursor.fetchall())}


def current_stamps(ref: str) -> Stamps | None:
    """Say which editions the record's page shows now; None: not public. One query."""
    with reading_connection().cursor() as cursor:
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


def facet_counts(family: str) -> dict[str, int]:
    """Give how many public records have each value of a family of facets. One query."""
    counts = FacetCount.objects.filter(token__startswith=f"{family}:")
    return {
        token.removeprefix(f"{family}:"): records
        for token, records in counts.values_list("token", "records")
    }
