"""Lists and records of each kind: one query each, two where there is no such record.

A record is the stored document's own text with a few facts round it, so its digest can
be made again from what was sent.
"""

import json
from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from ninja import Path, Query, Router

from testimonies.answers import answer, converter_of, typed
from testimonies.api.errors import JSON, missing, no_such_page
from testimonies.api.parameters import (
    PAGE,
    ListParameters,
    marker_pattern,
    require_known,
)
from testimonies.api.schema import (
    HEADERS,
    HEADERS_OF_LISTS,
    Gone,
    list_of,
    record_of,
    responses,
)
from testimonies.catalogue import (
    Cursor,
    CursorMalformed,
    Issue,
    etag_of,
    issues,
    listing,
)
from testimonies.terms import Kind, ref_pattern

READING = ["GET", "HEAD"]


def add_kind(router: Router, kind: Kind) -> None:
    """Give a kind its list and its records."""
    word, base = kind.word, f"/{kind.plural}/"

    @router.api_operation(
        READING,
        base,
        url_name=f"{word}-list",
        operation_id=f"list_{kind.plural}",
        summary=f"The public {kind.plural}, {_order(kind)}",
        response=responses(list_of(kind)),
        openapi_extra=HEADERS_OF_LISTS,
    )
    def records(
        request: HttpRequest,
        parameters: Query[ListParameters],
        after: Annotated[str, Query(pattern=marker_pattern(kind))] = "",
    ) -> HttpResponseBase:
        return _list(request, kind, after, parameters.limit)

    @router.api_operation(
        READING,
        f"{base}{{{converter_of(kind)}:ref}}/",
        url_name=word,
        operation_id=f"get_{word}",
        summary=f"One {word}",
        response=responses(record_of(kind), {410: Gone}),
        openapi_extra=HEADERS,
    )
    def record(
        request: HttpRequest,
        ref: Annotated[str, Path(pattern=f"^{ref_pattern(kind)}$")],
    ) -> HttpResponseBase:
        return _record(request, ref)

    del records, record


def _order(kind: Kind) -> str:
    return "by ref" if kind is Kind.TAG else "the newest first"


def _list(request: HttpRequest, kind: Kind, after: str, limit: int) -> HttpResponseBase:
    require_known(request, ("after", "limit"))
    try:
        cursor = Cursor.parse(after) if after else None
    except CursorMalformed:
        return no_such_page()
    page = listing(kind, after=cursor, limit=limit, with_named=False)
    following = None
    if page.next:
        following = next_address(request, f"after={page.next}", limit)
    response = answer(
        request,
        stamp=f"{stamp_of(page.issues)} {following}",
        query=urlencode({"after": after, "limit": limit}),
        render=lambda: listed(map(record_text, page.issues), following),
    )
    return paged(response, following)


def _record(request: HttpRequest, ref: str) -> HttpResponseBase:
    require_known(request)
    found = issues([ref]).get(ref)
    if found is None:
        return missing(request, ref)
    response = answer(
        request, stamp=stamp_of([found]), render=lambda: record_text(found)
    )
    return typed(response, JSON)


def record_text(issue: Issue) -> str:
    """Give a record as JSON text, its document as it is stored."""
    facts = {
        "ref": issue.ref,
        "kind": issue.kind.word,
        "edition": issue.number or None,
        "digest": issue.digest,
        "issued_at": _moment(issue.issued_at),
        "first_issued_at": _moment(issue.first_issued_at),
        "address": f"{settings.ARCHIVE_URL}{issue.path}",
    }
    return f'{_opened(facts)},"document":{issue.raw}}}'


def listed(items: Iterable[str], following: str | None, **facts: object) -> str:
    """Give a page of JSON texts, with what is to be said of it as a whole."""
    said = _opened({**facts, "next": following})
    return f'{said},"items":[{",".join(items)}]}}'


def stamp_of(found: Iterable[Issue]) -> str:
    """Say which editions these are; a number may change where no word does."""
    return etag_of(
        (issue.ref, f"{issue.digest} {issue.number} {issue.issued_at} {issue.path}")
        for issue in found
    )


def next_address(request: HttpRequest, querystring: str, limit: int) -> str:
    """Give the next page's address on this host, whichever name the host has here.

    Whoever reads under another name (a mirror, an onion service) is not led away.
    """
    size = "" if limit == PAGE else f"&limit={limit}"
    return f"{request.path}?{querystring}{size}"


def paged(response: HttpResponseBase, following: str | None) -> HttpResponseBase:
    """Say in a header too where the next page is (RFC 8288)."""
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return typed(response, JSON)


def _opened(facts: dict[str, Any]) -> str:
    """Give an object as JSON text without its last brace."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))[:-1]


def _moment(at: Any) -> str | None:
    return at.isoformat() if at else None
