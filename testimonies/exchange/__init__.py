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
from testimonies.exchange.linked import record as linked_record
from testimonies.exchange.linked_pages import Node
from testimonies.exchange.linked_pages import listing as linked_listing
from testimonies.exchange.linked_pages import page as linked_page
from testimonies.exchange.linked_pages import site as linked_site
from testimonies.exchange.metas import SCHEMAS, Meta, dublin_core, scholarly
from testimonies.exchange.picture import (
    HIGH as PICTURE_HIGH,
)
from testimonies.exchange.picture import (
    WIDE as PICTURE_WIDE,
)
from testimonies.exchange.picture import (
    Card,
    can_draw,
    card_of,
    draw,
)
from testimonies.exchange.times import Spoken, spoken_times
from testimonies.exchange.webvtt import LanguageMissing, NothingTimed

__all__ = [
    "CAPTIONS",
    "CITATIONS",
    "FORMATS",
    "OF_A_RECORD",
    "OF_A_SEARCH",
    "PICTURE_HIGH",
    "PICTURE_WIDE",
    "SCHEMAS",
    "Archive",
    "Card",
    "Citation",
    "Format",
    "Genre",
    "Item",
    "LanguageMissing",
    "Locator",
    "Meta",
    "Node",
    "NothingTimed",
    "PassageUnknown",
    "Spoken",
    "can_draw",
    "card_of",
    "draw",
    "dublin_core",
    "is_run",
    "linked_listing",
    "linked_page",
    "linked_record",
    "linked_site",
    "named_in",
    "neutral",
    "neutral_sql",
    "scholarly",
    "spoken_times",
]
