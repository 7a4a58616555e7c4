"""What to search for instead, where nothing was found, with what it would find.

The other script of its words, tags of similar names, the search without one of its
filters. Three queries: names, names of tags, and all counts at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from testimonies.analysis import other_scripts
from testimonies.search.counting import counts
from testimonies.search.finding import condition
from testimonies.search.names import names_among, near_tags
from testimonies.search.plan import Plan, names_in, plan_with
from testimonies.search.query import SearchQuery
from testimonies.search.words import read_words

MOST_OFFERS = 8
MOST_COUNTS = 16
MOST_COUNTED = 1000
# So many names are compared with those of all tags.
MOST_COMPARED = 4


class Loosening(StrEnum):
    """In what an offered search differs."""

    SCRIPT = "script"
    TAG = "tag"
    FILTER = "filter"
    WORDS = "words"


_FILTERS = ("not", "any", "tag", "kind", "lang", "place", "platform", "from", "to")


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search and how many records it finds, MOST_COUNTED at most.

    `tag` is the ref of the tag that is offered, `parameter` the filter that is left out
    and `value` what it was; all values of the parameter where it is None.
    """

    query: SearchQuery
    how: Loosening
    records: int = 0
    tag: str = ""
    parameter: str = ""
    value: Any = None


def offers(failed: Plan) -> list[Offer]:
    """Give searches that would find something, the narrowest change first."""
    wanted = [
        *_other_scripts(failed.query),
        *_tags(failed),
        *_without_one(failed.query),
    ]
    names = names_among({n for offer in wanted for n in names_in(offer.query)})
    planned = [(offer, plan_with(offer.query, names)) for offer in wanted]
    usable = [(offer, plan) for offer, plan in planned if plan.match][:MOST_COUNTS]
    asked = [condition(plan) for _offer, plan in usable]
    found = [
        replace(offer, records=records)
        for (offer, _plan), records in zip(
            usable, counts(asked, most=MOST_COUNTED), strict=True
        )
        if records
    ]
    return found[:MOST_OFFERS]


def _other_scripts(query: SearchQuery) -> Iterator[Offer]:
    for words in other_scripts(query.words):
        other = query.with_value("q", words)
        yield Offer(other, Loosening.SCRIPT, value=words)


def _tags(failed: Plan) -> Iterator[Offer]:
    """Tags of similar names: to the unknown ones, or to the words."""
    query = failed.query
    words = [word.text for words in read_words(query.words) for word in words]
    unknown = [name for name in query.tag_names if name not in failed.names.tags]
    for ref, slug in near_tags([*unknown, *words][:MOST_COMPARED]):
        yield Offer(SearchQuery(tags=(slug,)), Loosening.TAG, tag=ref)


def _without_one(query: SearchQuery) -> Iterator[Offer]:
    """The search without each of its filters, and without all where that is another."""
    alone, is_only_filter = SearchQuery(query.words), False
    for parameter in _FILTERS:
        for value in query.values(parameter):
            other = query.without(parameter, value)
            if other:
                yield Offer(other, Loosening.FILTER, parameter=parameter, value=value)
            is_only_filter |= other == alone
    if query.words and query.without("q") and not is_only_filter:
        yield Offer(alone, Loosening.WORDS)
