"""Dates (EDTF) as formats hold them that know years, months and days alone."""

from testimonies.terms import EdtfDate, End, Point


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
