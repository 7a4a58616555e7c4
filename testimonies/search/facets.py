"""Counts what was found by tag, kind, language, place, platform and time. One query.

Exact for few matches; for many, what chance parts of them hold is scaled up, and said
to be about so many. Without a search the counts are kept, exact, by the database.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from django.db import connections

from testimonies.analysis import quoted
from testimonies.catalogue import NOISE, entries, place_tokens
from testimonies.search.finding import HAPPENED_TOO, MATCHING, condition
from testimonies.search.plan import Plan
from testimonies.search.window import Estimate, share_for, within_sample
from testimonies.search.words import any_of

MOST_COUNTED = 10_000
# A sample that says more by so many standard deviations is believed.
SURE = 6
MOST_VALUES = 24
# More of them are no chart.
MOST_TIMES = 62
FAMILIES = ("kind", "tag", "lang", "place", "platform", "year", "month", "day")
_TIMES = ("year", "month", "day")

_PLACE_OF = "(SELECT place FROM matches WHERE facets @> ARRAY[token] LIMIT 1)"
# What names no subject is no value of a facet, and takes no subject's place there.
_NOISE = (
    "SELECT 'tag:' || ref FROM testimonies_entry"
    f" WHERE vector @@ $noise$'{NOISE}'$noise$::tsquery"
)
_RANKED = f"""ranked AS (
  SELECT *, row_number() OVER (PARTITION BY family ORDER BY records DESC, token) AS nth,
    count(*) OVER (PARTITION BY family) AS values
  FROM counted WHERE token NOT IN ({_NOISE})
)
SELECT token, records, CASE family WHEN 'place' THEN place END FROM ranked
WHERE CASE WHEN family IN ('year', 'month', 'day') THEN values <= {MOST_TIMES}
      ELSE nth <= {MOST_VALUES} END"""
_OF_ALL = f"""
WITH counted AS (
  SELECT token, split_part(token, ':', 1) AS family, records, NULL::text AS place
  FROM testimonies_facetcount
), {_RANKED}
"""
_PLACE = "(SELECT place FROM testimonies_entry WHERE vector @@ %s::tsquery LIMIT 1)"

# Months are counted where all lies in one year, days where all lies in one month: no
# chart shows finer ones, and a broad search has thousands of them. A place's names are
# fetched for those that are shown, not carried along with every token.
_FACETS = f"""
WITH matches AS MATERIALIZED (
  SELECT facets, place, happened_from, happened_to FROM testimonies_entry
  WHERE vector @@ %(sample)s::tsquery {HAPPENED_TOO}
), span AS (
  SELECT date_trunc('year', min(happened_from)) = date_trunc('year', max(happened_to))
      AS is_year,
    date_trunc('month', min(happened_from)) = date_trunc('month', max(happened_to))
      AS is_month
  FROM matches
), tallied AS MATERIALIZED (
  SELECT token, count(*) AS records
  FROM (SELECT unnest(facets) AS token FROM matches) every
  WHERE (token < 'month:' OR token > 'month:~' OR (SELECT is_year FROM span))
    AND (token < 'day:' OR token > 'day:~' OR (SELECT is_month FROM span))
  GROUP BY token
), counted AS (
  SELECT token, split_part(token, ':', 1) AS family, records, NULL::text AS place
  FROM tallied
), {_RANKED.replace("THEN place", "THEN " + _PLACE_OF)}
UNION ALL SELECT '', count(*), NULL FROM matches
UNION ALL SELECT 'exact', {{exact}}, NULL
"""
_TOTAL = f"""
WITH matches AS MATERIALIZED (
  SELECT FROM testimonies_entry WHERE vector @@ %(sample)s::tsquery {HAPPENED_TOO}
)
SELECT '', count(*), NULL FROM matches UNION ALL SELECT 'exact', {{exact}}, NULL
"""
# Counting ten thousand rows costs more than all else. Only where the sample leaves
# open whether there are more is it done; the branch that is not taken is not run.
_EXACT = f"""
CASE WHEN (SELECT (count(*) - {SURE} * sqrt(count(*))) * {{share}} FROM matches)
    > {MOST_COUNTED} THEN {MOST_COUNTED + 1}
  ELSE (SELECT count(*) FROM (SELECT 1 {MATCHING} LIMIT {MOST_COUNTED + 1}) found)
