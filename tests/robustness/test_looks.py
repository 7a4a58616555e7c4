"""What looks like something else: names, slugs, addresses, frames, feeds."""

import unicodedata
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme
from hypothesis import given
from hypothesis import strategies as st

from archive.audiences import routes
from testimonies.catalogue import describe_tag
from testimonies.models import Tag
from testimonies.moderation import MoveRefused, save_tag
from testimonies.pages import feeds
from testimonies.terms import is_hidden, mixed_words
from tests import factories
from tests.attacks import attack, patched
from tests.people import PASSWORD
from tests.robustness.hostile import SIGNS, tries
from tests.robustness.scene import Scene

# --- Names ----------------------------------------------------------------------------


def any_name(_names: object) -> None:
    """What _require_plain_names is where every name is plain."""


unread = patched("testimonies.moderation.tagging.require_plain_names", any_name)
LOOKS = (
    "Аlmaty",
    "Almatу",
    "gunfirе",
    "Αlmaty",
    "Al\u202ematy",
    "al\u200bmaty",
    "a\u00adb",
)


@attack(31, without=unread)
@pytest.mark.parametrize("name", LOOKS)
def test_a_tag_that_looks_like_another_is_refused(scene: Scene, name: str) -> None:
    refused = 0
    for tag, aliases in ((Tag(name=name), []), (Tag(name="another"), [name])):
        try:
            save_tag(tag, by=scene.editor, aliases=aliases)
        except MoveRefused as refusal:
            refused += 1
            assert "script" in str(refusal) or "invisible" in str(refusal)
    assert refused == 2


@pytest.mark.parametrize(
    "name",
    [
        "Almaty",
        "алматы",
        "TikTok-та",
        "COVID-19",
        "5 қаңтар",
        "المآتا",
        "می\u200cروم",
        "№5",
    ],
)
def test_a_name_in_its_own_script_is_taken(scene: Scene, name: str) -> None:
    tag = save_tag(Tag(name=f"{name} 2"), by=scene.editor)
    assert describe_tag(tag).name.text == tag.name
    assert not list(mixed_words(name))
    assert not any(map(is_hidden, name))


@attack(31)
def test_a_slug_is_made_of_letters_and_digits(scene: Scene, anybody: Client) -> None:
    title = "A title\u200b of two/../ <parts>?#\r\n& more\ufeff\u00ad"
    clip = factories.make_media(by=scene.editor, title=title)
    people = {"editor": scene.editor, "reviewer": scene.reviewer}
    factories.publish(clip, **people, steward=scene.steward)
    to = anybody.get(f"/media/{clip.ref}/")["Location"]
    slug = to.rstrip("/").rpartition("/")[2]
    assert to == f"/media/{clip.ref}/{slug}/"
    allowed = {"L", "M", "N"}
    for letter in slug.replace("-", "").replace("_", ""):
        assert unicodedata.category(letter)[0] in allowed, slug


# --- Redirects ------------------------------------------------------------------------

ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "http:///evil.example",
    "//evil.example/%2f..",
    "/%09/evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
)


def stays(response: Any) -> bool:
    to = response.get("Location", "/")
    is_path = to.startswith("/") and not to.startswith(("//", "/\\"))
    return is_path and url_has_allowed_host_and_scheme(to, None)


@attack(33)
def test_no_public_redirect_leaves_this_host(scene: Scene, anybody: Client) -> None:
    moved = 0
    for name, address in scene.addresses.items():
        path = address.partition("?")[0]
        for before in (ELSEWHERE[0], ELSEWHERE[2]):
            for hostile in (
                f"{before}{path}",
                f"{before}{path.rstrip('/')}",
                f"/{path}",
            ):
                response = anybody.get(hostile, headers={"host": "testserver"})
                moved += response.status_code in {301, 302}
                assert stays(response), (name, hostile, response["Location"])
        response = anybody.get(path.rstrip("/") or "/")
        moved += response.status_code in {301, 302}
        assert stays(response), name
    assert moved > 10


@attack(33)
@pytest.mark.parametrize("place", ELSEWHERE)
def test_signing_in_leads_to_no_other_host(scene: Scene, place: str) -> None:
    client = Client(raise_request_exception=False)
    sent = {"username": "boris", "password": PASSWORD, "next": place}
    response = client.post(f"{reverse('admin:login')}?next={place}", sent)
    assert stays(response), response["Location"]
    response = client.get(reverse("admin:login"), {"next": place})
    assert stays(response), response["Location"]


# --- Headers --------------------------------------------------------------------------


SENT = (
    "accept",
    "accept-encoding",
    "accept-language",
    "if-modified-since",
    "if-none-match",
    "origin",
    "range",
    "referer",
    "user-agent",
    "x-request-id",
)


