"""A page marker leads back to its place, and what nobody was given is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.catalogue import Cursor, CursorMalformed
from testimonies.terms import parse_ref

SETTINGS = settings(max_examples=200, derandomize=True, deadline=None)
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
TIMES = st.integers(0, (LAST - FIRST) // timedelta(microseconds=1)).map(
    lambda micros: FIRST + timedelta(microseconds=micros)
)
REF = parse_ref("t6gcr5nrc")


@SETTINGS
@given(TIMES)
def test_a_marker_is_read_back(at: datetime) -> None:
    cursor = Cursor(at, REF)
    assert Cursor.parse(str(cursor)) == cursor


@SETTINGS
@given(TIMES, st.integers(0, 40), st.characters())
def test_a_marker_with_another_letter_is_refused_or_is_another_marker(
    at: datetime, place: int, letter: str
) -> None:
    text = str(Cursor(at, REF))
    place %= len(text)
    tampered = text[:place] + letter + text[place + 1 :]
    try:
        cursor = Cursor.parse(tampered)
    except CursorMalformed:
        return
    assert str(cursor) == tampered


@SETTINGS
@given(st.text())
def test_any_text_is_refused_in_one_way(text: str) -> None:
    with pytest.raises(CursorMalformed, match="not one of ours"):
        Cursor.parse(text)


@pytest.mark.parametrize(
    "stamp",
    ["", "-1", "+1", "1_0", " 1", "0x1", "f" * 16, "f" * 400, "0" * 16 + "1", "٣"],
)
def test_a_stamp_that_is_no_plain_number_is_refused(stamp: str) -> None:
    with pytest.raises(CursorMalformed):
        Cursor.parse(f"{stamp}-{REF}")


@pytest.mark.parametrize("ref", ["", REF.upper(), REF + "2", REF[:-1], "x" + REF[1:]])
def test_a_marker_without_a_ref_is_refused(ref: str) -> None:
    with pytest.raises(CursorMalformed):
        Cursor.parse(f"5d5c1e2d3f400-{ref}")
