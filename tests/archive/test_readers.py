"""Which login serves: the reader's, outside the desk's paths, to the last byte."""

import runpy
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from archive import readers
from archive.readers import DeskConnectionRefused, ReadingMiddleware, ReadingRouter
from testimonies.catalogue import require_narrow_reader
from testimonies.catalogue.grants import ReaderTooPowerful
from testimonies.models import Concern
from testimonies.moderation import Received, Report, receive_concern
from testimonies.terms import ConcernKind, Kind, new_ref
from tests.attacks import attack, patched
from tests.logins import READER

pytestmark = pytest.mark.usefixtures("db")

WRITES = "kua_content_changed(text, jsonb, jsonb)"


@pytest.fixture
def two_connections() -> Iterator[None]:
    """Give readers a connection of their own, as in production."""
    shared = connections["public"]
    connections["public"] = connection.copy(alias="public")
    yield
    connections["public"] = shared


def as_reader(*grants: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        for statement in grants:
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {READER}")


@pytest.fixture
def named_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "public", {"USER": READER})


def serve(path: str, response: HttpResponse | StreamingHttpResponse) -> list[bool]:
    """Serve one request; say for the view whether it ran as the reader."""
    seen = []

    def view(_: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        seen.append(readers.is_reading())
        return response

    ReadingMiddleware(view)(RequestFactory().get(path))
    return seen


def test_what_is_granted_is_narrow_enough() -> None:
    as_reader()
    require_narrow_reader()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("GRANT SELECT ON testimonies_witness TO {reader}", "reads public"),
        ("GRANT SELECT (name) ON testimonies_witness TO {reader}", "reads public"),
        ("GRANT SELECT ON testimonies_user TO PUBLIC", "reads public"),
        ("GRANT INSERT ON testimonies_entry TO {reader}", "changes public"),
        ("GRANT UPDATE (title) ON testimonies_entry TO {reader}", "changes public"),
        ("GRANT USAGE ON SEQUENCE testimonies_user_id_seq TO {reader}", "reads"),
        ("GRANT CREATE ON SCHEMA public TO {reader}", "makes tables"),
        ("GRANT EXECUTE ON FUNCTION {writes} TO {reader}", "owner's rights"),
        ("CREATE VIEW peep AS SELECT 1; GRANT SELECT ON peep TO {reader}", "reads"),
        ("GRANT pg_monitor TO {reader}", "another role"),
    ],
)
@pytest.mark.usefixtures("named_reader")
def test_the_server_does_not_start_where_the_reader_may_do_more(
    statement: str, said: str
) -> None:
    as_reader(statement.format(reader=READER, writes=WRITES))
    with pytest.raises(ReaderTooPowerful, match=said):
        runpy.run_module("archive.wsgi")


@pytest.mark.usefixtures("named_reader")
def test_the_server_does_not_start_on_the_desks_login() -> None:
    with pytest.raises(ReaderTooPowerful, match="reads public"):
        runpy.run_module("archive.wsgi")


@pytest.mark.usefixtures("two_connections")
def test_reading_refuses_the_desks_connection() -> None:
    with readers.reading(), pytest.raises(DeskConnectionRefused):
        connections["default"].cursor().execute("SELECT 1")
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.usefixtures("two_connections")
def test_nested_reading_refuses_it_still() -> None:
    with readers.reading():
        with readers.reading():
            pass
        assert readers.is_reading()
        with pytest.raises(DeskConnectionRefused):
            connections["default"].cursor().execute("SELECT 1")


def test_reading_ends_when_a_page_fails() -> None:
    with pytest.raises(ZeroDivisionError), readers.reading():
        raise ZeroDivisionError
    assert not readers.is_reading()


def test_the_router_follows_reading_and_never_writes_as_the_reader() -> None:
    router = ReadingRouter()
    assert router.db_for_read(object) == "default"
    with readers.reading():
        assert router.db_for_read(object) == "public"
        assert router.db_for_write(object) == "default"
    assert not router.allow_migrate("public")