@attack(30)
def test_nothing_that_was_sent_is_in_a_header(scene: Scene, anybody: Client) -> None:
    word = "secretword"
    sent = dict.fromkeys(SENT, f"{word}\r\nSet-Cookie: a={word}")
    for name, address in scene.addresses.items():
        path = address.partition("?")[0]
        for hostile in (path, f"{path}{word}/", f"{path}?{word}={word}%0d%0aX: {word}"):
            response = anybody.get(hostile, headers=sent)
            # An address that is moved to may keep its own query.
            headers = {k: v for k, v in response.items() if k != "Location"}
            assert word not in str(headers), (name, hostile)
            assert "\n" not in str(response.get("Location", "")), name
            assert "Set-Cookie" not in response, name


@attack(47)
def test_no_host_that_was_sent_is_in_a_page(scene: Scene, anybody: Client) -> None:
    sent = {
        "host": "localhost",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "http",
        "x-forwarded-port": "666",
        "forwarded": "host=evil.example",
    }
    for name, address in scene.addresses.items():
        plain, response = anybody.get(address), anybody.get(address, headers=sent)
        got = response.getvalue()
        assert got == plain.getvalue(), name
        assert b"localhost" not in got, name
        assert b"evil" not in got, name
    assert anybody.get("/", headers={"host": "evil.example"}).status_code == 400


@attack(
    49,
    without=patched(
        "django.middleware.clickjacking.XFrameOptionsMiddleware.process_response",
        lambda _self, _request, response: response,
    ),
)
def test_no_page_is_shown_in_a_frame(scene: Scene, anybody: Client) -> None:
    desk = Client()
    desk.force_login(scene.steward)
    asked = [
        *(anybody.get(address) for address in scene.addresses.values()),
        *(anybody.get(address) for address in ("/none/", "/?a=%00", "/admin/login/")),
        *(desk.get(address) for address in ("/admin/", "/admin/testimonies/tag/add/")),
    ]
    for response in asked:
        assert response.get("X-Frame-Options") == "DENY", response.request["PATH_INFO"]
        policy = response.get("Content-Security-Policy", "")
        assert "frame-ancestors 'none'" in policy
        assert response.get("Cross-Origin-Opener-Policy") == "same-origin"


@attack(48)
def test_what_should_be_in_no_index_says_so(scene: Scene, anybody: Client) -> None:
    old = f"/testimonies/{scene.archive.testimony.ref}/editions/1/"
    assert anybody.get(old).status_code == 200
    for address in ("/search/?q=gunfire", "/search/", "/search/?q=%00"):
        assert "noindex" in anybody.get(address)["X-Robots-Tag"]
    for address in ("/none/", "/?a=%00"):
        response = anybody.get(address)
        assert 'name="robots" content="noindex"' in response.content.decode()
        assert response["Cache-Control"] == "no-store"
    for name, address in scene.addresses.items():
        kept = anybody.get(address).get("Cache-Control", "")
        assert kept in {"no-cache", "no-store"}, name


# --- Feeds ----------------------------------------------------------------------------


class Whole:
    """A pattern that finds nothing."""

    def sub(self, _with: str, text: str) -> str:
        return text


@attack(34, without=patched("testimonies.pages.feeds._NO_XML", Whole()))
def test_a_feed_of_any_title_is_well_formed(
    scene: Scene, anybody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = "]]><!ENTITY a SYSTEM 'file:///etc/passwd'>&a;\x0b\ufffe<script>&lt;"
    monkeypatch.setattr("testimonies.catalogue.Text.pick", lambda *_: (hostile, "en"))
    for address in ("/feed.atom", "/search/feed.atom?kind=media"):
        body = anybody.get(address).content
        try:
            root = ET.fromstring(body)  # noqa: S314 - what we wrote ourselves
        except ET.ParseError as error:
            pytest.fail(f"{address} is not well formed: {error}")
        titles = [
            each.text or "" for each in root.iter() if each.tag.endswith("}title")
        ]
        assert any("]]><!ENTITY" in title for title in titles)
        assert b"<!ENTITY" not in body


@given(text=st.text(alphabet=SIGNS, max_size=40))
@tries(50)
def test_what_xml_cannot_hold_is_left_out(text: str) -> None:
    body = f"<a>{escape(feeds._NO_XML.sub('', text))}</a>"
    assert ET.fromstring(body.encode()).tag == "a"  # noqa: S314 - what we wrote


def test_the_settings_that_hold_all_this() -> None:
    assert settings.X_FRAME_OPTIONS == "DENY"
    assert not settings.USE_X_FORWARDED_HOST
    assert not settings.USE_X_FORWARDED_PORT
    built: Any = settings.CONTENT_SECURITY_POLICY
    assert built["DIRECTIVES"]["default-src"] == ["'none'"]


def test_no_number_in_an_address_has_another_form() -> None:
    """Django's own converter takes 01 for 1, and a number that no column holds."""
    taken = {
        (route.name, type(converter))
        for route in routes()
        for pattern in route.patterns
        for converter in getattr(pattern, "converters", {}).values()
    }
    numbers = {name for name, kind in taken if kind.regex == "[1-9][0-9]{0,17}"}
    assert {"sitemap-part", "account_take_back"} <= numbers
    assert [name for name, kind in taken if issubclass(kind, IntConverter)] == []
