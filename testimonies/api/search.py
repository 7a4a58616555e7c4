"""The search of /search/ as JSON: the same parameters, the same hits, the same order.

The address is the whole state; nothing about what is searched for is kept or logged.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from testimonies.answers import answer
from testimonies.api.errors import Malformed, no_such_page, unavailable
from testimonies.api.parameters import SearchParameters, twice
from testimonies.api.records import (
    READING,
    listed,
    next_address,
    paged,
    record_text,
    stamp_of,
)
from testimonies.api.schema import HEADERS_OF_LISTS, responses
from testimonies.api.schema import results as results_type
from testimonies.catalogue import Failure
from testimonies.search import (
    Hit,
    QueryMalformed,
    Results,
    SearchFailed,
    SearchQuery,
    search,
)


def add_search(router: Router) -> None:
    """Give the search its address."""

    @router.api_operation(
        READING,
        "/search/",
        url_name="search",
        operation_id="search",
        summary="What a search finds, as /search/ does",
        response=responses(results_type()),
        openapi_extra=HEADERS_OF_LISTS,
    )
    def find(
        request: HttpRequest, parameters: Query[SearchParameters]
    ) -> HttpResponseBase:
        return _find(request, parameters.limit)

    del find


def _find(request: HttpRequest, limit: int) -> HttpResponseBase:
    given = dict(request.GET.lists())
    if len(given.pop("limit", [])) > 1:
        raise Malformed([twice("limit")])
    try:
        results = search(SearchQuery.parse(given), limit=limit)
    except QueryMalformed as refusal:
        if {problem.parameter for problem in refusal.problems} == {"after"}:
            return no_such_page()
        raise Malformed(refusal.problems) from refusal
    except SearchFailed:
        return unavailable(Failure.SLOW)
    return _answer(request, results, limit)


def _answer(request: HttpRequest, results: Results, limit: int) -> HttpResponseBase:
    query = results.query.querystring()
    following = None
    if results.next:
        following = next_address(request, results.next.querystring(), limit)
    found = stamp_of(hit.issue for hit in results.hits)
    response = answer(
        request,
        stamp=f"{results.etag} {found} {following} {limit}",
        query=f"{query}&limit={limit}",
        render=lambda: listed(
            _hits(results),
            following,
            query=query,
            total=results.total,
            is_capped=results.is_capped,
            unknown=results.unknown,
        ),
    )
    return paged(response, following)


def _hits(results: Results) -> Iterator[str]:
    for hit in results.hits:
        yield f'{{"record":{record_text(hit.issue)},"snippet":{_snippet(hit)}}}'


def _snippet(hit: Hit) -> str:
    return json.dumps(asdict(hit.snippet) if hit.snippet else None, ensure_ascii=False)
