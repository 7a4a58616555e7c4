"""Tokens of times, of windows and of samples; pure."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import window_tokens
from testimonies.catalogue.tokens import (
    BLOCKS,
    DATED,
    LONG,
    SHARES,
    SMALLEST_BLOCK,
    bounds_of,
    dated_tokens,
    sample_token,
    sample_tokens,
    sequence_tokens,
    time_tokens,
)
from testimonies.terms import Kind, new_ref

PLACES = st.integers(1, 3_000_000)


@given(PLACES, st.integers(0, 1_500_000), PLACES)
def test_a_window_holds_what_lies_in_its_blocks_and_nothing_else(
    first: int, length: int, place: int
) -> None:
    last = first + length
    start = first // SMALLEST_BLOCK * SMALLEST_BLOCK
    end = (last // SMALLEST_BLOCK + 1) * SMALLEST_BLOCK
    tokens = window_tokens(first, last)
    is_held = bool(set(tokens) & set(sequence_tokens(place)))
    assert is_held == (start <= place < end)


@given(PLACES, st.integers(0, 3_000_000))
def test_a_window_is_made_of_few_blocks(first: int, length: int) -> None:
    largest = 1 << BLOCKS[-1][1]
    tokens = window_tokens(first, first + length)
    assert len(tokens) == len(set(tokens)) <= 2 * (8 + 8) + length // largest + 1


@pytest.mark.parametrize(
    ("date", "tokens"),
    [
        ("2022-01-05", {"@year:2022", "@month:2022-01", "@day:2022-01-05"}),
        ("2022-01-31/2022-02-01", {"@year:2022", "@month:2022-01", "@month:2022-02"}),
        ("1999/2001", {"@year:1999", "@year:2000", "@year:2001"}),
        ("19XX", {LONG}),
    ],
)
def test_a_time_has_tokens_as_fine_as_it_is_known(date: str, tokens: set[str]) -> None:
    bounds = bounds_of(date)
    assert bounds is not None
    found = set(time_tokens(*bounds))
    days = {token for token in found if token.startswith("@day:")}
    assert tokens <= found
    assert len(days) == ((bounds[1] - bounds[0]).days + 1 if days else 0)
    assert bool(days) == ((bounds[1] - bounds[0]).days < 62)


def test_an_open_or_unknown_end_is_the_other_end() -> None:
    day = datetime.date(2022, 1, 5)
    assert bounds_of("2022-01-05/..") == bounds_of("/2022-01-05") == (day, day)
    assert bounds_of("") is None
    assert bounds_of("never") is None


DAYS = st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1))


@given(DAYS, st.integers(0, 40_000), DAYS, st.integers(0, 40_000))
def test_what_overlaps_a_search_has_one_of_its_tokens(
    first: datetime.date, days: int, since: datetime.date, more: int
) -> None:
    last = first + datetime.timedelta(days)
    until = since + datetime.timedelta(more)
    asked = dated_tokens(str(since), str(until))
    if first <= until and last >= since:
        assert set(asked) & {*time_tokens(first, last), DATED}


def test_each_sample_holds_its_share_and_lies_in_the_one_before() -> None:
    refs = [new_ref(Kind.TESTIMONY) for _ in range(4000)]
    of_each = [sample_tokens(ref) for ref in refs]
    for found in of_each:
        assert found == [sample_token(share) for share in SHARES[: len(found)]]
    halves = sum(sample_token(2) in found for found in of_each)
    eighths = sum(sample_token(8) in found for found in of_each)
    # Beyond seven standard deviations of chance.
    assert abs(halves - 2000) < 7 * 32
    assert abs(eighths - 500) < 7 * 21
    assert of_each == [sample_tokens(ref) for ref in refs]
