"""What a record is cited by, whatever the format: one frozen Citation of each.

Made of public documents alone. Dates are as exact as they are known and no more; what
is not known is empty, and no format makes it up. Texts are in their original language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from enum import StrEnum
from functools import cached_property

from django.utils.encoding import iri_to_uri

from testimonies.catalogue import Issue
from testimonies.exchange.lines import one_line
from testimonies.exchange.times import start_of
from testimonies.terms import (
    DateBasis,
    DateMalformed,
    EdtfDate,
    Fidelity,
    Kind,
    MediaKind,
    Platform,
)

# Enough of a SHA-256 to tell two editions apart by eye.
SHORT_DIGEST = 12
UNDETERMINED = "und"


class Genre(StrEnum):
    """What is cited, as libraries sort it."""

    INTERVIEW = "interview"
    VIDEO = "video"
    PICTURE = "picture"
    SOUND = "sound"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive that is cited: `url` without a slash at its end; days are in zone."""

    name: str
    url: str
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in an account: the passage's number, and milliseconds of its recording."""

    passage: int
    start_ms: int | None = None

    def __str__(self) -> str:
        place = f"¶ {self.passage}"
        if self.start_ms is None:
            return place
        minutes, seconds = divmod(self.start_ms // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{place}, {hours}:{minutes:02}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class Citation:
    """One record as it is cited; every text is one line, "" is not known.

    `author` speaks, or posted; `told_to` is the interviewer, or else the outlet. `date`
    is when it was given or posted, `issued` the day of the edition. `words` are what a
    quote quotes. `edition` 0: it has none.
    """

    ref: str
    genre: Genre
    title: str
    archive: str
    address: str
    edition: int
    digest: str
    issued: date | None
    language: str = ""
    author: str = ""
    told_to: str = ""
    outlet: str = ""
    medium: str = ""
    platform: str = ""
    date: EdtfDate | None = None
    locator: Locator | None = None
    words: str = ""
    notes: tuple[str, ...] = ()

    @property
    def version(self) -> str:
        """The edition, its day and the beginning of its digest, in words."""
        day = f" of {self.issued.isoformat()}" if self.issued else ""
        digest = f"sha256 {self.digest}"
        return f"edition {self.edition}{day}, {digest}" if self.edition else digest

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a format without a place of its own for it says in a note."""
        place = (str(self.locator),) if self.locator else ()
        return (*place, self.version, *self.notes)


class PassageUnknown(LookupError):
    """The account has no passage of this number."""


@dataclass(frozen=True)
class Item:
    """A record to take away, with the public records that its citation names.

    `text` is the language of the transcript that is asked for; "" the original.
    """

    issue: Issue
    others: Mapping[str, Issue]
    archive: Archive
    passage: int | None = None
    text: str = ""

    @property
    def address(self) -> str:
        """The permanent address of this very edition; of a tag, its own."""
        at, number = permanent(self.archive, self.issue), self.issue.number
        return f"{at}editions/{number}/" if number else at

    @cached_property
    def citation(self) -> Citation:
        """The record's citation. Raises PassageUnknown."""
        return _CITED[self.issue.kind](self)


def permanent(archive: Archive, issue: Issue) -> str:
    """Give the permanent address of a record, whatever its edition."""
    short = f"/{issue.kind.plural}/{issue.ref}/"
    path = issue.path if issue.kind is Kind.TAG else short
    return iri_to_uri(f"{archive.url}{path}")


def named_in(found: Iterable[Issue]) -> list[str]:
    """Give the refs of the records that citations of these name."""
    refs = [
        getattr(issue.document, name, None)
        for issue in found
        if issue.kind in {Kind.TESTIMONY, Kind.QUOTE}
        for name in ("witness", "testimony")
    ]
    return [ref for ref in dict.fromkeys(refs) if ref]


def _page(item: Item, title: str, language: str = "") -> Citation:
    """Give what every citation has: a page of the archive."""
    issue, archive = item.issue, item.archive
    issued = issue.issued_at
    return Citation(
        ref=issue.ref,
        genre=Genre.PAGE,
        title=one_line(title) or issue.ref,
        archive=one_line(archive.name),
        address=item.address,
        edition=issue.number,
        digest=issue.digest[:SHORT_DIGEST],
        issued=issued.astimezone(archive.zone).date() if issued else None,
        language="" if language == UNDETERMINED else language,
    )


def _interview(cited: Citation, testimony: Issue, item: Item) -> Citation:
    """Say who told whom, when and how; of a quote, by its testimony."""
    document = testimony.document
    witness = item.others.get(document.witness)
    outlet = one_line(document.outlet)
    return replace(
        cited,
        genre=Genre.INTERVIEW,
        author=one_line(witness.document.name) if witness else "",
        told_to=one_line(document.interviewer) or outlet,
        outlet=outlet,
        medium=one_line(document.given_how.text),
        date=_date(document.given),
    )


def _at(cited: Citation, testimony: Issue, number: int) -> Citation:
    """Point at a passage. Raises PassageUnknown."""
    document = testimony.document
    passages = (each for every in document.transcripts for each in every.passages)
    if number not in {passage.number for passage in passages}:
        raise PassageUnknown(number)
    return replace(
        cited,
        address=f"{cited.address}#p{number}",
        locator=Locator(number, start_of(document, number)),
    )


def _testimony(item: Item) -> Citation:
    document = item.issue.document
    cited = _page(item, document.title.text, document.language)
    cited = _interview(cited, item.issue, item)
    return _at(cited, item.issue, item.passage) if item.passage else cited


FIDELITY = {
    Fidelity.VERBATIM: "quoted word for word",
    Fidelity.CONDENSED: "quoted condensed, what was left out or added is marked",
    Fidelity.PARAPHRASE: "a paraphrase according to the editor, not what was said",
    Fidelity.ABSENT: "attributed words, not found in the account",
}


def _quote(item: Item) -> Citation:
    """Cite a quote by its testimony and passage, and say how faithful it is."""
    document = item.issue.document
    testimony = item.others.get(document.testimony)
    words = one_line(document.text)
    title = testimony.document.title.text if testimony else document.text
    cited = replace(_page(item, title, document.language), words=words)
    notes = [FIDELITY[Fidelity(document.fidelity)]]
    if testimony is None:
        return replace(cited, notes=tuple(notes))
    notes.append(f"from testimony {testimony.ref}, edition {testimony.number}")
    cited = replace(_interview(cited, testimony, item), notes=tuple(notes))
    place = Locator(document.passage) if document.passage else None
    return replace(cited, locator=place)


_GENRES = {
    MediaKind.VIDEO: Genre.VIDEO,
    MediaKind.PICTURE: Genre.PICTURE,
    MediaKind.SCREENGRAB: Genre.PICTURE,
    MediaKind.AUDIO: Genre.SOUND,
}
_PLATFORMS = {
    Platform.TIKTOK: "TikTok",
    Platform.TELEGRAM: "Telegram",
    Platform.YOUTUBE: "YouTube",
    Platform.INSTAGRAM: "Instagram",
    Platform.FACEBOOK: "Facebook",
    Platform.X: "X",
    Platform.VK: "VK",
}
_BASES = {
    DateBasis.DECODED: "date of posting decoded from the platform's id",
    DateBasis.INFERRED: "date of posting inferred",
}


def _clip(item: Item) -> Citation:
    document = item.issue.document
    posted = _date(document.posted)
    basis = _BASES.get(document.posted_basis) if posted else None
    original = f"originally at {one_line(document.url)}" if document.url else ""
    return replace(
        _page(item, document.title.text, document.caption_language),
        genre=_GENRES[MediaKind(document.media_kind)],
        author=one_line(document.account),
        platform=_PLATFORMS.get(document.platform, ""),
        date=posted,
        notes=tuple(note for note in (basis, original) if note),
    )


def _witness(item: Item) -> Citation:
    return _page(item, item.issue.document.name)


def _collection(item: Item) -> Citation:
    title = item.issue.document.title
    return _page(item, title.text, title.language)


def _tag(item: Item) -> Citation:
    name = item.issue.document.name
    return _page(item, name.text, name.language)


_CITED: dict[Kind, Callable[[Item], Citation]] = {
    Kind.TESTIMONY: _testimony,
    Kind.QUOTE: _quote,
    Kind.MEDIA: _clip,
    Kind.WITNESS: _witness,
    Kind.COLLECTION: _collection,
    Kind.TAG: _tag,
}


def _date(text: str) -> EdtfDate | None:
    """Read a document's date; what cannot be read is not known."""
    try:
        return EdtfDate.parse(text) if text else None
    except DateMalformed:
        return None
