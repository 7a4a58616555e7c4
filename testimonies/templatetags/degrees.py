"""A sheet of degrees: places as the whole degrees that are known of them, as SVG.

Pure drawing, as the axis of days is. It has no coast and no border, so that it says
nothing that the archive does not hold; a mark is as wide as what is known. Whoever does
not see it reads the list beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import NOTHING, repeated

# In pixels.
HIGH, LINE = 300, 16
# So many degrees are left around the places, and drawn in all at least.
AROUND, WIDEST, TALLEST = 3, 24, 12
STEPS = (2, 5, 10, 15, 30)
MOST_LINES = 6
# Of the width, in per cent; from LAST_NAMED on no degree is written beside its line.
WHOLE, LAST_NAMED = 100, 80
# Of the narrowest sheet, and of a letter and what parts a name from its mark on it.
NARROWEST, LETTER, APART = 280, 8, 6

_SHEET = """<figure class="sheet">
<svg class="sheet__drawing" width="100%" height="{high}" role="img" \
aria-label="{said}" focusable="false">
{meridians}
{parallels}
{marks}
</svg>
</figure>
"""
_MERIDIAN = (
    '<line class="sheet__line" x1="{}%" x2="{}%" y1="0" y2="{}"/>'
    '<text class="sheet__degree" x="{}%" y="{}" dx="3">{}</text>'
)
_PARALLEL = (
    '<line class="sheet__line" x1="0" x2="100%" y1="{}" y2="{}"/>'
    '<text class="sheet__degree" x="2" y="{}">{}</text>'
)
_MARK = (
    '<rect class="sheet__mark" x="{}%" y="{}" width="{}%" height="{}"/>'
    '<text class="sheet__name" x="{}%" y="{}" dx="{}" text-anchor="{}"{}>{}</text>'
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the sheet: its name, the language of that, and its whole degrees."""

    name: str
    language: str
    latitude: int
    longitude: int


@dataclass(frozen=True, slots=True)
class _Extent:
    west: float
    east: float
    south: float
    north: float

    def x(self, longitude: float) -> float:
        return (longitude - self.west) / (self.east - self.west) * WHOLE

    def y(self, latitude: float) -> float:
        return (self.north - latitude) / (self.north - self.south) * HIGH


def sheet(spots: Iterable[Spot], here: Here, *, said: str) -> SafeString:
    """Draw the places; `said` is the drawing in one sentence. Empty without any."""
    found = sorted(spots, key=lambda spot: (-spot.latitude, spot.longitude, spot.name))
    if not found:
        return NOTHING
    extent = _extent_of(found)
    return format_html(
        _SHEET,
        high=HIGH,
        said=said,
        meridians=repeated(_MERIDIAN, _meridians(extent, here), "\n"),
        parallels=repeated(_PARALLEL, _parallels(extent, here), "\n"),
        marks=repeated(_MARK, _marks(found, extent, here), "\n"),
    )


def _extent_of(spots: list[Spot]) -> _Extent:
    west, east = _stretched((s.longitude for s in spots), WIDEST, 180)
    south, north = _stretched((s.latitude for s in spots), TALLEST, 90)
    return _Extent(west, east, south, north)


def _stretched(degrees: Iterable[int], least: int, most: int) -> tuple[float, float]:
    known = list(degrees)
    first, last = min(known) - AROUND, max(known) + AROUND
    lacking = max(least - (last - first), 0) / 2
    return max(first - lacking, -most), min(last + lacking, most)


def _lines(first: float, last: float) -> list[int]:
    """Choose degrees between two, in even steps, six at most."""
    step = next((s for s in STEPS if (last - first) / s <= MOST_LINES), 60)
    begin = -int(-first // step) * step
    return [each for each in range(begin, int(last) + 1, step) if first < each < last]


def _meridians(extent: _Extent, here: Here) -> Iterable[tuple[object, ...]]:
    for each in _lines(extent.west, extent.east):
        at = f"{extent.x(each):.2f}"
        # Words that begin further right would leave the sheet on a phone.
        named = extent.x(each) < LAST_NAMED
        yield at, at, HIGH, at, HIGH - 4, longitude_of(each, here) if named else ""


def _parallels(extent: _Extent, here: Here) -> Iterable[tuple[object, ...]]:
    for each in _lines(extent.south, extent.north):
        at = round(extent.y(each))
        # The lowest would be written across the degrees of the meridians.
        if at < HIGH - 2 * LINE:
            yield at, at, at - 4, latitude_of(each, here)


def _marks(
    spots: list[Spot], extent: _Extent, here: Here
) -> Iterable[tuple[object, ...]]:
    wide, high = extent.x(extent.west + 1), extent.y(extent.north - 1)
    taken: list[tuple[_Name, int]] = []
    for spot in spots:
        left, top = extent.x(spot.longitude) - wide / 2, extent.y(spot.latitude)
        name = _named(spot, left, wide)
        row = _free(name, round(top) + 5, taken)
        taken.append((name, row))
        yield (
            f"{left:.2f}",
            round(top - high / 2),
            f"{wide:.2f}",
            max(round(high), 8),
            f"{left if name.is_turned else left + wide:.2f}",
            row,
            -APART if name.is_turned else APART,
            "end" if name.is_turned else "start",
            format_html(' lang="{}"', spot.language) if spot.language else NOTHING,
            spot.name,
        )


@dataclass(frozen=True, slots=True)
class _Name:
    """How much of the width a name takes, in per cent; turned: left of its mark."""

    first: float
    last: float
    is_turned: bool


def _named(spot: Spot, left: float, wide: float) -> _Name:
    """Set a name beside its mark, where even the narrowest sheet has room for it."""
    long = (len(spot.name) * LETTER + APART) / NARROWEST * WHOLE
    right = left + wide
    if right + long > WHOLE and left > WHOLE - right:
        return _Name(left - long, left, is_turned=True)
    return _Name(right, right + long, is_turned=False)


def _free(name: _Name, row: int, taken: list[tuple[_Name, int]]) -> int:
    """Give the row that a name stands in: below those that it would touch."""
    touched = sorted(
        its_row
        for other, its_row in taken
        if name.first <= other.last and other.first <= name.last
    )
    for its_row in touched:
        if abs(row - its_row) < LINE:
            row = its_row + LINE
    return row


def degrees_of(latitude: int, longitude: int, here: Here) -> str:
    """Say whole degrees in the reader's words: 43° N, 77° E."""
    return f"{latitude_of(latitude, here)}, {longitude_of(longitude, here)}"


def latitude_of(degrees: int, here: Here) -> str:
    """Say how far north or south: 43° N."""
    if degrees < 0:
        return here.gettext("%(degrees)s° S", degrees=-degrees)
    return here.gettext("%(degrees)s° N", degrees=degrees)


def longitude_of(degrees: int, here: Here) -> str:
    """Say how far east or west: 77° E."""
    if degrees < 0:
        return here.gettext("%(degrees)s° W", degrees=-degrees)
    return here.gettext("%(degrees)s° E", degrees=degrees)
