"""A page comes packed to whoever takes it so, and is the same page."""

import gzip

import pytest
from django.test import Client

from testimonies.answers import bodies
from tests.factories import Desk, make_desk

PACKED = {"accept-encoding": "br, gzip;q=0.8"}


@pytest.fixture
def desk(db: None) -> Desk:
    bodies.clear()
    return make_desk()


@pytest.fixture
def path(desk: Desk) -> str:
    return f"/testimonies/{desk.published_testimony().ref}/a-week-behind-doors/"


def test_a_packed_page_is_the_plain_one_and_half_as_long(
    client: Client, path: str
) -> None:
    for _ in range(2):
        plain, packed = client.get(path), client.get(path, headers=PACKED)
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert len(packed.content) * 2 < len(plain.content)
        assert int(packed["Content-Length"]) == len(packed.content)
        assert "Content-Encoding" not in plain
        assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"


def test_either_is_known_again_by_the_mark_of_the_other(
    client: Client, path: str
) -> None:
    plain, packed = client.get(path), client.get(path, headers=PACKED)
    assert packed["ETag"] == f"W/{plain['ETag']}"
    for mark in (plain["ETag"], packed["ETag"]):
        for taken in ({}, PACKED):
            again = client.get(path, headers={"if-none-match": mark, **taken})
            assert (again.status_code, again.content) == (304, b"")
            assert "Content-Encoding" not in again


@pytest.mark.parametrize("said", ["", "identity", "gzip;q=0", "gzip; q=0.0", "xgzip"])
def test_who_does_not_take_it_gets_it_plain(
    client: Client, path: str, said: str
) -> None:
    response = client.get(path, headers={"accept-encoding": said})
    assert "Content-Encoding" not in response
    assert response.content.startswith(b"<!doctype html>")


def test_what_holds_a_token_is_never_packed(client: Client, path: str) -> None:
    """Its length would tell of the token, where something else on it can be chosen."""
    form = client.get(f"/report/{path.split('/')[2]}/", headers=PACKED)
    assert form.status_code == 200
    assert "Content-Encoding" not in form
    assert "Content-Encoding" not in client.get("/account/login/", headers=PACKED)
