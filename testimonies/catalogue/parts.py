"""What records of several kinds have in common: texts of ours, places, sources, tags.

Copied into each document that names them, as they stand when it is described.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from testimonies.catalogue.documents import (
    PlaceCopy,
    SourceCopy,
    Text,
    Translated,
)
from testimonies.models import MediaItem, Place, Quote, Source, Testimony, Translation


class _Described(Protocol):
    text_language: str
    translations: "_Translations"


class _Translations(Protocol):
    def all(self) -> Iterable[Translation]: ...


def texts_of(record: _Described) -> Callable[[str], Text]:
    """Give what reads a field of the record with its translations: one query in all."""
    texts: dict[str, list[Translated]] = {}
    for row in sorted(record.translations.all(), key=lambda row: row.language):
        texts.setdefault(row.field, []).append(
            Translated(
                row.language, row.text, row.translator, row.is_machine, row.is_reviewed
            )
        )

    def text(field: str) -> Text:
        words = getattr(record, field)
        return Text(record.text_language, words, tuple(texts.get(field, ())))

    return text


def lines_of(text: str) -> tuple[str, ...]:
    """Give the lines that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def place_of(place: Place | None) -> PlaceCopy | None:
    """Copy a place, as coarsely as it is held."""
    if place is None:
        return None
    return PlaceCopy(
        texts_of(place)("name"),
        lines_of(place.other_names),
        place.country,
        place.precision,
        place.latitude,
        place.longitude,
    )


def source_of(source: Source | None) -> SourceCopy | None:
    """Copy a source."""
    if source is None:
        return None
    return SourceCopy(
        source.title,
        source.outlet,
        source.author,
        source.published,
        source.url,
        source.archived_url,
    )


def tags_of(record: Testimony | Quote | MediaItem) -> tuple[str, ...]:
    """Give the refs of a record's tags."""
    return tuple(sorted(row.tag.ref for row in record.taggings.all()))
