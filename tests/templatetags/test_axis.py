"""An axis of days: what stands where, what is named, and nothing beyond its edges."""

import re
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from testimonies.templatetags.axis import (
    MOST_TICKS,
    Lane,
    Span,
    axis,
    extent_of,
    ticks_of,
)
from testimonies.templatetags.here import here
from testimonies.terms import EdtfDate

WEEK = Span(date(2022, 1, 5), date(2022, 1, 9))
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


def drawn(*lanes: Lane, language: str = "en", within: Span | None = None) -> str:
    with translation.override(language):
        return axis(lanes, here(), said="Five days.", within=within)


def bars(drawing: str) -> list[tuple[float, float]]:
    found = re.findall(r'<rect [^>]*x="([\d.]+)%"[^>]* width="([\d.]+)%"', drawing)
    return [(float(left), float(width)) for left, width in found]


def test_a_day_is_drawn_in_its_place() -> None:
    third = Span(date(2022, 1, 7), date(2022, 1, 7))
    drawing = drawn(Lane("Told of", "told", (WEEK,)), Lane("Clips", "clip", (third,)))
    assert bars(drawing) == [(0.0, 100.0), (40.0, 20.0)]
    assert 'role="img" aria-label="Five days."' in drawing
    assert re.findall(r">(\d+)</text>", drawing) == ["5", "6", "7", "8", "9"]
    assert "<span>5 January 2022</span> <span>9 January 2022</span>" in drawing


def test_what_lies_beyond_the_axis_is_cut_or_left_out() -> None:
    long = Span(date(2021, 1, 1), date(2022, 1, 5))
    after = Span(date(2022, 2, 1), date(2022, 2, 1))
    drawing = drawn(Lane("Events", "event", (long, after)), within=WEEK)
    assert bars(drawing) == [(0.0, 20.0)]


def test_a_date_that_is_not_exact_looks_so() -> None:
    about = Span.of(EdtfDate.parse("2022-01-06~"))
    assert about is not None
    drawing = drawn(Lane("Clips", "clip", (about,)), within=WEEK)
    assert "axis__bar--about" in drawing


def test_an_open_date_ends_with_the_axis_and_has_no_days_without_one() -> None:
    since = EdtfDate.parse("2022-01-07/..")
    assert Span.of(since) is None
    assert Span.of(since, WEEK) == Span(date(2022, 1, 7), WEEK.last)


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawn() == drawn(Lane("Clips", "clip", ())) == ""
    assert extent_of([]) is None


def test_words_are_escaped_and_in_the_page_s_language() -> None:
    drawing = drawn(Lane("<b>", "clip", (WEEK,)), language="ru")
    assert "&lt;b&gt;" in drawing
    assert "5 января 2022" in drawing


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (date(2022, 1, 28), date(2022, 2, 2), 6),
        (date(2022, 1, 1), date(2022, 6, 30), 6),
        (date(1986, 12, 1), date(2022, 1, 31), 7),
    ],
)
def test_days_months_and_years_are_named(first: date, last: date, named: int) -> None:
    found = ticks_of(Span(first, last))
    assert len(found) == named
    assert found == sorted(found)


@given(DAYS, st.integers(0, 3_000_000))
def test_any_days_have_a_few_names_within_them(first: date, length: int) -> None:
    reach = min(length, (date.max - first).days)
    extent = Span(first, first + timedelta(reach))
    found = ticks_of(extent)
    assert len(found) <= MOST_TICKS
    assert all(extent.first <= day <= extent.last for day in found)
    [(left, width)] = bars(drawn(Lane("", "x", (extent,))))
    assert 0 <= left <= left + width <= 100
