"""Entries: one row per public ref, made from its current edition (or its tag) alone.

Withheld words cannot enter the index because they are in no edition. Rebuilding all
entries changes nothing; `rebuild_entries(check=True)` says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from django.db import connection, transaction

from testimonies.catalogue.describe import describe_tag
from testimonies.catalogue.rows import Issuing, Row, row_of
from testimonies.catalogue.tokens import facet_of, tag_token
from testimonies.catalogue.written import decode, digest_of, encode
from testimonies.models import Edition, Entry, FacetCount, Tag
from testimonies.terms import Kind

# Held until the end of the transaction: entries are written by one move at a time, so
# that two of them never wait for each other's counts of facets.
LOCK = 0x6B75_6531
BATCH = 1000
_COLUMNS = [field.name for field in fields(Row)]
_OTHER = """
SELECT e.ref FROM testimonies_entry e
JOIN unnest(%s::text[], %s::text[]) made (ref, vector) ON made.ref = e.ref
WHERE e.vector <> made.vector::tsvector
"""
_COUNT = """
SELECT token, count(*) FROM testimonies_entry, unnest(facets) token GROUP BY token
"""
_MISCOUNTED = f"""
SELECT token, kept.records, there.count
FROM testimonies_facetcount kept FULL JOIN ({_COUNT}) there USING (token)
WHERE kept.records IS DISTINCT FROM there.count ORDER BY token
"""


def kept_tags() -> dict[str, str]:
    """Give, for each merged tag's ref, the ref of the tag that was kept."""
    merged = Tag.objects.filter(merged_into__isnull=False)
    return dict(merged.values_list("ref", "merged_into__ref"))


def _record_rows(refs: Iterable[str]) -> dict[str, Row]:
    """Make the rows that records should have; a withdrawn one has none."""
    wanted = list(refs)
    last = Edition.objects.filter(ref__in=wanted).order_by("ref", "-number")
    first = {
        ref: (sequence, at)
        for ref, sequence, at in Edition.objects.filter(
            ref__in=wanted, number=1
        ).values_list("ref", "pk", "issued_at")
    }
    kept = kept_tags()
    return {
        edition.ref: row_of(
            decode(Kind(edition.kind), edition.document),
            Issuing(
                stamp=edition.digest,
                edition_id=edition.pk,
                sequence=first[edition.ref][0],
                first_issued_at=first[edition.ref][1],
                issued_at=edition.issued_at,
            ),
            kept=kept,
        )
        for edition in last.distinct("ref")
        if edition.document is not None
    }


def _tag_rows(refs: Iterable[str]) -> dict[str, Row]:
    """Make the rows that tags should have: those on a public record, others none."""
    wanted = list(refs)
    counted = [facet_of(tag_token(ref)) for ref in wanted]
    used = set(
        FacetCount.objects.filter(token__in=counted).values_list("token", flat=True)
    )
    tags = Tag.objects.filter(
        ref__in=[
            ref for ref, token in zip(wanted, counted, strict=True) if token in used
        ]
    )
    return {
        tag.ref: _row_of_tag(tag)
        for tag in tags.prefetch_related("aliases", "translations")
    }


def _row_of_tag(tag: Tag) -> Row:
    document = describe_tag(tag)
    raw = encode(document)
    issuing = Issuing(stamp=digest_of(raw), document=raw, slug=tag.slug)
    return row_of(document, issuing, kept={})


def _write(refs: Iterable[str], rows: dict[str, Row]) -> None:
    Entry.objects.filter(ref__in=set(refs) - rows.keys()).delete()
    Entry.objects.bulk_create(
        [Entry(ref=ref, **asdict(row)) for ref, row in sorted(rows.items())],
        update_conflicts=True,
        unique_fields=["ref"],
        update_fields=_COLUMNS,
    )


