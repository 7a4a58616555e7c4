"""How many records a search finds that were not public when it was last looked at.

Records become public in one order, their `sequence`; a tag has no place in it. Counts
stop at MOST_NEW. Nothing about who asks, or for what, is kept here.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connections

from testimonies.catalogue import entries
from testimonies.search.finding import HAPPENED, condition, newest_sequence
from testimonies.search.names import names_among
from testimonies.search.plan import names_in, plan_with
from testimonies.search.query import SearchQuery
from testimonies.search.results import answering
from testimonies.search.window import within

MOST_NEW = 1000

_COUNT = """
(SELECT count(*) FROM (
  SELECT 1 FROM testimonies_entry WHERE vector @@ %({match})s::tsquery {happened}
    AND sequence > %({seen})s LIMIT {most}) found)"""


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
        columns: list[str] = []
        given: dict[str, Any] = {}
        for index, (query, seen) in enumerate(searches):
            plan = plan_with(query, names)
            columns.append(_column(index) if plan.match and seen < last else "0")
            bound = condition(plan) | {"seen": seen}
            bound["match"] = within(plan.match, (seen + 1, max(last, seen + 1)))
            given |= {f"{name}{index}": value for name, value in bound.items()}
        return _row(columns, given)


def _column(index: int) -> str:
    happened = HAPPENED.replace("since", f"since{index}")
    happened = happened.replace("until", f"until{index}")
    return _COUNT.format(
        match=f"match{index}", seen=f"seen{index}", happened=happened, most=MOST_NEW
    )


def _row(columns: list[str], given: dict[str, Any]) -> list[int]:
    if not columns:
        return []
    with connections[entries().db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", given)
        return list(cursor.fetchone())
