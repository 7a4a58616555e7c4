"""Dates say what is known of a day, in one spelling, in one order."""

import datetime
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.terms.dates import DateMalformed, EdtfDate, End, Point, display

QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


def year_texts() -> st.SearchStrategy[str]:
    plain = st.integers(1, 9999).map("{:04d}".format)
    loose = st.integers(0, 999).map("{:03d}X".format)
    looser = st.integers(0, 99).map("{:02d}XX".format)
    return st.one_of(plain, loose, looser)


def exact_texts() -> st.SearchStrategy[str]:
    days = st.dates()
    return st.one_of(
        days.map(lambda day: day.isoformat()),
        days.map(lambda day: day.isoformat()[:7]),
        days.map(lambda day: day.isoformat()[:4]),
    )


def loose_texts() -> st.SearchStrategy[str]:
    return st.dates().flatmap(
        lambda day: st.sampled_from(
            [
                f"{day.isoformat()[:7]}-XX",
                f"{day.isoformat()[:4]}-XX",
                f"{day.isoformat()[:4]}-XX-XX",
            ]
        )
    )


def point_texts() -> st.SearchStrategy[str]:
    bases = st.one_of(year_texts(), exact_texts(), loose_texts())
    return st.builds(lambda base, sign: base + sign, bases, QUALIFIERS)


def interval_texts() -> st.SearchStrategy[str]:
    ends = st.builds(lambda base, sign: base + sign, exact_texts(), QUALIFIERS)
    closed = st.tuples(ends, ends).map(
        lambda pair: "/".join(sorted(pair, key=EdtfDate.parse))
    )
    return st.one_of(
        closed,
        ends.map(lambda end: f"{end}/.."),
        ends.map(lambda end: f"../{end}"),
        ends.map(lambda end: f"{end}/"),
        ends.map(lambda end: f"/{end}"),
    )


def canonical_texts() -> st.SearchStrategy[str]:
    return st.one_of(point_texts(), interval_texts())


@given(canonical_texts())
def test_reading_and_printing_gives_the_same_text(text: str) -> None:
    assert str(EdtfDate.parse(text)) == text


@given(canonical_texts().map(EdtfDate.parse))
def test_printing_and_reading_gives_the_same_date(date: EdtfDate) -> None:
    assert EdtfDate.parse(str(date)) == date


@given(canonical_texts().map(EdtfDate.parse))
def test_a_date_begins_before_it_ends(date: EdtfDate) -> None:
    if date.earliest is not None and date.latest is not None:
        assert date.earliest <= date.latest


@given(st.lists(canonical_texts().map(EdtfDate.parse), max_size=6))
def test_the_order_is_total_and_does_not_depend_on_the_arrival(
    dates: list[EdtfDate],
) -> None:
    shuffled = random.Random(1).sample(dates, len(dates))
    assert sorted(shuffled) == sorted(dates)
    for first, second in itertools.combinations(dates, 2):
        assert (first < second) + (first == second) + (second < first) == 1


@given(canonical_texts().map(EdtfDate.parse), st.sampled_from(["en", "ru", "kk"]))
def test_every_date_has_words_in_every_language(date: EdtfDate, language: str) -> None:
    words = display(date, language)
    assert words
    assert not set("{}X~?%/") & set(words)


@given(st.text(alphabet="0123456789X-/.?~% ", max_size=14))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_with_an_example(text: str) -> None:
    try:
        date = EdtfDate.parse(text)
    except DateMalformed as refusal:
        assert "Write, for example, 2022-01-05" in str(refusal)
    else:
        assert str(date) == text.strip()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-01", "2022-01-01", "2022-01-31"),
        ("2022-01-05", "2022-01-05", "2022-01-05"),
        ("2022-01-05~", "2022-01-05", "2022-01-05"),
        ("2022-01-XX", "2022-01-01", "2022-01-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-XX-XX", "2022-01-01", "2022-12-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2022-01-04/2022-01-06", "2022-01-04", "2022-01-06"),
        ("2022-01/2022-02", "2022-01-01", "2022-02-28"),
        ("../2022-01-11", None, "2022-01-11"),
        ("/2022-01-11", None, "2022-01-11"),
        ("2022-01-11/..", "2022-01-11", None),
        ("2022-01-11/", "2022-01-11", None),
    ],
)
def test_a_date_covers_these_days(
    text: str, earliest: str | None, latest: str | None
) -> None:
    date = EdtfDate.parse(text)
    assert date.earliest == (earliest and datetime.date.fromisoformat(earliest))
    assert date.latest == (latest and datetime.date.fromisoformat(latest))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is not a date"),
        ("5 January 2022", "is not a date"),
        ("2022-1-5", "is not a date"),
        ("20220105", "is not a date"),
        ("2022-01-05T10:00", "is not a date"),
        ("2022-01-05\n/", "is not a date"),
        ("٢٠٢٢", "is not a date"),
        ("-2022", "is not a date"),
        ("..", "is not a date"),
        ("2021/2022/2023", "is not a date"),
        ("0000", "no year 0000"),
        ("2022-13", "no month"),
        ("2022-00", "no month"),
        ("2022-01-32", "01 to 31"),
        ("2022-04-31", "01 to 30"),
        ("2022-02-29", "01 to 28"),
        ("1900-02-29", "01 to 28"),
        ("202X-01", "a month in a year"),
        ("2022-XX-05", "a day in a month"),
        ("2022-01-XX/2022-02", "inside an interval"),
        ("2022-01-09/2022-01-02", "ends before it begins"),
        ("/", "on one side"),
        ("../..", "on one side"),
        ("../", "on one side"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, fault: str) -> None:
    with pytest.raises(DateMalformed, match=fault):
        EdtfDate.parse(text)


