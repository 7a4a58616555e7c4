"""The search of /search/ as JSON: the same parameters, the same hits, the same order.

The address is the whole state; nothing about what is searched for is kept or logged.
"""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from testimonies.answers import answer
from testimonies.api.errors import Malformed, malformed, no_such_page, unavailable
from testimonies.api.parameters import (
    NAMES,
    REPEATED,
    SearchParameters,
    require_known,
)
from testimonies.api.records import (
    READING,
    listed,
    next_address,
    paged,
    record_text,
    stamp_of,
)
from testimonies.api.schema import HEADERS_OF_LISTS, Refused, responses
from testimonies.api.schema import results as results_type
from testimonies.catalogue import Failure
from testimonies.search import (
    Counting,
    Hit,
    Line,
    QueryMalformed,
    Results,
    SearchFailed,
    SearchQuery,
    Snippet,
    search,
)

# Each may be well formed, and their sum may not be: too many tags, an end before the
# start, an order that the view does not have.
TOGETHER = {"", "tag", "any", "not", "to", "sort", "after"}


def add_search(router: Router) -> None:
    """Give the search its address."""

    @router.api_operation(
        READING,
        "/search/",
        url_name="search",
        operation_id="search",
        summary="What a search finds, as /search/ does",
        response=responses(results_type(), {409: Refused}),
        openapi_extra=HEADERS_OF_LISTS,
    )
    def find(
        request: HttpRequest, parameters: Query[SearchParameters]
    ) -> HttpResponseBase:
        return _find(request, parameters.limit)

    del find


def _find(request: HttpRequest, limit: int) -> HttpResponseBase:
    require_known(request, NAMES, REPEATED)
    given = dict(request.GET.lists())
    given.pop("limit", None)
    try:
        query = SearchQuery.parse(given)
        results = search(query, limit=limit, counting=Counting.TOTAL)
    except QueryMalformed as refusal:
        return _refused(request, refusal)
    except SearchFailed:
        return unavailable(Failure.SLOW)
    return _answer(request, results, limit)


def _refused(request: HttpRequest, refusal: QueryMalformed) -> HttpResponseBase:
    """Refuse values that are well formed each, and of no use together or here."""
    names = {problem.parameter for problem in refusal.problems}
    if names == {"after"}:
        return no_such_page()
    status = 409 if names <= TOGETHER else 400
    return malformed(request, Malformed(refusal.problems, status=status))


def _answer(request: HttpRequest, results: Results, limit: int) -> HttpResponseBase:
    query = results.query.querystring()
    following = None
    if results.next:
        following = next_address(request, results.next.querystring(), limit)
    shown = [hit.issue for hit in results.hits]
    shown += [line.issue for line in results.lines]
    found = stamp_of(shown)
    response = answer(
        request,
        stamp=f"{results.etag} {found} {following} {limit}",
        query=f"{query}&limit={limit}",
        render=lambda: listed(
            _hits(results),
            following,
            query=query,
            total=results.total,
            is_more=results.facets.is_more,
            is_about=results.facets.is_about,
            unknown=results.unknown,
            also=results.also,
            left_out=results.left_out,
            lines=[_line(line) for line in results.lines],
        ),
    )
    return paged(response, following)


def _hits(results: Results) -> Iterator[str]:
    for hit in results.hits:
        yield f'{{"record":{record_text(hit.issue)},"snippet":{_snippet(hit)}}}'


def _line(line: Line) -> dict[str, Any]:
    said = _named(line)
    issue = said.pop("issue")
    return {"ref": issue.ref, "address": f"{settings.ARCHIVE_URL}{issue.path}", **said}


def _snippet(hit: Hit) -> str:
    said = _named(hit.snippet) if hit.snippet else None
    return json.dumps(said, ensure_ascii=False)


def _named(row: Snippet | Line) -> dict[str, Any]:
    # Not asdict(), which copies every part of every row.
    return {each.name: getattr(row, each.name) for each in fields(row)}
