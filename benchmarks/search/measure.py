"""Runs the queries of every class on all who answer them, in turn, and keeps times.

Everybody's turn comes with each query, so that other work on the machine slows them
alike. Whoever is slow runs until its time for the class is used up; `n` says how far.
"""

import os
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections

from benchmarks import page
from benchmarks.search import datasette, ours, peers
from benchmarks.search.accuracy import accuracy
from benchmarks.search.clocks import Took, resident, took, workers_of
from benchmarks.search.database import kept_name, sizes, value
from benchmarks.search.queries import Class, classes
from testimonies.search import SearchQuery

Times = dict[str, list[Took]]
Way = Callable[[SearchQuery], Took | None]


@dataclass(slots=True)
class Budget:
    """Seconds that each peer may use for a class."""

    seconds: float
    used: dict[str, float] = field(default_factory=dict)

    def allows(self, name: str) -> bool:
        return self.used.get(name, 0) < self.seconds

    def spend(self, name: str, milliseconds: float) -> None:
        self.used[name] = self.used.get(name, 0) + milliseconds / 1000


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made: queries of a class, seconds of a peer, where Datasette is."""

    queries: int
    budget: float
    environment: Path | None
    file: Path
    only: str = ""


def run(options: Options, keep: Callable[[dict[str, Any]], None]) -> None:
    """Measure every class, and keep all figures of the database after each."""
    newest = value("SELECT max(id) FROM testimonies_edition")
    with ExitStack() as stack:
        server = stack.enter_context(page.serving(KEEP_BODIES="0"))
        own = _own_browser(server)
        ways = _ways(options, own, stack)
        every = [each for each in classes(newest) if options.only in each.name]
        _warm(every, own)
        before = _worker(server.process)
        figures = _heading(before)
        for each in every:
            figures["classes"][each.name] = _class(each, ways, options)
            figures["memory"]["after"] = _worker(server.process)
            keep(figures)
    if not options.only:
        keep(figures | {"accuracy": accuracy()})


def _heading(before: int) -> dict[str, Any]:
    return {
        "database": kept_name(),
        "records": value("SELECT count(*) FROM testimonies_entry WHERE kind <> 'g'"),
        "at": time.strftime("%Y-%m-%d"),
        "sizes": sizes(),
        "memory": {"before": before},
        "classes": {},
        "accuracy": {},
    }


def _worker(process: int) -> int:
    return max(map(resident, workers_of(process)))


def _warm(every: list[Class], browser: ours.Browser) -> None:
    """Let plans, templates and vocabularies be there before the clock runs."""
    for each in every:
        for query in each.queries(2):
            browser.timed(_address("/search/", query))


def _address(path: str, query: SearchQuery) -> str:
    return f"{path}?{query.querystring()}"


def _own_browser(server: page.Served) -> ours.Browser:
    def processes() -> list[int]:
        return [*workers_of(server.process), *ours.readers_backends()]

    return ours.Browser(server.port, processes)


def _ways(options: Options, browser: ours.Browser, stack: ExitStack) -> dict[str, Way]:
    """Give every way of answering but search() itself, by name."""
    ways: dict[str, Way] = {
        "http": lambda query: browser.timed(_address("/page-alone/", query)),
        "http with facets": lambda query: browser.timed(_address("/search/", query)),
        "api": lambda query: browser.timed(_address("/api/v1/search/", query)),
        "naive": _naive,
        "naive facets": _timed(peers.grouped),
        "taggit": _tagged,
    }
    if options.environment and options.file.exists():
        limit = int(options.budget * 1000)
        serving = datasette.serving(options.environment, options.file, limit=limit)
        served = stack.enter_context(serving)
        other = ours.Browser(served.port, lambda: [served.process])
        ways["datasette"] = _datasette(other, options.file, with_facets=False)
        ways["datasette with facets"] = _datasette(
            other, options.file, with_facets=True
        )
    return ways


def _timed(answer: Callable[[SearchQuery], object]) -> Way:
    def way(query: SearchQuery) -> Took | None:
        if query.after or query.sort:
            return None
        backend = connections["owner"].connection.info.backend_pid
        return took(lambda: answer(query), [backend, os.getpid()])

    return way


def _naive(query: SearchQuery) -> Took | None:
    return _timed(peers.ranked)(query) if query.words else None


def _tagged(query: SearchQuery) -> Took | None:
    return None if query.words else _timed(peers.newest)(query)


def _datasette(browser: ours.Browser, file: Path, *, with_facets: bool) -> Way:
    def way(query: SearchQuery) -> Took | None:
        path = datasette.path(file, query, with_facets=with_facets)
        return browser.timed(path) if path else None

    return way


def _class(each: Class, ways: dict[str, Way], options: Options) -> dict[str, Any]:
    """Run a class: each query once cold, then in turn with everybody else."""
    queries = each.queries(options.queries)
    cold = [ours.timed(query) for query in queries]
    budget = Budget(options.budget)
    times: Times = {"cold sql": [found.page for found in cold]}
    for query in queries:
        _own(query, times)
        for name, way in ways.items():
            if budget.allows(name) and (each_took := way(query)) is not None:
                budget.spend(name, each_took.wall)
                times.setdefault(name, []).append(each_took)
    matches = [found.results.total for found in cold if found.results]
    print(f"{each.name}: {_shown(times)}", flush=True)
    return {
        "family": each.family,
        "matches": statistics.median(matches),
        "wall": _rounded(times, "wall"),
        "processor": _rounded(times, "processor"),
    }


def _rounded(times: Times, clock: str) -> dict[str, list[float]]:
    return {
        name: [round(getattr(each, clock), 3) for each in all_]
        for name, all_ in times.items()
    }


def _own(query: SearchQuery, times: Times) -> None:
    found = ours.timed(query)
    mine = {"sql": found.page, "sql of facets": found.facets, "in process": found.whole}
    parts = {f"sql: {part}": took for part, took in found.parts.items()}
    for name, each in (mine | parts).items():
        times.setdefault(name, []).append(each)


def _shown(times: Times) -> str:
    return ", ".join(
        f"{name} {statistics.median(each.processor for each in all_):.1f}"
        f" {statistics.median(each.wall for each in all_):.0f} ({len(all_)})"
        for name, all_ in times.items()
    )
