"""A record as linked data: JSON-LD 1.1 in the words of schema.org, for programs.

Pure, of public documents alone. What is not known has no property, and a date is said
only where it is known as ISO 8601 has it. What a page covers is not told here either.
Words are in the language that is asked for where there are any, else as they were.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from testimonies.catalogue import FileCopy, Issue, SourceCopy, Text
from testimonies.exchange.citation import FIDELITY, Archive, Item, permanent
from testimonies.exchange.days import exact_day
from testimonies.exchange.lines import one_line
from testimonies.exchange.linked_pages import CONTEXT, MOST_PARTS, Node, keeper
from testimonies.terms import Fidelity, FileRole, Kind, MediaKind, TagKind

HELD = "ArchiveComponent"
SHOWN_SCHEMES = ("https://", "http://")


def record(item: Item, language: str) -> Node:
    """Give a record's node, with its context."""
    return {"@context": CONTEXT, **_NODES[item.issue.kind](_Told(item, language))}


def _known(node: Node) -> Node:
    """Leave out what is not known."""
    return {name: value for name, value in node.items() if value not in ("", [], None)}


@dataclass(frozen=True, slots=True)
class _Told:
    """A record in a language, with what its nodes have in common."""

    item: Item
    language: str

    @property
    def document(self) -> Any:
        return self.item.issue.document

    def words(self, text: Text | None) -> str:
        return one_line(text.pick(self.language)[0]) if text else ""

    def title_of(self, issue: Issue) -> str:
        document = issue.document
        match issue.kind:
            case Kind.WITNESS:
                return one_line(document.name)
            case Kind.QUOTE:
                return one_line(document.text)
            case Kind.TAG:
                return self.words(document.name)
            case _:
                return self.words(document.title)

    def naming(self, ref: str | None, *types: str) -> Node | None:
        """Name another record, where it is public."""
        issue = self.item.others.get(ref) if ref else None
        if issue is None:
            return None
        return {
            "@type": _type(types),
            "@id": permanent(self.item.archive, issue),
            "name": self.title_of(issue),
        }

    def all_of(self, refs: Iterable[str], *types: str) -> list[Node]:
        return [node for ref in refs if (node := self.naming(ref, *types))]

    def subjects(self) -> list[str]:
        found = (self.item.others.get(ref) for ref in self.document.tags)
        return [
            self.title_of(tag)
            for tag in found
            if tag and tag.document.tag_kind == TagKind.SUBJECT
        ]

    def base(self, *types: str) -> Node:
        """What every record says: what it is, its edition, its days, who keeps it."""
        issue, archive = self.item.issue, self.item.archive
        days = [
            moment.astimezone(archive.zone).date().isoformat() if moment else ""
            for moment in (issue.first_issued_at, issue.issued_at)
        ]
        return {
            "@type": _type(types),
            "@id": permanent(archive, issue),
            "identifier": issue.ref,
            "url": self.item.address,
            "name": self.title_of(issue),
            "version": issue.number or None,
            "datePublished": days[0],
            "dateModified": days[1],
            "isAccessibleForFree": True,
            "publisher": keeper(archive),
        }

    def held(self, *types: str) -> Node:
        """What the archive holds, as an archive says it."""
        keeps = keeper(self.item.archive)
        return {**self.base(*types, HELD), "holdingArchive": keeps}


def _type(types: Iterable[str]) -> str | list[str]:
    found = list(types)
    return found[0] if len(found) == 1 else found


def _link(url: str) -> str:
    return url if url.startswith(SHOWN_SCHEMES) else ""


def _source(source: SourceCopy | None) -> Node | None:
    if source is None or not source.title:
        return None
    outlet = one_line(source.outlet)
    return _known(
        {
            "@type": "CreativeWork",
            "name": one_line(source.title),
            "author": one_line(source.author),
            "publisher": {"@type": "Organization", "name": outlet} if outlet else "",
            "datePublished": exact_day(source.published),
            "url": _link(source.url),
            "archivedAt": _link(source.archived_url),
        }
    )


def _place(told: _Told) -> Node | None:
    place = told.document.place
    if place is None:
        return None
    country = {"@type": "PostalAddress", "addressCountry": place.country}
    return _known(
        {
            "@type": "Place",
            "name": told.words(place.name),
            "address": country if place.country else "",
        }
    )


def _languages(codes: Iterable[str]) -> list[str]:
    return [code for code in dict.fromkeys(codes) if code and code != "und"]


def _testimony(told: _Told) -> Node:
    document = told.document
    outlet = one_line(document.outlet)
    spoken = (each.language for each in document.transcripts)
    clips = (each.item for each in document.illustrations)
    node = {
        **told.held("CreativeWork"),
        "genre": "testimony",
        "abstract": told.words(document.summary),
        "creator": told.naming(document.witness, "Person"),
        "inLanguage": _languages(spoken),
        "dateCreated": exact_day(document.given),
        "temporalCoverage": document.happened,
        "contentLocation": _place(told),
        "sourceOrganization": {"@type": "Organization", "name": outlet}
        if outlet
        else "",
        "isPartOf": told.naming(document.collection, "Collection"),
        "hasPart": [
            node
            for ref in document.quotes
            if (quote := told.item.others.get(ref))
            and (node := told.naming(ref, *_quote_types(quote.document)))
        ],
        "mentions": told.all_of(clips, "MediaObject"),
        "isBasedOn": [node for each in document.sources if (node := _source(each))],
        "keywords": told.subjects(),
        "copyrightNotice": told.words(document.rights),
        "license": _link(document.rights_url),
    }
    return _known(node)


