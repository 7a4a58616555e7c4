"""RIS (Research Information Systems, 2011): tagged lines in UTF-8 that end with CR LF.

It has no interview: PCOMM is what reference managers read as one. Nothing can be
escaped in it, so a value is one line, and none that a record holds begins another tag.
"""

from collections.abc import Iterator

from testimonies.exchange.citation import Citation, Genre
from testimonies.exchange.days import is_doubtful, known_parts
from testimonies.exchange.lines import one_line
from testimonies.terms import EdtfDate

_TYPES = {
    Genre.INTERVIEW: "PCOMM",
    Genre.VIDEO: "VIDEO",
    Genre.PICTURE: "ART",
    Genre.SOUND: "SOUND",
    Genre.PAGE: "ELEC",
}
_KINDS = {Genre.INTERVIEW: "Interview"}
_DAY = 3


def record(citation: Citation) -> str:
    """Give one record, from its TY to its ER."""
    lines = [_line("TY", _TYPES[citation.genre])]
    lines += [_line(tag, value) for tag, value in _fields(citation) if value]
    return "".join([*lines, _line("ER", ""), "\r\n"])


def _line(tag: str, value: str) -> str:
    return f"{tag}  - {one_line(value)}\r\n"


def _fields(citation: Citation) -> Iterator[tuple[str, str]]:
    yield "ID", citation.ref
    yield "AU", citation.author
    yield "A2", citation.told_to
    yield "TI", citation.title
    yield "T2", citation.platform
    yield from _dates(citation)
    yield "PB", citation.archive
    yield "DB", citation.archive
    yield "AV", citation.ref
    yield "ET", str(citation.edition or "")
    yield "LA", citation.language
    yield "M3", _KINDS.get(citation.genre, "")
    yield "M1", citation.medium
    yield "AB", citation.words
    for remark in citation.remarks:
        yield "N1", remark
    yield "UR", citation.address


def _dates(citation: Citation) -> Iterator[tuple[str, str]]:
    """Give the day it was given or posted; of a page, the day of its edition."""
    if citation.date:
        yield "PY", _year(known_parts(citation.date.start))
        yield "DA", _date(citation.date)
    elif citation.genre is Genre.PAGE and citation.issued:
        day = citation.issued
        yield "PY", _year((day.year,))
        yield "DA", f"{day.year:04}/{day.month:02}/{day.day:02}/"


def _year(parts: tuple[int, ...]) -> str:
    return f"{parts[0]:04}" if parts else ""


def _date(date: EdtfDate) -> str:
    """Give year/month/day/other: what three numbers cannot say stands in the other."""
    parts = known_parts(date.start)
    numbers = [
        f"{part:0{width}}" for part, width in zip(parts, (4, 2, 2), strict=False)
    ]
    is_all = date.end is None and not is_doubtful(date) and "X" not in str(date)
    other = "" if is_all else str(date)
    return "/".join([*numbers, *[""] * (_DAY - len(numbers)), other])
