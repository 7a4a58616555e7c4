"""A record as `meta` elements have it: Dublin Core, and what scholars' tools read.

Pure, of public documents alone. Dublin Core is written as DCMI's "Expressing Dublin
Core in HTML" says (DC. for the elements, DCTERMS. for the terms); `citation_` are the
names that Zotero and Google Scholar read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from testimonies.catalogue import Issue, Text
from testimonies.exchange.citation import Citation, Genre, Item, permanent
from testimonies.exchange.days import exact_day
from testimonies.exchange.lines import one_line
from testimonies.terms import Fidelity, Kind, TagKind

SCHEMAS = (
    ("schema.DC", "http://purl.org/dc/elements/1.1/"),
    ("schema.DCTERMS", "http://purl.org/dc/terms/"),
)
_TYPES = {
    Genre.INTERVIEW: "Text",
    Genre.VIDEO: "MovingImage",
    Genre.PICTURE: "StillImage",
    Genre.SOUND: "Sound",
}
# A person is no work, and is cited by none of these.
CITED = (Kind.TESTIMONY, Kind.QUOTE, Kind.MEDIA, Kind.COLLECTION)


@dataclass(frozen=True, slots=True)
class Meta:
    """One name with its content; `language` is "" where the content is in none."""

    name: str
    content: str
    language: str = ""


def dublin_core(item: Item, language: str) -> list[Meta]:
    """Give what is known, in the language that is asked for where there are words."""
    found = (*_of_all(item), *_of_its_own(item, language))
    return [meta for meta in found if meta.content]


def _of_all(item: Item) -> Iterator[Meta]:
    cited, issue = item.citation, item.issue
    of_type = "Collection" if issue.kind is Kind.COLLECTION else "Text"
    yield Meta("DC.creator", _author(item))
    yield Meta("DC.contributor", cited.told_to)
    yield Meta("DC.publisher", cited.archive)
    yield Meta("DC.type", _TYPES.get(cited.genre, of_type))
    yield Meta("DC.format", "text/html")
    yield Meta("DC.identifier", cited.address)
    yield Meta("DC.language", cited.language)
    yield Meta("DCTERMS.created", str(cited.date or ""))
    yield Meta("DCTERMS.issued", _iso(cited))


def _author(item: Item) -> str:
    """Give who speaks or posted; nobody said what is no quotation."""
    fidelity = getattr(item.issue.document, "fidelity", Fidelity.VERBATIM)
    is_said = fidelity in {Fidelity.VERBATIM, Fidelity.CONDENSED}
    return item.citation.author if is_said else ""


def _iso(cited: Citation) -> str:
    return cited.issued.isoformat() if cited.issued else ""


def _of_its_own(item: Item, language: str) -> Iterator[Meta]:
    """Give the words of a record, and what it belongs to."""
    document = item.issue.document
    match item.issue.kind:
        case Kind.QUOTE:
            yield Meta("DC.title", one_line(document.text), document.language)
        case Kind.WITNESS:
            yield Meta("DC.title", one_line(document.name))
        case _:
            yield _worded("DC.title", document.title, language)
    about = getattr(document, "summary", None) or getattr(document, "description", None)
    if about and not getattr(document, "is_covered", False):
        yield _worded("DC.description", about, language)
    yield from _subjects(item, language)
    if rights := getattr(document, "rights", None):
        yield _worded("DC.rights", rights, language)
    if place := getattr(document, "place", None):
        yield _worded("DCTERMS.spatial", place.name, language)
    yield Meta("DCTERMS.temporal", getattr(document, "happened", ""))
    yield Meta("DCTERMS.isPartOf", _whole(item))


def _worded(name: str, text: Text, language: str) -> Meta:
    words, spoken = text.pick(language)
    return Meta(name, one_line(words), spoken)


def _subjects(item: Item, language: str) -> Iterator[Meta]:
    for tag in _others(item, getattr(item.issue.document, "tags", ())):
        if tag.document.tag_kind == TagKind.SUBJECT:
            yield _worded("DC.subject", tag.document.name, language)


def _others(item: Item, refs: tuple[str, ...]) -> list[Issue]:
    return [issue for ref in refs if (issue := item.others.get(ref))]


def _whole(item: Item) -> str:
    """Give the address of the collection, or of the testimony, that it is a part of."""
    document = item.issue.document
    named = (getattr(document, name, None) for name in ("collection", "testimony"))
    wholes = _others(item, tuple(ref for ref in named if ref))
    return permanent(item.archive, wholes[0]) if wholes else ""


def scholarly(item: Item) -> list[Meta]:
    """Give the citation of a work, in its original language."""
    if item.issue.kind not in CITED:
        return []
    cited = item.citation
    day = exact_day(str(cited.date)) if cited.date else ""
    found = (
        Meta("citation_title", cited.title),
        Meta("citation_author", _author(item)),
        Meta("citation_publication_date", (day or _iso(cited)).replace("-", "/")),
        Meta("citation_online_date", _iso(cited).replace("-", "/")),
        Meta("citation_publisher", cited.archive),
        Meta("citation_language", cited.language),
        Meta("citation_public_url", cited.address),
    )
    return [meta for meta in found if meta.content]
