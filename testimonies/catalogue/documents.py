"""The typed schema of what readers may see, one document per kind.

A document holds its own record's content and only refs of other records. Dates are
EDTF text, spans are half-open ranges of code points, languages are BCP 47. Nothing
confidential has a field here, so nothing confidential can be written down.
"""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from testimonies.terms import Kind

SCHEMA = 1
# A field that came after documents were stored. Where it says nothing it is not written
# down, so that what was approved or published before has the digest that it had.
LATER = {"is_later": True}


@dataclass(frozen=True, slots=True)
class Translated:
    """One translation of a text of ours."""

    language: str
    text: str
    translator: str
    is_machine: bool
    is_reviewed: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text of ours in its original language, with its translations."""

    language: str
    text: str
    translations: tuple[Translated, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def pick(self, language: str) -> tuple[str, str]:
        """Give (text, its language): the reader's language if there, else original."""
        for translated in self.translations:
            if translated.language == language:
                return translated.text, language
        return self.text, self.language


@dataclass(frozen=True, slots=True)
class SourceCopy:
    """Where something was published, as the citing document says it."""

    title: str
    outlet: str
    author: str
    published: str
    url: str
    archived_url: str


@dataclass(frozen=True, slots=True)
class PlaceCopy:
    """A place as coarsely as it is named in public; where it lies, in whole degrees."""

    name: Text
    other_names: tuple[str, ...]
    country: str
    precision: str
    latitude: int | None = field(default=None, metadata=LATER)
    longitude: int | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class MarkCopy:
    """A mark the source printed; offsets count in the passage's public text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class PassageCopy:
    """A passage as readers get it: redacted spans are markers of one fixed width."""

    number: int
    kind: str
    speaker: str
    text: str
    marks: tuple[MarkCopy, ...]
    start_ms: int | None
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class TranscriptCopy:
    """The account in one language, passages in reading order."""

    language: str
    is_original: bool
    translator: str
    is_machine: bool
    is_reviewed: bool
    passages: tuple[PassageCopy, ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """A clip beside a passage; no passage: at the head of the account."""

    item: str
    passage: int | None
    caption: Text


@dataclass(frozen=True, slots=True)
class ConsentCopy:
    """On what the archive rests in publishing: basis and outlet, no more."""

    scope: str
    basis: str
    outlet: str


@dataclass(frozen=True, slots=True)
class TestimonyDocument:
    """The public form of a testimony."""

    ref: str
    title: Text
    summary: Text
    witness: str
    collection: str | None
    place: PlaceCopy | None
    happened: str
    given: str
    given_how: Text
    interviewer: str
    outlet: str
    language: str
    content_notes: tuple[str, ...]
    content_note_text: Text
    tags: tuple[str, ...]
    sources: tuple[SourceCopy, ...]
    rights: Text
    rights_url: str
    consents: tuple[ConsentCopy, ...]
    transcripts: tuple[TranscriptCopy, ...]
    quotes: tuple[str, ...]
    illustrations: tuple[Placement, ...]
    schema: int = SCHEMA
    recording: str | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class QuoteDocument:
    """The public form of a quote; start and end count in the passage's public text."""

    ref: str
    testimony: str
    text: str
    language: str
    fidelity: str
    passage: int | None
    transcript_language: str
    start: int | None
    end: int | None
    prefix: str
    suffix: str
    printed_in: SourceCopy | None
    printed_where: str
    tags: tuple[str, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class WitnessDocument:
    """The public form of a witness."""

    ref: str
    name: str
    name_kind: str
    description: Text
    place: PlaceCopy | None
    languages: tuple[str, ...]
    spelling_variants: tuple[str, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class FileCopy:
    """A cleaned public copy that readers may fetch: bytes, pixels, milliseconds.

    The digest binds an approval to the very bytes.
    """

    role: str
    name: str
    media_type: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    duration_ms: int | None


@dataclass(frozen=True, slots=True)
class MediaDocument:
    """The public form of a clip or picture. Empty strings are "not recorded"."""

    ref: str
    title: Text
    media_kind: str
    collection: str | None
    platform: str
    platform_id: str
    account: str
    account_holder: str
    url: str
    posted: str
    posted_basis: str
    captured: str
    captured_by: str
    captured_with: str
    caption: str
    caption_language: str
    sound: str
    description: Text
    content_notes: tuple[str, ...]
    content_note_text: Text
    is_covered: bool
    verification: str
    verification_notes: Text
    basis: str
    basis_note: Text
    rights: Text
    found_via: SourceCopy | None
    files: tuple[FileCopy, ...]
    tags: tuple[str, ...]
    schema: int = SCHEMA
    caption_translations: tuple[Translated, ...] | None = field(
        default=None, metadata=LATER
    )

    @property
    def caption_text(self) -> Text:
        """The caption in the language of whoever posted it, with our translations."""
        others = self.caption_translations or ()
        return Text(self.caption_language, self.caption, others)


@dataclass(frozen=True, slots=True)
class EventCopy:
    """A dated fact of a collection's chronology."""

    date: str
    text: Text
    source: SourceCopy
    status: str
    status_note: Text


@dataclass(frozen=True, slots=True)
class CollectionDocument:
    """The public form of a collection, its events by date."""

    ref: str
    title: Text
    description: Text
    events: tuple[EventCopy, ...]
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class TagDocument:
    """A tag's public words. A tag has no editions: this stands in its entry."""

    ref: str
    name: Text
    description: Text
    tag_kind: str
    aliases: tuple[str, ...]
    schema: int = SCHEMA


Document = (
    TestimonyDocument
    | QuoteDocument
    | WitnessDocument
    | MediaDocument
    | CollectionDocument
    | TagDocument
)

DOCUMENTS: dict[Kind, type[Any]] = {
    Kind.TESTIMONY: TestimonyDocument,
    Kind.QUOTE: QuoteDocument,
    Kind.WITNESS: WitnessDocument,
    Kind.MEDIA: MediaDocument,
    Kind.COLLECTION: CollectionDocument,
    Kind.TAG: TagDocument,
}


def strings_of(value: Any, path: str = "") -> list[tuple[str, str]]:
    """List (field path, text) of every string in a document, nested ones too."""
    if isinstance(value, str):
        return [(path, value)]
    if is_dataclass(value):
        pairs = [(each.name, getattr(value, each.name)) for each in fields(value)]
    elif isinstance(value, tuple):
        pairs = [(str(index), item) for index, item in enumerate(value)]
    else:
        return []
    return [
        found
        for name, item in pairs
        for found in strings_of(item, f"{path}.{name}" if path else name)
    ]


def refs_of(document: Document) -> list[str]:
    """List the refs of the other records that a page of this document shows."""
    match document:
        case TestimonyDocument():
            others = [
                document.witness,
                document.collection,
                *document.quotes,
                *(placement.item for placement in document.illustrations),
                document.recording,
                *document.tags,
            ]
        case QuoteDocument():
            others = [document.testimony, *document.tags]
        case MediaDocument():
            others = [document.collection, *document.tags]
        case _:
            others = []
    return list(dict.fromkeys(ref for ref in others if ref))
