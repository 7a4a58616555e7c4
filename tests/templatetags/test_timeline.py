"""The time line: what is drawn and how, where marks lead, and the table behind."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from testimonies.catalogue import Bundle, Issue
from testimonies.templatetags.chronology import chronology_of, parsed
from testimonies.templatetags.dated import Family, Timed, dated_records, timed
from testimonies.templatetags.here import here
from testimonies.templatetags.timeline import (
    ABOUT,
    DOUBTED,
    EXACT,
    MOST_LANES,
    OPEN,
    WITHDRAWN,
    WITHIN,
    Shape,
    shape_of,
    timeline,
)
from tests.templatetags import lyazzat
from tests.templatetags.test_pages import HOSTILE, page_of


def event(date: str, *, is_withdrawn: bool = False, words: str = "It began.") -> Timed:
    return Timed(Family.EVENT, date, words, "#e-1", is_withdrawn)


def drawn(*found: Timed) -> str:
    return timeline(found, here())


@pytest.mark.parametrize(
    ("date", "shape"),
    [
        ("2022-01-05", EXACT),
        ("2022-01-04/2022-01-06", EXACT),
        ("2022-01", WITHIN),
        ("2022", WITHIN),
        ("2022-01-05~", ABOUT),
        ("2022-01-04/2022-01~", ABOUT),
        ("2022-01-05?", DOUBTED),
        ("2022-01-05%", DOUBTED),
        ("2022-01-05/..", OPEN),
        ("../2022-01-05", OPEN),
    ],
)
def test_how_a_date_is_known_is_its_shape(date: str, shape: Shape) -> None:
    found = parsed(date)
    assert found
    assert shape_of(event(date), found) == shape
    assert shape_of(event(date, is_withdrawn=True), found) == WITHDRAWN


def test_shapes_differ_by_more_than_colour() -> None:
    """Each that is not known exactly has a sign of its own, or is a frame."""
    signs = [shape.sign for shape in (ABOUT, DOUBTED, OPEN, WITHDRAWN)]
    assert all(signs)
    assert len(set(signs)) == 4
    page = drawn(event("2022-01-05~"), event("2022-01-07?"))
    assert page.count('<text class="timeline__sign"') == 4
    assert "about then" in page
    assert "uncertain" in page
    assert "withdrawn by its source" not in page


@pytest.mark.parametrize("dates", [(), ("",), ("no date", "")])
def test_where_nothing_is_dated_nothing_is_drawn(dates: tuple[str, ...]) -> None:
    assert drawn(*map(event, dates)) == ""


def test_a_mark_is_a_link_that_says_its_date() -> None:
    page = drawn(event("2022-01-04/2022-01-06"))
    assert 'href="#e-1"' in page
    assert 'aria-label="4–6 January 2022: It began."' in page
    assert "4–6 January 2022" in page


def test_words_are_escaped() -> None:
    page = drawn(event("2022-01-05", words=HOSTILE))
    assert "<script>" not in page
    assert "<img" not in page


ROOMS = re.compile(
    r'timeline__room" x="([\d.]+)%" y="(\d+)" width="([\d.]+)%" height="(\d+)"'
)


def test_no_mark_lies_on_another_and_each_is_large_enough() -> None:
    days = [f"2022-01-{day:02}" for day in (2, 3, 3, 4, 5, 9, 9, 12)]
    page = drawn(*map(event, days), event("2022-01-02/2022-01-12~"))
    rooms = [tuple(map(float, found)) for found in ROOMS.findall(page)]
    assert len(rooms) == 9
    for left, top, width, height in rooms:
        assert height == 24
        # On 288 pixels, which a screen of 320 leaves.
        assert width * 288 / 100 >= 24
        assert 0 <= left <= left + width <= 100.01
        beside = [r for r in rooms if r[1] == top and r[0] > left]
        assert all(other[0] >= left + width - 0.02 for other in beside)


def test_what_has_no_room_is_counted() -> None:
    page = drawn(*(event("2022-01-05") for _ in range(MOST_LANES + 3)))
    assert len(ROOMS.findall(page)) == MOST_LANES
    assert "not drawn for want of room: 3" in page


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "1890/2022"])
def test_the_ends_of_the_calendar_can_be_drawn(date: str) -> None:
    assert len(ROOMS.findall(drawn(event(date)))) == 1


def everything() -> tuple[Bundle, list[Issue]]:
    bundle = lyazzat.bundle(
        lyazzat.collection(lyazzat.event("2022-01-04", "It began."), lyazzat.TOLL)
    )
    linking = (lyazzat.REFS["testimony"], lyazzat.REFS["clip"])
    bundle = Bundle(bundle.main, bundle.others, linking)
    return bundle, dated_records(bundle.all(linking))


def test_testimonies_clips_and_events_stand_on_one_axis() -> None:
    bundle, records = everything()
    found = list(timed(chronology_of([bundle.main]), records, here()))
    assert [each.family for each in found] == ["testimony", "clip", "event", "event"]
    assert [each.is_withdrawn for each in found] == [False, False, False, True]


def test_the_page_of_a_collection_has_the_axis_and_its_table() -> None:
    bundle, _ = everything()
    for language in ("en", "kk"):
        page = page_of(bundle, language)
        targets = set(re.findall(r'timeline__mark--\w+" href="([^"]+)"', page))
        own = {each[1:] for each in targets if each.startswith("#")}
        assert own == {"e-1", "e-2"}
        assert own <= set(re.findall(r'\bid="([^"]+)"', page))
        away = targets - {f"#{each}" for each in own}
        prefix = "" if language == "en" else f"/{language}"
        assert away == {
            f"{prefix}{lyazzat.address_of('testimony')}",
            f"{prefix}{lyazzat.address_of('clip')}",
        }
        table = page[page.index("<table") : page.index("</table>")]
        assert all(each in table for each in away)


def _timeline(*collections: Issue) -> str:
    class Listed:
        issues = collections
        next = None

    return render_to_string(
        "pages/timeline.html", {"page": Listed(), "records": [], "path": "/timeline/"}
    )


def test_a_collection_is_named_where_there_are_two_and_once_a_day() -> None:
    first = lyazzat.issue_of(
        lyazzat.collection(
            lyazzat.event("2022-01-04", "One."),
            lyazzat.event("2022-01-04", "Two."),
            lyazzat.event("2022-01-05", "Three."),
        )
    )
    other = lyazzat.collection(lyazzat.event("2022-01-05", "Four."))
    second = lyazzat.issue_of(replace(other, ref="cg55b8q49"))
    named = '<p class="event__collection">'
    with translation.override("en"):
        assert _timeline(first).count(named) == 0
        assert _timeline(first, second).count(named) == 3
