"""A search as a file: all that it finds, in batches, and broken off where it fails."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies.catalogue import Issue
from testimonies.pages import results
from testimonies.search import SearchFailed, SearchQuery
from tests.attacks import attack, patched
from tests.exchange import items
from tests.search.small import Archive

ENDINGS = ("jsonl", "bib", "ris")
TYPES = {
    "jsonl": "application/jsonl; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
}


def text_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode()


def found(client: Client, query: str, ending: str = "jsonl") -> str:
    response = client.get(f"/search/results.{ending}?{query}")
    assert response.status_code == 200
    return text_of(response)


def test_each_format_holds_what_the_search_finds(
    client: Client, archive: Archive
) -> None:
    query = "q=gunfire"
    lines = [json.loads(line) for line in found(client, query).splitlines()]
    refs = [line["ref"] for line in lines]
    assert {archive.testimony.ref, archive.clip.ref} < set(refs)
    assert archive.rally.ref not in refs
    library = parse_string(found(client, query, "bib"))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == refs
    assert [each["id"] for each in rispy.loads(found(client, query, "ris"))] == refs
    page = client.get(f"/search/?{query}").content.decode()
    assert all(ref in page for ref in refs)


def test_files_are_named_and_no_search_engine_is_invited(
    client: Client, archive: Archive
) -> None:
    for ending in ENDINGS:
        address = f"/search/results.{ending}?q=gunfire"
        for response in (client.get(address), client.head(address)):
            assert response.headers["Content-Type"] == TYPES[ending]
            name = f'attachment; filename="results.{ending}"'
            assert response.headers["Content-Disposition"] == name
            assert response.headers["Cache-Control"] == "no-cache"
            assert response.headers["X-Robots-Tag"] == "noindex"
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "ETag" not in response.headers
            assert not response.cookies
        assert text_of(response) == ""
        assert client.post(address).status_code == 405


def test_malformed_parameters_are_named_in_plain_text(client: Client, db: None) -> None:
    for ending in ENDINGS:
        response = client.get(f"/search/results.{ending}?q=%00&kind=person&x=1")
        assert response.status_code == 400
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        told = response.content.decode()
        assert "“q” holds a character" in told
        assert "no kind “person”" in told
        assert "no parameter “x”" in told
        feed = client.get("/search/feed.atom?q=%00&kind=person&x=1")
        assert feed.content.decode() == told


def test_a_batch_costs_the_same_whatever_it_holds(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert found(client, query, "bib")
        return len(captured)

    one, many = queries("q=митинг"), queries("kind=testimony&kind=quote&kind=media")
    assert many <= one + 2
    # It is the batch that keeps them few.
    monkeypatch.setattr(results, "BATCH", 1)
    assert queries("kind=testimony&kind=quote&kind=media") > many


# --- What fails -----------------------------------------------------------------------


def failing(after: int, error: type[Exception]) -> Any:
    """Give a search that gives so many records and fails then."""

    def every(_query: SearchQuery) -> Iterator[Issue]:
        for _ in range(after):
            yield items.clip().issue
        raise error

    return every


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_fails_half_way_breaks_off(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(results, "every", failing(results.BATCH, SearchFailed))
    response: Any = client.get(f"/search/results.{ending}?q=x")
    assert response.status_code == 200
    assert "Content-Length" not in response.headers
    got = iter(response.streaming_content)
    assert next(got)
    with pytest.raises(SearchFailed):
        next(got)


def test_nothing_is_sent_where_an_end_has_no_sign(
    client: Client, archive: Archive
) -> None:
    """An HTTP/1.0 client takes a connection that broke off for the end of the file."""
    address = "/search/results.bib?q=gunfire"
    old = client.get(address, SERVER_PROTOCOL="HTTP/1.0")
    assert (old.status_code, old["Content-Type"]) == (505, "text/plain; charset=utf-8")
    assert b"HTTP/1.1" in old.content
    assert client.get(address, SERVER_PROTOCOL="HTTP/1.1").status_code == 200


def test_what_fails_at_once_is_said(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "every", failing(0, SearchFailed))
    response = client.get("/search/results.bib?q=x")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Content-Disposition" not in response.headers


def test_a_record_whose_witness_has_gone_meanwhile_names_nobody(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = items.account()
    monkeypatch.setattr(results, "every", lambda _query: iter([account]))
    assert "author" not in found(client, "q=x", "bib")


def at_once(query: SearchQuery, form: Any) -> Iterator[str]:
    """Make one text of all of it."""
    yield "".join(AS_BUILT(query, form))


AS_BUILT = results._records


@attack(39, without=patched("testimonies.pages.results._records", at_once))
def test_no_more_than_a_batch_is_held(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []

    def every(_query: SearchQuery) -> Iterator[Issue]:
        for number in range(10 * results.BATCH):
            taken.append(number)
            yield items.clip().issue

    monkeypatch.setattr(results, "every", every)
    response: Any = client.get("/search/results.jsonl?q=x")
    assert len(taken) == results.BATCH
    parts = iter(response.streaming_content)
    next(parts), next(parts)
    assert len(taken) == 2 * results.BATCH
