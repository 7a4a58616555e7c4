"""A passage's words in paragraphs and segments: quoted, marked, withheld or neither.

No word is lost, doubled or moved, whatever the spans are. Offsets count code points of
the passage's public text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from testimonies.catalogue import Issue
from testimonies.privacy import MARKER

Span = tuple[int, int]

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
_WITHHELD = re.compile(re.escape(MARKER))


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote and what leads from the page to its place in the account ("": none)."""

    issue: Issue
    document: Any
    place: str

    @property
    def anchor(self) -> str:
        """The id of the words themselves, where they are found in the account."""
        return f"q-{self.issue.ref}"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one look: quoted or not, the source's mark, withheld or neither."""

    text: str
    mark: str
    is_quoted: bool
    opens: tuple[PlacedQuote, ...]
    closes: tuple[PlacedQuote, ...]


def is_within(quote: Any, text: str) -> bool:
    """Say whether a quote's words are anchored in a passage's text."""
    if quote.start is None or quote.end is None:
        return False
    start, end = int(quote.start), int(quote.end)
    return 0 <= start < end <= len(text)


def paragraphs(
    passage: Any, quotes: list[PlacedQuote]
) -> Iterator[tuple[Segment, ...]]:
    """Cut a passage where a mark or one of the quotes found in it begins or ends."""
    spans = _marked_spans(passage)
    edges = {edge for span, _mark in spans for edge in span}
    for quote in quotes:
        edges |= {quote.document.start, quote.document.end}
    for start, end in _paragraph_spans(passage.text):
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        yield tuple(
            _segment(passage.text, span, spans, quotes) for span in pairwise(cuts)
        )


def _paragraph_spans(text: str) -> Iterator[Span]:
    at = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def _marked_spans(passage: Any) -> list[tuple[Span, str]]:
    withheld = [
        (found.span(), "withheld") for found in _WITHHELD.finditer(passage.text)
    ]
    marks = [((mark.start, mark.end), str(mark.kind)) for mark in passage.marks]
    return [*withheld, *marks]


def _segment(
    text: str,
    span: Span,
    marked: list[tuple[Span, str]],
    quotes: list[PlacedQuote],
) -> Segment:
    start, end = span
    marks = [mark for (first, last), mark in marked if first <= start and end <= last]
    over = [q for q in quotes if q.document.start <= start and end <= q.document.end]
    return Segment(
        text[start:end],
        marks[0] if marks else "",
        bool(over),
        tuple(quote for quote in over if quote.document.start == start),
        tuple(quote for quote in over if quote.document.end == end),
    )
