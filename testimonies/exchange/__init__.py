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
    CITATIONS,
    FORMATS,
    OF_A_RECORD,
    OF_A_SEARCH,
    Format,
)
from testimonies.exchange.formulas import is_run, neutral, neutral_sql

__all__ = [
    "CITATIONS",
    "FORMATS",
    "OF_A_RECORD",
    "OF_A_SEARCH",
    "Archive",
    "Citation",
    "Format",
    "Genre",
    "Item",
    "Locator",
    "PassageUnknown",
    "is_run",
    "named_in",
    "neutral",
    "neutral_sql",
]