def alone() -> None:
    """Wait for whoever else writes entries, and keep them out until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def refresh_entries(refs: Iterable[str]) -> None:
    """Make the records' entries, and those of the tags that they had or have now.

    Runs in the caller's transaction, alone until its end.
    """
    alone()
    wanted = set(refs)
    before = Entry.objects.filter(ref__in=wanted).values_list("tags", flat=True)
    touched = {ref for tags in before for ref in tags}
    for batch in _batches(sorted(wanted)):
        rows = _record_rows(batch)
        _write(batch, rows)
        touched |= {ref for row in rows.values() for ref in row.tags}
    _refresh_tags(touched)


def refresh_tags(refs: Iterable[str]) -> None:
    """Make the entries of tags: those on a public record have one, others none.

    Runs in the caller's transaction, alone until its end.
    """
    alone()
    _refresh_tags(refs)


def _refresh_tags(refs: Iterable[str]) -> None:
    if wanted := sorted(set(refs)):
        _write(wanted, _tag_rows(wanted))


def refresh_merged(tag: str, kept: str) -> None:
    """Make the entries of every record under a tag that was merged, and of the two.

    Runs in the caller's transaction, alone until its end. Those of other tags stay as
    they are.
    """
    alone()
    named = Entry.objects.filter(refs__contains=[tag]).order_by("ref")
    for batch in _batches(list(named.values_list("ref", flat=True))):
        _write(batch, _record_rows(batch))
    _refresh_tags([tag, kept])


def rebuild_entries(*, check: bool = False) -> list[str]:
    """Make every entry anew and say what was wrong, a sentence each, by ref.

    Goes through the archive in batches, each in a transaction of its own unless the
    caller has one. With `check` nothing is written.
    """
    problems = []
    # Tags last: whether they are public follows from the records' facets.
    for source, rows_of in (
        (_refs_of_records, _record_rows),
        (_refs_of_tags, _tag_rows),
    ):
        for batch in _batches(source()):
            with transaction.atomic():
                if not check:
                    alone()
                rows = rows_of(batch)
                found = _differences(batch, rows)
                if found and not check:
                    _write(batch, rows)
            problems += found
    return sorted(problems) + _check_facets(mend=not check)


def _refs_of_records() -> list[str]:
    """List what has an edition or an entry and is no tag."""
    issued = Edition.objects.filter(number=1).values_list("ref")
    there = Entry.objects.exclude(kind=Kind.TAG).values_list("ref")
    return [ref for (ref,) in issued.union(there).order_by("ref")]


def _refs_of_tags() -> list[str]:
    there = Entry.objects.filter(kind=Kind.TAG).values_list("ref")
    return [ref for (ref,) in Tag.objects.values_list("ref").union(there)]


def _batches(refs: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(refs), BATCH):
        yield refs[start : start + BATCH]


def _differences(refs: list[str], rows: dict[str, Row]) -> list[str]:
    there = {
        entry.ref: entry for entry in Entry.objects.filter(ref__in=refs).defer("vector")
    }
    other = _other_vectors(rows)
    problems = [
        f"{ref} has an entry and should have none." for ref in there.keys() - rows
    ]
    for ref, row in rows.items():
        if ref not in there:
            problems.append(f"{ref} has no entry.")
            continue
        wrong = [
            name
            for name in _COLUMNS
            if name != "vector" and getattr(there[ref], name) != getattr(row, name)
        ]
        wrong += ["vector"] if ref in other else []
        if wrong:
            problems.append(f"{ref} differs in {', '.join(wrong)}.")
    return problems


def _other_vectors(rows: dict[str, Row]) -> set[str]:
    """Give the refs whose vector is another; the database knows when two are equal."""
    with connection.cursor() as cursor:
        cursor.execute(_OTHER, [list(rows), [row.vector for row in rows.values()]])
        return {ref for (ref,) in cursor.fetchall()}


def _check_facets(*, mend: bool) -> list[str]:
    """Say which counts of facets are not what the entries make them; mend them too."""
    with transaction.atomic(), connection.cursor() as cursor:
        alone()
        cursor.execute(_MISCOUNTED)
        wrong: list[tuple[str, int | None, int | None]] = cursor.fetchall()
        if mend and wrong:
            cursor.execute("DELETE FROM testimonies_facetcount")
            cursor.execute(
                f"INSERT INTO testimonies_facetcount (token, records) {_COUNT}"
            )
    return [
        f"The facet {token} counts {kept or 0} records and should count {there or 0}."
        for token, kept, there in wrong
    ]
