"""`python -m benchmarks.search make N | run | report`: see docs/performance.md."""

import argparse
import json
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.search.database import prepare

FILE = "benchmark-search.json"


def main() -> None:
    """Parse, call one function, keep or print what it gives."""
    options = _parser().parse_args()
    options.function(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--figures", type=Path, help=f"the file kept ({FILE})")
    commands = parser.add_subparsers(required=True)
    making = commands.add_parser("make", help="load a synthetic archive, anew")
    making.add_argument("records", type=int)
    making.add_argument("--long", action="store_true", help="long testimonies alone")
    making.add_argument("--alone", action="store_true", help="no tables for the peers")
    making.set_defaults(function=_make)
    copying = commands.add_parser("multiply", help="copy every record, in SQL alone")
    copying.add_argument("times", type=int)
    copying.set_defaults(function=_multiply)
    peers = commands.add_parser("peers", help="make the peers' tables and files")
    peers.add_argument("--datasette", type=Path, help="install it into this folder")
    peers.add_argument("--times", type=int, default=1, help="as `multiply` was told")
    peers.set_defaults(function=_peers)
    running = commands.add_parser("run", help="measure, and keep the figures")
    running.add_argument("--queries", type=int, default=60)
    running.add_argument("--budget", type=float, default=20, help="seconds of a peer")
    running.add_argument("--datasette", type=Path, help="where it was installed")
    running.add_argument("--only", default="", help="classes with this in their name")
    running.set_defaults(function=_run)
    tables = commands.add_parser("tables", help="measure the export and the desk")
    tables.set_defaults(function=_tables)
    reporting = commands.add_parser("report", help="print what was kept")
    reporting.add_argument("--clock", choices=("wall", "processor"), default="wall")
    reporting.set_defaults(function=_report)
    return parser


def _make(options: argparse.Namespace) -> None:
    prepare()
    from benchmarks.search import load  # noqa: PLC0415 - needs the apps
    from benchmarks.search.corpus import LONG, SHORT  # noqa: PLC0415

    made = load.make(options.records, LONG if options.long else SHORT)
    _keep(options, "made", made)
    if not options.alone:
        _peers(options)


def _multiply(options: argparse.Namespace) -> None:
    prepare()
    from benchmarks.search import copies, load  # noqa: PLC0415 - needs the apps

    made = copies.multiply(options.times)
    load.settle()
    _keep(options, "made", made)


def _peers(options: argparse.Namespace) -> None:
    prepare()
    from benchmarks.search import datasette, peers  # noqa: PLC0415 - needs the apps
    from benchmarks.search.corpus import SHORT  # noqa: PLC0415
    from benchmarks.search.database import value  # noqa: PLC0415

    count = value("SELECT count(*) FROM testimonies_entry WHERE kind <> 'g'")
    times = getattr(options, "times", 1)
    count //= times
    peers.make(SHORT, count, times)
    if folder := getattr(options, "datasette", None):
        datasette.install(folder)
        datasette.make(_sqlite(), SHORT, count, times)


def _run(options: argparse.Namespace) -> None:
    prepare()
    from benchmarks.search import measure  # noqa: PLC0415 - needs the apps

    chosen = measure.Options(
        options.queries, options.budget, options.datasette, _sqlite(), options.only
    )
    what = "run" if not options.only else f"run of {options.only}"
    measure.run(chosen, partial(_keep, options, what))


def _tables(options: argparse.Namespace) -> None:
    prepare()
    from benchmarks.search import desk, exports  # noqa: PLC0415 - needs the apps
    from benchmarks.search.database import value  # noqa: PLC0415

    exported = exports.exports()
    desk.fill(value("SELECT count(*) FROM testimonies_entry WHERE kind <> 'g'"))
    _keep(options, "tables", {"export": exported, **desk.lists()})


def _report(options: argparse.Namespace) -> None:
    prepare()
    from benchmarks.search import report  # noqa: PLC0415 - needs the apps

    report.show(json.loads(_file(options).read_text()), options.clock)


def _sqlite() -> Path:
    from benchmarks.search.database import kept_name  # noqa: PLC0415 - needs the apps

    return _folder() / f"{kept_name()}.sqlite"


def _folder() -> Path:
    from archive import postgres  # noqa: PLC0415 - reads the environment

    folder = postgres.data_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _file(options: argparse.Namespace) -> Path:
    return options.figures or _folder() / FILE


def _keep(options: argparse.Namespace, what: str, figures: Any) -> None:
    """Add figures to the file, by database; nobody commits it."""
    from benchmarks.search.database import kept_name  # noqa: PLC0415 - needs the apps

    file = _file(options)
    kept = json.loads(file.read_text()) if file.exists() else {}
    kept.setdefault(kept_name(), {})[what] = figures
    file.write_text(json.dumps(kept, indent=1, ensure_ascii=False))
    large = {"classes"}
    if not large & figures.keys():
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