END"""


class Counting(StrEnum):
    """What of a search is counted."""

    VALUES = "values"
    TOTAL = "total"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet; `names` are a place's, by language."""

    value: str
    records: int
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facets:
    """Values by family, the commonest first (times in order), and the total.

    Of years, months and days those that are few enough for a chart.

    `total` is exact, or about so many where `is_about`; more than so many where
    `is_more`. `are_about`: the counts of values are scaled.
    """

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    total: int = 0
    is_more: bool = False
    is_about: bool = False
    are_about: bool = False


def facets_of_all() -> Facets:
    """Give the counts of everything that is public. Two queries."""
    with connections[entries().db].cursor() as cursor:
        cursor.execute(_OF_ALL)
        rows: list[tuple[str, int, str | None]] = cursor.fetchall()
        found = _by_family(rows)
        places = found.get("place", ())
        if places:
            columns = ", ".join([_PLACE] * len(places))
            ways = [any_of(map(quoted, place_tokens(each.value))) for each in places]
            cursor.execute(f"SELECT {columns}", ways)
            named = zip(places, cursor.fetchone(), strict=True)
            found["place"] = tuple(
                replace(each, names=json.loads(place or "{}")) for each, place in named
            )
    total = sum(value.records for value in found.get("kind", ()))
    return Facets(found, total)


def facets(
    plan: Plan, estimate: Estimate, counting: Counting = Counting.VALUES
) -> Facets:
    """Count what a search finds. One query (none for no condition)."""
    if not plan.match or counting is Counting.NOTHING:
        return Facets()
    share = share_for(estimate.matches)
    # Whether a phrase stands in a record is seen only by reading its positions.
    is_counted = share > 1 and not plan.has_phrase
    exact = _EXACT.format(share=share) if is_counted else "NULL::bigint"
    shape = _TOTAL if counting is Counting.TOTAL else _FACETS
    statement = shape.format(exact=exact)
    given = condition(plan) | {"sample": within_sample(plan.match, share)}
    with connections[entries().db].cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[tuple[str, int, str | None]] = cursor.fetchall()
    found = {token: n for token, n, _ in rows if token in {"", "exact"}}
    values = [row for row in rows if row[0] not in found]
    scaled = [(token, n * share, place) for token, n, place in values]
    return _with_total(
        Facets(_by_family(scaled), are_about=share > 1),
        exact=found[""] if share == 1 else found["exact"],
        about=found[""] * share,
    )


def _with_total(facets: Facets, *, exact: int | None, about: int) -> Facets:
    if exact is not None:
        total, is_more = min(exact, MOST_COUNTED), exact > MOST_COUNTED
        return replace(facets, total=total, is_more=is_more)
    # Far enough above, so that chance cannot have made it so many.
    if about > MOST_COUNTED * 3 // 2:
        return replace(facets, total=MOST_COUNTED, is_more=True)
    return replace(facets, total=about, is_about=True)


def _by_family(
    rows: Iterable[tuple[str, int, str | None]],
) -> dict[str, tuple[Value, ...]]:
    found: dict[str, list[Value]] = {family: [] for family in FAMILIES}
    for token, records, place in rows:
        family, _, value = token.partition(":")
        if family in found:
            names = json.loads(place) if place else {}
            found[family].append(Value(value, records, names))
    return {
        family: tuple(sorted(values, key=_in_time if family in _TIMES else _commonest))
        for family, values in found.items()
        if values
    }


def _in_time(value: Value) -> tuple[int, str]:
    return 0, value.value


def _commonest(value: Value) -> tuple[int, str]:
    return -value.records, value.value
