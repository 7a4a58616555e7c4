"""The search as JSON finds what the page finds, by the same parameters."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies.search import SearchFailed, SearchQuery, search
from tests.robustness.scene import Scene

PATH = "/api/v1/search/"
QUERIES = (
    "q=gunfire",
    "q=gunfire&sort=oldest",
    "q=gunfire&kind=media&kind=quote",
    "tag=almaty&any=noise",
    "any=almaty&not=noise",
    "tag=%D0%B0%D0%BB%D0%BC%D0%B0%D1%82%D1%8B",
    "lang=en&kind=testimony",
    "tag=nothing",
    "platform=tiktok",
    "place=almaty",
    "from=2022-01-05&to=2022-02",
    "q=nosuchword",
    "",
)


def found(client: Client, query: str) -> Any:
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200, response.content
    return json.loads(response.content)


@pytest.mark.parametrize("query", QUERIES)
def test_it_finds_what_the_page_finds(
    scene: Scene, anybody: Client, query: str
) -> None:
    address = anybody.get(f"/search/?{query}").wsgi_request
    wanted = search(SearchQuery.parse(dict(address.GET.lists())))
    told = found(anybody, query)
    refs = [item["record"]["ref"] for item in told["items"]]
    assert refs == [hit.issue.ref for hit in wanted.hits]
    assert (told["total"], told["query"]) == (wanted.total, wanted.query.querystring())
    assert told["unknown"] == list(wanted.unknown)


def test_a_hit_has_its_record_and_its_extract(scene: Scene, anybody: Client) -> None:
    hits = found(anybody, "q=gunfire&kind=testimony")["items"]
    (hit,) = hits
    own = f"/api/v1/testimonies/{scene.archive.testimony.ref}/"
    assert hit["record"] == json.loads(anybody.get(own).content)
    marked = [text for text, is_match in hit["snippet"]["segments"] if is_match]
    assert [word.casefold() for word in marked] == ["gunfire"]
    assert hit["snippet"]["passage"] == 3


def test_a_concordance_has_the_lines_of_the_page(scene: Scene, anybody: Client) -> None:
    query = SearchQuery.parse({"q": ["gunfire"], "view": ["kwic"]})
    wanted, told = search(query), found(anybody, query.querystring())
    assert wanted.lines
    assert not any(item["snippet"] for item in told["items"])
    assert [(line["ref"], line["word"]) for line in told["lines"]] == [
        (line.issue.ref, line.word) for line in wanted.lines
    ]


def test_pages_follow_each_other_and_end(scene: Scene, anybody: Client) -> None:
    query = "q=gunfire&any=almaty&any=noise"
    wanted = [item["record"]["ref"] for item in found(anybody, query)["items"]]
    assert len(wanted) > 1
    refs: list[str] = []
    following = f"{PATH}?{query}&limit=1"
    while following:
        response = anybody.get(following)
        page = json.loads(response.content)
        refs += [item["record"]["ref"] for item in page["items"]]
        following = page["next"]
        assert (following in response.headers.get("Link", "")) if following else True
    assert refs == wanted


def queries(client: Client, path: str, query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{path}?{query}")
    assert len(captured) < 10, query
    return len(captured)


def test_it_is_conditional_and_costs_what_the_page_costs(
    scene: Scene, anybody: Client
) -> None:
    for query in QUERIES:
        etag = anybody.get(f"{PATH}?{query}")["ETag"]
        known = {"if-none-match": etag}
        assert anybody.get(f"{PATH}?{query}", headers=known).status_code == 304
        assert queries(anybody, PATH, query) <= queries(anybody, "/search/", query)


def test_a_search_that_takes_too_long_says_so(
    scene: Scene, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise SearchFailed

    monkeypatch.setattr("testimonies.api.search.search", fail)
    response = anybody.get(f"{PATH}?q=gunfire")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "for less" in json.loads(response.content)["detail"]
