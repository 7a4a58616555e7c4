"""What a platform's own id says about when something was posted, and whether that fits.

TikTok: the upper 32 of an id's 64 bits are Unix seconds, in UTC: when the id was given,
which in samples was up to about 50 seconds off the time of posting. Nothing here is
proof: whoever types an id can type another one.
"""

import datetime
import re
from enum import StrEnum
from typing import Final

from testimonies.terms.dates import EdtfDate, End
from testimonies.terms.vocabulary import Platform

_DIGITS: Final = re.compile(r"[0-9]{1,20}")
_BITS: Final = 64
_BELOW_THE_TIME: Final = 32
# TikTok's forerunner gave its first ids in 2016.
_FIRST: Final = datetime.datetime(2016, 1, 1, tzinfo=datetime.UTC)
_AHEAD: Final = datetime.timedelta(days=1)
_SLACK_DAYS: Final = 1


class Agreement(StrEnum):
    """How a stated date stands to what an id says."""

    AGREE = "agree"
    DIFFER = "differ"
    UNKNOWN = "unknown"


def posted_at(
    platform: Platform, platform_id: str, *, now: datetime.datetime
) -> datetime.datetime | None:
    """Give the moment in UTC that an id names; None where it names none.

    None too for an id that is malformed, or whose time is before 2016 or more than a
    day after `now`: such an id is mistyped or made up.
    """
    digits = platform_id.strip()
    if platform is not Platform.TIKTOK or not _DIGITS.fullmatch(digits):
        return None
    number = int(digits)
    if number >> _BITS:
        return None
    seconds = number >> _BELOW_THE_TIME
    moment = datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)
    return moment if _FIRST <= moment <= now + _AHEAD else None


def agreement(
    moment: datetime.datetime | None, stated: str, *, zone: datetime.tzinfo
) -> Agreement:
    """Compare a decoded moment with a stated EDTF date; "" is no statement.

    Days are those of `zone`, with one day's slack on both sides, for whoever stated it
    may have read a clock elsewhere. An approximate or uncertain date cannot be
    contradicted, and an unknown end cannot be confirmed: both are *unknown*.

    Raises: DateMalformed.
    """
    if moment is None or not stated.strip():
        return Agreement.UNKNOWN
    date = EdtfDate.parse(stated)
    if _is_outside(moment.astimezone(zone).date(), date):
        is_vague = date.is_approximate or date.is_uncertain
        return Agreement.UNKNOWN if is_vague else Agreement.DIFFER
    if End.UNKNOWN in {date.start, date.end}:
        return Agreement.UNKNOWN
    return Agreement.AGREE


def _is_outside(day: datetime.date, date: EdtfDate) -> bool:
    first, last = date.earliest, date.latest
    early = 0 if first is None else (first - day).days
    late = 0 if last is None else (day - last).days
    return max(early, late) > _SLACK_DAYS