def _is_said(quote: Any) -> bool:
    return quote.fidelity in {Fidelity.VERBATIM, Fidelity.CONDENSED}


def _quote_types(quote: Any) -> tuple[str]:
    return ("Quotation",) if _is_said(quote) else ("CreativeWork",)


def _quote(told: _Told) -> Node:
    """Give a quote's node: what the witness did not say is no quotation of hers."""
    document = told.document
    testimony = told.item.others.get(document.testimony)
    said = _is_said(document)
    witness = testimony.document.witness if testimony else None
    account = told.naming(document.testimony, "CreativeWork")
    node = {
        **told.base(*_quote_types(document)),
        "text": one_line(document.text),
        "inLanguage": _languages([document.language]),
        "creator": told.naming(witness, "Person") if said else None,
        "isPartOf" if said else "about": account,
        "disambiguatingDescription": FIDELITY[document.fidelity],
        "citation": _source(document.printed_in),
        "keywords": told.subjects(),
    }
    return _known(node)


_MEDIA = {
    MediaKind.VIDEO: "VideoObject",
    MediaKind.AUDIO: "AudioObject",
    MediaKind.PICTURE: "ImageObject",
    MediaKind.SCREENGRAB: "ImageObject",
}


def _clip(told: _Told) -> Node:
    document = told.document
    node = {
        **told.held(_MEDIA[MediaKind(document.media_kind)]),
        "creditText": one_line(document.account),
        "uploadDate": exact_day(document.posted),
        "temporalCoverage": document.posted,
        "sameAs": _link(document.url),
        "isPartOf": told.naming(document.collection, "Collection"),
        "isBasedOn": _source(document.found_via),
        "keywords": told.subjects(),
        "copyrightNotice": told.words(document.rights),
    }
    return _known(node if document.is_covered else {**node, **_shown(told)})


def _shown(told: _Told) -> Node:
    """What a clip shows, its words and its copy: of a covered one nothing."""
    document = told.document
    posters = [file for file in document.files if file.role == FileRole.POSTER]
    copies = [file for file in document.files if file.role != FileRole.POSTER]
    words = {
        "description": told.words(document.description),
        "caption": one_line(document.caption),
        "inLanguage": _languages([document.caption_language]),
    }
    if not copies:
        return words
    copy = max(copies, key=lambda file: file.width or 0)
    shown = posters[0] if posters else None
    poster = file_address(told.item.archive, shown) if shown else ""
    return {
        **words,
        "contentUrl": file_address(told.item.archive, copy),
        "encodingFormat": copy.media_type,
        "contentSize": f"{copy.size} B",
        "sha256": copy.sha256,
        "width": copy.width,
        "height": copy.height,
        "duration": duration(copy.duration_ms),
        "thumbnailUrl": poster,
    }


def file_address(archive: Archive, copy: FileCopy) -> str:
    """Give the address of a public copy."""
    return f"{archive.url}/files/{copy.name}"


def duration(milliseconds: int | None) -> str:
    """Give a duration as ISO 8601 has it; "" where it is not known."""
    if milliseconds is None:
        return ""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{rest:03}" if rest else ""
    return f"PT{hours}H{minutes}M{seconds}{fraction}S"


def _witness(told: _Told) -> Node:
    """Give a person by the public name, and nothing that would help to find her."""
    document = told.document
    base = told.base("Person")
    node = {
        **{name: base[name] for name in ("@type", "@id", "identifier", "url", "name")},
        "alternateName": [one_line(name) for name in document.spelling_variants],
        "description": told.words(document.description),
        "knowsLanguage": _languages(document.languages),
    }
    return _known(node)


def _collection(told: _Told) -> Node:
    document = told.document
    parts = told.item.others.values()
    held = [each.ref for each in parts if each.kind in {Kind.TESTIMONY, Kind.MEDIA}]
    node = {
        **told.held("Collection"),
        "abstract": told.words(document.description),
        "hasPart": told.all_of(held[:MOST_PARTS], "CreativeWork"),
    }
    return _known(node)


def _tag(told: _Told) -> Node:
    document, base = told.document, told.base("DefinedTerm")
    names = (document.name, *document.name.translations)
    others = [*(each.text for each in names), *document.aliases]
    node = {
        **{name: base[name] for name in ("@type", "@id", "url", "name")},
        "alternateName": [
            one_line(name) for name in dict.fromkeys(others) if name != base["name"]
        ],
        "description": told.words(document.description),
    }
    return _known(node)


_NODES: dict[Kind, Callable[[_Told], Node]] = {
    Kind.TESTIMONY: _testimony,
    Kind.QUOTE: _quote,
    Kind.MEDIA: _clip,
    Kind.WITNESS: _witness,
    Kind.COLLECTION: _collection,
    Kind.TAG: _tag,
}
