"""When something happened, as exactly as it is known and no more exactly.

ISO 8601-2:2019 (EDTF): level 0 dates and date intervals; of level 1, the qualifiers
? ~ %, unspecified digits from the right, open and unknown ends. No time of day, no
season, no year outside 0001 to 9999. Never guesses a missing part.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import Final

_POINT: Final = re.compile(
    r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([?~%]?)"
)
_EXAMPLES: Final = "2022-01-05, 2022-01, 2022-01-05~ or 2022-01-02/2022-01-09"
_MONTH_NUMBERS: Final = range(1, 13)
_UNSPECIFIED: Final = "XX"
_EN_DASH: Final = "–"


class DateMalformed(ValueError):
    """A text that is no date here; says what is wrong and what to write instead."""


class End(StrEnum):
    """An end of an interval that is no date."""

    OPEN = ".."
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One date: its parts as written ("" where there is none) and its qualifier."""

    year: str
    month: str = ""
    day: str = ""
    qualifier: str = ""

    def __post_init__(self) -> None:
        """Refuse dates that no calendar holds."""
        _refuse(_fault_of_point(self))

    def __str__(self) -> str:
        return "-".join(filter(None, (self.year, self.month, self.day))) + (
            self.qualifier
        )

    @property
    def is_approximate(self) -> bool:
        return self.qualifier in {"~", "%"}

    @property
    def is_uncertain(self) -> bool:
        return self.qualifier in {"?", "%"}

    @property
    def earliest(self) -> datetime.date:
        year = max(1, int(self.year.replace("X", "0")))
        return datetime.date(year, _number(self.month) or 1, _number(self.day) or 1)

    @property
    def latest(self) -> datetime.date:
        year = int(self.year.replace("X", "9"))
        month = _number(self.month) or 12
        day = _number(self.day) or calendar.monthrange(year, month)[1]
        return datetime.date(year, month, day)


