"""What every response carries besides its content."""

from django.http import HttpResponse
from django.test import RequestFactory

from archive.security import HeadersMiddleware

RESPOND = HeadersMiddleware(lambda _: HttpResponse(b"words"))


def test_head_says_the_length_and_sends_nothing() -> None:
    response = RESPOND(RequestFactory().head("/"))
    assert isinstance(response, HttpResponse)
    assert response.content == b""
    assert response["Content-Length"] == "5"


def test_the_desk_is_stored_nowhere_and_indexed_by_nobody() -> None:
    response = RESPOND(RequestFactory().get("/admin/"))
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert "Cache-Control" not in RESPOND(RequestFactory().get("/"))
