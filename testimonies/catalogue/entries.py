"""Entries: one row per public ref, made from its current edition (or its tag) alone.

Withheld words cannot enter the index because they are in no edition. Rebuilding all
entries changes nothing; `rebuild_entries(check=True)` says so.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import Min
from django.utils.text import slugify

from testimonies.catalogue.describe import describe_tag
from testimonies.catalogue.documents import (
    CollectionDocument,
    Document,
    MediaDocument,
    QuoteDocument,
    TagDocument,
    TestimonyDocument,
    Text,
    WitnessDocument,
    decode,
    digest_of,
    encode,
    refs_of,
)
from testimonies.catalogue.names import folded_name
from testimonies.models import Edition, Entry, Tag
from testimonies.terms import Kind

SLUG_LENGTH = 120
# A page of the same record stands at this address.
RESERVED_SLUGS = {"editions"}


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry's columns, apart from its ref and what the database generates."""

    kind: str
    edition_id: int | None
    document: str
    stamp: str
    slug: str
    title: str
    names: list[str]
    tags: list[str]
    refs: list[str]
    language: str
    first_issued_at: datetime | None
    issued_at: datetime | None
    body: str


def _every(*texts: Text) -> list[str]:
    return [
        words
        for text in texts
        for words in (text.text, *(each.text for each in text.translations))
        if words
    ]


def _title(document: Document) -> str:
    match document:
        case QuoteDocument():
            return document.text
        case WitnessDocument():
            return document.name
        case TagDocument():
            return document.name.text
        case _:
            return document.title.text


def _slug(document: Document) -> str:
    if isinstance(document, QuoteDocument):
        return ""
    slug = slugify(_title(document), allow_unicode=True)[:SLUG_LENGTH].strip("-")
    return f"{slug}-1" if slug in RESERVED_SLUGS else slug


def _account(document: TestimonyDocument) -> list[str]:
    return [
        passage.text
        for transcript in document.transcripts
        for passage in transcript.passages
    ]


def _body(document: Document) -> str:
    match document:
        case TestimonyDocument():
            parts = _every(
                document.title, document.summary, document.content_note_text
            ) + _account(document)
        case MediaDocument():
            parts = [
                *_every(
                    document.title, document.description, document.content_note_text
                ),
                document.caption,
                document.account,
                document.sound,
            ]
        case CollectionDocument():
            events = [event.text for event in document.events]
            parts = _every(document.title, document.description, *events)
        case WitnessDocument():
            parts = [*document.spelling_variants, *_every(document.description)]
        case TagDocument():
            parts = [*_every(document.name, document.description), *document.aliases]
        case QuoteDocument():
            parts = [document.printed_where]
    return "\n\n".join(part for part in parts if part)


def _names(document: Document, slug: str) -> list[str]:
    match document:
        case TagDocument():
            names = [*_every(document.name), *document.aliases, slug]
        case WitnessDocument():
            names = [document.name, *document.spelling_variants]
        case _:
            return []
    return sorted({folded_name(name) for name in names} - {""})


def _language(document: Document) -> str:
    match document:
        case QuoteDocument():
            return document.language
        case TestimonyDocument():
            originals = [t.language for t in document.transcripts if t.is_original]
            return originals[0] if originals else document.language
        case _:
            return ""


def _kept_tags() -> dict[str, str]:
    """Give, for each merged tag's ref, the ref of the tag that was kept."""
    merged = Tag.objects.filter(merged_into__isnull=False)
    return dict(merged.values_list("ref", "merged_into__ref"))


def _row_of_edition(
    edition: Edition, raw: str, *, first: datetime | None, kept: dict[str, str]
) -> _Row:
    document: Document = decode(Kind(edition.kind), raw)
    slug = _slug(document)
    return _Row(
        kind=edition.kind,
        edition_id=edition.pk,
        document="",
        stamp=edition.digest,
        slug=slug,
        title=_title(document),
        names=_names(document, slug),
        tags=_resolved(getattr(document, "tags", ()), kept),
        refs=_resolved(refs_of(document), kept),
        language=_language(document),
        first_issued_at=first,
        issued_at=edition.issued_at,
        body=_body(document),
    )


