"""Refuses a body that ends before its length, as what is left of a form reads as whole.

A line that breaks while a form is sent, or somebody who breaks it, leaves out its last
fields: a box that was ticked, a redaction, half of a passage. Neither gunicorn nor
Django compares what came with what was announced (RFC 9112, section 8).
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, UnreadablePostError

from archive.refusals import bad_request
from archive.start import Application

# In a request's environment: that its body was read and ended early.
_NOTED = "kua.cut_off"


class CutOff(OSError):
    """The connection ended before all of the body had come."""


def is_cut_off(request: HttpRequest) -> bool:
    """Say whether the body, as far as it was read, was found to be cut off."""
    return bool(request.META.get(_NOTED))


class WholeMiddleware:
    """Answers 400 to a body that was cut off, before any view sees what is left.

    Stands behind the check of the token, which reads the form first and passes over
    that it cannot be read (its refusal: archive/audiences.py).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        return refuse_cut_off(request) if is_cut_off(request) else None

    def process_exception(
        self, request: HttpRequest, _exception: Exception
    ) -> HttpResponseBase | None:
        return refuse_cut_off(request) if is_cut_off(request) else None


def refuse_cut_off(request: HttpRequest) -> HttpResponseBase:
    """Say that nothing was saved, as not all of it came."""
    return bad_request(request, UnreadablePostError())


class WholeBodies:
    """A WSGI application whose requests' bodies end as announced, or raise CutOff.

    Where a body is read, Django makes an UnreadablePostError of it. A body without a
    length is none for Django, which is the only one to read.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "")
        if length.isdecimal():
            environ["wsgi.input"] = _Counted(environ, int(length))
        return self._application(environ, start_response)


class _Counted:
    """A request's stream of so many bytes; where fewer come it raises CutOff."""

    def __init__(self, environ: dict[str, Any], length: int) -> None:
        self._environ, self._left = environ, length
        self._stream = environ["wsgi.input"]

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
            self._environ[_NOTED] = True
            message = f"The body ended {self._left} bytes early."
            raise CutOff(message)
        return data
