"""Where words stand in a passage, and where spans go when its text is edited. Pure.

Offsets are half-open ranges of code points. A span that an edit touched has no new
place: somebody must look at it.
"""

from typing import NamedTuple

from testimonies.terms import anchor_for

Span = tuple[int, int]


class Edit(NamedTuple):
    """old[start:old_end] was replaced by new[start:new_end]; the rest is the same."""

    start: int
    old_end: int
    new_end: int


def edit_between(old: str, new: str) -> Edit:
    """Give the one stretch in which two texts differ."""
    limit = min(len(old), len(new))
    start = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = 0
    while tail < limit - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Edit(start, len(old) - tail, len(new) - tail)


def moved(span: Span, edit: Edit) -> Span | None:
    """Give where the span stands after the edit; None if the edit touched it."""
    start, end = span
    if end <= edit.start:
        return span
    if start >= edit.old_end:
        shift = edit.new_end - edit.old_end
        return start + shift, end + shift
    return None


def places_of(words: str, text: str) -> list[Span]:
    """Give where the words stand, letter by letter, or else as a quote is matched."""
    found, at = [], text.find(words)
    while words and at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + len(words))
    if found or not words.strip():
        return found
    anchor = anchor_for(words, text, 0)
    return [(anchor.start, anchor.end)] if anchor else []
