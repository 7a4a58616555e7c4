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

# So many matches are ranked, sorted or counted without a window, and no more ranked.
FEW = 1500
# What it costs to read a match, in records that a window's blocks hold: where the index
# goes through all of them beside a second condition, and where it need not.
PRICE_BESIDE, PRICE = 9, 215
# For how many matches a window is made.
RANKED = 1000
LOOKED_AT = 3000
SORTED = 100
# The values of so many are counted one by one; of more, those of about so many, and of
# fewer where it takes counting to say whether there are more than ten thousand.
EXACTLY = 5000
BOTH, COUNTED_WITH_ALL = 12_000, 1500
COUNTED = 2500
SQRT_2 = 1.4
# One record in so many is asked whether it matches; fewer hits say too little. Where
# the planner expects fewer matches, no correction would change what is done. Rare words
# it does not know: it expects some thousand matches of each in a large archive.
PROBED, PROBED_FROM = 64, 250
RARE_TO = 3000
MOST_PROBED, FEWEST_PROBED = 400, 10
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

    def is_read_whole(self, matches: int, *, price: int = PRICE) -> bool:
        """Say whether all matches are read sooner than a window that holds so many."""
        return price * (self.matches - matches) <= self.span_of(matches)


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

    So many are counted that they are nearer what is wanted than with the next share.
    """
    if matches <= EXACTLY:
        return 1
    wanted = COUNTED if matches > BOTH else COUNTED_WITH_ALL
    shares = (n for n in SHARES if matches <= wanted * n * SQRT_2)
    return next(shares, SHARES[-1])


def corrected(matches: int, probed: int) -> int:
    """Correct the planner's estimate by how many of one record in PROBED match.

    It takes words for independent of each other, and those of one language are not.
    """
    told = probed * PROBED
    if probed >= MOST_PROBED:
        return max(matches, told)
    return told if probed >= FEWEST_PROBED else min(matches, FEWEST_PROBED * PROBED)


def within_sample(match: str, share: int) -> str:
    """Narrow a condition to the sample of one in `share`."""
    return match if share == 1 else all_of([match, quoted(sample_token(share))])
