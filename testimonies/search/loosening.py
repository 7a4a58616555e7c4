"""What to search for instead, where nothing was found, with what it would find.

The other script of its words, tags of similar names, the search without one of its
filters. Three queries: names, names of tags, and all counts at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.db import connections

from testimonies.analysis import other_scripts
from testimonies.catalogue import entries
from testimonies.search.finding import HAPPENED, condition
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
_FIELDS = {"not": "not_", "tag": "tags", "kind": "kinds", "lang": "language"}
_FIELDS |= {"from": "since", "to": "until"}
# What is bound to each search stands in its own parameters.
_COUNT = """
(SELECT count(*) FROM (
  SELECT 1 FROM testimonies_entry
  WHERE vector @@ %({match})s::tsquery {happened} LIMIT {most}) found)"""


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
    counts = _counts([plan for _offer, plan in usable])
    found = [
        replace(offer, records=records)
        for (offer, _plan), records in zip(usable, counts, strict=True)
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
        values = getattr(query, _FIELDS.get(parameter, parameter))
        for value in values if isinstance(values, tuple) else filter(None, [values]):
            is_one = isinstance(values, tuple)
            other = query.without(parameter, value if is_one else None)
            if other:
                yield Offer(other, Loosening.FILTER, parameter=parameter, value=value)
            is_only_filter |= other == alone
    if query.words and query.without("q") and not is_only_filter:
        yield Offer(alone, Loosening.WORDS)


def _counts(plans: list[Plan]) -> list[int]:
    if not plans:
        return []
    given: dict[str, Any] = {}
    columns = []
    for index, plan in enumerate(plans):
        bound = {f"{name}{index}": value for name, value in condition(plan).items()}
        happened = HAPPENED.replace("since", f"since{index}")
        happened = happened.replace("until", f"until{index}")
        given |= bound
        columns.append(
            _COUNT.format(match=f"match{index}", happened=happened, most=MOST_COUNTED)
        )
    with connections[entries().db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", given)
        return list(cursor.fetchone())
