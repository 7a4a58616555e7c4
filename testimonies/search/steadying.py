"""What counts in a sample say of all that was found, steadied by the whole archive.

A value that the sample holds thirty times may have a fifth more or less: by chance.
Where values lie among what was found as they do in the archive, their known counts
there say more than the sample; where they do not, the sample alone speaks. How much of
either is told by the values themselves (empirical Bayes: Gamma and Poisson, the spread
by DerSimonian and Laird's moments). Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

# No count is moved further from its sample than so many standard errors.
FURTHEST = 2


@dataclass(frozen=True, slots=True)
class Sampled:
    """How many records of the sample have a value, and how many of the archive."""

    records: int
    everywhere: int


def steadied(values: Sequence[Sampled], share: int) -> list[int]:
    """Say about how many of what was found have each value, one in `share` sampled.

    Never fewer than the sample holds, nor more than the archive does.
    """
    everywhere = sum(value.everywhere for value in values)
    if not everywhere:
        return [value.records * share for value in values]
    sampled = sum(value.records for value in values)
    expected = [value.everywhere * sampled / everywhere for value in values]
    spread = _spread(values, expected)
    return [
        _within(value, share, _between(value.records, likely, spread))
        for value, likely in zip(values, expected, strict=True)
    ]


def _spread(values: Sequence[Sampled], expected: Sequence[float]) -> float:
    """Give the variance of observed ÷ expected that chance does not explain."""
    surplus = sum(
        (value.records - likely) ** 2 / likely
        for value, likely in zip(values, expected, strict=True)
        if likely
    ) - (len(values) - 1)
    total = sum(expected)
    weight = total - sum(likely**2 for likely in expected) / total if total else 0
    return max(0.0, surplus / weight) if weight else float("inf")


def _between(records: int, likely: float, spread: float) -> float:
    """Give what lies between the sample and the archive, as far as the spread says."""
    told = likely * spread
    between = (records * told + likely) / (told + 1) if told < float("inf") else records
    furthest = FURTHEST * sqrt(records)
    return min(max(between, records - furthest), records + furthest)


def _within(value: Sampled, share: int, records: float) -> int:
    most = max(value.everywhere, value.records)
    return max(value.records, min(round(records * share), most))
