"""What a sample says of all, steadied by the archive; pure."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from testimonies.search.steadying import Sampled, steadied

SHARE = 8
VALUES = st.lists(st.builds(Sampled, st.integers(1, 500), st.integers(0, 10**6)))


def sampled(found: list[int], random: Random) -> list[int]:
    """Draw one in SHARE of what has each value."""
    return [sum(random.random() * SHARE < 1 for _ in range(n)) for n in found]


def error(counts: list[int], found: list[int]) -> float:
    pairs = zip(counts, found, strict=True)
    return sum(abs(count - n) / n for count, n in pairs) / len(found)


def errors(everywhere: list[int], found: list[int]) -> tuple[float, float]:
    """Give the mean error of what is said, and of the plainly scaled sample."""
    random, said, plain = Random(4), 0.0, 0.0
    for _ in range(20):
        drawn = sampled(found, random)
        values = [Sampled(*each) for each in zip(drawn, everywhere, strict=True)]
        said += error(steadied(values, SHARE), found)
        plain += error([n * SHARE for n in drawn], found)
    return said / 20, plain / 20


EVERYWHERE = [24_000 // rank for rank in range(1, 25)]


def test_values_that_lie_as_in_the_archive_are_known_from_it() -> None:
    said, plain = errors(EVERYWHERE, [n // 10 for n in EVERYWHERE])
    assert said < plain / 2


def test_values_that_lie_otherwise_are_known_from_the_sample() -> None:
    found = [n // 10 * (1 + 3 * (rank % 2)) for rank, n in enumerate(EVERYWHERE)]
    said, plain = errors(EVERYWHERE, found)
    assert said < plain * 1.05


@given(VALUES, st.sampled_from([2, 8, 1024]))
def test_no_count_is_less_than_the_sample_or_far_from_it(
    values: list[Sampled], share: int
) -> None:
    for value, about in zip(values, steadied(values, share), strict=True):
        assert about >= value.records
        assert about <= max(value.everywhere, value.records * share)
        assert about / share <= value.records + 2 * value.records**0.5 + 1


def test_a_single_value_is_scaled() -> None:
    assert steadied([Sampled(30, 10_000)], SHARE) == [30 * SHARE]
    assert steadied([Sampled(30, 100)], SHARE) == [100]
    assert steadied([Sampled(30, 0), Sampled(2, 0)], SHARE) == [240, 16]
