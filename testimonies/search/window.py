"""Which part of the archive one page looks at, so that every search costs alike.

The planner's estimate says how many records would match. Where they are many, a page
looks at the newest that are likely to be enough, and further only where these are not.
A window is a span in the order of publication, both ends included. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from testimonies.catalogue import (
    BUCKETS,
    SMALLEST_BLOCK,
    bucket_token,
    kind_token,
    window_tokens,
)
from testimonies.search.words import all_of, any_of, quoted
from testimonies.terms import Kind

# So many matches are ranked, sorted or counted without a window.
FEW = 1500
# How many of them a window is made for.
RANKED = 1000
SORTED = 300
COUNTED = 3000
# How much further the next window reaches.
WIDER = 16

Window = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how many records match, and the newest place in publication."""

    matches: int
    newest: int

    def span_of(self, matches: int) -> int:
        """Say how long a window holds so many matches, if chance spread them."""
        return max(SMALLEST_BLOCK, self.newest * matches // max(self.matches, 1))


def backwards(estimate: Estimate, matches: int, start: int) -> Iterator[Window]:
    """Give windows from `start` to the oldest record: three, ever longer."""
    span, last = estimate.span_of(matches), start
    for reach in (span, span * WIDER, last + SMALLEST_BLOCK):
        if last < 0:
            return
        first = max(0, _floor(last - reach + 1))
        yield first, last
        last = first - 1


def forwards(estimate: Estimate, matches: int, start: int) -> Iterator[Window]:
    """Give windows from `start` to the newest record: three, ever longer."""
    span, first = estimate.span_of(matches), _floor(start)
    for reach in (span, span * WIDER, estimate.newest + SMALLEST_BLOCK):
        if first > estimate.newest:
            return
        last = _floor(first + reach) + SMALLEST_BLOCK - 1
        yield first, last
        first = last + 1


def _floor(place: int) -> int:
    return place // SMALLEST_BLOCK * SMALLEST_BLOCK


def within(match: str, window: Window | None, *, with_tags: bool = False) -> str:
    """Narrow a condition to a window (None: the whole); tags lie in none."""
    if window is None:
        return match
    tokens = window_tokens(*window)
    if with_tags:
        tokens.append(kind_token(Kind.TAG))
    return all_of([match, any_of(map(quoted, tokens))])


def parts_for(matches: int) -> int:
    """Say how many of the BUCKETS parts hold about COUNTED of so many matches."""
    return max(1, min(BUCKETS, -(-BUCKETS * COUNTED // max(matches, 1))))


def within_parts(match: str, parts: int) -> str:
    """Narrow a condition to so many parts that chance made."""
    if parts >= BUCKETS:
        return match
    tokens = [bucket_token(bucket) for bucket in range(parts)]
    return all_of([match, any_of(map(quoted, tokens))])
