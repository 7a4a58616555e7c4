"""A reader leaves no trace: no cookie, no referrer, and no word in any log of ours."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client, override_settings
from django.urls import get_resolver
from django.utils.translation import trans_real

from archive import postgres, readers
from archive.languages import language_of_path
from archive.postgres import places
from archive.postgres.cluster import Cluster
from tests.architecture.sources import ROOT, name_of, templates
from tests.attacks import attack, named, patched
from tests.robustness.scene import Scene, logged

WORD = "secretword"
# Of this machine: a demo answers nobody else.
ADDRESS = "127.83.71.19"
FROM: dict[str, Any] = {"REMOTE_ADDR": ADDRESS, "HTTP_X_FORWARDED_FOR": ADDRESS}


def everywhere(scene: Scene) -> Iterator[tuple[str, str]]:
    """Give every public address, and what answers with a refusal."""
    yield from scene.addresses.items()
    yield from {
        "404": f"/{WORD}/",
        "400": "/?a=%00",
        "410 or 404": f"/tags/{WORD}/",
        "slash": "/testimonies",
        "slug": scene.addresses["pages:testimony-slug"],
        "static": "/static/testimonies/css/base.css",
    }.items()


def text_of(response: Any) -> str:
    """Give what was sent as text, a picture's bytes too."""
    return str(response.getvalue().decode(errors="replace"))


# --- Cookies --------------------------------------------------------------------------


def with_cookies(middleware: readers.ReadingMiddleware, request: Any) -> Any:
    """Serve a reader without taking their cookies away first."""
    with readers.reading():
        return middleware.get_response(request)


cookies = patched("archive.readers.ReadingMiddleware.__call__", with_cookies)


@attack(3, without=cookies)
@attack(52, without=cookies)
def test_no_public_page_sets_or_reads_a_cookie(scene: Scene, anybody: Client) -> None:
    plain = {name: anybody.get(at).getvalue() for name, at in everywhere(scene)}
    signed_in = Client(raise_request_exception=False)
    signed_in.force_login(scene.steward)
    told = Client(
        raise_request_exception=False,
        HTTP_COOKIE="sessionid=abc; csrftoken=def; django_language=kk; messages=a",
    )
    for client in (anybody, signed_in, told):
        for name, address in everywhere(scene):
            response = client.get(address, headers={"accept-language": "kk"})
            assert not response.cookies, name
            assert "Cookie" not in response.get("Vary", ""), name
            assert "Accept-Language" not in response.get("Vary", ""), name
            assert response.getvalue() == plain[name], name


def test_a_cookie_of_the_desk_is_for_this_host_and_no_script() -> None:
    assert settings.SESSION_COOKIE_DOMAIN is settings.CSRF_COOKIE_DOMAIN is None
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Strict"


A_YEAR = named(
    "the age of a cookie", lambda: override_settings(CSRF_COOKIE_AGE=31449600)
)


