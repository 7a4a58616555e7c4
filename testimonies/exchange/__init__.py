"""Formats to take records away in: one file each, pure functions, one registry.

Makes text of public documents and nothing else: it asks no database, knows no settings
and never sees a working table. What a format cannot hold is left out, never made up.
"""

from testimonies.exchange.citation import (
    Archive,
    Citation,
    Genre,
    Item,
    Locator,
    PassageUnknown,
    named_in,
)
from testimonies.exchange.formats import (
    CAPTIONS,
    CITATIONS,
    FORMATS,
    OF_A_RECORD,
    OF_A_SEARCH,
    Format,
)
from testimonies.exchange.formulas import is_run, neutral, neutral_sql
from testimonies.exchange.times import Spoken, spoken_times
from testimonies.exchange.webvtt import LanguageMissing, NothingTimed

__all__ = [
    "CAPTIONS",
    "CITATIONS",
    "FORMATS",
    "OF_A_RECORD",
    "OF_A_SEARCH",
    "Archive",
    "Citation",
    "Format",
    "Genre",
    "Item",
    "LanguageMissing",
    "Locator",
    "NothingTimed",
    "PassageUnknown",
    "Spoken",
    "is_run",
    "named_in",
    "neutral",
    "neutral_sql",
    "spoken_times",
]
