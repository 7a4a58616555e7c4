"""Dates (EDTF) as formats hold them that know years, months and days alone."""

from testimonies.terms import DateMalformed, EdtfDate, End, Point


def known_parts(end: Point | End | None) -> tuple[int, ...]:
    """Give year, month and day as far as they are known; () where no year is."""
    if not isinstance(end, Point):
        return ()
    known: list[int] = []
    for part in (end.year, end.month, end.day):
        if not part.isdigit():
            break
        known.append(int(part))
    return tuple(known)


def is_doubtful(date: EdtfDate) -> bool:
    """Say whether a date is approximate or uncertain."""
    return date.is_approximate or date.is_uncertain


def exact_day(text: str) -> str:
    """Give a single date as ISO 8601, where it is known without a doubt; else ""."""
    try:
        date = EdtfDate.parse(text) if text else None
    except DateMalformed:
        return ""
    if date is None or date.end is not None or is_doubtful(date):
        return ""
    return "" if "X" in str(date) else str(date)
