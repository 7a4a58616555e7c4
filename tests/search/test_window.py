"""Windows in the order of publication; pure."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import SHARES, SMALLEST_BLOCK
from testimonies.search.window import (
    BOTH,
    COUNTED,
    COUNTED_WITH_ALL,
    EXACTLY,
    FEWEST_PROBED,
    MOST_PROBED,
    PRICE_BESIDE,
    PROBED,
    RANKED,
    Estimate,
    Window,
    backwards,
    corrected,
    forwards,
    share_for,
    within,
    within_sample,
)

ESTIMATES = st.builds(Estimate, st.integers(0, 2_000_000), st.integers(1, 2_000_000))


def covered(windows: list[Window]) -> int:
    return sum(last - first + 1 for first, last in windows)


@given(ESTIMATES, st.integers(1, 2000), st.data())
def test_windows_backwards_hold_everything_older_once(
    estimate: Estimate, matches: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, estimate.newest))
    windows = list(backwards(estimate, matches, start))
    assert (windows[0][1], windows[-1][0]) == (start, 0)
    assert covered(windows) == start + 1
    assert len(windows) <= 3
    for (first, _), (_, last) in pairwise(windows):
        assert last == first - 1
        assert first % SMALLEST_BLOCK == 0


@given(ESTIMATES, st.integers(1, 2000), st.data())
def test_windows_forwards_hold_everything_newer_once(
    estimate: Estimate, matches: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, estimate.newest))
    windows = list(forwards(estimate, matches, start))
    assert windows[0][0] <= start
    assert windows[-1][1] >= estimate.newest
    assert covered(windows) == windows[-1][1] - windows[0][0] + 1
    assert len(windows) <= 3


def test_the_first_window_is_as_long_as_so_many_matches_need() -> None:
    estimate = Estimate(matches=100_000, newest=1_000_000)
    first, last = next(backwards(estimate, 1000, estimate.newest))
    assert 10_000 <= last - first <= 10_000 + SMALLEST_BLOCK


@given(st.integers(0, 10**7))
def test_about_as_many_are_counted_whatever_the_number_of_matches(matches: int) -> None:
    share = share_for(matches)
    if share == 1:
        assert matches <= EXACTLY
    else:
        assert share in SHARES
        wanted = COUNTED if matches > BOTH else COUNTED_WITH_ALL
        assert matches / share <= wanted * 1.5 or share == SHARES[-1]
        assert matches / share >= wanted / 1.5


def test_matches_are_read_without_a_window_where_that_costs_less() -> None:
    """A window costs what its blocks hold: the longer, the fewer records match."""
    large, small = 1_000_000, 100_000
    for matches, newest, is_whole in (
        (2000, large, True),
        (3000, large, False),
        (1200, small, True),
        (1500, small, False),
    ):
        assert Estimate(matches, newest).is_read_whole(RANKED) is is_whole
    beside = Estimate(9000, large)
    assert beside.is_read_whole(RANKED, price=PRICE_BESIDE)
    assert not beside.is_read_whole(RANKED)


def test_what_a_probe_finds_corrects_the_planner() -> None:
    assert corrected(300, 75) == 75 * PROBED
    assert corrected(300, 3) == 300
    assert corrected(30_000, 3) == FEWEST_PROBED * PROBED
    assert corrected(90_000, MOST_PROBED) == 90_000
    assert corrected(900, MOST_PROBED) == MOST_PROBED * PROBED


def test_a_sample_narrows_the_condition_by_one_token() -> None:
    assert within_sample("'e:fire'", 1) == "'e:fire'"
    assert within_sample("'e:fire'", 8) == "('e:fire' & '@one-in:8')"


def test_a_window_narrows_the_condition() -> None:
    assert within("'e:fire'", None) == "'e:fire'"
    assert within("'e:fire'", (0, 5)) == "('e:fire' & '@a:0')"
    narrowed = within("'e:fire'", (0, 5), with_tags=True)
    assert narrowed == "('e:fire' & ('@a:0' | '@kind:g'))"
