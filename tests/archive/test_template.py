"""The database that tests copy is made anew with whatever makes it."""

import ast
from pathlib import Path

import pytest
from django.db import connection

from tests import template

MIGRATIONS = template.PROJECT / "testimonies" / "migrations"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with one file below each place that makes tables."""
    for name in template.MAKERS:
        place = tmp_path / name
        file = place if place.suffix else place / "deeper" / "one.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("as it was")
    return tmp_path


def test_a_changed_file_asks_for_another_template(project: Path) -> None:
    before = template.digest(project)
    for file in template.makers(project):
        file.write_text("as it is")
        changed = template.digest(project)
        assert changed != before, file
        before = changed


def test_a_file_more_asks_for_another_template(project: Path) -> None:
    before = template.digest(project)
    (project / template.MAKERS[0] / "0002_more.sql").write_text("SELECT 1")
    assert template.digest(project) != before


def test_every_place_that_makes_tables_is_there() -> None:
    missing = [n for n in template.MAKERS if not (template.PROJECT / n).exists()]
    assert missing == []
    assert set(MIGRATIONS.glob("*.sql")) <= set(template.makers())


def test_what_migrations_import_of_ours_is_counted() -> None:
    counted = {file.relative_to(template.PROJECT) for file in template.makers()}
    for file in MIGRATIONS.glob("*.py"):
        for name in _imported(file):
            path = Path(*name.split("."))
            found = {path.with_suffix(".py"), path / "__init__.py"}
            assert not name.startswith("testimonies") or found & counted, name


def _imported(file: Path) -> set[str]:
    tree = ast.walk(ast.parse(file.read_text()))
    names = set()
    for node in tree:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.django_db
def test_older_templates_are_dropped_and_this_one_is_kept() -> None:
    name, old = f"{template.PREFIX}{template.digest()}", f"{template.PREFIX}older"
    with connection._nodb_cursor() as server:
        server.execute(f"DROP DATABASE IF EXISTS {old}")
        server.execute(f"CREATE DATABASE {old}")
        server.execute("SELECT oid FROM pg_database WHERE datname = %s", [name])
        made = server.fetchall()
        assert len(made) == 1
        assert template.ready() == name
        server.execute(
            "SELECT oid FROM pg_database WHERE starts_with(datname, %s)",
            [template.PREFIX],
        )
        assert server.fetchall() == made
