"""CSL-JSON: the input of citation processors (CSL 1.0.2; schema csl-data.json).

Names are literal: a witness's public name has no family name that we know of. A date
has the parts that are known, and is besides said in EDTF, which the schema allows.
"""

import json
from typing import Any

from testimonies.exchange.citation import Citation, Genre
from testimonies.exchange.days import is_doubtful, known_parts
from testimonies.terms import EdtfDate, Point, display

_TYPES = {
    Genre.INTERVIEW: "interview",
    Genre.VIDEO: "motion_picture",
    Genre.PICTURE: "graphic",
    Genre.SOUND: "song",
    Genre.PAGE: "webpage",
}


def items(*citations: Citation) -> str:
    """Give the items as one JSON array."""
    found = [item(citation) for citation in citations]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def item(citation: Citation) -> dict[str, Any]:
    """Give one item: what is not known has no field."""
    fields: dict[str, Any] = {
        "id": citation.ref,
        "type": _TYPES[citation.genre],
        "title": citation.title,
        "author": _names(citation.author),
        "interviewer": _names(citation.told_to),
        "issued": _issued(citation),
        "available-date": _day(citation),
        "container-title": citation.platform or _site(citation),
        "medium": citation.medium,
        "original-publisher": citation.outlet,
        "publisher": citation.archive,
        "archive": citation.archive,
        "archive_location": citation.ref,
        "edition": citation.edition,
        "version": citation.version,
        "language": citation.language,
        "locator": str(citation.locator or ""),
        "abstract": citation.words,
        "note": "; ".join(citation.remarks),
        "URL": citation.address,
    }
    return {name: value for name, value in fields.items() if value}


def _names(literal: str) -> list[dict[str, str]]:
    return [{"literal": literal}] if literal else []


def _site(citation: Citation) -> str:
    return citation.archive if citation.genre is Genre.PAGE else ""


def _day(citation: Citation) -> dict[str, Any]:
    day = citation.issued
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}


def _issued(citation: Citation) -> dict[str, Any]:
    """Say when it was given or posted; of a page, the day of its edition."""
    if citation.date:
        return _date(citation.date)
    return _day(citation) if citation.genre is Genre.PAGE else {}


def _date(date: EdtfDate) -> dict[str, Any]:
    """Give the known parts; a date without them in words; doubt as "circa"."""
    ends = [end for end in (date.start, date.end) if end is not None]
    parts = [list(known_parts(end)) for end in ends]
    is_whole = all(parts) and all(isinstance(end, Point) for end in ends)
    told = {"date-parts": parts} if is_whole else {"literal": display(date, "en")}
    circa = {"circa": True} if is_doubtful(date) else {}
    return {**told, **circa, "edtf": str(date)}
