"""The house keeps its shape: who names whom, how large things are, what pages hold."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from testimonies.terms import diagram
from tests.architecture.sources import (
    ROOT,
    functions,
    lines,
    name_of,
    python_files,
    templates,
    tree,
)
from tests.attacks import attack


def _room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _foreign_files(path: Path) -> list[str]:
    """List imports that name a file of another room instead of the room."""
    own = _room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return [
        f"{name_of(path)}:{node.lineno} {node.module}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module
        if node.module.startswith("testimonies.") and node.module.count(".") > 1
        if _room(node.module) != own
    ]


def test_a_room_is_imported_by_its_name_and_not_by_its_files() -> None:
    found = [
        line for path in python_files("testimonies") for line in _foreign_files(path)
    ]
    assert found == []


def test_nothing_is_imported_inside_a_function() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files("testimonies", "archive")
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    # Django's one moment at which models can be imported.
    assert [place for place in found if "testimonies/apps.py" not in place] == []


@pytest.mark.parametrize(
    ("folders", "limit"), [(("archive", "testimonies"), 400), (("tests",), 500)]
)
def test_files_stay_short(folders: tuple[str, ...], limit: int) -> None:
    found = {
        name_of(path): lines(path)
        for path in python_files(*folders)
        if lines(path) > limit
    }
    assert found == {}


def test_functions_stay_short() -> None:
    found = {
        place: length
        for path in python_files()
        for place, length in functions(path)
        if length > 40
    }
    assert found == {}


def test_templates_stay_short() -> None:
    assert {name_of(t): lines(t) for t in templates() if lines(t) > 120} == {}


def test_a_template_begins_by_saying_what_it_is_given() -> None:
    opening = re.compile(r"\s*(\{% extends [^%]+%\}\s*)?(\{#|\{% comment )")
    found = [name_of(t) for t in templates() if not opening.match(t.read_text())]
    assert found == []


INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=|javascript:", re.I
)


def test_no_template_holds_a_script_or_a_style() -> None:
    """The Content-Security-Policy lets neither run."""
    found = [name_of(t) for t in templates() if INLINE.search(t.read_text())]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<STYLE>",
        "<script>x()</script>",
        '<a onclick="x()">',
        "<a href='javascript:x()'>",
    ],
)
def test_the_guard_knows_a_script_and_a_style(text: str) -> None:
    assert INLINE.search(text)
    assert not INLINE.search('<script src="/static/x.js" defer></script>')


def test_nothing_is_declared_safe_past_the_escaping() -> None:
    unsafe = re.compile(r"mark_safe\b|\|\s*safe(seq)?\b|autoescape off")
    files = [*python_files("testimonies", "archive"), *templates()]
    assert [name_of(path) for path in files if unsafe.search(path.read_text())] == []


@attack(32)
def test_only_data_blocks_write_their_own_markup() -> None:
    """What has __html__ is set as it is: the one that has it writes no markup."""
    files = [
        path for path in python_files("testimonies") if "__html__" in path.read_text()
    ]
    assert [name_of(path) for path in files] == ["testimonies/templatetags/programs.py"]


COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b(?![^{]*\{)"
    r"|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(",
    re.I,
)


def test_colours_are_named_in_one_file() -> None:
    sheets = sorted((ROOT / "testimonies" / "static").rglob("*.css"))
    found = [
        f"{name_of(sheet)}:{number}"
        for sheet in sheets
        if sheet.name != "tokens.css"
        for number, line in enumerate(sheet.read_text().splitlines(), start=1)
        if COLOUR.search(line)
    ]
    assert found == []


def test_a_lock_names_no_host() -> None:
    """Where packages come from is for whoever installs them to say."""
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        assert "://" not in lock.read_text(), lock
        assert "index-url" not in lock.read_text(), lock
        assert "--hash=sha256:" in lock.read_text(), lock


def test_no_file_names_a_registry_of_packages() -> None:
    hosts = (
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "npm" + "js.",
        "artif" + "actory",
    )
    files = [
        *python_files(),
        *templates(),
        *sorted(ROOT.glob("*.toml")),
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted(ROOT.glob("*.md")),
        ROOT / "Makefile",
    ]
    found = [
        (name_of(path), host)
        for path in files
        for host in hosts
        if host in path.read_text().casefold()
    ]
    assert found == []


def test_every_command_says_what_it_does() -> None:
    ours = [
        name
        for name, app in get_commands().items()
        if str(app) == "testimonies" and name != "migrate"
    ]
    assert {"publish_due", "verify_ledger", "rebuild_entries"} <= set(ours)
    for name in ours:
        command = load_command_class("testimonies", name)
        assert len(command.help) > 20, name
        parser = command.create_parser("manage.py", name)
        own = [action for action in parser._actions if action.help is None]
        assert own == [], name


def test_the_page_of_moves_is_what_the_table_says() -> None:
    page = (ROOT / "docs" / "moves.md").read_text()
    assert page == diagram.page(), "python -m testimonies.terms.diagram > docs/moves.md"
