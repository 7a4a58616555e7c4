"""An axis of days: bars and points in rows, drawn on the server as SVG, no wider than
its place.

Pure drawing: it takes dates and words, knows no record and asks for nothing. What it
draws stands in a table beside it, so it is one picture with one sentence for whoever
does not see it. Lengths are shares of its width, in per cent, and text keeps its size.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import NOTHING, joined, repeated
from testimonies.terms import EdtfDate

# In pixels: a row, the words above it, the line of dates below all.
HIGH, NAMED, DATED = 14, 18, 22
ROOM = 6
# A point is drawn as wide as this share of the axis at least, in per cent.
NARROWEST = 1.2
MOST_TICKS = 9
MONTHS_FROM, YEARS_FROM = 46, 800
YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000)
MONTH_STEPS = (1, 2, 3, 6)
DAY_STEPS = (1, 2, 5, 7, 10)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both of them included; known exactly or not."""

    first: date
    last: date
    is_exact: bool = True

    @classmethod
    def of(cls, found: EdtfDate, within: "Span | None" = None) -> "Span | None":
        """Give the days that a date can mean, cut to `within`; None: it has no days."""
        first = found.earliest or (within.first if within else None)
        last = found.latest or (within.last if within else None)
        if first is None or last is None:
            return None
        is_exact = not (found.is_approximate or found.is_uncertain)
        span = cls(first, last, is_exact=is_exact)
        return span.within(within) if within else span

    def within(self, other: "Span") -> "Span | None":
        """Give what of it lies in another; None: nothing does."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        if first > last:
            return None
        return Span(first, last, is_exact=self.is_exact)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the axis: its name, what it is called in the style sheet, its days."""

    name: str
    look: str
    spans: tuple[Span, ...]


def extent_of(spans: Iterable[Span]) -> Span | None:
    """Give the days from the first to the last of all; None: there are none."""
    found = list(spans)
    if not found:
        return None
    return Span(min(s.first for s in found), max(s.last for s in found))


_AXIS = """<figure class="axis">
<svg class="axis__drawing" width="100%" height="{height}" role="img" \
aria-label="{said}" focusable="false">
{ticks}
{lanes}
</svg>
<figcaption class="axis__ends"><span>{first}</span> <span>{last}</span></figcaption>
</figure>
"""
_LANE = """<text class="axis__name" x="0" y="{}">{}</text>
<line class="axis__line" x1="0" x2="100%" y1="{}" y2="{}"/>
{}"""
_BAR = (
    '<rect class="axis__bar axis__bar--{}{}" x="{}%" y="{}" width="{}%" height="{}"'
    ' rx="2"/>'
)
_TICK = (
    '<line class="axis__tick" x1="{}%" x2="{}%" y1="0" y2="{}"/>'
    '<text class="axis__date" x="{}%" y="{}" dx="3">{}</text>'
)


def axis(
    lanes: Iterable[Lane], here: Here, *, said: str, within: Span | None = None
) -> SafeString:
    """Draw lanes one below the other; `said` is the drawing in one sentence.

    The axis runs over `within`, or over all days of the lanes; what lies beyond is
    not drawn. Empty where there is nothing to draw.
    """
    shown = [lane for lane in lanes if lane.spans]
    extent = within or extent_of(span for lane in shown for span in lane.spans)
    if not shown or extent is None:
        return NOTHING
    foot = len(shown) * (NAMED + HIGH + ROOM)
    tops = range(0, foot, NAMED + HIGH + ROOM)
    return format_html(
        _AXIS,
        height=foot + DATED,
        said=said,
        first=here.date(extent.first.isoformat()),
        last=here.date(extent.last.isoformat()),
        ticks=ticks(extent, foot),
        lanes=joined(
            (_lane(each, extent, top) for each, top in zip(shown, tops, strict=True)),
            "\n",
        ),
    )


def _lane(lane: Lane, extent: Span, top: int) -> SafeString:
    at = top + NAMED
    middle = at + HIGH // 2
    drawn = (cut for span in lane.spans if (cut := span.within(extent)))
    rows = (_bar(span, extent, lane.look, at) for span in dict.fromkeys(drawn))
    bars = repeated(_BAR, rows, "\n")
    return format_html(_LANE, top + NAMED - 5, lane.name, middle, middle, bars)


def _bar(span: Span, extent: Span, look: str, at: int) -> tuple[object, ...]:
    left = share_of(span.first, extent)
    width = max(span.days / extent.days * 100, NARROWEST)
    left = min(left, 100 - width)
    about = "" if span.is_exact else " axis__bar--about"
    return look, about, f"{left:.2f}", at, f"{width:.2f}", HIGH


def share_of(day: date, extent: Span) -> float:
    """Say where a day begins, in per cent of the axis."""
    return (day - extent.first).days / extent.days * 100


def ticks(extent: Span, foot: int) -> SafeString:
    """Draw lines down to `foot` pixels at days that are named below it."""
    placed = ((f"{share_of(day, extent):.2f}", day) for day in ticks_of(extent))
    rows = (
        (at, at, foot + 4, at, foot + 18, _named(day, extent)) for at, day in placed
    )
    return repeated(_TICK, rows, "\n")


def _named(day: date, extent: Span) -> str:
    """Give a day's number, a month's short name or a year: what stands beside a line.

    The whole dates stand at the ends below.
    """
    if extent.days >= YEARS_FROM:
        return str(day.year)
    return date_format(day, "M") if extent.days >= MONTHS_FROM else str(day.day)


def ticks_of(extent: Span) -> list[date]:
    """Choose days, beginnings of months or of years: nine at most, in even steps."""
    if extent.days >= YEARS_FROM:
        return _years(extent)
    if extent.days >= MONTHS_FROM:
        return _months(extent)
    step = next(step for step in DAY_STEPS if extent.days / step <= MOST_TICKS)
    return [extent.first + timedelta(days) for days in range(0, extent.days, step)]


def _months(extent: Span) -> list[date]:
    months = [
        date(number // 12, number % 12 + 1, 1)
        for number in range(_month(extent.first), _month(extent.last) + 1)
    ]
    months = [each for each in months if extent.first <= each <= extent.last]
    step = next((s for s in MONTH_STEPS if len(months) / s <= MOST_TICKS), 6)
    return months[::step]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _years(extent: Span) -> list[date]:
    first, last = extent.first.year, extent.last.year
    step = next(s for s in YEAR_STEPS if (last - first + 1) / s <= MOST_TICKS)
    begun = range(max(first - first % step, 1), last + 1, step)
    found = [date(year, 1, 1) for year in begun]
    return [day for day in found if extent.first <= day <= extent.last]