@attack(52, without=A_YEAR)
def test_the_way_in_leaves_no_cookie_when_the_browser_ends(anybody: Client) -> None:
    """Every page of a search has a link to it, which a reader may follow."""
    anybody.get("/account/searches/add/?q=gunfire", follow=True)
    assert [*anybody.cookies] == ["csrftoken"]
    cookie = anybody.cookies["csrftoken"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


# --- Caches ---------------------------------------------------------------------------

stored = patched(
    "archive.security.HeadersMiddleware.__call__",
    lambda middleware, request: middleware.get_response(request),
)


@attack(3, without=stored)
def test_every_page_of_the_desk_is_stored_nowhere(
    scene: Scene, desk_addresses: list[str]
) -> None:
    anybody, steward = Client(), Client()
    steward.force_login(scene.steward)
    for address in desk_addresses:
        for client in (anybody, steward):
            for method in ("GET", "POST"):
                response = client.generic(method, address)
                assert "no-store" in response.get("Cache-Control", ""), address
                assert "noindex" in response.get("X-Robots-Tag", ""), address


@pytest.fixture
def desk_addresses() -> list[str]:
    found = []

    def walk(resolver: Any, before: str) -> None:
        for each in resolver.url_patterns:
            path = before + str(each.pattern)
            if hasattr(each, "url_patterns"):
                walk(each, path)
            elif path.startswith("admin/"):
                found.append("/" + re.sub(r"<[^>]+>|\(\?P[^)]*\)|[\^$]", "1", path))

    walk(get_resolver(), "")
    assert len(found) > 50
    return found


@attack(3)
def test_an_answer_is_the_same_with_every_header_of_a_cache(
    scene: Scene, anybody: Client
) -> None:
    hostile = {
        "authorization": "Basic c2VjcmV0OnNlY3JldA==",
        "cache-control": "NO-CACHE, Private, s-maxage=99",
        "x-forwarded-host": "evil.example",
        "x-original-url": "/admin/",
        "x-rewrite-url": "/admin/",
        "x-http-method-override": "POST",
    }
    for name, address in scene.addresses.items():
        plain, response = anybody.get(address), anybody.get(address, headers=hostile)
        assert response.getvalue() == plain.getvalue(), name
        assert response.headers == plain.headers, name


# --- Referrers ------------------------------------------------------------------------

telling = named(
    "telling referrers", lambda: override_settings(SECURE_REFERRER_POLICY="origin")
)


@attack(46, without=telling)
def test_readers_pages_tell_nobody_where_a_reader_came_from(scene: Scene) -> None:
    anybody = Client(raise_request_exception=False)
    for name, address in everywhere(scene):
        response = anybody.get(address)
        assert response["Referrer-Policy"] == "no-referrer", name
        page = text_of(response)
        if "<html" in page:
            assert '<meta name="referrer" content="no-referrer">' in page, name


def test_the_desks_forms_keep_their_origin(scene: Scene) -> None:
    for path in ("/admin/login/", "/admin/", "/account/"):
        assert Client().get(path)["Referrer-Policy"] == "same-origin"


LINK = re.compile(r"<a\s[^>]*>")


@attack(46)
def test_every_link_that_leaves_tells_nothing(scene: Scene, anybody: Client) -> None:
    left = 0
    for name, address in everywhere(scene):
        for link in LINK.findall(text_of(anybody.get(address))):
            href = re.search(r'href="([^"]*)"', link)
            if href and href[1].startswith(("http", "//")):
                left += 1
                assert "noreferrer" in link, (name, link)
                assert "noopener" in link, (name, link)
                assert "target=" not in link, (name, link)
    pages = [name for name in scene.addresses if name.startswith("pages:")]
    assert left > len(pages) / 2, "each page has its way out at least"


# --- Other hosts ----------------------------------------------------------------------

FETCHES = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object|input|use|track)\b[^>]*"
    r"(?:src|href|data|poster|srcset)\s*=\s*[\"']?\s*(?:https?:)?//"
    r"|<link\b(?![^>]*rel=\"(?:canonical|alternate|self)\")[^>]*href=\"(?:https?:)?//"
    r"|@import|url\(\s*['\"]?(?:https?:)?//",
    re.I,
)
ASKS = re.compile(
    r"\b(?:fetch|import|XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b"
)


def test_no_template_style_or_script_names_another_host() -> None:
    ours = ROOT / "testimonies"
    files = [*templates(), *(ours / "static").rglob("*.*")]
    files += (ours / "templatetags").rglob("*.py")
    assert len(files) > 60
    found = [
        name_of(path)
        for path in files
        if path.suffix in {".html", ".css", ".js", ".svg", ".py", ".xml"}
        if FETCHES.search(path.read_text())
        or (path.suffix == ".js" and ASKS.search(path.read_text()))
        # A passkey's questions come from the address of its own form.
        if path.name != "passkeys.js"
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://x/"></script>',
        '<img alt="" src=//x/y.png>',
        '<link rel="stylesheet" href="//x/y.css">',
        "@import 'a'",
        "a { background: url( https://x ) }",
    ],
)
def test_a_foreign_host_would_be_seen(text: str) -> None:
    assert FETCHES.search(text)


# --- Logs -----------------------------------------------------------------------------


def wordy(_filter: object, _record: logging.LogRecord) -> bool:
    """A filter that lets Django's own words through."""
    return True


django_words = patched("archive.logs.Discreet.filter", wordy)


