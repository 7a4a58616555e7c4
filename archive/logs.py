"""How errors are logged: where they happened and of what type, never with what words.

A database's refusal quotes the row that it refused, and an exception's message may
quote what somebody typed; neither belongs in a log. Nor does the path that somebody
asked for: the route stands for it.
"""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}
# A fault of the program: of it alone the frames are logged. Where the database is away,
# or where somebody sent what is refused, one line tells enough.
FAULT = 500


class Discreet(logging.Filter):
    """Words Django's records of requests anew, from the route, method and status."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(("django.request", "django.security")):
            return True
        request = getattr(record, "request", None)
        status = getattr(record, "status_code", "?")
        method = getattr(request, "method", "?")
        match = getattr(request, "resolver_match", None)
        record.msg = "%s: %s, %s %s"
        record.args = (
            record.name,
            status,
            method if method in METHODS else "?",
            match.route if match else "no route",
        )
        if status != FAULT:
            record.exc_info = record.exc_text = None
        return True


class FramesOnly(logging.Formatter):
    """Prints the frames and the types of an exception and of those that led to it."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        lines = []
        error = ei[1]
        while error is not None:
            lines += [
                f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
