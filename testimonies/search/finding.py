"""Finds a page of refs in their order. Two queries, estimate and page, or three.

Windows (window.py) keep the cost of a page the same for common and for rare words, and
at any depth: a page begins behind the last hit of the one before, never after so many.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from testimonies.catalogue import reading_connection
from testimonies.search.parameters import Sort
from testimonies.search.plan import Plan
from testimonies.search.query import After
from testimonies.search.window import (
    FEW,
    LOOKED_AT,
    MOST_PROBED,
    PRICE,
    PRICE_BESIDE,
    PROBED,
    PROBED_FROM,
    RANKED,
    RARE_TO,
    SORTED,
    Estimate,
    Window,
    backwards,
    corrected,
    forwards,
    within,
    within_sample,
)

# No window has more ranked, however far the estimate was off: the newest.
MOST_RANKED = 3000
# Fewer ranked than this: the window was too short, and one further back is ranked too.
ENOUGH = 200
# The planner counts a phrase as its words; few records that have both have it. So more
# of them are looked at, and fewer hits are enough: each look reads a record's words.
ENOUGH_OF_PHRASE = 60
# A tag was not issued; it comes after the records in either order of time.
LAST = 2**63 - 1

HAPPENED = """
  AND (%(since)s::date IS NULL OR happened_to >= %(since)s::date)
  AND (%(until)s::date IS NULL OR happened_from <= %(until)s::date)
"""
# Asked of what the vector's index found: a third of the archive lies before a day, and
# the planner would read the index of days for that.
HAPPENED_TOO = HAPPENED.replace("happened_to >=", "happened_to + 0 >=").replace(
    "happened_from <=", "happened_from + 0 <="
)
_MATCH = "FROM testimonies_entry WHERE vector @@ %(match)s::tsquery"
MATCHING = f"{_MATCH} {HAPPENED_TOO}"
_ESTIMATE = f"EXPLAIN (FORMAT JSON) SELECT 1 {_MATCH} {HAPPENED}"
_NEWEST = "SELECT coalesce(max(id), 0) FROM testimonies_edition"
_PROBED = f"""
SELECT ({_NEWEST}), (SELECT count(*) FROM (
  SELECT 1 FROM testimonies_entry WHERE vector @@ %(probe)s::tsquery {HAPPENED_TOO}
  LIMIT {MOST_PROBED}) probed)
"""
# Vectors are long: rows are sorted without theirs, and read again where they lie.
_RANKED = f"""
{{name}} AS MATERIALIZED (
  SELECT ref, tags, (ts_rank(vector, %(rank)s::tsquery, 1)::float8
    + CASE WHEN ref = ANY(%(named)s) THEN 1 ELSE 0 END) AS key
  FROM testimonies_entry WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM testimonies_entry
    WHERE vector @@ %({{name}})s::tsquery {{unless}} {HAPPENED_TOO}
    ORDER BY sequence = 0 DESC, sequence DESC LIMIT %(most)s
  ))
)"""
_UNLESS = "AND {before} < %(enough)s"
_BEHIND_RANK = "WHERE key < %(key)s OR (key = %(key)s AND ref > %(ref)s)"
_TIMED = f"""
(SELECT ref, tags, {{key}} AS key FROM testimonies_entry
 WHERE vector @@ %({{name}})s::tsquery {HAPPENED} {{behind}}
 ORDER BY {{order}}, ref LIMIT %(limit)s)"""
_BY_SEQUENCE = {
    Sort.NEWEST: ("sequence", "sequence DESC", "<"),
    Sort.OLDEST: (
        f"coalesce(nullif(sequence, 0), {LAST})",
        f"coalesce(nullif(sequence, 0), {LAST})",
        ">",
    ),
}

Row = tuple[str, list[str], Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Refs in order with the tags of each, and where the next page begins.

    `is_windowed` says that only the newest matches were ranked; `total` how many there
    are, where finding the page has told that.
    """

    tags: dict[str, list[str]]
    estimate: Estimate
    after: After | None = None
    is_windowed: bool = False
    total: int | None = None


def find(plan: Plan, *, limit: int) -> Found:
    """Give the page's refs in order. At most three queries (none for no condition)."""
    if not plan.match:
        return Found({}, Estimate(0, 0), total=0)
    estimate = _estimate(plan)
    order = plan.query.order
    if order in _BY_SEQUENCE or (order is not Sort.HAPPENED and not plan.rank):
        rows = _by_sequence(plan, estimate, limit)
    elif order is Sort.HAPPENED:
        rows = _by_happening(plan, limit)
    else:
        return _ranked(plan, estimate, limit)
    return _found(plan, estimate, rows, limit)


