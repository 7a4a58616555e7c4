"""Counts what each of many searches finds, up to a number, in one query."""

from collections.abc import Mapping, Sequence
from typing import Any

from testimonies.catalogue import reading_connection
from testimonies.search.finding import HAPPENED

# No record lies further back, and no tag.
ALL = -1
_COUNT = f"""
(SELECT count(*) FROM (
  SELECT 1 FROM testimonies_entry WHERE vector @@ %(match)s::tsquery {HAPPENED}
    AND sequence > %(behind)s LIMIT %(most)s) found)"""


def counts(conditions: Sequence[Mapping[str, Any] | None], *, most: int) -> list[int]:
    """Count what meets each condition, `most` at most; none meets None. One query.

    A condition is finding.condition() of a plan, and `behind` the place in the order of
    publication behind which is counted: everywhere, if it names none.
    """
    if not conditions:
        return []
    columns: list[str] = []
    given: dict[str, Any] = {"most": most}
    for number, condition in enumerate(conditions):
        columns.append(_numbered(_COUNT, number) if condition else "0")
        bound = {"behind": ALL} | dict(condition or {})
        given |= {f"{name}{number}": value for name, value in bound.items()}
    with reading_connection().cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", given)
        return list(cursor.fetchone())


def _numbered(count: str, number: int) -> str:
    """Give each search parameters of its own; `most` is one for all."""
    for name in ("match", "since", "until", "behind"):
        count = count.replace(f"%({name})s", f"%({name}{number})s")
    return count
