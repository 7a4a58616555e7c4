"""What a TikTok id says about its time, and how that stands to a stated date."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.terms import Agreement, DateMalformed, Platform, agreement, posted_at

NOW = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)
ALMATY = ZoneInfo("Asia/Almaty")


def tiktok_id(moment: datetime.datetime, rest: int = 0x9ABC_DEF0) -> str:
    return str(int(moment.timestamp()) << 32 | rest)


def utc(*parts: int) -> datetime.datetime:
    return datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc,arg-type]


def decoded(text: str) -> datetime.datetime | None:
    return posted_at(Platform.TIKTOK, text, now=NOW)


def test_the_upper_half_of_an_id_is_its_time_in_utc() -> None:
    # Worked out by hand: 0x61D5E0C0 seconds are 2022-01-05 18:17:36 UTC.
    assert decoded(str(0x61D5_E0C0_0000_0001)) == utc(2022, 1, 5, 18, 17, 36)
    assert decoded(f" {0x61D5_E0C0_FFFF_FFFF} ") == utc(2022, 1, 5, 18, 17, 36)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "705…",
        "-7051234567890123456",
        "7051234567890123456.0",
        "７０５１２３４５６７８９０１２３４５６",
        "@someone",
        "9" * 20,
        "9" * 5000,
        str(1 << 64),
        tiktok_id(utc(2015, 12, 31, 23, 59, 59)),
        tiktok_id(NOW + datetime.timedelta(days=1, seconds=1)),
    ],
)
def test_an_id_that_cannot_be_one_says_nothing(text: str) -> None:
    assert decoded(text) is None


def test_the_range_begins_in_2016_and_ends_a_day_ahead() -> None:
    assert decoded(tiktok_id(utc(2016, 1, 1))) == utc(2016, 1, 1)
    tomorrow = NOW + datetime.timedelta(days=1)
    assert decoded(tiktok_id(tomorrow)) == tomorrow


def test_other_platforms_ids_say_nothing() -> None:
    sound = tiktok_id(utc(2022, 1, 5))
    others = [each for each in Platform if each is not Platform.TIKTOK]
    assert {posted_at(each, sound, now=NOW) for each in others} == {None}


@given(st.integers(0, 10 * 365 * 86_400))
def test_every_time_in_range_is_read_back(seconds: int) -> None:
    exact = utc(2016, 1, 1) + datetime.timedelta(seconds=seconds)
    assert decoded(tiktok_id(exact)) == exact


@given(st.text(max_size=24))
def test_any_text_is_read_or_not(text: str) -> None:
    found = decoded(text)
    assert found is None or found.year >= 2016


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2022-01-06", Agreement.AGREE),
        ("2022-01-05", Agreement.AGREE),
        ("2022-01-07", Agreement.AGREE),
        ("2022-01-04", Agreement.DIFFER),
        ("2022-01-08", Agreement.DIFFER),
        ("2022-01", Agreement.AGREE),
        ("2021", Agreement.DIFFER),
        ("202X", Agreement.AGREE),
        ("2022-01-02/2022-01-05", Agreement.AGREE),
        ("2022-01-08/2022-01-09", Agreement.DIFFER),
        ("../2022-01-09", Agreement.AGREE),
        ("../2021-12-31", Agreement.DIFFER),
        ("2022-01-01/..", Agreement.AGREE),
        ("/2022-01-09", Agreement.UNKNOWN),
        ("/2021-12-31", Agreement.DIFFER),
        ("2022-01-05~", Agreement.AGREE),
        ("2022-01-02~", Agreement.UNKNOWN),
        ("2022-01-02?", Agreement.UNKNOWN),
        ("0001-01-01/..", Agreement.AGREE),
        ("9999-12-31", Agreement.DIFFER),
        ("", Agreement.UNKNOWN),
        ("  ", Agreement.UNKNOWN),
    ],
)
def test_a_stated_date_agrees_differs_or_cannot_be_told(
    stated: str, expected: Agreement
) -> None:
    # 18:17 UTC is already the 6th in Almaty.
    moment = utc(2022, 1, 5, 18, 17, 36)
    assert agreement(moment, stated, zone=ALMATY) is expected


def test_the_day_is_the_zones() -> None:
    moment = utc(2022, 1, 5, 18, 17, 36)
    assert agreement(moment, "2022-01-07", zone=ALMATY) is Agreement.AGREE
    assert agreement(moment, "2022-01-07", zone=datetime.UTC) is Agreement.DIFFER


def test_without_a_decoded_time_nothing_is_told() -> None:
    assert agreement(None, "2022-01-05", zone=ALMATY) is Agreement.UNKNOWN


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(DateMalformed):
        agreement(utc(2022, 1, 5), "last winter", zone=ALMATY)