def _found(plan: Plan, estimate: Estimate, rows: list[Row], limit: int) -> Found:
    tags = {ref: tags for ref, tags, _key in rows[:limit]}
    if rows[limit:]:
        ref, _tags, key = rows[limit - 1]
        return Found(tags, estimate, After(_plain(key), ref))
    total = None if plan.query.after else len(rows)
    return Found(tags, estimate, total=total)


def _plain(key: Any) -> float | str:
    return key if isinstance(key, int | float) else key.isoformat() if key else ""


def condition(plan: Plan) -> dict[str, Any]:
    """Give the parameters of MATCHING."""
    since, until = plan.bounds
    return {"match": plan.match, "since": since, "until": until}


def newest_sequence() -> int:
    """Give the last place in the order of publication that is taken. One query."""
    with reading_connection().cursor() as cursor:
        cursor.execute(_NEWEST)
        (newest,) = cursor.fetchone()
    return int(newest)


def _estimate(plan: Plan) -> Estimate:
    given = condition(plan)
    # Between two days the years in the match say as much: it would count twice.
    if given["since"] and given["until"]:
        given |= {"since": None, "until": None}
    with reading_connection().cursor() as cursor:
        cursor.execute(_ESTIMATE, given)
        (explained,) = cursor.fetchone()
        if isinstance(explained, str):
            explained = json.loads(explained)
        matches = int(explained[0]["Plan"]["Plan Rows"])
        if not _is_doubted(plan, matches):
            # No window is made for few.
            newest = newest_sequence() if matches > FEW else 0
            return Estimate(matches, newest)
        probe = within_sample(plan.match, PROBED)
        cursor.execute(_PROBED, condition(plan) | {"probe": probe})
        newest, probed = cursor.fetchone()
    return Estimate(corrected(matches, probed), newest)


def _is_doubted(plan: Plan, matches: int) -> bool:
    """Say whether the planner may be far wrong, and to know better is worth asking."""
    if plan.has_many_words:
        return matches >= PROBED_FROM
    return FEW < matches <= RARE_TO and bool(plan.rank) and not plan.has_phrase


def _fetch(statement: str, given: dict[str, Any]) -> list[Row]:
    with reading_connection().cursor() as cursor:
        cursor.execute(statement, given)
        rows: list[Row] = cursor.fetchall()
    return rows


def _by_sequence(plan: Plan, estimate: Estimate, limit: int) -> list[Row]:
    order = Sort.OLDEST if plan.query.order is Sort.OLDEST else Sort.NEWEST
    after = plan.query.after
    key, ordering, is_behind = _BY_SEQUENCE[order]
    behind = (
        f"AND ({key} {is_behind} %(key)s OR ({key} = %(key)s AND ref > %(ref)s))"
        if after
        else ""
    )
    windows = _windows_to_sort(order, estimate, after)
    given = condition(plan) | _cursor(after, limit)
    parts = []
    for index, window in enumerate(windows):
        name, is_last = f"w{index}", window is windows[-1]
        given[name] = within(plan.match, window, with_tags=is_last)
        parts.append(_TIMED.format(key=key, name=name, behind=behind, order=ordering))
    return _fetch(_one_after_another(parts), given)


def _windows_to_sort(
    order: Sort, estimate: Estimate, after: After | None
) -> list[Window | None]:
    if estimate.matches <= FEW:
        return [None]
    start = int(after.key) if after else None
    if order is Sort.NEWEST:
        newest = estimate.newest if start is None else start
        return list(backwards(estimate, SORTED, newest))
    oldest = start or 0
    # Behind the newest record there are only tags, which lie in no window.
    return list(forwards(estimate, SORTED, oldest)) or [(oldest, oldest)]