@total_ordering
@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or an interval; `end` is None for a date.

    Order: earliest day, latest day, text. An open or unknown start comes before, an
    open or unknown end after everything. A qualifier does not widen the days.
    """

    start: Point | End
    end: Point | End | None = None

    def __post_init__(self) -> None:
        """Refuse intervals without a date or against the course of time."""
        _refuse(_fault_of_interval(self))

    @classmethod
    def parse(cls, text: str) -> "EdtfDate":
        """Read one date or interval; white space round it is ignored.

        Raises: DateMalformed.
        """
        start, slash, end = text.strip().replace("x", "X").partition("/")
        if not slash:
            return cls(_parse_point(start))
        return cls(_parse_end(start), _parse_end(end))

    def __str__(self) -> str:
        return str(self.start) if self.end is None else f"{self.start}/{self.end}"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, EdtfDate):
            return NotImplemented
        return self.sort_key < other.sort_key

    @property
    def sort_key(self) -> tuple[bool, datetime.date, bool, datetime.date, str]:
        """The key of the order; the text at its end makes it total."""
        first, last = self.earliest, self.latest
        return (
            first is not None,
            first or datetime.date.min,
            last is None,
            last or datetime.date.max,
            str(self),
        )

    @property
    def earliest(self) -> datetime.date | None:
        """The first day it can mean; None when the start is open or unknown."""
        return self.start.earliest if isinstance(self.start, Point) else None

    @property
    def latest(self) -> datetime.date | None:
        """The last day it can mean; None when the end is open or unknown."""
        last = self.start if self.end is None else self.end
        return last.latest if isinstance(last, Point) else None

    @property
    def is_approximate(self) -> bool:
        return any(point.is_approximate for point in self._points)

    @property
    def is_uncertain(self) -> bool:
        return any(point.is_uncertain for point in self._points)

    @property
    def _points(self) -> list[Point]:
        return [end for end in (self.start, self.end) if isinstance(end, Point)]


def _number(part: str) -> int | None:
    return None if part in {"", _UNSPECIFIED} else int(part)


def _refuse(fault: str | None) -> None:
    if fault:
        message = f"{fault}. Write, for example, {_EXAMPLES}."
        raise DateMalformed(message)


def _parse_point(text: str) -> Point:
    found = _POINT.fullmatch(text)
    # What is not in the form, the constructor refuses.
    return Point(*found.groups("")) if found else Point(text)


def _parse_end(text: str) -> Point | End:
    return End(text) if text in set(End) else _parse_point(text)


def _fault_of_point(point: Point) -> str | None:
    text = str(point)
    parts = (point.year, point.month, point.day, point.qualifier)
    found = _POINT.fullmatch(text)
    if found is None or found.groups("") != parts:
        return f"“{text[:40]}” is not a date in the form year-month-day"
    if point.year == "0000":
        return "There is no year 0000: years run from 0001 to 9999"
    if "X" in point.year and point.month:
        return f"{text} has a month in a year that is not specified"
    if point.month == _UNSPECIFIED and point.day not in {"", _UNSPECIFIED}:
        return f"{text} has a day in a month that is not specified"
    return _fault_of_day(point)


def _fault_of_day(point: Point) -> str | None:
    month, day = _number(point.month), _number(point.day)
    if month is not None and month not in _MONTH_NUMBERS:
        return f"{point} has no month from 01 to 12 after the year"
    if month is None or day is None:
        return None
    days = calendar.monthrange(int(point.year), month)[1]
    if day not in range(1, days + 1):
        return f"{point} is impossible: that month has the days 01 to {days}"
    return None


def _fault_of_interval(date: EdtfDate) -> str | None:
    match (date.start, date.end):
        case (Point(), None):
            return None
        case (End(), End() | None):
            return "An interval needs a date on one side at least"
        case (Point() as first, Point() as last) if first.earliest > last.latest:
            return f"{date} ends before it begins"
    if "X" in str(date):
        return f"{date} has an X inside an interval: leave the unknown part out"
    return None


@dataclass(frozen=True, slots=True)
class _Case:
    """Months, months after a day, years and decades in one grammatical case."""

    months: list[str]
    dated_months: list[str]
    year: str
    decade: str


_EN_MONTHS: Final = """January February March April May June July August September
    October November December"""
_RU_MONTHS: Final = """январь февраль март апрель май июнь июль август сентябрь
    октябрь ноябрь декабрь"""
_RU_GENITIVE: Final = """января февраля марта апреля мая июня июля августа сентября
    октября ноября декабря"""
_KK_MONTHS: Final = """қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек
    қазан қараша желтоқсан"""
_KK_ABLATIVE: Final = """қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан
    шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан"""
_KK_DATIVE: Final = """қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге
    тамызға қыркүйекке қазанға қарашаға желтоқсанға"""


def _case(months: str, dated_months: str, year: str, decade: str = "") -> _Case:
    return _Case(months.split(), dated_months.split(), year, decade)


_EN: Final = _case(_EN_MONTHS, _EN_MONTHS, "{}", "{}s")
_RU: Final = _case(_RU_MONTHS, _RU_GENITIVE, "{} г.", "{}-е гг.")
_RU_OF: Final = _case(_RU_GENITIVE, _RU_GENITIVE, "{} г.", "{}-х гг.")
_KK: Final = _case(_KK_MONTHS, _KK_MONTHS, "{} ж.", "{}-жылдар")
_KK_FROM: Final = _case(_KK_ABLATIVE, _KK_ABLATIVE, "{} жылдан")
_KK_TO: Final = _case(_KK_DATIVE, _KK_DATIVE, "{} жылға")

_LANGUAGES: Final = ("en", "ru", "kk")
# The case that a date takes alone, after about, after from, after until.
_CASES: Final = {
    "plain": (_EN, _RU, _KK),
    "about": (_EN, _RU_OF, _KK),
    "since": (_EN, _RU_OF, _KK_FROM),
    "until": (_EN, _RU, _KK_TO),
}
_PHRASES: Final = {
    "in year": ("{x} {year}", "{x} {year} г.", "{year} ж. {x}"),
    "years": ("{}", "{} гг.", "{} жж."),
    "plain": ("{}", "{}", "{}"),
    "about": ("about {}", "около {}", "шамамен {}"),
    "since": ("from {}", "с {}", "{} бастап"),
    "since about": ("from about {}", "примерно с {}", "шамамен {} бастап"),
    "until": ("until {}", "по {}", "{} дейін"),
    "until about": ("until about {}", "примерно по {}", "шамамен {} дейін"),
    "uncertain": ("uncertain", "под вопросом", "анық емес"),
    "no start": ("start unknown", "начало неизвестно", "басталуы белгісіз"),
    "no end": ("end unknown", "окончание неизвестно", "аяқталуы белгісіз"),
    "no year": ("year not specified", "год не указан", "жылы көрсетілмеген"),
    "no month": ("month not specified", "месяц не указан", "айы көрсетілмеген"),
    "no day": ("day not specified", "день не указан", "күні көрсетілмеген"),
    "no month and day": (
        "month and day not specified",
        "месяц и день не указаны",
        "айы мен күні көрсетілмеген",
    ),
}


@dataclass(frozen=True, slots=True)
class _Wording:
    """The column of one language in the two tables above."""

    column: int

    def phrase(self, name: str) -> str:
        return _PHRASES[name][self.column]

    def case(self, name: str) -> _Case:
        return _CASES[name][self.column]


def display(date: EdtfDate, language: str) -> str:
    """Word a date in English, Russian or Kazakh; EDTF itself in other languages.

    A language tag may carry a region ("en-gb").
    """
    base = language.lower().replace("_", "-").partition("-")[0]
    if base not in _LANGUAGES:
        return str(date)
    wording = _Wording(_LANGUAGES.index(base))
    match (date.start, date.end):
        case (Point() as first, Point() as last) if first != last:
            return _range(first, last, wording)
        case (Point() as first, End() as end):
            return _half_open(first, "since", wording) + _unknown(end, "end", wording)
        case (End() as start, Point() as last):
            return _half_open(last, "until", wording) + _unknown(
                start, "start", wording
            )
        case (Point() as point, _):
            return _single(point, wording)
    return str(date)


def _single(point: Point, wording: _Wording) -> str:
    missing = _missing(point)
    gap = ", " + wording.phrase(f"no {missing}") if missing else ""
    return _about(point, wording) + gap + _doubt(point, wording)


def _half_open(point: Point, side: str, wording: _Wording) -> str:
    phrase = wording.phrase(f"{side} about" if point.is_approximate else side)
    words = phrase.format(_bare(point, wording.case(side), wording))
    return words + _doubt(point, wording)


def _unknown(end: End, side: str, wording: _Wording) -> str:
    return ", " + wording.phrase(f"no {side}") if end is End.UNKNOWN else ""


def _doubt(point: Point, wording: _Wording, shape: str = ", {}") -> str:
    return shape.format(wording.phrase("uncertain")) if point.is_uncertain else ""


def _about(point: Point, wording: _Wording) -> str:
    name = "about" if point.is_approximate else "plain"
    return wording.phrase(name).format(_bare(point, wording.case(name), wording))


def _bare(point: Point, case: _Case, wording: _Wording) -> str:
    if "X" in point.year:
        return _loose_year(point, case, wording)
    year, month, day = int(point.year), _number(point.month), _number(point.day)
    if month is None:
        return case.year.format(year)
    words = case.months[month - 1]
    if day is not None:
        words = f"{day} {case.dated_months[month - 1]}"
    return wording.phrase("in year").format(x=words, year=year)


def _loose_year(point: Point, case: _Case, wording: _Wording) -> str:
    if _is_decade(point):
        return case.decade.format(point.earliest.year)
    years = f"{point.earliest.year}{_EN_DASH}{point.latest.year}"
    return wording.phrase("years").format(years)


def _is_decade(point: Point) -> bool:
    # The years 1 to 9 are no decade that has a name.
    return point.year[2:].count("X") == 1 and point.year[:3] != "000"


def _missing(point: Point) -> str:
    """Name the parts that `_bare` would pass over in silence."""
    if "X" in point.year:
        return "" if _is_decade(point) else "year"
    parts = (("month", point.month), ("day", point.day))
    return " and ".join(name for name, part in parts if part == _UNSPECIFIED)


def _range(first: Point, last: Point, wording: _Wording) -> str:
    if _is_compact(first, last):
        return _compact(first, last, wording)
    return f" {_EN_DASH} ".join(
        _about(point, wording) + _doubt(point, wording, " ({})")
        for point in (first, last)
    )


def _is_compact(first: Point, last: Point) -> bool:
    """Tell whether what the two dates share can be said only once."""
    same_depth = len(str(first)) == len(str(last))
    if first.qualifier or last.qualifier or not same_depth:
        return False
    return first.year == last.year or not first.month


def _compact(first: Point, last: Point, wording: _Wording) -> str:
    if not first.month:
        years = f"{int(first.year)}{_EN_DASH}{int(last.year)}"
        return wording.phrase("years").format(years)
    shared = _compact_days if first.day else _compact_months
    words = shared(first, last, wording.case("plain"))
    return wording.phrase("in year").format(x=words, year=int(first.year))


def _compact_months(first: Point, last: Point, case: _Case) -> str:
    return _EN_DASH.join(case.months[int(end.month) - 1] for end in (first, last))


def _compact_days(first: Point, last: Point, case: _Case) -> str:
    end = f"{int(last.day)} {case.dated_months[int(last.month) - 1]}"
    if first.month == last.month:
        return f"{int(first.day)}{_EN_DASH}{end}"
    start = f"{int(first.day)} {case.dated_months[int(first.month) - 1]}"
    return f"{start} {_EN_DASH} {end}"
