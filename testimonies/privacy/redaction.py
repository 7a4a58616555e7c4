"""Redacted spans become markers of one fixed width, so that no length is told.

Spans are half-open ranges of code points in the passage's text; overlapping or
touching ones become one marker.
"""

from collections.abc import Iterable
from dataclasses import dataclass

MARKER = "█████"
# A shorter part of what is hidden would be found in every other word.
SHORTEST_PART = 3

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Redacted:
    """A passage's public text, and how its own offsets translate."""

    text: str
    spans: tuple[Span, ...]

    def public_span(self, start: int, end: int) -> Span | None:
        """Give where a span of the draft stands in public; None if any is hidden."""
        if any(start < hidden[1] and hidden[0] < end for hidden in self.spans):
            return None
        shift = sum(
            len(MARKER) - (hidden_end - hidden_start)
            for hidden_start, hidden_end in self.spans
            if hidden_end <= start
        )
        return start + shift, end + shift


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def redact(text: str, spans: Iterable[Span]) -> Redacted:
    """Give the public text. Spans beyond the end hide what is left of the text."""
    merged = _merged(
        (start, min(end, len(text))) for start, end in spans if start < len(text)
    )
    parts, at = [], 0
    for start, end in merged:
        parts += [text[at:start], MARKER]
        at = end
    return Redacted("".join([*parts, text[at:]]), tuple(merged))


def redacted_words(text: str, spans: Iterable[Span]) -> list[str]:
    """Give the hidden words, for the gate that looks for them elsewhere.

    Where several redactions became one marker, the words of each are given too: a name
    is no less hidden for the one that stands next to it.
    """
    rows = list(spans)
    merged = _merged(rows)
    alone = sorted(set(rows) - set(merged))
    words = [_bare(text[start:end]) for start, end in merged]
    parts = [_bare(text[start:end]) for start, end in alone]
    words += [part for part in parts if sum(map(str.isalnum, part)) >= SHORTEST_PART]
    return list(dict.fromkeys(filter(None, words)))


def _bare(words: str) -> str:
    return words.strip(" \t\n.,;:!?")
