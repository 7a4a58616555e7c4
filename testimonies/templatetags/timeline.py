"""Testimonies, clips and events on one axis: every mark a link, a table behind it.

How exactly a date is known is drawn by the shape of its mark and by a sign beside it,
never by colour alone; what has no readable date is in the table only. Lengths are
shares of the width and heights are pixels, so that it is the same at 320 pixels and
its text keeps its size. Set by functions, for speed; every word is escaped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.templatetags.axis import DATED, Span, extent_of, share_of, ticks
from testimonies.templatetags.chronology import parsed
from testimonies.templatetags.dated import Family, Timed
from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import BETWEEN, NOTHING, joined, repeated
from testimonies.terms import EdtfDate

# In pixels: a lane is as high as a finger needs (WCAG 2.2, 2.5.8), a point's half.
LANE, NAMED, HALF, THICK = 24, 22, 5, 9
# Of the width, in per cent: 24 pixels of the narrowest screen, and a sign beside it.
FINGER, SIGN = 8.4, 4.5
MOST_LANES = 12
# The axis begins and ends so much before and after what is on it.
BESIDE = 0.05


class Shape(NamedTuple):
    """How a date is drawn: what it is called in the style sheet, and its sign."""

    look: str
    sign: str


EXACT, WITHIN = Shape("exact", ""), Shape("within", "")
ABOUT, DOUBTED = Shape("about", "~"), Shape("doubted", "?")
OPEN = Shape("open", "→")
WITHDRAWN = Shape("withdrawn", "×")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: what it stands for, its days, and how they are known."""

    of: Timed
    span: Span
    shape: Shape
    left: float
    width: float

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it can be touched; within the axis."""
        room = min(max(self.width, FINGER), 100)
        left = min(max(self.left + (self.width - room) / 2, 0), 100 - room)
        return left, left + room

    @property
    def end(self) -> float:
        """Where the next one may begin."""
        _, right = self.reach
        sign = self.left + self.width + SIGN if self.shape.sign else 0
        return max(right, sign)


def shape_of(timed: Timed, found: EdtfDate) -> Shape:
    """Choose how a date is drawn; what was taken back looks so, however exact."""
    if timed.is_withdrawn:
        return WITHDRAWN
    if found.is_uncertain:
        return DOUBTED
    if found.is_approximate:
        return ABOUT
    if found.earliest is None or found.latest is None:
        return OPEN
    is_span = found.end is None and found.earliest != found.latest
    return WITHIN if is_span else EXACT


def _extent(timed: Iterable[Timed]) -> Span | None:
    """Give the days of the axis, with some before and after."""
    spans = []
    for each in timed:
        found = parsed(each.date)
        first = found and (found.earliest or found.latest)
        last = found and (found.latest or found.earliest)
        if first and last:
            spans.append(Span(first, last))
    whole = extent_of(spans)
    if whole is None:
        return None
    beside = timedelta(max(1, round(whole.days * BESIDE)))
    is_early = whole.first - date.min <= beside
    is_late = date.max - whole.last <= beside
    return Span(
        whole.first if is_early else whole.first - beside,
        whole.last if is_late else whole.last + beside,
    )


def _marks(timed: Iterable[Timed], extent: Span) -> Iterator[Mark]:
    for each in timed:
        found = parsed(each.date)
        span = Span.of(found, extent) if found else None
        if found and span:
            left = share_of(span.first, extent)
            width = span.days / extent.days * 100
            yield Mark(each, span, shape_of(each, found), left, width)


def lanes_of(marks: Iterable[Mark]) -> tuple[list[list[Mark]], int]:
    """Put marks into lanes so that none is on another; and say how many had no room."""
    lanes: list[list[Mark]] = []
    ends: list[float] = []
    left_out = 0
    for mark in sorted(marks, key=lambda each: (each.reach, -each.width)):
        begin, _ = mark.reach
        free = next((n for n, end in enumerate(ends) if end <= begin), len(ends))
        if free == MOST_LANES:
            left_out += 1
        elif free == len(ends):
            lanes.append([mark])
            ends.append(mark.end)
        else:
            lanes[free].append(mark)
            ends[free] = mark.end
    return lanes, left_out


_TIMELINE = """<figure class="axis timeline">
<svg class="axis__drawing" width="100%" height="{height}" \
role="graphics-document" aria-label="{named}">
{ticks}
{families}
</svg>
<figcaption class="timeline__key">
<p>{days}{left_out}</p>
{key}
</figcaption>
</figure>
"""
_FAMILY = """<g role="group" aria-label="{name}">
<text class="axis__name" x="0" y="{at}">{name}</text>
{marks}
</g>"""
_MARK = """<a class="timeline__mark timeline__mark--{look}" href="{href}" \
aria-label="{said}"><title>{said}</title>
<rect class="timeline__room" x="{left}%" y="{top}" width="{room}%" height="{high}"/>
{drawn}{sign}</a>"""
_POINT = '<circle cx="{}%" cy="{}" r="{}"/>'
_BAR = '<rect x="{}%" y="{}" width="{}%" height="{}" rx="2"/>'
_SIGN = '<text class="timeline__sign" x="{}%" y="{}" dx="{}">{}</text>'
_KEY = """<li><svg class="timeline__sample timeline__mark--{}" width="30" height="14" \
aria-hidden="true" focusable="false"><rect x="1" y="3" width="16" height="9" rx="2"/>\
<text class="timeline__sign" x="20" y="12">{}</text></svg> {}</li>"""


def timeline(timed: Iterable[Timed], here: Here) -> SafeString:
    """Draw all that is dated; nothing where nothing is."""
    found = list(timed)
    extent = _extent(found)
    if extent is None:
        return NOTHING
    marks = list(_marks(found, extent))
    drawn: list[SafeString] = []
    foot = without_room = 0
    for family in Family:
        lanes, left_out = lanes_of(m for m in marks if m.of.family is family)
        if not lanes:
            continue
        drawn.append(_family(family, lanes, foot, here))
        foot += NAMED + LANE * len(lanes)
        without_room += left_out
    return format_html(
        _TIMELINE,
        height=foot + DATED,
        named=here.gettext("Timeline"),
        ticks=ticks(extent, foot),
        families=joined(drawn, "\n"),
        days=here.date(_whole(marks)),
        left_out=_left_out(without_room, here),
        key=_key(marks, here),
    )


def _whole(marks: list[Mark]) -> str:
    """Give the days from the first to the last of them, as EDTF."""
    whole = extent_of(mark.span for mark in marks)
    return f"{whole.first}/{whole.last}" if whole else ""


def _left_out(number: int, here: Here) -> SafeString:
    if not number:
        return NOTHING
    words = here.gettext("not drawn for want of room: %(number)s", number=number)
    return format_html("{}{}", BETWEEN, words)


def _family(
    family: Family, lanes: list[list[Mark]], top: int, here: Here
) -> SafeString:
    marks = (
        _mark(mark, top + NAMED + LANE * number, here)
        for number, lane in enumerate(lanes)
        for mark in lane
    )
    name = here.label(family, "dated")
    return format_html(_FAMILY, name=name, at=top + 15, marks=joined(marks, "\n"))


def _mark(mark: Mark, top: int, here: Here) -> SafeString:
    said = f"{here.date(mark.of.date)}: {mark.of.words}"
    left, right = mark.reach
    middle = top + LANE // 2
    return format_html(
        _MARK,
        look=mark.shape.look,
        href=mark.of.target,
        said=said,
        left=f"{left:.2f}",
        top=top,
        room=f"{right - left:.2f}",
        high=LANE,
        drawn=_drawn(mark, middle),
        sign=_sign(mark, middle),
    )


def _is_point(mark: Mark) -> bool:
    return mark.span.days == 1


def _drawn(mark: Mark, middle: int) -> SafeString:
    if _is_point(mark):
        return format_html(_POINT, _centre(mark), middle, HALF)
    top = middle - THICK // 2
    return format_html(_BAR, f"{mark.left:.2f}", top, f"{mark.width:.2f}", THICK)


def _centre(mark: Mark) -> str:
    return f"{mark.left + mark.width / 2:.2f}"


def _sign(mark: Mark, middle: int) -> SafeString:
    if not mark.shape.sign:
        return NOTHING
    at, aside = f"{mark.left + mark.width:.2f}", 3
    if _is_point(mark):
        at, aside = _centre(mark), HALF + 3
    return format_html(_SIGN, at, middle + 4, aside, mark.shape.sign)


def _key(marks: list[Mark], here: Here) -> SafeString:
    """Say what the shapes mean, of those that there are."""
    words = {
        EXACT: here.gettext("the day, or from day to day"),
        WITHIN: here.gettext("on some day within"),
        ABOUT: here.gettext("about then"),
        DOUBTED: here.gettext("uncertain"),
        OPEN: here.gettext("the beginning or the end is not known"),
        WITHDRAWN: here.gettext("withdrawn by its source"),
    }
    there = {mark.shape for mark in marks}
    rows = ((*shape, said) for shape, said in words.items() if shape in there)
    return format_html('<ul class="key">{}</ul>', repeated(_KEY, rows))
