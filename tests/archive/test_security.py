"""What every response carries besides its content."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from archive.security import HeadersMiddleware
from tests.attacks import attack, patched

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


alone = patched("archive.security.HERE", "")


@attack(43, without=alone)
@pytest.mark.django_db
def test_a_demo_answers_this_machine_only(client: Client) -> None:
    """Its desk asks for no second factor."""
    for address in ("192.0.2.7", "::2", "1.127.0.0", ""):
        assert client.get("/robots.txt", REMOTE_ADDR=address).status_code == 403
    for address in ("127.3.2.1", "::1"):
        assert client.get("/robots.txt", REMOTE_ADDR=address).status_code == 200
