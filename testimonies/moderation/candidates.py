"""A record that would move, with all that readers would get of it, for the gates."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from testimonies.catalogue import (
    Document,
    Moving,
    Record,
    TestimonyDocument,
    describe,
    passages_in,
    read_anew,
    strings_of,
    travelling,
)
from testimonies.models import MediaItem, Passage, Testimony
from testimonies.moderation.withheld import tag_strings

DATES = ("happened", "given", "posted", "captured", "published", "date")


@dataclass(frozen=True)
class Candidate:
    """A record that would move, read anew, with what would be issued for all of it."""

    record: Moving
    documents: Sequence[tuple[Record, Document]]
    tags: Sequence[tuple[str, str]] = ()

    @property
    def refs(self) -> list[str]:
        """The refs of all that would be issued, the moving record's first."""
        return [document.ref for _, document in self.documents]

    @cached_property
    def strings(self) -> list[tuple[str, str]]:
        """List (field, text) of all that readers would get, the words of tags too."""
        words = [strings_of(document) for _, document in self.documents]
        return [*chain.from_iterable(words), *self.tags]

    @property
    def worded(self) -> list[tuple[str, str]]:
        """Its strings but for dates: those hold no words, and begin as numbers do."""
        return [each for each in self.strings if not is_date(each[0])]

    @cached_property
    def passages(self) -> list[Passage]:
        """The account's passages with their redactions; none for other records."""
        record = self.record
        return [*passages_in(record)] if isinstance(record, Testimony) else []

    @property
    def items(self) -> list[MediaItem]:
        """The clips that it shows: itself, or what illustrates or records it."""
        record = self.record
        if isinstance(record, Testimony):
            placed = [each.item for each in record.illustrations.all()]
            return [*placed, *([record.recording] if record.recording else [])]
        return [record] if isinstance(record, MediaItem) else []

    @property
    def account(self) -> TestimonyDocument | None:
        """What would be issued of a testimony; None for other records."""
        _, document = self.documents[0]
        return document if isinstance(document, TestimonyDocument) else None


def is_date(path: str) -> bool:
    """Say whether a string of a document is a date, by its field."""
    return path.rsplit(".", 1)[-1] in DATES


def candidate(record: Moving) -> Candidate:
    """Describe the record and those that travel with it, as they stand in the draft."""
    whole = read_anew(record)
    documents = [(each, describe(each)) for each in travelling(whole)]
    return Candidate(whole, documents, tag_strings(whole))


def shown_of(record: Moving) -> list[tuple[str, str]]:
    """List (field, text) of all that readers would get of a draft as it stands."""
    return candidate(record).strings
