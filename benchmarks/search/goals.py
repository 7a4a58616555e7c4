"""The goals of search, each as it holds or fails, with the figures that decide."""

import statistics
from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.search.queries import COMMON, COMMON_PHRASE, RARE, VERY_COMMON

Run = dict[str, Any]
BROAD_TAGS = (
    "two broad tags",
    "three broad tags",
    "four broad tags",
    "broad tag, not two",
)
WORDS = (VERY_COMMON, COMMON, "medium word", RARE)
SEVERAL = ("two words", "three common words")
PAGES = "page "


class Reading:
    """A run's times by one clock."""

    def __init__(self, run: Run, clock: str) -> None:
        self.run, self.clock = run, clock

    def classes(self, *families: str) -> list[str]:
        return [
            name
            for name, each in self.run["classes"].items()
            if each["family"] in families
        ]

    def p50(self, name: str, way: str) -> float | None:
        times = self._times(name, way)
        return statistics.median(times) if times else None

    def p95(self, name: str, way: str) -> float | None:
        times = self._times(name, way)
        if len(times) < 2:  # noqa: PLR2004 - quantiles need two
            return times[0] if times else None
        return statistics.quantiles(times, n=20, method="inclusive")[18]

    def ratio(self, name: str, slow: str, fast: str) -> float | None:
        slow_, fast_ = self.p50(name, slow), self.p50(name, fast)
        return slow_ / fast_ if slow_ and fast_ else None

    def _times(self, name: str, way: str) -> list[float]:
        found: list[float] = (
            self.run["classes"].get(name, {}).get(self.clock, {}).get(way, [])
        )
        return found


def goals(kept: dict[str, Any], runs: list[Run], clock: str) -> Iterator[str]:
    """Say of each goal whether it holds, on the largest archive that was measured."""
    if not runs:
        return
    largest = Reading(runs[-1], clock)
    yield f"\n### Goals, at {runs[-1]['records']:,} records ({clock})\n"
    yield "| goal | | figures |"
    yield "|---|---|---|"
    for title, figures in _all(largest, kept, runs, clock):
        known = [
            (name, figure, holds)
            for name, figure, holds in figures
            if figure is not None
        ]
        wrong = [each for each in known if not each[2]]
        word = "FAILS" if wrong else "holds" if known else "not measured"
        shown = wrong or known
        yield f"| {title} | {word} | {'; '.join(f'{n} {f:.1f}' for n, f, _ in shown)} |"


Figures = Iterable[tuple[str, float | None, bool]]


def _at_most(values: Iterable[tuple[str, float | None]], most: float) -> Figures:
    return [
        (name, value, value is not None and value <= most) for name, value in values
    ]


def _at_least(values: Iterable[tuple[str, float | None]], least: float) -> Figures:
    return [
        (name, value, value is not None and value >= least) for name, value in values
    ]


def _all(
    own: Reading, kept: dict[str, Any], runs: list[Run], clock: str
) -> Iterator[tuple[str, Figures]]:
    yield from _of_words(own)
    yield from _of_tags(own)
    yield from _of_facets(own)
    yield from _of_peers(own)
    if len(runs) > 1:
        yield from _of_growth(Reading(runs[-2], clock), own)
    rates = [
        (name, each["made"]["records a second"])
        for name, each in kept.items()
        if each.get("made", {}).get("profile") == "long"
    ]
    yield "bulk load ≥ 250 long testimonies a second", _at_least(rates, 250)
    yield from _of_tables(kept, clock)


def _of_words(own: Reading) -> Iterator[tuple[str, Figures]]:
    every = own.classes("words", "both", "orders")
    plain = [name for name in every if name != COMMON_PHRASE]
    p95 = [(name, own.p95(name, "sql")) for name in plain]
    yield "words: p95 in SQL ≤ 75 ms", _at_most(p95, 75)
    phrase = [(COMMON_PHRASE, own.p95(COMMON_PHRASE, "sql"))]
    yield "phrases of two very common words: p95 ≤ 100 ms", _at_most(phrase, 100)
    for way, parts in (
        ("http", ("sql",)),
        ("http with facets", ("sql", "sql of facets")),
    ):
        yield f"{way}: p50 ≤ 1.5 × its SQL + 8 ms", _against_sql(own, way, parts)
    for name, least in ((VERY_COMMON, 20), (COMMON, 10)):
        ratio = [(name, own.ratio(name, "naive", "sql"))]
        yield f"≥ {least} × faster than ranking every match", _at_least(ratio, least)
    slower = [(RARE, own.ratio(RARE, "sql", "naive"))]
    yield "rare words ≤ 1.3 × slower than ranking", _at_most(slower, 1.3)


def _against_sql(own: Reading, way: str, parts: tuple[str, ...]) -> Figures:
    found = []
    for name in own.classes("words", "tags", "both", "orders", "deep"):
        took = own.p50(name, way)
        allowed = 1.5 * sum(own.p50(name, part) or 0 for part in parts) + 8
        found.append(
            (f"{name} (≤ {allowed:.1f})", took, took is not None and took <= allowed)
        )
    return found


