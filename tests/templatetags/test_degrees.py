"""A sheet of degrees: marks as wide as what is known, and names beside them."""

import re

import pytest
from django.utils.translation import override

from testimonies.templatetags.degrees import HIGH, Spot, degrees_of, sheet
from testimonies.templatetags.here import here

ALMATY = Spot("Almaty", "", 43, 77)


def drawn(*spots: Spot) -> str:
    return str(sheet(spots, here(), said="Where they lie."))


def test_a_mark_is_one_degree_wide_and_stands_in_the_middle_of_the_sheet() -> None:
    svg = drawn(ALMATY)
    (x, y, wide, high) = map(
        float, _first(r'mark" x="(.+?)%" y="(\d+)" width="(.+?)%" height="(\d+)"', svg)
    )
    # Twenty-four degrees in all are drawn around a single place, and twelve upwards.
    assert wide == pytest.approx(100 / 24, abs=0.01)
    assert high == round(HIGH / 12)
    assert x + wide / 2 == pytest.approx(50, abs=0.01)
    assert y + high / 2 == pytest.approx(HIGH / 2, abs=1)
    assert 'aria-label="Where they lie."' in svg


def test_lines_are_named_by_their_degrees() -> None:
    svg = drawn(ALMATY)
    assert {"70° E", "75° E", "80° E"} <= set(re.findall(r">([^<]+)<", svg))
    assert "44° N" in svg


def test_names_of_places_that_lie_close_stand_below_one_another() -> None:
    svg = drawn(ALMATY, Spot("Qaskeleñ", "kk", 43, 77), Spot("Talğar", "kk", 43, 77))
    rows = [int(y) for y in re.findall(r'sheet__name" x=".+?" y="(\d+)"', svg)]
    assert rows == [rows[0], rows[0] + 16, rows[0] + 32]
    assert 'lang="kk">Talğar<' in svg


def test_names_that_have_room_stand_in_one_row() -> None:
    svg = drawn(ALMATY, Spot("Taraz", "", 43, 71))
    found = re.findall(r'name" x=".+?" y="(\d+)" dx="6" text-anchor="start">', svg)
    assert len(found) == 2
    assert found[0] == found[1]


def test_a_name_in_the_east_stands_left_of_its_mark() -> None:
    svg = drawn(Spot("West", "", 50, 50), Spot("East", "", 50, 87))
    assert re.findall(r'text-anchor="(\w+)">(\w+)<', svg) == [
        ("start", "West"),
        ("end", "East"),
    ]


def test_the_sheet_ends_where_the_world_does() -> None:
    svg = drawn(Spot("Pole", "", 90, 180), Spot("Other", "", -90, -180))
    assert all(0 <= float(x) <= 100 for x in re.findall(r'line" x1="([\d.]+)%"', svg))


def test_nothing_is_drawn_of_nothing_and_markup_is_text() -> None:
    assert drawn() == ""
    assert "<b>" not in drawn(Spot("<b>Almaty</b>", "", 43, 77))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "43° S, 77° W"),
        ("ru", "43° ю. ш., 77° з. д."),
        ("kk", "43° о. е., 77° б. б."),
    ],
)
def test_degrees_are_said_in_the_readers_words(language: str, words: str) -> None:
    with override(language):
        assert degrees_of(-43, -77, here()) == words


def _first(pattern: str, text: str) -> tuple[str, ...]:
    found = re.search(pattern, text)
    assert found
    return found.groups()
