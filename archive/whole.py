"""Refuses a body that ends before its length, as what is left of a form reads as whole.

A line that breaks while a form is sent, or somebody who breaks it, leaves out its last
fields: a box that was ticked, a redaction, half of a passage. Neither gunicorn nor
Django compares what came with what was announced (RFC 9112, section 8).
"""

from collections.abc import Callable, Iterable
from typing import Any

from archive.start import Application


class CutOff(OSError):
    """The connection ended before all of the body had come."""


class WholeBodies:
    """A WSGI application whose requests' bodies end as announced, or raise CutOff.

    Django makes an UnreadablePostError of it where the body is read, and nowhere else.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if length.isdecimal():
            environ["wsgi.input"] = _Counted(environ["wsgi.input"], int(length))
        return self._application(environ, start_response)


class _Counted:
    """A stream of so many bytes; asked for more than come, it raises CutOff."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        data: bytes = self._stream.read(wanted)
        return self._checked(data, is_short=len(data) < wanted)

    def readline(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        line: bytes = self._stream.readline(wanted)
        is_short = len(line) < wanted and not line.endswith(b"\n")
        return self._checked(line, is_short=is_short)

    def _checked(self, data: bytes, *, is_short: bool) -> bytes:
        self._left -= len(data)
        if is_short:
            message = f"The body ended {self._left} bytes early."
            raise CutOff(message)
        return data
