"""Prints what was kept of the runs: a table of each archive, growth, and the goals."""

import statistics
from collections.abc import Iterator
from typing import Any

from benchmarks.search.goals import goals

# Of fewer times no percentiles are given.
FEWEST = 10
THREE_DIGITS = 100
COLUMNS = (
    ("sql", "SQL of the page"),
    ("sql of facets", "SQL of facets"),
    ("http", "HTTP"),
    ("http with facets", "HTTP with facets"),
    ("api", "our API"),
    ("naive", "rank every match"),
    ("taggit", "taggit"),
    ("naive facets", "GROUP BY"),
    ("datasette", "Datasette"),
    ("datasette with facets", "Datasette with facets"),
)


def show(kept: dict[str, Any], clock: str) -> None:
    """Print everything, in Markdown; `clock` is "wall" or "processor"."""
    runs = sorted(
        (each["run"] for each in kept.values() if "run" in each),
        key=lambda run: run["records"],
    )
    for run in runs:
        print("\n".join(_table(run, clock)))
    print("\n".join(_sizes(kept)))
    print("\n".join(goals(kept, runs, clock)))


def _table(run: dict[str, Any], clock: str) -> Iterator[str]:
    yield f"\n### {run['records']:,} records, {run['at']}, {clock} milliseconds\n"
    yield "p50 / p95 / p99; a number after × says that fewer than ten were measured.\n"
    yield f"| class | found | {' | '.join(title for _, title in COLUMNS)} |"
    yield f"|---|---|{'---|' * len(COLUMNS)}"
    for name, measured in run["classes"].items():
        cells = [_cell(measured[clock].get(column, [])) for column, _ in COLUMNS]
        yield f"| {name} | {measured['matches']:,.0f} | {' | '.join(cells)} |"
    yield "\n| class | first time | then | names | estimate | page | documents |"
    yield "|---|---|---|---|---|---|---|"
    for name, measured in run["classes"].items():
        times = measured[clock]
        parts = [f"sql: {part}" for part in ("names", "estimate", "page", "documents")]
        cells = [_cell(times.get(each, [])) for each in ("cold sql", "sql", *parts)]
        yield f"| {name} | {' | '.join(cells)} |"
    yield f"\nAccuracy of facets: {run['accuracy']}"
    yield f"\nResident memory of the server's worker, bytes: {run['memory']}"


def _cell(times: list[float]) -> str:
    if not times:
        return ""
    shown = " / ".join(_number(quantile(times, share)) for share in (50, 95, 99))
    if len(times) >= FEWEST:
        return shown
    return f"{_number(statistics.median(times))} ×{len(times)}"


def quantile(times: list[float], share: int) -> float:
    """Give the time below which `share` per cent lie."""
    if len(times) == 1:
        return times[0]
    return statistics.quantiles(times, n=100, method="inclusive")[share - 1]


def _number(value: float) -> str:
    return f"{value:.1f}" if value < THREE_DIGITS else f"{value:,.0f}"


def _sizes(kept: dict[str, Any]) -> Iterator[str]:
    yield "\n### Loads\n"
    yield "| archive | records | records a second | entries | their index | database |"
    yield "|---|---|---|---|---|---|"
    for name, each in kept.items():
        if "made" not in each:
            continue
        made = each["made"]
        sizes = list(made["sizes"].values())
        cells = [f"{size / 2**20:,.0f} MB" for size in (sizes[0], sizes[1], sizes[3])]
        rate = made.get("records a second", "copied")
        yield f"| {name} | {made['records']:,} | {rate} | {' | '.join(cells)} |"
