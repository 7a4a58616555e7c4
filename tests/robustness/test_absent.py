"""What is attacked elsewhere and does not exist here; whoever builds it meets this."""

import ast
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from archive.audiences import routes
from testimonies import ledger
from testimonies.models import Source
from tests.architecture.sources import name_of, python_files, tree
from tests.attacks import attack, named, without_sql
from tests.robustness.scene import Scene

SCRIPT = "<script>alert(1)</script>"
HOSTILE = f"\"'>{SCRIPT}<img src=x onerror=alert(2)>"


def imported() -> Iterator[tuple[str, str]]:
    for path in python_files("archive", "testimonies"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                yield from ((name_of(path), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield name_of(path), node.module


@attack(9)
def test_no_field_is_spatial() -> None:
    assert not any("gis" in app for app in settings.INSTALLED_APPS)
    assert not [each for each in imported() if each[1].startswith("django.contrib.gis")]
    kinds = {
        field.get_internal_type()
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if hasattr(field, "get_internal_type")
    }
    assert not any("Geo" in kind or "Raster" in kind for kind in kinds)


@attack(29)
def test_nothing_else_writes_a_table_that_a_spreadsheet_opens() -> None:
    """But for one table: tests/pages/test_table.py tries its cells."""
    writers = ("csv", "openpyxl", "xlsxwriter", "tablib", "import_export", "odf")
    assert [each for each in imported() if each[1].partition(".")[0] in writers] == []
    for route in routes():
        assert not route.path.endswith((".xlsx", ".ods", ".tsv")), route.name
    tables = [route.name for route in routes() if route.path.endswith(".csv")]
    assert tables == ["search-results-csv"]


# --- Reflected scripts ----------------------------------------------------------------


def as_it_is(text: object) -> object:
    """A template that escapes nothing."""
    return text


unescaped = named(
    "templates that escape nothing",
    lambda: mock.patch("django.template.base.conditional_escape", as_it_is),
)


def runs(response: Any) -> bool:
    """Say whether a browser would run what was sent back: neither text nor a file."""
    is_saved = response.get("Content-Disposition", "").startswith("attachment")
    if is_saved or response["Content-Type"].startswith(
        ("text/plain", "application/json", "image/png")
    ):
        return bool(response["X-Content-Type-Options"] != "nosniff")
    page = response.getvalue().decode()
    return SCRIPT in page or "<img src=x" in page


@attack(26, without=unescaped)
def test_nothing_that_was_asked_runs(scene: Scene, anybody: Client) -> None:
    asked = {"q": HOSTILE, "tag": HOSTILE, "kind": HOSTILE, "after": HOSTILE}
    for name, address in scene.addresses.items():
        path = address.partition("?")[0]
        for parameters in ({"q": HOSTILE}, {"tag": HOSTILE}, asked, {HOSTILE: HOSTILE}):
            assert not runs(anybody.get(path, parameters)), name
        assert not runs(anybody.get(f"{path}{HOSTILE}/")), name


def test_no_page_shows_how_it_was_made(anybody: Client, db: None) -> None:
    assert not settings.DEBUG
    for address in ("/none/", "/admin/none/", "/?a=%00"):
        page = anybody.get(address).getvalue().decode()
        assert "Traceback" not in page
        assert "urlpatterns" not in page
        assert "settings" not in page.lower()


# --- Schemes --------------------------------------------------------------------------

SCHEMES = (
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/",
    "https:evil.example",
    "https://a.example/\njavascript:alert(1)",
)
any_scheme = without_sql(
    "source_url_scheme",
    "ALTER TABLE testimonies_source DROP CONSTRAINT source_url_scheme",
)


@attack(2, without=any_scheme)
@pytest.mark.parametrize("url", SCHEMES)
def test_no_link_of_another_scheme_is_stored(scene: Scene, url: str) -> None:
    refused = 0
    for way in ("create", "bulk_create", "update"):
        try:
            with transaction.atomic(), ledger.acting(scene.editor):
                store(way, url)
        except IntegrityError:
            refused += 1
    assert refused == 3


def store(way: str, url: str) -> None:
    if way == "create":
        Source.objects.create(title="A", outlet="B", url=url)
    elif way == "bulk_create":
        Source.objects.bulk_create([Source(title="A", outlet="B", url=url)])
    else:
        assert Source.objects.update(url=url)
