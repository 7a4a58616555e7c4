"""Finds public records by words, tags and what else is known of them.

Reads entries and editions through the catalogue, never a working table; knows no HTTP.
"""

from testimonies.search.arrivals import MOST_NEW, new_in_each, newest
from testimonies.search.concordance import Line
from testimonies.search.export import csv_of, every
from testimonies.search.facets import Counting, Facets, Value
from testimonies.search.loosening import Loosening, Offer
from testimonies.search.parameters import (
    KIND_WORDS,
    LONGEST_TAG,
    MOST_CHARACTERS,
    MOST_TAGS,
    PARAMETERS,
    Problem,
    Sort,
    View,
)
from testimonies.search.patience import SearchFailed
from testimonies.search.places import Place, PlacePage, places
from testimonies.search.plan import Advice
from testimonies.search.query import After, QueryMalformed, SearchQuery
from testimonies.search.results import Hit, Results, search
from testimonies.search.snippets import Snippet
from testimonies.search.tagged import tagged
from testimonies.search.words import MOST_WORDS

__all__ = [
    "KIND_WORDS",
    "LONGEST_TAG",
    "MOST_CHARACTERS",
    "MOST_NEW",
    "MOST_TAGS",
    "MOST_WORDS",
    "PARAMETERS",
    "Advice",
    "After",
    "Counting",
    "Facets",
    "Hit",
    "Line",
    "Loosening",
    "Offer",
    "Place",
    "PlacePage",
    "Problem",
    "QueryMalformed",
    "Results",
    "SearchFailed",
    "SearchQuery",
    "Snippet",
    "Sort",
    "Value",
    "View",
    "csv_of",
    "every",
    "new_in_each",
    "newest",
    "places",
    "search",
    "tagged",
]
