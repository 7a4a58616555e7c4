"""docs/reading.md tells the truth: each selector of its table is on its page."""

import re
from dataclasses import dataclass
from itertools import groupby

import pytest
from playwright.sync_api import Page

from tests.browser.house import PROJECT, House

# One process for all of them: each would start a demo of its own.
pytestmark = pytest.mark.browser

DOCS = PROJECT / "docs"
ROW = re.compile(
    r"^\| (?P<what>[^|`]+) \| `(?P<path>/[^`]*)` \| `(?P<selector>[^`]+)`"
    r" \| \[[^\]]+\]\((?P<picture>[^)]+)\) \|$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the table."""

    what: str
    path: str
    selector: str
    picture: str


def promises() -> list[Promise]:
    """Read the tables, by page; a row that cannot be read fails."""
    text = (DOCS / "reading.md").read_text()
    found = []
    for part in text.split("| what was promised")[1:]:
        table = part.partition("\n\n")[0]
        rows = [Promise(**row.groupdict()) for row in ROW.finditer(table)]
        assert len(rows) == len(table.strip().splitlines()) - 2
        found += rows
    return sorted(found, key=lambda row: row.path)


def test_every_promise_to_readers_is_kept_where_the_tables_say(
    reader: Page, examples: House
) -> None:
    broken = []
    for path, rows in groupby(promises(), key=lambda row: row.path):
        reader.goto(examples.filled(path))
        broken += [
            f"{row.what}: {row.selector} is not on {path}"
            for row in rows
            if reader.locator(row.selector).count() == 0
        ]
    assert broken == []


def test_every_picture_of_the_table_was_taken_and_is_small() -> None:
    named = {row.picture for row in promises()}
    assert [name for name in named if not (DOCS / name).is_file()] == []
    taken = list((DOCS / "pictures").glob("*.webp"))
    assert [each.name for each in taken if each.stat().st_size > 60 * 1024] == []
    assert sum(each.stat().st_size for each in taken) < 4 * 1024 * 1024
