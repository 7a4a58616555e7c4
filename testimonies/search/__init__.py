"""Finds public records by words, tags, kind and language.

Reads entries and editions through the catalogue, never a working table; knows no HTTP.
"""

from testimonies.search.parameters import (
    KIND_WORDS,
    MOST_CHARACTERS,
    PARAMETERS,
    WORDS_OF_KINDS,
    Problem,
    Sort,
)
from testimonies.search.plan import Advice
from testimonies.search.query import MOST_HITS, QueryMalformed, SearchQuery
from testimonies.search.results import Hit, Results, SearchFailed, search
from testimonies.search.snippets import Snippet

__all__ = [
    "KIND_WORDS",
    "MOST_CHARACTERS",
    "MOST_HITS",
    "PARAMETERS",
    "WORDS_OF_KINDS",
    "Advice",
    "Hit",
    "Problem",
    "QueryMalformed",
    "Results",
    "SearchFailed",
    "SearchQuery",
    "Snippet",
    "Sort",
    "search",
]
