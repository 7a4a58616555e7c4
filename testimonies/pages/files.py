"""A public copy: served where a standing edition names it, and nowhere else.

One query says so on every request, and with which type; whatever else lies in public
storage, and any other name, is the same 404 as everything unknown.
"""

import logging
from typing import IO

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from testimonies.answers import policy_of
from testimonies.catalogue import FileCopy, standing_copy
from testimonies.custody import (
    Part,
    Pieces,
    RangeUnsatisfiable,
    Room,
    open_stored,
    part_of,
)
from testimonies.pages.errors import not_found

logger = logging.getLogger(__name__)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a public copy, or a part of it. One query."""
    copy = standing_copy(name)
    if copy is None:
        return not_found(request)
    try:
        stored = open_stored(Room.PUBLIC, name)
    except FileNotFoundError:
        logger.error("A copy that an edition shows is not in public storage.")  # noqa: TRY400
        return not_found(request)
    etag = f'"{copy.sha256[:32]}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is not None:
        stored.close()
    else:
        response = _body(request, copy, stored, etag)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _body(
    request: HttpRequest, copy: FileCopy, stored: IO[bytes], etag: str
) -> HttpResponseBase:
    whole = Part(0, copy.size, copy.size)
    try:
        part = part_of(copy.size, _asked(request, etag)) or whole
    except RangeUnsatisfiable:
        stored.close()
        response = HttpResponse(status=416, content_type="text/plain")
        response.headers["Content-Range"] = f"bytes */{copy.size}"
        return response
    is_partial = part is not whole
    status = 206 if is_partial else 200
    headers = _headers(copy, part, is_partial=is_partial)
    if request.method == "HEAD":
        stored.close()
        return HttpResponse(status=status, headers=headers)
    # Closed with the response, read to the end or not.
    return StreamingHttpResponse(Pieces(stored, part), status=status, headers=headers)


def _asked(request: HttpRequest, etag: str) -> str | None:
    """Give the range that is asked for, unless it is of another version of the file."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return request.headers.get("Range")


def _headers(copy: FileCopy, part: Part, *, is_partial: bool) -> dict[str, str]:
    headers = {
        "Content-Type": copy.media_type,
        "Content-Length": str(part.length),
        "Content-Disposition": "inline",
        "Content-Security-Policy": policy_of(copy.media_type),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Accept-Ranges": "bytes",
    }
    if is_partial:
        headers["Content-Range"] = part.content_range
    return headers
