"""What an entry's row holds, made from one public document. Pure: no database.

Publishing, rebuilding and loading in bulk all make their rows here, so they agree.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.text import slugify

from testimonies.analysis import Part, name_keys, vector
from testimonies.catalogue import tokens
from testimonies.catalogue.documents import (
    CollectionDocument,
    Document,
    MediaDocument,
    PlaceCopy,
    QuoteDocument,
    TagDocument,
    TestimonyDocument,
    Text,
    WitnessDocument,
    refs_of,
)
from testimonies.catalogue.names import (
    address_names,
    folded_name,
    is_name_key,
    known_names,
)
from testimonies.terms import TagKind, kind_of

SLUG_LENGTH = 120
# A page of the same record stands at this address.
RESERVED_SLUGS = {"editions"}
_TITLE, _NAME, _BODY = "A", "B", "D"


@dataclass(frozen=True, slots=True)
class Row:
    """An entry's columns, apart from its ref."""

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
    sequence: int
    happened_from: date | None
    happened_to: date | None
    place: str
    facets: list[str]
    vector: str


@dataclass(frozen=True, slots=True)
class Issuing:
    """What a row takes from the edition itself; a tag has none, but its own slug."""

    stamp: str
    edition_id: int | None = None
    sequence: int = 0
    first_issued_at: datetime | None = None
    issued_at: datetime | None = None
    document: str = ""
    slug: str = ""


def row_of(document: Document, issuing: Issuing, *, kept: Mapping[str, str]) -> Row:
    """Make the row; `kept` gives for each merged tag's ref that of the kept one."""
    slug = issuing.slug or _slug(document)
    tags = resolved(getattr(document, "tags", ()), kept)
    bounds = tokens.bounds_of(_happened(document))
    place: PlaceCopy | None = getattr(document, "place", None)
    counted = _counted(document, tags, bounds)
    return Row(
        kind=kind_of(document.ref),
        edition_id=issuing.edition_id,
        document=issuing.document,
        stamp=issuing.stamp,
        slug=slug,
        title=_title(document),
        names=_names(document, slug),
        tags=tags,
        refs=resolved(refs_of(document), kept),
        language=_language(document),
        first_issued_at=issuing.first_issued_at,
        issued_at=issuing.issued_at,
        sequence=issuing.sequence,
        happened_from=bounds and bounds[0],
        happened_to=bounds and bounds[1],
        place=_encoded(place.name) if place else "",
        facets=[tokens.facet_of(token) for token in counted]
        + ([tokens.place_facet(place.name.text)] if place else []),
        vector=vector(
            _parts(document), also=[*counted, *_uncounted(document, issuing.sequence)]
        ),
    )


def _every(*texts: Text) -> list[tuple[str, str]]:
    """Give (words, language) of texts of ours with their translations."""
    found: list[tuple[str, str]] = []
    for text in texts:
        found.append((text.text, text.language))
        found += [(each.text, each.language) for each in text.translations]
    return [each for each in found if each[0]]


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


def _headings(document: Document) -> list[tuple[str, str]]:
    match document:
        case QuoteDocument():
            return [(document.text, document.language)]
        case WitnessDocument():
            return [(name, "") for name in (document.name, *document.spelling_variants)]
        case TagDocument():
            names = [(alias, "") for alias in document.aliases]
            return [*_every(document.name), *names]
        case _:
            return _every(document.title)


def _body(document: Document) -> list[tuple[str, str]]:
    match document:
        case TestimonyDocument():
            ours = _every(document.summary, document.content_note_text)
            return ours + [
                (passage.text, transcript.language)
                for transcript in document.transcripts
                for passage in transcript.passages
            ]
        case MediaDocument():
            return [
                *_every(document.description, document.content_note_text),
                *_every(document.caption_text),
                (document.account, ""),
                (document.sound, ""),
            ]
        case CollectionDocument():
            events = [event.text for event in document.events]
            return _every(document.description, *events)
        case WitnessDocument() | TagDocument():
            return _every(document.description)
        case QuoteDocument():
            return [(document.printed_where, "")]


def _places(document: Document) -> list[tuple[str, str]]:
    place: PlaceCopy | None = getattr(document, "place", None)
    if place is None:
        return []
    return _every(place.name) + [(name, "") for name in place.other_names]


def _parts(document: Document) -> list[Part]:
    weighted = (
        (_TITLE, _headings(document)),
        (_NAME, _places(document)),
        (_BODY, _body(document)),
    )
    return [
        Part(words, language, weight)
        for weight, texts in weighted
        for words, language in texts
        if words
    ]


def _names(document: Document, slug: str) -> list[str]:
    match document:
        case TagDocument():
            names = [name for name, _language in _headings(document)]
            # Old addresses of the tag lead to it too: each was made of a name of its.
            also = address_names([*names, slug]) | {folded_name(slug)} - {""}
        case WitnessDocument():
            names, also = [name for name, _language in _headings(document)], set()
        case _:
            return []
    return sorted({key for name in names for key in known_names(name)} | also)


def _language(document: Document) -> str:
    match document:
        case QuoteDocument():
            return document.language
        case TestimonyDocument():
            originals = [t.language for t in document.transcripts if t.is_original]
            return originals[0] if originals else document.language
        case MediaDocument():
            return document.caption_language if document.caption else ""
        case _:
            return ""


def _happened(document: Document) -> str:
    match document:
        case TestimonyDocument():
            return document.happened
        case MediaDocument():
            return document.posted
        case _:
            return ""


def _counted(
    document: Document,
    tags: Iterable[str],
    bounds: tuple[date, date] | None,
) -> list[str]:
    """Give the tokens that facets count, apart from the place."""
    found = [tokens.kind_token(kind_of(document.ref)), *map(tokens.tag_token, tags)]
    if language := _language(document):
        found.append(tokens.language_token(language))
    if isinstance(document, MediaDocument) and document.platform:
        found.append(tokens.platform_token(document.platform))
    if bounds:
        found += tokens.time_tokens(*bounds)
    return found


def _uncounted(document: Document, sequence: int) -> list[str]:
    """Give what narrows a search and is never shown, and names in any script."""
    found = {*_keys_of_places(tuple(name for name, _language in _places(document)))}
    found |= {key for key in _names(document, "") if is_name_key(key)}
    found.update(tokens.sample_tokens(document.ref))
    if sequence:
        found.update(tokens.sequence_tokens(sequence))
    if isinstance(document, TestimonyDocument):
        found.add(tokens.witness_token(document.witness))
    if tokens.bounds_of(_happened(document)):
        found.add(tokens.DATED)
    if isinstance(document, TagDocument) and document.tag_kind == TagKind.NOISE:
        found.add(tokens.NOISE)
    return sorted(found)


# Many records have the same place.
@lru_cache(maxsize=2048)
def _keys_of_places(names: tuple[str, ...]) -> frozenset[str]:
    found = {token for name in names for token in tokens.place_tokens(name)}
    return frozenset(found.union(*map(name_keys, names)))


def resolved(refs: Iterable[str], kept: Mapping[str, str]) -> list[str]:
    """Give each ref once, a merged tag's as the kept one's."""
    return list(dict.fromkeys(kept.get(ref, ref) for ref in refs))


def _encoded(text: Text) -> str:
    names = {language: words for words, language in _every(text)}
    return json.dumps(names, ensure_ascii=False, sort_keys=True)
