"""Which part of the archive one page looks at, so that every search costs alike.

The planner's estimate says how many records would match. Where they are many, a page
looks at the newest that are likely to be enough, and further only where these are not.
A window is a span in the order of publication, both ends included. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from testimonies.analysis import quoted
from testimonies.catalogue import (
    SHARES,
    SMALLEST_BLOCK,
    kind_token,
    sample_token,
    window_tokens,
)
from testimonies.search.words import all_of, any_of
from testimonies.terms import Kind

# So many matches are ranked, sorted or counted without a window.
FEW = 1500
# How many of them a window is made for.
RANKED = 1000
LOOKED_AT = 3000
SORTED = 300
COUNTED = 2500
SQRT_2 = 1.4
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


def share_for(matches: int) -> int:
    """Say one in how many of so many matches is counted; 1: every one.

    So many are counted that they are nearer COUNTED than with the next share.
    """
    return next(
        (n for n in (1, *SHARES) if matches <= COUNTED * n * SQRT_2), SHARES[-1]
    )


def within_sample(match: str, share: int) -> str:
    """Narrow a condition to the sample of one in `share`."""
    return match if share == 1 else all_of([match, quoted(sample_token(share))])
