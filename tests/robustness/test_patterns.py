"""No regular expression of the archive takes longer than its text is long."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.audiences import Audience, audience_of, routes
from testimonies.search import words
from tests.architecture.sources import ROOT, name_of, python_files, tree
from tests.attacks import attack
from tests.robustness.patterns import faults

CALLS = {"sub", "subn", "split", "match", "fullmatch", "search", "findall", "finditer"}
# Asked of one place only: a new beginning is never tried.
ANCHORED = {"match", "fullmatch"}


def calls_of_re(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
                yield node


def inline(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Give (place, pattern, is searched) of patterns that stand where they are used."""
    for call in calls_of_re(path):
        assert isinstance(call.func, ast.Attribute)
        name, place = call.func.attr, f"{name_of(path)}:{call.lineno}"
        if name in CALLS:
            pattern = call.args[0]
            assert isinstance(pattern, ast.Constant), f"{place}: made while running"
            yield place, str(pattern.value), name not in ANCHORED
        else:
            assert name in {"compile", "escape"}, place


def compiled(path: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give the patterns that a module names, made once when it is imported."""
    dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    module = importlib.import_module(dotted.removesuffix(".__init__"))
    named = {n: v for n, v in vars(module).items() if isinstance(v, re.Pattern)}
    made = [
        call
        for call in calls_of_re(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
    ]
    assert len(named) >= len(made), f"{dotted}: a pattern without a name"
    for name, pattern in named.items():
        yield f"{dotted}.{name}", pattern


def sources() -> list[Path]:
    skipped = {"__main__.py", "settings.py", "wsgi.py"}
    return [
        path
        for path in python_files("archive", "testimonies")
        if path.name not in skipped and "re." in path.read_text()
    ]


@attack(37)
def test_no_pattern_of_ours_goes_back_over_what_it_took() -> None:
    found, seen = [], 0
    for path in sources():
        for place, pattern, is_searched in inline(path):
            seen += 1
            found += [
                f"{place}: {each}" for each in faults(pattern, is_searched=is_searched)
            ]
        for place, each in compiled(path):
            seen += 1
            found += [f"{place}: {f}" for f in faults(each.pattern, flags=each.flags)]
    assert seen > 15
    assert found == []


@attack(37)
def test_no_address_of_ours_does_either() -> None:
    found = [
        f"{route.name}: {fault}"
        for route in routes()
        # Those of Django's admin read to a path's end: LONGEST_PATH bounds it.
        if audience_of(route.name) is Audience.READERS
        for pattern in route.patterns
        if hasattr(pattern, "_regex") or hasattr(pattern, "_route")
        for fault in faults(pattern.regex.pattern, is_searched=False)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r"(a+)+b", "inside"),
        (r"(?:a1|\w2)*c", "alike"),
        (r"\n\s*\n", "could have taken"),
        (r"x\d+\w*y", "could have taken"),
        (r"a.*b.*c", "could have taken"),
        (r"\W+$", "begins with"),
        (r"(?:[a-z]{1,500})+!", "inside"),
        (r"x(?:a*)(?:b?)a*y", "could have taken"),
    ],
)
def test_a_slow_pattern_would_be_seen(pattern: str, fault: str) -> None:
    assert any(fault in each for each in faults(pattern))


@pytest.mark.parametrize(
    "pattern", [r"\s+", r"\[[^\[\]]+\]", r"a(?:b|c)*d", "[0-9]{4}"]
)
def test_a_quick_pattern_passes(pattern: str) -> None:
    assert faults(pattern) == []


def test_no_pattern_is_handed_to_the_database() -> None:
    """Patterns stand in constraints alone, where nobody's words are the pattern."""
    asked: list[str] = []
    for path in python_files("archive", "testimonies"):
        if path.parent.name == "models":
            continue
        for node in ast.walk(tree(path)):
            name: Any = getattr(node, "arg", None) or getattr(node, "value", "")
            if isinstance(name, str) and re.search(
                r"__i?regex|SIMILAR TO|WHERE.* ~", name
            ):
                asked.append(f"{name_of(path)}:{getattr(node, 'lineno', 0)}")
    assert asked == []


@attack(37)
@pytest.mark.parametrize("sign", ['"', "-", "!", "#", "_", " ", "\u200b", "or ", '-"'])
def test_a_search_of_one_sign_is_read(sign: str) -> None:
    assert isinstance(words.read_words(sign * 300), list)
