"""A draft as its rows stand, read at once for whoever describes or checks it.

In as many queries for a long account as for a short one. What was read stays as it was:
read anew after a change.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any, TypeAlias, TypeVar

from django.db.models import Prefetch, prefetch_related_objects

from testimonies.models import (
    Collection,
    Illustration,
    MediaItem,
    Passage,
    Quote,
    Tagging,
    Testimony,
    TestimonySource,
    Witness,
)

Moving = Testimony | MediaItem | Collection
Record = Moving | Quote | Witness
Lookup: TypeAlias = "str | Prefetch[Any]"
MovingT = TypeVar("MovingT", bound=Moving)


def read_anew(record: MovingT) -> MovingT:
    """Give a copy of the record with all rows of its draft as they are now.

    The record given keeps what it holds; its own columns are taken from it.
    """
    whole = copy(record)
    whole._state.fields_cache.clear()
    vars(whole)["_prefetched_objects_cache"] = {}
    prefetch_related_objects([whole], *_lookups(whole))
    if isinstance(whole, Testimony):
        _join(whole)
    return whole


def travelling(record: Moving) -> list[Record]:
    """List the moving record, then its quotes and witness, which travel with it."""
    if not isinstance(record, Testimony):
        return [record]
    return [record, *record.quotes.all(), record.witness]


def travelling_refs(record: Moving) -> list[str]:
    """List the refs of what travels, in the same order."""
    if not isinstance(record, Testimony):
        return [record.ref]
    quotes = record.quotes.values_list("ref", flat=True)
    return [record.ref, *quotes, record.witness.ref]


def passages_in(testimony: Testimony) -> Iterator[Passage]:
    """Give the passages of every transcript of a testimony that was read with them."""
    for transcript in testimony.transcripts.all():
        yield from transcript.passages.all()


def _lookups(record: Moving) -> list[Lookup]:
    if isinstance(record, Testimony):
        sources = TestimonySource.objects.select_related("source")
        quotes = Quote.objects.select_related("printed_in")
        placed = Illustration.objects.select_related("item", "passage")
        return [
            "translations",
            *_tags(),
            Prefetch("testimonysource_set", sources),
            "transcripts__passages__marks",
            "transcripts__passages__redactions",
            Prefetch("quotes", quotes),
            *_tags("quotes__"),
            Prefetch("illustrations", placed),
            "illustrations__translations",
            "recording__files",
            "witness__consents",
        ]
    if isinstance(record, MediaItem):
        return ["translations", *_tags(), "files", "basis_witness__consents"]
    return ["translations", "events__source", "events__translations"]


def _tags(carrier: str = "") -> list[Lookup]:
    """Read the tags of a carrier with their words, and those they were merged into."""
    rows = Tagging.objects.select_related("tag__merged_into")
    kept = f"{carrier}taggings__tag__merged_into"
    return [
        Prefetch(f"{carrier}taggings", rows),
        *(f"{carrier}taggings__tag__{words}" for words in ("translations", "aliases")),
        *(f"{kept}__{words}" for words in ("translations", "aliases")),
    ]


def _join(testimony: Testimony) -> None:
    """Let each quote point at the passage that was read with the account."""
    passages = {passage.pk: passage for passage in passages_in(testimony)}
    for quote in testimony.quotes.all():
        if quote.passage_id in passages:
            quote.passage = passages[quote.passage_id]
