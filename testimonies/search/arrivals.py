"""How many records a search finds that were not public when it was last looked at.

Records become public in one order, their `sequence`; a tag has no place in it. Counts
stop at MOST_NEW. Nothing about who asks, or for what, is kept here.
"""

from collections.abc import Sequence
from typing import Any

from testimonies.search.counting import counts
from testimonies.search.finding import condition, newest_sequence
from testimonies.search.names import names_among
from testimonies.search.patience import answering
from testimonies.search.plan import Plan, names_in, plan_with
from testimonies.search.query import SearchQuery
from testimonies.search.window import within

MOST_NEW = 1000


def newest() -> int:
    """Give the place of the newest record, by which a search is marked as seen."""
    with answering():
        return newest_sequence()


def new_in_each(searches: Sequence[tuple[SearchQuery, int]]) -> list[int]:
    """Count for each search what is new since its place. Three queries for all.

    Raises: SearchFailed.
    """
    with answering():
        names = names_among({n for query, _seen in searches for n in names_in(query)})
        last = newest_sequence()
        asked = [
            _behind(plan_with(query, names), seen, last) for query, seen in searches
        ]
        return counts(asked, most=MOST_NEW)


def _behind(plan: Plan, seen: int, last: int) -> dict[str, Any] | None:
    if not plan.match or seen >= last:
        return None
    match = within(plan.match, (seen + 1, last))
    return condition(plan) | {"match": match, "behind": seen}
