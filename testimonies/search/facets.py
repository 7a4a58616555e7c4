"""Counts what was found by tag, kind, language, place, platform and time. One query.

Exact for few matches; for many, what chance parts of them hold is scaled up, steadied
by what the whole archive holds, and said to be about so many. Without a search the
counts are kept, exact, by the database.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from testimonies.analysis import quoted
from testimonies.catalogue import (
    LONG,
    NOISE,
    facet_of,
    place_tokens,
    reading_connection,
)
from testimonies.search.finding import HAPPENED_TOO, MATCHING, condition
from testimonies.search.plan import Plan
from testimonies.search.steadying import Sampled, steadied
from testimonies.search.window import BOTH, Estimate, share_for, within_sample
from testimonies.search.words import any_of

MOST_COUNTED = 10_000
# What stands for the tokens of a record that is counted, and not looked at.
REST = "~"
# A sample that says more by so many standard deviations is believed.
SURE = 6
# So many words that are joined may be found together far oftener than is estimated.
DOUBTED = 2
MOST_VALUES = 24
# More of them are no chart.
MOST_TIMES = 62
FAMILIES = ("kind", "tag", "lang", "place", "platform", "year", "month", "day")
_TIMES = ("year", "month", "day")

# What names no subject is no value of a facet, and takes no subject's place there.
_NOISE = (
    "SELECT 'tag:' || ref FROM testimonies_entry"
    f" WHERE vector @@ $noise$'{NOISE}'$noise$::tsquery"
)
_RANKED = f"""ranked AS (
  SELECT *, row_number() OVER (PARTITION BY family ORDER BY records DESC, token) AS nth,
    count(*) OVER (PARTITION BY family) AS values
  FROM counted WHERE token NOT IN ({_NOISE})
)"""
_SHOWN = f"""FROM ranked
WHERE CASE WHEN family IN ('year', 'month', 'day') THEN values <= {MOST_TIMES}
      ELSE nth <= {MOST_VALUES} END"""
_OF_ALL = f"""
WITH counted AS (
  SELECT token, split_part(token, ':', 1) AS family, records
  FROM testimonies_facetcount
), {_RANKED} SELECT token, records {_SHOWN}
"""
_PLACE = "(SELECT place FROM testimonies_entry WHERE vector @@ %s::tsquery LIMIT 1)"

# Every row is read once, and its tokens tell all: each record has one of its kind, and
# one for each year that it may lie in. Months are shown where all lies in one year, and
# days where all lies in one month; only then are days looked at, for a broad search has
# thousands of them, and they come first in the order of tokens. A place's names are
# fetched for those that are shown.
_TOKENS = f"""
  SELECT unnest({{facets}}) AS token, ctid AS lies FROM testimonies_entry
  WHERE vector @@ %(sample)s::tsquery {HAPPENED_TOO}
