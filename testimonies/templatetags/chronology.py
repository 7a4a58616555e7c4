"""Events in the order of their dates: a collection's, all of them, or some days'.

An event without a readable date stands last; nothing is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any

from testimonies.catalogue import Bundle, Issue
from testimonies.terms import DateMalformed, EdtfDate, EventStatus


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event with the collection that tells it and its source's number."""

    event: Any
    collection: Issue
    source_number: int = 0

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.event.status == EventStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Days:
    """The events of one date, as it is written."""

    date: str
    events: tuple[DatedEvent, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events by date; each names its source by its place in `sources`, from 1."""

    days: tuple[Days, ...]
    sources: tuple[Any, ...]


@lru_cache(maxsize=4096)
def parsed(text: str) -> EdtfDate | None:
    """Read an EDTF date; None: there is none that can be read."""
    try:
        return EdtfDate.parse(text)
    except DateMalformed:
        return None


@lru_cache(maxsize=4096)
def order_of(text: str) -> tuple[bool, Any]:
    """Give the key that sorts dates as written; what cannot be read comes last."""
    found = parsed(text)
    return (found is None, found.sort_key if found else text)


def _key(dated: DatedEvent) -> tuple[bool, Any]:
    return order_of(dated.event.date)


def _events(collections: Iterable[Issue]) -> list[DatedEvent]:
    events = [
        DatedEvent(event, collection)
        for collection in collections
        for event in collection.document.events
    ]
    return sorted(events, key=_key)


def _chronology(events: list[DatedEvent]) -> Chronology:
    sources = list(dict.fromkeys(dated.event.source for dated in events))
    numbers = {source: number for number, source in enumerate(sources, 1)}
    numbered = [
        DatedEvent(dated.event, dated.collection, numbers[dated.event.source])
        for dated in events
    ]
    days = groupby(numbered, key=lambda dated: dated.event.date)
    return Chronology(
        tuple(Days(date, tuple(found)) for date, found in days), tuple(sources)
    )


def chronology_of(collections: Iterable[Issue]) -> Chronology:
    """Give the events of the collections by date; of one date, in the order told."""
    return _chronology(_events(collections))


def days_of(bundle: Bundle) -> Chronology:
    """Give the events of a testimony's collection in the days that it tells of."""
    testimony = bundle.main.document
    collection = bundle.get(testimony.collection)
    if collection is None:
        return Chronology((), ())
    return _chronology(
        [
            dated
            for dated in _events([collection])
            if overlap(dated.event.date, testimony.happened)
        ]
    )


@lru_cache(maxsize=4096)
def overlap(text: str, other_text: str) -> bool:
    """Say whether two EDTF dates can mean one and the same day."""
    one, other = parsed(text), parsed(other_text)
    if one is None or other is None:
        return False
    first = max(one.earliest or date.min, other.earliest or date.min)
    last = min(one.latest or date.max, other.latest or date.max)
    return first <= last
