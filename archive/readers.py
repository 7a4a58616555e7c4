"""Which login a request uses: readers' pages run on `public`, the desk on `default`.

reading() is the one switch. Grants are the boundary; the guard on the desk's
connection turns a mistake in routing into an error instead of an answer.
"""

import select
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from django.conf import settings
from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponseBase

# Where people sign in and work.
STAFF_PATHS = ("/admin/", "/account/")
# Anybody's, on the desk's login, in each language: nothing but sending a concern.
REPORT_PATHS = ("/report/", *(f"/{code}/report/" for code, _ in settings.LANGUAGES[1:]))
DESK_PATHS = (*STAFF_PATHS, *REPORT_PATHS)
# The one statement that a report may make there (testimonies/moderation/concerns.py),
# and what Django asks of the catalogue when a connection is new.
SENDING = (
    "SELECT became, asked FROM kua_receive_concern(",
    "SELECT oid, typarray FROM pg_type ",
)

_is_reading: ContextVar[bool] = ContextVar("is_reading", default=False)


class DeskConnectionRefused(RuntimeError):
    """A reader's page tried to use the desk's connection."""


class ReadingRouter:
    """Answers `public` while reading, else `default`; migrations are the owner's."""

    def db_for_read(self, _model: object, **_: object) -> str:
        return "public" if _is_reading.get() else "default"

    def db_for_write(self, _model: object, **_: object) -> str:
        return "default"

    def allow_relation(self, *_: object, **__: object) -> bool:
        return True

    def allow_migrate(self, db: str, *_: object, **__: object) -> bool:
        return db == settings.MIGRATIONS_RUN_ON


def is_reading() -> bool:
    """Say whether the reader's login serves now."""
    return _is_reading.get()


def _refuse(*_: object) -> NoReturn:
    message = "A reader's page must not use the desk's connection."
    raise DeskConnectionRefused(message)


def _close_if_dead(connection: BaseDatabaseWrapper) -> None:
    """Let go of a connection that the server closed while it was idle.

    An idle connection has nothing to read: what is there is the server's farewell. This
    costs no round trip, where Django's own health check would double a page's queries.
    """
    raw = connection.connection
    if raw is None or connection.in_atomic_block:
        return
    if raw.closed or _has_something_to_read(raw.fileno()):
        connection.close()


def _has_something_to_read(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


_NEVER = object()

# What is looked at before a new connection serves readers; archive/wsgi.py names it.
looks: list[Callable[[], object]] = []


def _look_at_what_is_new(public: BaseDatabaseWrapper) -> None:
    """Look before a new connection serves: another database may be behind it.

    A backup can be restored under a running server. What the look refuses is refused
    again at the next request, so the connection is not kept. Where the database is away
    the page says so by itself, if it asks anything of it.
    """
    if not looks or public.connection is getattr(public, "looked_at", _NEVER):
        return
    try:
        for look in looks:
            look()
    except Error:
        public.close()
    except Exception:
        public.close()
        raise
    else:
        public.looked_at = public.connection  # type: ignore[attr-defined]


@contextmanager
def reading() -> Iterator[None]:
    """Run the block with the reader's login; nesting is harmless."""
    if _is_reading.get():
        yield
        return
    token = _is_reading.set(True)
    try:
        with ExitStack() as stack:
            desk = connections["default"]
            _close_if_dead(connections["public"])
            _look_at_what_is_new(connections["public"])
            # The tests give both names one connection and lower its rights instead.
            if connections["public"] is not desk:
                stack.enter_context(desk.execute_wrapper(_refuse))
            yield
    finally:
        _is_reading.reset(token)


def _only_send(execute: Callable[..., Any], sql: Any, *given: Any) -> Any:
    # What is read for the form is read inside reading(), on the readers' login.
    if not is_reading() and not str(sql).startswith(SENDING):
        message = "A report may send a concern and do nothing else as the desk."
        raise DeskConnectionRefused(message)
    return execute(sql, *given)


@contextmanager
def reporting() -> Iterator[None]:
    """Let the block use the desk's connection for sending a concern alone."""
    with connections["default"].execute_wrapper(_only_send):
        yield


def _read_within(parts: Iterable[Any]) -> Iterator[Any]:
    iterator = iter(parts)
    while True:
        with reading():
            try:
                part = next(iterator)
            except StopIteration:
                return
        yield part


class ReadingMiddleware:
    """Runs everything outside the desk's paths inside reading(), without cookies.

    A report is sent without cookies too, and may use the desk's login for that alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A page outside reading() may look up what readers see, as they do.
        request.reading = reading  # type: ignore[attr-defined]
        if request.path_info.startswith(STAFF_PATHS):
            return self.get_response(request)
        # What reads a cookie may answer with one: a session or a token that is none of
        # ours would be taken back or replaced.
        request.META.pop("HTTP_COOKIE", None)
        if request.path_info.startswith(REPORT_PATHS):
            with reporting():
                return self.get_response(request)
        with reading():
            response = self.get_response(request)
        # A streamed body runs after this middleware has ended.
        if getattr(response, "streaming", False):
            response.streaming_content = _read_within(  # type: ignore[attr-defined]
                response.streaming_content  # type: ignore[attr-defined]
            )
        return response
