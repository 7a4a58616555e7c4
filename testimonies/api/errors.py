"""Refusals as JSON: {"detail": a sentence}, with a 400 the parameters besides.

In English whatever is asked for. A 404 tells nothing of what was asked for, so that an
unknown, a draft and a sealed record answer byte for byte alike.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse

from testimonies.answers import RETRY_AFTER, bodies
from testimonies.catalogue import Failure, Tombstone, failure_of, tombstone
from testimonies.search import Problem

JSON = "application/json"
VERBS = "GET, HEAD, OPTIONS"
# Seconds for which a browser need not ask again whether it may read.
PREFLIGHT_HOLDS = "86400"

NOT_FOUND = "There is nothing at this address."
NO_SUCH_PAGE = "This page marker is not one of ours; start from the first page."
UNREADABLE = "The archive cannot read this request."
TOO_LONG = "This address is too long. Use fewer words or fewer filters."
SLOW = "The archive got no answer in time. Ask again later, or for less."
AWAY = "The archive is away for a moment. Ask again later."
FAULT = "Something went wrong here. It was not your request's fault."


class Malformed(ValueError):
    """Parameters that cannot be used, each with a sentence."""

    def __init__(self, problems: Iterable[Problem], *, status: int = 400) -> None:
        super().__init__()
        self.problems = tuple(problems)
        self.status = status


def _refusal(status: int, detail: str, **more: object) -> HttpResponse:
    body = json.dumps({"detail": detail, **more}, ensure_ascii=False)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(body, status=status, content_type=JSON, headers=headers)


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 404, also for every unknown address below /api/."""
    del exception
    bodies.forget(request.path_info)
    return _refusal(404, NOT_FOUND)


def no_such_page() -> HttpResponse:
    """Answer 404 for a marker of the right form that nobody was given."""
    return _refusal(404, NO_SUCH_PAGE)


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 400 for what cannot be read at all."""
    del request, exception
    return _refusal(400, UNREADABLE, problems=[])


def malformed(_request: HttpRequest, refusal: Malformed) -> HttpResponse:
    """Name every parameter that cannot be used: 400, or 409 for their sum."""
    detail = " ".join(problem.message for problem in refusal.problems)
    problems = [asdict(problem) for problem in refusal.problems]
    return _refusal(refusal.status, detail, problems=problems)


def too_long(request: HttpRequest) -> HttpResponse:
    """Answer 414: nothing of the archive has so long an address."""
    del request
    return _refusal(414, TOO_LONG)


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 403: a demo answers its own machine alone."""
    del request, exception
    return _refusal(403, "This archive does not answer you.")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database gave no answer.

    Called while the exception is handled. Asks the database nothing.
    """
    del request
    failure = failure_of(sys.exception())
    return unavailable(failure) if failure else _refusal(500, FAULT)


def unavailable(failure: Failure) -> HttpResponse:
    """Answer 503; nothing tells more of why than whether asking for less may help."""
    response = _refusal(503, SLOW if failure is Failure.SLOW else AWAY)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def missing(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer 410 where the record was public once, else 404. One query."""
    stone = tombstone(ref)
    return _gone(request, stone) if stone else not_found(request)


def _gone(request: HttpRequest, stone: Tombstone) -> HttpResponse:
    bodies.forget(request.path_info)
    return _refusal(
        410,
        "This record was withdrawn.",
        withdrawn_at=stone.withdrawn_on.isoformat(),
        public_note=stone.public_note,
    )


def wrong_verb() -> HttpResponse:
    """Answer 405: nothing here can be changed."""
    response = _refusal(405, f"The API is for reading: use {VERBS}.")
    response.headers["Allow"] = VERBS
    return response


def preflight() -> HttpResponse:
    """Tell a browser, on behalf of another site's page, what it may ask (CORS)."""
    headers = {
        "Allow": VERBS,
        "Access-Control-Allow-Methods": VERBS,
        "Access-Control-Allow-Headers": "If-None-Match",
        "Access-Control-Max-Age": PREFLIGHT_HOLDS,
        "Cache-Control": "no-store",
    }
    response = HttpResponse(status=204, headers=headers)
    del response.headers["Content-Type"]
    return response
