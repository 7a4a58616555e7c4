"""How much one request may ask: of the address, and of the desk's time in the database.

What a web server in front refuses already (gunicorn.conf.py) is refused here again, for
another server may be put there. Commands have no limit of time: only wsgi.py calls
limit_time().
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from archive.refusals import bad_request, not_found, too_long

# A path in characters as it is read, a query in bytes as it was sent: a search of 300
# Cyrillic letters and 8 long tags stays below.
LONGEST_PATH = 2_048
LONGEST_QUERY = 16_384

# Milliseconds. Publishing a very long testimony takes a second or two; who waits for a
# lock waits for a colleague's save; an open transaction without work is a lost worker.
TIME_OF_THE_DESK = {
    "statement_timeout": 30_000,
    "lock_timeout": 10_000,
    "idle_in_transaction_session_timeout": 60_000,
}

_CONTROLS = {chr(code) for code in (*range(32), 127)}


def limit_time(database: dict[str, Any]) -> None:
    """Let new connections of these settings end what takes too long."""
    options = database.setdefault("OPTIONS", {})
    given = options.get("options", "")
    missing = [
        f"-c {name}={value}"
        for name, value in TIME_OF_THE_DESK.items()
        if name not in given
    ]
    options["options"] = " ".join(filter(None, [given, *missing]))


class LimitsMiddleware:
    """Refuses addresses that no page of the archive can have, before anything reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if len(request.path_info.encode()) > LONGEST_PATH or len(query) > LONGEST_QUERY:
            return too_long(request)
        if _CONTROLS.intersection(request.path_info):
            return not_found(request)
        if _holds_nothing(request, query):
            return bad_request(request)
        return self.get_response(request)


def _holds_nothing(request: HttpRequest, query: str) -> bool:
    """Say whether a NUL stands where a database would be asked for it."""
    # The search says by itself which of its parameters holds what.
    is_search = request.path_info.endswith(("/search/", "/search/feed.atom"))
    is_search = is_search or request.path_info.startswith("/search/results.")
    if not is_search and ("%00" in query or "\x00" in query):
        return True
    return any("\x00" in value for value in request.COOKIES.values())
