"""The results of a search as a table: no cell is run by a spreadsheet program."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from testimonies.exchange import is_run
from testimonies.models import User
from tests import factories
from tests.attacks import attack, patched

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", '=cmd|" /C calc"!A0')


def as_it_is(expression: str) -> str:
    return expression


def table(client: Client, query: str) -> list[dict[str, str]]:
    response: Any = client.get(f"/search/results.csv?{query}")
    assert response.status_code == 200
    body = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(body)))


@attack(29, without=patched("testimonies.pages.results.neutral_sql", as_it_is))
def test_no_cell_of_the_table_is_a_formula(
    client: Client, editor: User, reviewer: User, steward: User
) -> None:
    for number, title in enumerate(FORMULAS):
        tag = factories.make_tag(f"={number}", by=editor)
        item = factories.make_media(by=editor, title=title, description="A street.")
        factories.put_tag(item, tag, by=editor)
        factories.publish(item, editor=editor, reviewer=reviewer, steward=steward)
    rows = table(client, "q=street")
    assert len(rows) == len(FORMULAS)
    assert not [cell for row in rows for cell in row.values() if is_run(cell)]
    kept = {row["title"].removeprefix("'").strip() for row in rows}
    assert kept == {title.strip() for title in FORMULAS}


@pytest.mark.parametrize("query", ["kind=person", "q=a&x=y"])
def test_what_is_malformed_is_named_in_plain_words(
    client: Client, db: None, query: str
) -> None:
    response = client.get(f"/search/results.csv?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


def test_other_verbs_are_refused(client: Client, db: None) -> None:
    assert client.post("/search/results.csv?q=a").status_code == 405
    assert client.head("/search/results.csv?q=a").status_code == 200