def _of_tags(own: Reading) -> Iterator[tuple[str, Figures]]:
    p95 = [(name, own.p95(name, "sql")) for name in own.classes("tags")]
    yield "tags: p95 in SQL ≤ 30 ms", _at_most(p95, 30)
    ratios = [(name, own.ratio(name, "taggit", "sql")) for name in BROAD_TAGS]
    yield "broad tags ≥ 20 × faster than taggit's filters", _at_least(ratios, 20)


def _of_facets(own: Reading) -> Iterator[tuple[str, Figures]]:
    every = own.classes("words", "tags", "both", "orders")
    plain = [name for name in every if name != COMMON_PHRASE]
    p95 = [(name, own.p95(name, "sql of facets")) for name in plain]
    yield "facets: p95 in SQL ≤ 50 ms", _at_most(p95, 50)
    http = [(name, own.p95(name, "http with facets")) for name in plain]
    yield "the page with facets over HTTP: p95 ≤ 100 ms", _at_most(http, 100)
    phrase = [(COMMON_PHRASE, own.p95(COMMON_PHRASE, "http with facets"))]
    yield "the same for phrases of very common words: ≤ 300 ms", _at_most(phrase, 300)
    broad = (VERY_COMMON, COMMON, "tag, broad")
    ratios = [
        (name, own.ratio(name, "naive facets", "sql of facets")) for name in broad
    ]
    yield "facets ≥ 50 × GROUP BY on broad sets", _at_least(ratios, 50)
    accuracy = own.run["accuracy"]
    overlap = [(family, each["overlap"]) for family, each in accuracy.items()]
    yield "facets: nine of the first ten are the true ones", _at_least(overlap, 9)
    error = [
        (f"{family}, %", 100 * each["mean error"]) for family, each in accuracy.items()
    ]
    yield "facets: mean error ≤ 5 %", _at_most(error, 5)


def _of_peers(own: Reading) -> Iterator[tuple[str, Figures]]:
    every = own.classes("words", "tags", "both")
    for way in ("api", "http"):
        faster = [(name, own.ratio(name, way, "datasette")) for name in every]
        yield (
            f"Datasette (JSON, ranked, extracts, count) ≤ 1.2 × faster than {way}",
            _at_most(faster, 1.2),
        )
    with_facets = [
        (name, own.ratio(name, "http with facets", "datasette with facets"))
        for name in every
    ]
    yield "Datasette ≤ 1.2 × faster (HTTP, with facets)", _at_most(with_facets, 1.2)
    common = [
        (name, own.ratio(name, "datasette with facets", "http with facets"))
        for name in (VERY_COMMON, COMMON)
    ]
    yield "Datasette with facets ≥ 4 × slower on common words", _at_least(common, 4)
    django = []
    for name in (VERY_COMMON, COMMON):
        ranked, grouped = own.p50(name, "naive"), own.p50(name, "naive facets")
        mine = own.p50(name, "in process")
        django.append(
            (name, (ranked + grouped) / mine if ranked and grouped and mine else None)
        )
    yield (
        "Django's pattern with facets ≥ 10 × slower on common words",
        _at_least(django, 10),
    )


def _of_growth(smaller: Reading, own: Reading) -> Iterator[tuple[str, Figures]]:
    def grown(names: Iterable[str]) -> list[tuple[str, float | None]]:
        found = []
        for name in names:
            before, after = smaller.p50(name, "sql"), own.p50(name, "sql")
            found.append((name, after / before if before and after else None))
        return found

    sizes = f"{smaller.run['records']:,} → {own.run['records']:,}"
    yield f"growth {sizes}, one word ≤ 2 ×", _at_most(grown(WORDS), 2)
    yield f"growth {sizes}, two or three words ≤ 3 ×", _at_most(grown(SEVERAL), 3)
    yield f"growth {sizes}, two tags ≤ 2 ×", _at_most(grown(["two broad tags"]), 2)
    pages = [name for name in own.run["classes"] if name.startswith(PAGES)]
    yield f"growth {sizes}, a page at any depth ≤ 1.2 ×", _at_most(grown(pages), 1.2)
    first = own.p50(pages[0], "sql") if pages else None
    depths = [(n, (own.p50(n, "sql") or 0) / first if first else None) for n in pages]
    yield "a page at any depth ≤ 1.2 × the first", _at_most(depths, 1.2)


def _of_tables(kept: dict[str, Any], clock: str) -> Iterator[tuple[str, Figures]]:
    for name, each in kept.items():
        if "tables" not in each:
            continue
        tables = each["tables"]
        unit = "seconds" if clock == "wall" else "processor seconds"
        share = [(name, tables["export"][f"share of COPY, {unit}"])]
        yield f"{name}: CSV ≥ 0.6 × COPY", _at_least(share, 0.6)
        growth = [("MB", tables["export"]["export"]["growth of memory"] / 2**20)]
        yield f"{name}: CSV grows memory by ≤ 30 MB", _at_most(growth, 30)
        for what in ("lists", "searches"):
            p95 = [
                (path, statistics.quantiles(times[clock], n=20, method="inclusive")[18])
                for path, times in tables[what].items()
            ]
            yield f"{name}: the desk's {what}: p95 ≤ 150 ms", _at_most(p95, 150)