@attack(41, without=django_words)
def test_the_log_holds_no_word_and_no_address_of_anybody(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    anybody = Client(raise_request_exception=False, **FROM)
    with logged() as log:
        provoke(anybody, scene, monkeypatch)
    assert log.getvalue().count("\n") > 5, "nothing was provoked"
    assert WORD not in log.getvalue()
    assert ADDRESS not in log.getvalue()


def provoke(anybody: Client, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every logger of Django something to say about a request."""
    for _, address in everywhere(scene):
        joint = "&" if "?" in address else "?"
        anybody.get(f"{address}{joint}x={WORD}")
    anybody.get("/", headers={"host": f"{WORD}.example"})
    checked = Client(raise_request_exception=False, enforce_csrf_checks=True, **FROM)
    foreign = {"origin": f"https://{WORD}.example", "referer": f"https://{WORD}/"}
    checked.post(f"/admin/login/?next={WORD}", {"username": WORD}, headers=foreign)
    checked.post("/admin/login/", {"username": WORD})
    desk = Client(raise_request_exception=False, **FROM)
    desk.force_login(scene.editor)
    desk.get(f"/admin/testimonies/testimony/?{WORD}__startswith=x")
    desk.get(f"/admin/testimonies/testimony/{WORD}/change/")
    desk.generic(WORD.upper(), f"/admin/{WORD}/")
    desk.post("/admin/testimonies/tag/add/", {"name": WORD})

    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError(WORD) from DatabaseError(WORD)

    with monkeypatch.context() as patch:
        patch.setattr("testimonies.pages.lists.listing", break_down)
        patch.setattr("testimonies.pages.search.search", break_down)
        patch.setattr("testimonies.pages.tags.tags", break_down)
        patch.setattr("testimonies.pages.tags.tag_by_name", break_down)
        for address in ("/testimonies/", f"/search/?q={WORD}", f"/tags/{WORD}/"):
            assert anybody.get(address).status_code == 500
        anybody.generic(WORD.upper(), "/tags/")


def test_django_has_no_handler_of_its_own() -> None:
    """Its own would mail whole requests to whoever is in ADMINS."""
    for name in ("django", "django.request", "django.security", "django.server"):
        logger = logging.getLogger(name)
        assert logger.handlers == [], name
        assert logger.propagate, name
    assert logging.getLogger("django.server").level == logging.CRITICAL


def test_postgresql_writes_no_word_to_its_log(db: None) -> None:
    log = Cluster(postgres.data_folder(), places.cluster_name()).log
    if connection.settings_dict["HOST"] != str(postgres.socket_dir()):
        pytest.skip("the server is not the archive's own")
    before = log.stat().st_size
    for statement in (
        f"SELECT '{WORD}'::integer",
        "SELECT %s::integer",
        f"TABLE {WORD}",
        f"DO $$ BEGIN RAISE EXCEPTION '{WORD}'; END $$",
        f"DO $$ BEGIN RAISE WARNING '{WORD}'; END $$",
        f"SELECT pg_sleep(1), '{WORD}'",
    ):
        copy = connection.copy()
        try:
            with copy.cursor() as cursor:
                cursor.execute("SET statement_timeout = 30")
                given = [WORD] if "%s" in statement else None
                with pytest.raises(DatabaseError):
                    cursor.execute(statement, given)
                    raise DatabaseError("a warning is no error")
        finally:
            copy.close()
    with log.open() as written:
        written.seek(before)
        words = written.read()
    assert WORD not in words, "or it runs since before: make stop"


# --- Languages ------------------------------------------------------------------------


def languages_kept() -> dict[str, int]:
    """Give how much is kept of languages that somebody named."""
    caches = {
        name: value.cache_info().currsize
        for name, value in vars(trans_real).items()
        if hasattr(value, "cache_info")
    }
    return {**caches, "catalogues": len(vars(trans_real)["_translations"])}


@attack(8)
def test_no_language_that_somebody_makes_up_is_kept(
    scene: Scene, anybody: Client
) -> None:
    for prefix in ("", "/ru", "/kk"):
        anybody.get(f"{prefix}/testimonies/")
    before = languages_kept()
    for number in range(40):
        code = f"x{number:03}-{'a' * 8}"
        assert language_of_path(f"/{code}/") == "en"
        headers = {"accept-language": f"{code}, {code}-{number};q=0.5"}
        anybody.cookies["django_language"] = code
        anybody.get(f"/{code}/testimonies/", headers=headers)
        anybody.get("/about/", headers=headers)
        anybody.get(f"/admin/login/?language={code}", headers=headers)
    assert languages_kept() == before
