"""Serves nothing before it was seen that the reader's login reads no more than it may.

Where the database is away when a worker starts, it is seen at the first request after
the database has come: the server need not be started again.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import Error

from testimonies.catalogue import failure_of, require_narrow_reader

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Retry-After", "30"),
]


class NarrowFirst:
    """A WSGI application that answers 503 until the reader's login was looked at."""

    def __init__(self, application: Application) -> None:
        """Look at once. Raises ReaderTooPowerful."""
        self._application = application
        self._is_narrow = self._look()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        self._is_narrow = self._is_narrow or self._look()
        if self._is_narrow:
            return self._application(environ, start_response)
        start_response("503 Service Unavailable", _HEADERS)
        return [b"The archive is away for a moment.\n"]

    def _look(self) -> bool:
        try:
            require_narrow_reader()
        except Error as error:
            if failure_of(error) is None:
                raise
            return False
        return True
