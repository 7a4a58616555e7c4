"""An archive in which nothing is public yet."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from tests.pages.test_lists import ABOUT, LISTS

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("prefix", ["", "/ru", "/kk"])
@pytest.mark.parametrize("path", [*LISTS, *ABOUT])
def test_it_has_every_page(client: Client, db: None, prefix: str, path: str) -> None:
    response = client.get(f"{prefix}{path}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response.content.decode().count("<h1") == 1


def test_its_feed_is_empty(client: Client, db: None) -> None:
    content = client.get("/feed.atom").content
    root = ET.fromstring(content)  # noqa: S314 - what we wrote ourselves
    assert root.findtext("a:updated", namespaces=ATOM) == "1970-01-01T00:00:00+00:00"
    assert root.find("a:entry", ATOM) is None