def _resolved(refs: Iterable[str], kept: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(kept.get(ref, ref) for ref in refs))


def _row_of_tag(tag: Tag) -> _Row:
    document = describe_tag(tag)
    raw = encode(document)
    return _Row(
        kind=Kind.TAG,
        edition_id=None,
        document=raw,
        stamp=digest_of(raw),
        slug=tag.slug,
        title=document.name.text,
        names=_names(document, tag.slug),
        tags=[],
        refs=[],
        language="",
        first_issued_at=None,
        issued_at=None,
        body=_body(document),
    )


def _record_rows(refs: Iterable[str] | None) -> dict[str, _Row]:
    """The rows that records should have; None: all of them."""
    editions = Edition.objects.order_by("ref", "-number").distinct("ref")
    firsts = Edition.objects.order_by().values_list("ref").annotate(Min("issued_at"))
    if refs is not None:
        editions = editions.filter(ref__in=refs)
        firsts = firsts.filter(ref__in=refs)
    first, kept = dict(firsts), _kept_tags()
    return {
        edition.ref: _row_of_edition(
            edition, edition.document, first=first.get(edition.ref), kept=kept
        )
        for edition in editions
        if edition.document is not None
    }


def _tag_rows(used: set[str]) -> dict[str, _Row]:
    tags = Tag.objects.filter(ref__in=used).prefetch_related("aliases", "translations")
    return {tag.ref: _row_of_tag(tag) for tag in tags}


def _used_tags(among: set[str] | None = None) -> set[str]:
    rows = Entry.objects.exclude(kind=Kind.TAG)
    if among is not None:
        rows = rows.filter(tags__overlap=sorted(among))
    used = {ref for tags in rows.values_list("tags", flat=True) for ref in tags}
    return used if among is None else used & among


def _write(refs: Iterable[str], rows: dict[str, _Row]) -> None:
    Entry.objects.filter(ref__in=set(refs) - rows.keys()).delete()
    for ref in sorted(rows):
        Entry.objects.update_or_create(ref=ref, defaults=asdict(rows[ref]))


def refresh_entries(refs: Iterable[str]) -> None:
    """Make the records' entries, and those of the tags that they had or have now.

    Runs in the caller's transaction.
    """
    wanted = set(refs)
    before = Entry.objects.filter(ref__in=wanted).values_list("tags", flat=True)
    touched = {ref for tags in before for ref in tags}
    rows = _record_rows(wanted)
    _write(wanted, rows)
    refresh_tags(touched | {ref for row in rows.values() for ref in row.tags})


def refresh_tags(refs: Iterable[str]) -> None:
    """Make the entries of tags: those on a public record have one, others none."""
    wanted = set(refs)
    if wanted:
        _write(wanted, _tag_rows(_used_tags(wanted)))


def refresh_tagged(tag: str) -> None:
    """Make the entries of every record under a tag that was merged."""
    refresh_entries(
        Entry.objects.filter(tags__contains=[tag]).values_list("ref", flat=True)
    )


def rebuild_entries(*, check: bool = False) -> list[str]:
    """Make every entry anew and say what was wrong, a sentence each.

    With `check` nothing is written.
    """
    rows = _record_rows(None)
    used = {ref for row in rows.values() for ref in row.tags}
    rows |= _tag_rows(used)
    problems = _differences(rows)
    if problems and not check:
        _write(Entry.objects.values_list("ref", flat=True), rows)
    return problems


def _differences(rows: dict[str, _Row]) -> list[str]:
    there = {entry.ref: entry for entry in Entry.objects.defer("vector")}
    problems = [
        f"{ref} has an entry and should have none." for ref in there.keys() - rows
    ]
    for ref, row in rows.items():
        entry = there.get(ref)
        if entry is None:
            problems.append(f"{ref} has no entry.")
            continue
        wrong = [
            name for name, value in asdict(row).items() if getattr(entry, name) != value
        ]
        if wrong:
            problems.append(f"{ref} differs in {', '.join(wrong)}.")
    return sorted(problems)