def test_a_request_of_a_reader_runs_with_the_readers_rights() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        with connections["public"].cursor() as cursor:
            cursor.execute("SELECT current_user")
            return HttpResponse(cursor.fetchone()[0])

    response = ReadingMiddleware(view)(RequestFactory().get("/"))
    assert isinstance(response, HttpResponse)
    assert response.content.decode() == READER


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/admin/login/", "/account/", "/report/x/", "/kk/report/x/"],
)
def test_the_desks_paths_run_as_the_desk(path: str) -> None:
    assert serve(path, HttpResponse()) == [False]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/testimonies/",
        "/admin",
        "/administration/",
        "/ADMIN/",
        "/ru/admin/",
        "//admin/",
        "/testimonies/../admin/",
        "/%2fadmin/",
        "/static/../admin/",
    ],
)
def test_every_other_path_runs_as_the_reader(path: str) -> None:
    assert serve(path, HttpResponse()) == [True]


def test_a_streamed_body_runs_as_the_reader_part_by_part() -> None:
    seen = []

    def parts() -> Iterator[str]:
        for number in range(3):
            seen.append(readers.is_reading())
            yield str(number)

    response = StreamingHttpResponse(parts())
    serve("/search/results.csv", response)
    body = iter(response)
    assert not seen
    first = next(body)
    # Between two parts the thread may serve somebody else.
    assert not readers.is_reading()
    assert b"".join([first, *body]) == b"012"
    assert seen == [True, True, True]


def test_a_body_streamed_from_the_desk_stays_the_desks() -> None:
    seen = []

    def parts() -> Iterator[str]:
        seen.append(readers.is_reading())
        yield ""

    response = StreamingHttpResponse(parts())
    serve("/admin/export/", response)
    assert list(response) == [b""]
    assert seen == [False]


def _whatever(execute: Any, sql: str, *given: Any) -> Any:
    return execute(sql, *given)


DIGEST, REF = "0" * 64, new_ref(Kind.TESTIMONY)


@attack(47, without=patched("archive.readers._only_send", _whatever))
@pytest.mark.usefixtures("two_connections")
@pytest.mark.parametrize("path", ["/report/x/", "/ru/report/x/", "/kk/report/x/"])
def test_a_report_sends_a_concern_and_does_nothing_else_as_the_desk(path: str) -> None:
    """It reads on the readers' login; and no cookie reaches it."""
    seen = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request.COOKIES)
        with readers.reading(), connections["public"].cursor() as cursor:
            cursor.execute("SELECT 1")
        with pytest.raises(DeskConnectionRefused):
            Concern.objects.exists()
        report = Report(
            REF, ConcernKind.DANGER, "en", "", "", DIGEST, "23456789", 16, False
        )
        assert receive_concern(report).became is Received.RECEIVED
        return HttpResponse()

    request = RequestFactory().get(path, headers={"cookie": "sessionid=x"})
    try:
        ReadingMiddleware(view)(request)
    finally:
        connections["public"].close()
    assert seen == [{}]
    assert Concern.objects.count() == 1


class Refused(Exception):
    """What is behind a new connection may not be served."""


def _refuse() -> None:
    connections["public"].ensure_connection()
    raise Refused


def _served_twice() -> list[bool]:
    answered = []
    for _ in range(2):
        try:
            answered += serve("/", HttpResponse())
        except Refused:
            assert connections["public"].connection is None
    return answered


@attack(45, without=patched("archive.readers._look_at_what_is_new", lambda _: None))
@pytest.mark.usefixtures("two_connections")
def test_what_a_new_connection_leads_to_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A backup that was restored under a running server is not served."""
    monkeypatch.setattr(readers, "looks", [_refuse])
    assert _served_twice() == []
    monkeypatch.setattr(readers, "looks", [])
    assert _served_twice() == [True, True]