"""
_FACETS = f"""
WITH tallied AS MATERIALIZED (
  SELECT token, count(*) AS records, min(lies) AS lies FROM ({_TOKENS}) every
  WHERE token > 'day:~' GROUP BY token
), whole AS MATERIALIZED (
  SELECT coalesce(sum(records), 0)::bigint AS total FROM tallied
  WHERE token LIKE 'kind:%%' OR token = '{REST}'
), span AS MATERIALIZED (
  SELECT count(*) FILTER (WHERE token LIKE 'year:%%' OR token = '{facet_of(LONG)}') = 1
      AS is_year,
    count(*) FILTER (WHERE token LIKE 'month:%%') = 1 AS is_month
  FROM tallied
), counted AS (
  SELECT token, split_part(token, ':', 1) AS family, records, lies FROM tallied
  WHERE token NOT LIKE 'month:%%' OR (SELECT is_year FROM span)
  UNION ALL
  SELECT token, 'day', count(*), NULL FROM ({_TOKENS}) every
  WHERE token <= 'day:~' AND (SELECT is_year AND is_month FROM span) GROUP BY token
), {_RANKED}
SELECT token, records, CASE family WHEN 'place' THEN
    (SELECT place FROM testimonies_entry WHERE ctid = lies) END,
  {{everywhere}}
{_SHOWN}
UNION ALL SELECT '', total, NULL, NULL FROM whole
UNION ALL SELECT 'exact', {{exact}}, NULL, NULL
"""
_TOTAL = f"""
WITH whole AS MATERIALIZED (
  SELECT count(*) AS total FROM testimonies_entry
  WHERE vector @@ %(sample)s::tsquery {HAPPENED_TOO}
)
SELECT '', total, NULL, NULL FROM whole UNION ALL SELECT 'exact', {{exact}}, NULL, NULL
"""
# Of all that is counted, those that chance chose are looked at: for ever the same.
_CHOSEN = (
    f"CASE WHEN hashtext(ref) & {{share}} = 0 THEN facets ELSE ARRAY['{REST}'] END"
)
_EVERYWHERE = """CASE WHEN family IN ('tag', 'place') THEN
    (SELECT kept.records FROM testimonies_facetcount kept
     WHERE kept.token = ranked.token) END"""
# Counting ten thousand rows costs more than all else. Only where the sample leaves
# open whether there are more is it done; the branch that is not taken is not run.
_EXACT = f"""
CASE WHEN (SELECT (total - {SURE} * sqrt(total)) * {{share}} FROM whole)
    > {MOST_COUNTED} THEN {MOST_COUNTED + 1}
  ELSE (SELECT count(*) FROM (SELECT 1 {MATCHING} LIMIT {MOST_COUNTED + 1}) found)
END"""

Row = tuple[str, int, str | None, int | None]


class Counting(StrEnum):
    """What of a search is counted; for the total alone, hits name no tags."""

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
    with reading_connection().cursor() as cursor:
        cursor.execute(_OF_ALL)
        tokens: list[tuple[str, int]] = cursor.fetchall()
        found = _by_family((token, records, None) for token, records in tokens)
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
    way = _way(plan, estimate, share)
    shape = _TOTAL if counting is Counting.TOTAL else _FACETS
    statement = shape.format(
        facets=_CHOSEN.format(share=share - 1) if way is _Way.ONE else "facets",
        exact=_exact(way, share),
        everywhere=_EVERYWHERE if share > 1 else "NULL::bigint",
    )
    sample = within_sample(plan.match, 1 if way is _Way.ONE else share)
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, condition(plan) | {"sample": sample})
        rows: list[Row] = cursor.fetchall()
    found = {token: n for token, n, *_ in rows if token in {"", "exact"}}
    values = [row for row in rows if row[0] not in found]
    return _with_total(
        Facets(_by_family(_scaled(values, share)), are_about=share > 1),
        exact=found["exact"],
        about=found[""] * share,
    )


class _Way(StrEnum):
    """How a total is known: from all that is looked at, counted too, or not at all."""

    ONE = "one"
    TWO = "two"
    ABOUT = "about"


def _way(plan: Plan, estimate: Estimate, share: int) -> _Way:
    # Whether a phrase stands in a record is seen only by reading its positions.
    if share > 1 and plan.has_phrase:
        return _Way.ABOUT
    # Of two words there may be far more than the planner thinks: not all are read.
    is_known = estimate.matches <= BOTH and plan.joined != DOUBTED
    return _Way.ONE if share == 1 or is_known else _Way.TWO


def _exact(way: _Way, share: int) -> str:
    match way:
        case _Way.ONE:
            return "(SELECT total FROM whole)"
        case _Way.TWO:
            return _EXACT.format(share=share)
        case _Way.ABOUT:
            return "NULL::bigint"


def _scaled(rows: list[Row], share: int) -> Iterator[tuple[str, int, str | None]]:
    """Give the values with what their counts in the sample say of all."""
    known: dict[str, list[Row]] = {}
    for row in rows:
        token, records, place, everywhere = row
        if everywhere is None:
            yield token, records * share, place
        else:
            known.setdefault(token.partition(":")[0], []).append(row)
    for family in known.values():
        sampled = [Sampled(n, everywhere or 0) for _, n, _, everywhere in family]
        about = steadied(sampled, share)
        for (token, _, place, _), records in zip(family, about, strict=True):
            yield token, records, place


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
