"""Serves nothing before it was seen that what is there may be served.

That is: the reader's login reads no more than it may, and no restored backup holds the
words of what was withdrawn.

Where the database is away when a worker starts, it is seen at the first request after
the database has come: the server need not be started again.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import Error, close_old_connections

from archive.refusals import API_PATHS
from testimonies.catalogue import (
    failure_of,
    require_narrow_reader,
    require_nothing_resurrected,
)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_PLAIN = "text/plain; charset=utf-8", b"The archive is away for a moment.\n"
_JSON = "application/json", b'{"detail": "The archive is away for a moment."}'
_HEADERS = [
    ("Cache-Control", "no-store"),
    ("Retry-After", "30"),
]


LOOKS = (require_narrow_reader, require_nothing_resurrected)


class SafeFirst:
    """A WSGI application that answers 503 until the database was looked at."""

    def __init__(self, application: Application) -> None:
        """Look at once. Raises ReaderTooPowerful, Resurrected."""
        self._application = application
        self._is_safe = self._look()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        self._is_safe = self._is_safe or self._look()
        if self._is_safe:
            return self._application(environ, start_response)
        is_api = str(environ.get("PATH_INFO", "")).startswith(API_PATHS)
        kind, body = _JSON if is_api else _PLAIN
        start_response("503 Service Unavailable", [("Content-Type", kind), *_HEADERS])
        return [body]

    def _look(self) -> bool:
        try:
            for look in LOOKS:
                look()
        except Error as error:
            if failure_of(error) is None:
                raise
            # Django lets go of a dead connection with a request, and this is none yet.
            close_old_connections()
            return False
        return True