@pytest.mark.parametrize("text", ["2024-02-29", "2000-02-29", "0004-02-29"])
def test_leap_days_exist_in_leap_years(text: str) -> None:
    assert str(EdtfDate.parse(text)) == text


def test_white_space_around_and_a_small_x_are_forgiven() -> None:
    assert str(EdtfDate.parse(" 2022-01-xx\n")) == "2022-01-XX"


def test_a_date_cannot_be_built_around_the_rules() -> None:
    for build in (
        lambda: Point("2022-01"),
        lambda: Point("2022", "13"),
        lambda: EdtfDate(End.OPEN),
        lambda: EdtfDate(End.OPEN, End.UNKNOWN),
    ):
        with pytest.raises(DateMalformed):
            build()


@pytest.mark.parametrize(
    ("text", "is_approximate", "is_uncertain"),
    [
        ("2022-01-05", False, False),
        ("2022-01-05~", True, False),
        ("2022-01-05?", False, True),
        ("2022-01-05%", True, True),
        ("2022-01-04/2022-01-06~", True, False),
        ("2022-01-04?/..", False, True),
        ("202X", False, False),
    ],
)
def test_qualifiers_say_how_sure_the_source_is(
    text: str, *, is_approximate: bool, is_uncertain: bool
) -> None:
    date = EdtfDate.parse(text)
    assert (date.is_approximate, date.is_uncertain) == (is_approximate, is_uncertain)


def test_open_starts_come_first_and_open_ends_last() -> None:
    texts = [
        "../2022-01-11",
        "0001-01-01",
        "2022-01-05",
        "2022-01-05?",
        "2022-01-05/2022-01-09",
        "2022-01",
        "2022-01-05/..",
    ]
    # January as a whole begins on the first, before the fifth.
    expected = [*texts[:2], "2022-01", *texts[2:5], texts[6]]
    assert [str(date) for date in sorted(map(EdtfDate.parse, texts))] == expected


@pytest.mark.parametrize(
    ("text", "english", "russian", "kazakh"),
    [
        ("2022", "2022", "2022 г.", "2022 ж."),
        ("202X", "2020s", "2020-е гг.", "2020-жылдар"),
        ("202X~", "about 2020s", "около 2020-х гг.", "шамамен 2020-жылдар"),
        (
            "19XX",
            "1900–1999, year not specified",
            "1900–1999 гг., год не указан",
            "1900–1999 жж., жылы көрсетілмеген",
        ),
        ("2022-01", "January 2022", "январь 2022 г.", "2022 ж. қаңтар"),
        (
            "2022-01~",
            "about January 2022",
            "около января 2022 г.",
            "шамамен 2022 ж. қаңтар",
        ),
        (
            "2022-01-XX",
            "January 2022, day not specified",
            "январь 2022 г., день не указан",
            "2022 ж. қаңтар, күні көрсетілмеген",
        ),
        ("2022-01-05", "5 January 2022", "5 января 2022 г.", "2022 ж. 5 қаңтар"),
        (
            "2022-01-05~",
            "about 5 January 2022",
            "около 5 января 2022 г.",
            "шамамен 2022 ж. 5 қаңтар",
        ),
        (
            "2022-01-05?",
            "5 January 2022, uncertain",
            "5 января 2022 г., под вопросом",
            "2022 ж. 5 қаңтар, анық емес",
        ),
        (
            "2022-01-02/2022-01-09",
            "2–9 January 2022",
            "2–9 января 2022 г.",
            "2022 ж. 2–9 қаңтар",
        ),
        (
            "2022-01-30/2022-03-02",
            "30 January – 2 March 2022",
            "30 января – 2 марта 2022 г.",
            "2022 ж. 30 қаңтар – 2 наурыз",
        ),
        (
            "2021-12-30/2022-01-05",
            "30 December 2021 – 5 January 2022",
            "30 декабря 2021 г. – 5 января 2022 г.",
            "2021 ж. 30 желтоқсан – 2022 ж. 5 қаңтар",
        ),
        (
            "2022-01/2022-02",
            "January–February 2022",
            "январь–февраль 2022 г.",
            "2022 ж. қаңтар–ақпан",
        ),
        ("2021/2022", "2021–2022", "2021–2022 гг.", "2021–2022 жж."),
        (
            "2022-01-02~/2022-01-09?",
            "about 2 January 2022 – 9 January 2022 (uncertain)",
            "около 2 января 2022 г. – 9 января 2022 г. (под вопросом)",
            "шамамен 2022 ж. 2 қаңтар – 2022 ж. 9 қаңтар (анық емес)",
        ),
        (
            "../2022-01-11",
            "until 11 January 2022",
            "по 11 января 2022 г.",
            "2022 ж. 11 қаңтарға дейін",
        ),
        (
            "2022-08~/",
            "from about August 2022, end unknown",
            "примерно с августа 2022 г., окончание неизвестно",
            "шамамен 2022 ж. тамыздан бастап, аяқталуы белгісіз",
        ),
    ],
)
def test_dates_are_worded_in_three_languages(
    text: str, english: str, russian: str, kazakh: str
) -> None:
    date = EdtfDate.parse(text)
    words = [display(date, language) for language in ("en-gb", "ru", "kk")]
    assert words == [english, russian, kazakh]


def test_a_language_without_words_gets_the_standard_form() -> None:
    assert display(EdtfDate.parse("2022-01-05~"), "de") == "2022-01-05~"
