"""Whole results as files: everything once, newest first, as the database writes it."""

import csv
import io
from unittest import mock

from django.db import connection

from archive import readers
from testimonies import catalogue
from testimonies.search import SearchQuery, Sort, csv_of, every, search
from testimonies.search import export as exporting
from tests.search.small import Archive

SITE = "https://archive.example"


def plainly(expression: str) -> str:
    return expression


def table(query: SearchQuery) -> list[dict[str, str]]:
    with readers.reading():
        lines = b"".join(csv_of(query, site=SITE, cell=plainly)).decode()
    return list(csv.DictReader(io.StringIO(lines)))


def test_every_record_is_given_once_newest_first(archive: Archive) -> None:
    query = SearchQuery("gunfire OR almaty")
    with readers.reading():
        newest = search(query.with_value("sort", Sort.NEWEST), limit=50)
        expected = [hit.issue.ref for hit in newest.hits]
        assert [issue.ref for issue in every(query)] == expected
    assert [row["ref"] for row in table(query)] == expected


def test_parts_and_batches_hold_everything_once(archive: Archive) -> None:
    query = SearchQuery("gunfire OR almaty")
    with readers.reading():
        whole = [issue.ref for issue in every(query)]
    blocks = (("a", 1), ("b", 1), ("c", 3))
    with (
        mock.patch("testimonies.catalogue.tokens.BLOCKS", blocks),
        mock.patch.object(exporting, "BATCH", 1),
    ):
        catalogue.rebuild_entries()
        with readers.reading():
            assert [issue.ref for issue in every(query)] == whole
        assert [row["ref"] for row in table(query)] == whole


def test_a_row_says_what_the_record_says(archive: Archive) -> None:
    rows = {row["ref"]: row for row in table(SearchQuery(tags=("almaty",)))}
    row = rows[archive.clip.ref]
    assert tuple(row) == exporting.COLUMNS
    with readers.reading():
        issue = catalogue.issues([archive.clip.ref])[archive.clip.ref]
    assert row["title"] == issue.title
    assert row["address"] == SITE + issue.path
    assert set(row["tags"].split("; ")) == {"Almaty", "рекомендации"}
    assert issue.first_issued_at is not None
    assert row["first_published"] == f"{issue.first_issued_at:%Y-%m-%dT%H:%M:%SZ}"


def test_the_address_of_every_kind_is_that_of_its_page(archive: Archive) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ref, {catalogue.PATH_SQL} FROM testimonies_entry"  # noqa: S608
        )
        paths = dict(cursor.fetchall())
    shown = catalogue.issues(paths)
    assert {issue.kind for issue in shown.values()} >= {"t", "q", "m", "w", "g"}
    assert paths == {ref: issue.path for ref, issue in shown.items()}


def test_a_search_for_nothing_gives_a_table_without_rows(archive: Archive) -> None:
    assert table(SearchQuery()) == table(SearchQuery(tags=("nothing",))) == []
    with readers.reading():
        assert list(every(SearchQuery("the"))) == []