def _by_happening(plan: Plan, limit: int) -> list[Row]:
    """Give the dated records by their first day, then those of no known day."""
    after = plan.query.after
    given = condition(plan) | _cursor(after, limit)
    key = "happened_from"
    behind = f"AND {key} IS NOT NULL"
    if after and after.key:
        behind += f" AND ({key}, ref) > (%(key)s::date, %(ref)s)"
    dated = _TIMED.format(key=key, name="match", behind=behind, order=key)
    behind = f"AND {key} IS NULL"
    if after and not after.key:
        behind += " AND ref > %(ref)s"
    undated = _TIMED.format(key=key, name="match", behind=behind, order=key)
    parts = [undated] if after and not after.key else [dated, undated]
    return _fetch(_one_after_another(parts), given)


def _one_after_another(parts: list[str]) -> str:
    # An Append runs its next part only when those before gave too few.
    every = " UNION ALL ".join(parts)
    return f"SELECT * FROM ({every}) found LIMIT %(limit)s"


def _cursor(after: After | None, limit: int) -> dict[str, Any]:
    given: dict[str, Any] = {"limit": limit + 1}
    return given | ({"key": after.key, "ref": after.ref} if after else {})


def _ranked(plan: Plan, estimate: Estimate, limit: int) -> Found:
    windows = _windows_to_rank(plan, estimate)
    given = condition(plan) | _cursor(plan.query.after, limit)
    given |= {"rank": plan.rank, "named": sorted(plan.named)}
    given["enough"] = ENOUGH_OF_PHRASE if plan.has_phrase else ENOUGH
    given["most"] = _most(plan, estimate, windows)
    for index, window in enumerate(windows):
        given[f"w{index}"] = within(plan.match, window, with_tags=index == 0)
    rows = _fetch(_ranking(len(windows), is_behind=bool(plan.query.after)), given)
    following = _behind_ranked(rows, windows, limit) if rows[limit:] else None
    tags = {ref: tags for ref, tags, *_rest in rows[:limit]}
    counts = rows[0][3] if rows else []  # type: ignore[misc]
    is_windowed = windows[0] is not None or max(counts, default=0) >= given["most"]
    # Behind the last hit there is no row that could tell.
    is_told = not is_windowed and (rows or not plan.query.after)
    total = sum(counts) if is_told else None
    return Found(tags, estimate, following, is_windowed, total)


def _most(plan: Plan, estimate: Estimate, windows: Sequence[Window | None]) -> int:
    """Say how many of each window are ranked: the newest."""
    if windows[0] is None:
        return RANKED if plan.has_many_words or estimate.matches > FEW else FEW
    # A later page ranks in one window what the first may have ranked in three.
    return MOST_RANKED * (3 if plan.query.after else 1)


def _ranking(windows: int, *, is_behind: bool) -> str:
    """Write the statement that ranks what is in the windows, the next if need be."""
    names = [f"w{index}" for index in range(windows)]
    counted = [f"(SELECT count(*) FROM {name})" for name in names]
    # Of all before it: one that was left out is empty, and says nothing of the first.
    unless = [
        _UNLESS.format(before=" + ".join(counted[:index])) if index else ""
        for index in range(windows)
    ]
    parts = [
        _RANKED.format(name=name, unless=each)
        for name, each in zip(names, unless, strict=True)
    ]
    every = " UNION ALL ".join(f"SELECT * FROM {name}" for name in names)
    behind = _BEHIND_RANK if is_behind else ""
    return (
        f"WITH {', '.join(parts)} SELECT ref, tags, key, ARRAY[{', '.join(counted)}]"
        f" FROM ({every}) found {behind} ORDER BY key DESC, ref LIMIT %(limit)s"
    )


def _windows_to_rank(plan: Plan, estimate: Estimate) -> Sequence[Window | None]:
    after = plan.query.after
    if after is not None:
        return [(after.first, after.last) if after.last else None]
    wanted = LOOKED_AT if plan.has_phrase else RANKED
    price = PRICE_BESIDE if " & " in plan.match else PRICE
    is_whole = not plan.has_phrase and estimate.is_read_whole(wanted, price=price)
    if estimate.matches <= FEW or is_whole:
        return [None]
    return list(backwards(estimate, wanted, estimate.newest))


def _behind_ranked(
    rows: list[Any], windows: Sequence[Window | None], limit: int
) -> After:
    """Give where the next page begins, and the windows that this one has ranked."""
    ref, _tags, key, counts = rows[limit - 1]
    nearest, farthest = windows[0], windows[max(sum(map(bool, counts)) - 1, 0)]
    if nearest is None or farthest is None:
        return After(key, ref)
    return After(key, ref, farthest[0], nearest[1])
