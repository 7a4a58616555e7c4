"""Feeds, sitemap, robots.txt, security.txt and the state of health."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import OperationalError
from django.test import Client

from testimonies import moderation
from testimonies.models import User
from testimonies.pages import sitemaps
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.attacks import attack
from tests.search.small import Archive

HOME = "https://archive.example.org"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ADDRESSES = (
    "/feed.atom",
    "/search/feed.atom?q=gunfire",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
)


def read(client: Client, address: str) -> ET.Element:
    response = client.get(address, headers={"host": "localhost"})
    assert response.status_code == 200
    return ET.fromstring(response.content)  # noqa: S314 - what we wrote ourselves


def texts(root: ET.Element, path: str, names: dict[str, str]) -> list[str]:
    return [element.text or "" for element in root.findall(path, names)]


def test_each_is_conditional_and_sets_no_cookie(
    client: Client, archive: Archive
) -> None:
    for address in ADDRESSES:
        response = client.get(address)
        assert response.headers["Cache-Control"] == "no-cache"
        assert not response.cookies
        known = {"if-none-match": response["ETag"]}
        assert client.get(address, headers=known).status_code == 304
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405


def test_types_are_named(client: Client, db: None) -> None:
    types = [client.get(address)["Content-Type"] for address in ADDRESSES]
    kinds = ["atom+xml", "atom+xml", "application/xml", "text/plain", "text/plain"]
    assert all(kind in found for kind, found in zip(kinds, types, strict=True))
    assert all(found.endswith("; charset=utf-8") for found in types)


def test_the_feed_has_what_is_published_under_permanent_addresses(
    client: Client, archive: Archive, editor: User
) -> None:
    factories.make_testimony(by=editor, title="A draft")
    root = read(client, "/feed.atom")
    assert sorted(texts(root, "a:entry/a:id", ATOM)) == sorted(
        [
            f"{HOME}/testimonies/{archive.testimony.ref}/",
            f"{HOME}/media/{archive.clip.ref}/",
            f"{HOME}/media/{archive.rally.ref}/",
        ]
    )
    newest = max(texts(root, "a:entry/a:updated", ATOM))
    assert texts(root, "a:updated", ATOM) == [newest]
    links = [link.get("href", "") for link in root.iter(f"{{{ATOM['a']}}}link")]
    assert all(link.startswith(f"{HOME}/") for link in links)


@attack(19)
def test_a_withdrawn_record_leaves_the_feed_and_the_sitemap(
    client: Client, archive: Archive, reviewer: User
) -> None:
    ref = archive.testimony.ref
    before = {address: client.get(address)["ETag"] for address in ADDRESSES[:3]}
    moderation.withdraw(
        archive.testimony, by=reviewer, category=WithdrawalReason.CONSENT
    )
    for address, etag in before.items():
        response = client.get(address, headers={"if-none-match": etag})
        assert response.status_code == 200
        assert ref not in response.content.decode()


def test_a_feed_of_a_search_finds_what_the_page_finds(
    client: Client, archive: Archive
) -> None:
    root = read(client, "/search/feed.atom?q=gunfire&tag=almaty&kind=media")
    assert texts(root, "a:entry/a:id", ATOM) == [f"{HOME}/media/{archive.clip.ref}/"]
    assert client.get("/search/feed.atom?kind=person").status_code == 400
    everything = read(client, "/search/feed.atom")
    assert len(texts(everything, "a:entry/a:id", ATOM)) == 3


def test_characters_that_xml_cannot_hold_are_left_out(
    client: Client, editor: User, reviewer: User, steward: User
) -> None:
    clip = factories.make_media(by=editor, title="A <b>\x0c & ]]> \ufffe clip")
    factories.publish(clip, editor=editor, reviewer=reviewer, steward=steward)
    titles = texts(read(client, "/feed.atom"), "a:entry/a:title", ATOM)
    assert "A <b> & ]]>  clip" in titles


def test_the_sitemap_has_every_page_in_every_language(
    client: Client, archive: Archive
) -> None:
    found = texts(read(client, "/sitemap.xml"), "m:url/m:loc", MAP)
    assert f"{HOME}/" in found
    for path in (f"/media/{archive.clip.ref}/", "/tags/almaty/"):
        for prefix in ("", "/ru", "/kk"):
            assert any(at.startswith(f"{HOME}{prefix}{path}") for at in found)
    assert len(found) == len(set(found))


def test_what_the_sitemap_lists_is_there(client: Client, archive: Archive) -> None:
    for address in texts(read(client, "/sitemap.xml"), "m:url/m:loc", MAP):
        assert client.get(address.removeprefix(HOME)).status_code == 200, address


@pytest.mark.parametrize("number", ["01", "001", "0", "١", "-1", "9" * 30])
def test_a_part_of_the_sitemap_has_one_address(
    client: Client, archive: Archive, number: str
) -> None:
    assert client.get("/sitemap-1.xml").status_code == 200
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_long_sitemap_has_parts(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = texts(read(client, "/sitemap.xml"), "m:url/m:loc", MAP)
    monkeypatch.setattr(sitemaps, "PART", 2)
    parts = texts(read(client, "/sitemap.xml"), "m:sitemap/m:loc", MAP)
    listed = [
        address
        for part in parts
        for address in texts(read(client, part.removeprefix(HOME)), "m:url/m:loc", MAP)
    ]
    assert sorted(listed) == sorted(whole)
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get(f"/sitemap-{10**30}.xml").status_code == 404


def test_robots_leave_the_desk_and_the_searches_alone(client: Client, db: None) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {"Disallow: /admin/", "Disallow: /account/", "Disallow: /search/"} <= set(
        lines
    )
    assert f"Sitemap: {HOME}/sitemap.xml" in lines


def test_security_txt_is_valid_for_less_than_a_year(
    client: Client, db: None, settings: Any
) -> None:
    settings.ARCHIVE_CONTACT = "desk@example.org"
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"] == "mailto:desk@example.org"
    assert fields["Canonical"] == f"{HOME}/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=200) < left < timedelta(days=365)


def test_health_says_ok_or_nothing_of_why_not(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")

    def fail() -> None:
        raise OperationalError("connection to server at secret-host failed")

    monkeypatch.setattr("testimonies.pages.machine.entries", fail)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"unavailable\n")
    assert response.headers["Cache-Control"] == "no-store"
