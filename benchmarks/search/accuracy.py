"""How near scaled counts of facets come to the truth, on broad sets of records."""

import statistics
from collections.abc import Iterator

from archive.readers import reading
from benchmarks.search.database import rows
from benchmarks.search.queries import Class, tagged, words
from testimonies.search import Facets, SearchQuery, search
from testimonies.search.plan import plan

SETS, TOP = 25, 10
_EXACT = """
SELECT split_part(token, ':', 2), count(*) FROM testimonies_entry,
  unnest(facets) token WHERE vector @@ %s::tsquery AND token LIKE %s
GROUP BY 1 ORDER BY 2 DESC, 1
"""


def accuracy() -> dict[str, object]:
    """Give the overlap of the first ten and the mean error, for tags and places."""
    found: dict[str, object] = {}
    for family in ("tag", "place"):
        overlaps, errors = [], []
        for query in _broad():
            with reading():
                counted = search(query).facets
                match = plan(query).match
            true = dict(rows(_EXACT, match, f"{family}:%"))
            overlaps.append(_overlap(family, counted, true))
            errors += _errors(family, counted, true)
        found[family] = {
            "sets": len(overlaps),
            "overlap": round(statistics.mean(overlaps), 2),
            "worst overlap": min(overlaps),
            "mean error": round(statistics.mean(errors), 4),
        }
    return found


def _broad() -> Iterator[SearchQuery]:
    for name, draw in (("broad word", words((0, 100))), ("broad", tagged((0, 60)))):
        yield from Class(f"accuracy, {name}", "", draw).queries(SETS // 2 + 1)


def _counted(family: str, facets: Facets) -> dict[str, int]:
    return {each.value: each.records for each in facets.values.get(family, ())}


def _overlap(family: str, facets: Facets, true: dict[str, int]) -> int:
    """Say how many of the first ten are among the true ten; ties count."""
    least = sorted(true.values(), reverse=True)[:TOP][-1]
    shown = list(_counted(family, facets))[:TOP]
    return sum(true.get(value, 0) >= least for value in shown)


def _errors(family: str, facets: Facets, true: dict[str, int]) -> list[float]:
    counted = _counted(family, facets)
    return [
        abs(counted.get(value, 0) - count) / count
        for value, count in list(true.items())[:TOP]
    ]
