"""The table of attacks for docs/security.md: docs/attacks.toml and the tests' marks.

A test counts for a row where it is marked `@attack(row, …)`; what `without=` names is
the guard that it was seen to fail without, in every run of the suite.
"""

import ast
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = ROOT / "docs" / "attacks.toml"
PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- attacks: made by python -m tests.attacks -->", "<!-- /attacks -->"


@dataclass(frozen=True)
class Row:
    """A row of the list; `cannot_apply` and `not_yet` are reasons, or empty."""

    number: int
    priority: str
    attack: str
    here: str
    cannot_apply: str = ""
    not_yet: str = ""


@dataclass(frozen=True)
class Shown:
    """A test that shows a row; `guard` is empty where none is taken away."""

    test: str
    guard: str


def rows() -> list[Row]:
    """Give the rows in their order."""
    return [Row(**row) for row in tomllib.loads(ROWS.read_text())["row"]]


@cache
def shown() -> dict[int, list[Shown]]:
    """Give each row's tests, by their decorators, in the order of their names.

    Every test's module is parsed once.
    """
    found: dict[int, set[Shown]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for row, each in _marked(ast.parse(path.read_text())):
            found[row].add(each)
    return {
        row: sorted(each, key=lambda one: (not one.guard, one.test, one.guard))
        for row, each in found.items()
    }


def _marked(module: ast.Module) -> Iterator[tuple[int, Shown]]:
    for node in ast.walk(module):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "attack":
                row = ast.literal_eval(mark.args[0])
                guards = [each.value for each in mark.keywords if each.arg == "without"]
                guard = _name(guards[0]) if guards else ""
                yield row, Shown(node.name, guard)


def _name(removal: ast.expr) -> str:
    """Name a guard as its removal does: by its first argument, or by its own name."""
    first = (
        removal.args[0] if isinstance(removal, ast.Call) and removal.args else removal
    )
    if isinstance(first, ast.Constant):
        return str(first.value)
    return ast.unparse(first).rpartition(".")[2].strip("'_").replace("_", " ").lower()


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").strip()


def _tests(found: list[Shown]) -> str:
    by_test: dict[str, list[str]] = {}
    for each in found:
        guards = by_test.setdefault(each.test, [])
        guards += [each.guard] if each.guard else []
    return "; ".join(
        f"`{test}`" + (f" (fails without: {', '.join(guards)})" if guards else "")
        for test, guards in by_test.items()
    )


def _line(row: Row, found: list[Shown]) -> str:
    here = [row.here]
    if row.cannot_apply:
        here = [f"*cannot apply:* {row.cannot_apply}"]
    if row.not_yet:
        here.append(f"**Not yet:** {row.not_yet}")
    cells = (
        str(row.number),
        row.priority,
        row.attack,
        " ".join(here),
        _tests(found) or "–",
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def table() -> str:
    """Give the table as it stands in docs/security.md, its markers included."""
    tests = shown()
    lines = [
        BEGIN,
        "| # | | attack | here | tests |",
        "|---|---|---|---|---|",
        *(_line(row, tests.get(row.number, [])) for row in rows()),
        END,
    ]
    return "\n".join(lines)


def page() -> str:
    """Give docs/security.md with the table as it should be."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + table() + after
