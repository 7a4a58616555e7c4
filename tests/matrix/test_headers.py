"""Every kind of answer × every verb sends exactly the headers that were reviewed.

tests/matrix/headers.toml holds them. Where a change is meant, take over the file that
a failing test names, and look at its diff as at any other.
"""

import difflib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from archive.audiences import Audience
from archive.readers import STAFF_PATHS
from testimonies.admin.doors import MODEL_PAGES
from testimonies.terms import Kind, Role
from tests.attacks import attack, named, patched
from tests.matrix.cast import ANONYMOUS, MANAGER, Person
from tests.matrix.inventory import Address, model_of, one_each, page_of
from tests.matrix.samples import ask, samples, with_static_files
from tests.matrix.scene import Scene, rolled_back
from tests.matrix.snapshots import STORED, Seen, as_text, headers_of
from tests.matrix.visitors import GUEST, PROVEN, SETTING_UP

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def answers(built: Scene) -> list[Seen]:
    with with_static_files():
        built.begin_anew()
        found = [seen for sample in samples(built) for seen in ask(built, sample)]
    built.begin_anew()
    return found


def test_every_answer_has_the_headers_that_were_reviewed(
    answers: list[Seen], tmp_path: Path
) -> None:
    wanted, found = STORED.read_text(), as_text(answers)
    if wanted != found:
        (tmp_path / STORED.name).write_text(found)
        lines = (wanted.splitlines(), found.splitlines())
        diff = difflib.unified_diff(*lines, "reviewed", "sent", lineterm="", n=2)
        pytest.fail("\n".join([f"found: {tmp_path / STORED.name}", *diff]))


# Which kinds of answer a route may give to whoever may open it; by its name, or by
# where it is. A route that has no row here fails: add it, and a sample of its kind.
KINDS: dict[str, tuple[str, ...]] = {
    "feed": ("feed",),
    "search-feed": ("feed of a search",),
    "search-results-jsonl": ("results of a search",),
    "search-results-csv": ("results as a table",),
    "search-results-bib": ("results as BibTeX",),
    "search-results-ris": ("results as RIS",),
    **{f"{kind.name.lower()}-file": ("record as BibTeX",) for kind in Kind},
    "tag-file": ("tag as data",),
    "testimony-captions": ("captions",),
    "sitemap": ("sitemap",),
    "sitemap-part": ("part of the sitemap",),
    "robots": ("robots.txt",),
    "security": ("security.txt",),
    "health": ("health",),
    "api:openapi": ("api, description",),
    "api:search": ("api, search",),
    "api:": ("api, a record", "api, a list", "api, a page of a list"),
    "pages:search": ("search page",),
    "pages:quote-picture": ("picture of a quote",),
    **{f"pages:{kind.name.lower()}-report": ("report, its form",) for kind in Kind},
    "pages:report-thanks": ("report, thanks",),
    "pages:": ("page", "redirect"),
    "file": ("file",),
    "admin:login": ("the desk's own door",),
    "admin:jsi18n": ("script of the desk",),
    "admin:password_change": ("leading to one's account",),
    "admin:password_change_done": ("leading to one's account",),
    "admin:testimonies_mediaitem_file": ("form for a file",),
    "admin:testimonies_mediaitem_copy": ("cleaned copy",),
    "admin:logout": ("signing out",),
    "admin:autocomplete": ("desk, unknown address",),
    "admin:": (
        "desk page",
        "preview",
        "changes of a draft",
        "history",
        "vault",
        "desk, no role",
    ),
    "account_login": ("sign-in page",),
    "account_logout": ("signing out of the account",),
    "mfa_authenticate": ("second step",),
    "mfa_login_webauthn": ("led to the door",),
    "account_reset": ("forgotten password",),
    "account_reset_asked": ("forgotten password, asked",),
    "account_reset_confirm": ("link for a password",),
    "account_invitation": ("invitation",),
    "account_accept": ("invitation, its form",),
    "mfa_index": ("own account",),
    "account_language": ("own language",),
    "account_reauthenticate": ("proof by password",),
    "account_change_password": ("own password",),
    "account_app_picture": ("app, its picture",),
    "mfa_reauthenticate": ("proof by code",),
    "mfa_reauthenticate_webauthn": ("proof by passkey",),
    "mfa_activate_totp": ("app, to set up",),
    "mfa_deactivate_totp": ("app, to remove",),
    "mfa_list_webauthn": ("own passkeys",),
    "mfa_add_webauthn": ("passkey, to add",),
    "mfa_remove_webauthn": ("passkey, to remove",),
    "mfa_edit_webauthn": ("passkey, to name",),
    "mfa_view_recovery_codes": ("recovery codes",),
    "mfa_generate_recovery_codes": ("recovery codes, new",),
    "account_invite": ("inviting",),
    "account_take_back": ("inviting, taken back",),
    "account_searches": ("own searches",),
    "account_search_add": ("own search, none asked for",),
    "account_search_open": ("own search, opened",),
    "account_search_rename": ("own search, to rename",),
    "account_search_delete": ("own search, to delete",),
}
# Whoever sees the page itself, where neither nobody nor a steward does.
SEEN_BY = {
    "mfa_authenticate": GUEST,
    "account_accept": GUEST,
    "account_logout": Role.STEWARD,
    "account_reauthenticate": Role.STEWARD,
    "account_app_picture": SETTING_UP,
    "mfa_activate_totp": SETTING_UP,
    "mfa_add_webauthn": SETTING_UP,
}


def kinds_of(name: str) -> tuple[str, ...]:
    group = f"{name.partition(':')[0]}:" if ":" in name else ""
    found = KINDS.get(name) or KINDS.get(group)
    assert found, f"no kind of answer is declared for {name} (tests/matrix/samples.py)"
    return found


def test_every_route_answers_as_its_kind_does(
    scene: Scene, answers: list[Seen]
) -> None:
    for address in _of_each_kind(scene):
        with rolled_back():
            got = headers_of(_opener(scene, address).ask("GET", address.path))
        kinds = kinds_of(address.name)
        known = [a.headers for a in answers if a.section in kinds and a.verb == "GET"]
        got.pop("Location", None)
        usual = [{n: v for n, v in each.items() if n != "Location"} for each in known]
        wrong = [sorted(set(each.items()) ^ set(got.items())) for each in usual]
        assert got in usual, (address.path, wrong)


def _of_each_kind(scene: Scene) -> list[Address]:
    """Give every route; of a page that all models have at the desk, the first one's."""
    found: dict[str, Address] = {}
    for address in one_each(scene):
        assert kinds_of(address.name)
        is_alike = page_of(address.name) in MODEL_PAGES and model_of(address.name)
        found.setdefault(page_of(address.name) if is_alike else address.name, address)
    return list(found.values())


def _opener(scene: Scene, address: Address) -> Person:
    if address.name in SEEN_BY:
        return scene.cast[SEEN_BY[address.name]]
    if address.audience in {Audience.DOOR, Audience.REPORTERS}:
        return scene.cast[ANONYMOUS]
    if address.audience is Audience.SIGNED_IN:
        return scene.cast[PROVEN]
    is_managers = page_of(address.name) and str(model_of(address.name)) in _MANAGED
    return scene.cast[MANAGER if is_managers else Role.STEWARD]


_MANAGED = ("<class 'testimonies.models.account.User'>",)


# --- What no review may give up -------------------------------------------------------


def _is_framed_by_nobody(headers: dict[str, str]) -> bool:
    policy = headers.get("Content-Security-Policy", "")
    framing = "frame-ancestors 'none'" in policy
    return framing and headers.get("X-Frame-Options") == "DENY"


def _unframed() -> AbstractContextManager[Any]:
    stack = ExitStack()
    for place in ("csp.middleware.CSPMiddleware", FRAMES):
        stack.enter_context(mock.patch(f"{place}.process_response", _as_it_is))
    return stack


FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"


def _as_it_is(_self: object, _request: object, response: Any) -> Any:
    return response


def _asked(scene: Scene, *kinds: str) -> Iterator[Seen]:
    chosen = [each for each in samples(scene) if each.kind in kinds]
    assert len(chosen) == len(kinds)
    return (seen for sample in chosen for seen in ask(scene, sample))


@attack(49, without=named("the policies on frames", _unframed))
def test_no_button_can_be_framed(scene: Scene) -> None:
    for seen in _asked(scene, "desk form", "preview", "page", "desk, no role"):
        assert _is_framed_by_nobody(seen.headers), seen


def _passed_on(self: Any, request: Any) -> Any:
    return self.get_response(request)


@attack(3, without=patched("archive.security.HeadersMiddleware.__call__", _passed_on))
def test_no_cache_keeps_a_page_of_the_desk(scene: Scene) -> None:
    kinds = ("desk page", "desk, not signed in", "desk, no role", "preview", "history")
    for seen in _asked(scene, *kinds, "desk list, 400", "signing out", "vault"):
        assert "no-store" in seen.headers.get("Cache-Control", ""), seen


FILES = {
    "file",
    "file, a part",
    "file, no such part",
    "cleaned copy",
    "picture of a quote",
}


def test_every_answer_keeps_the_floor(answers: list[Seen]) -> None:
    for seen in answers:
        headers = seen.headers
        is_file = "sandbox" in headers["Content-Security-Policy"]
        assert _is_framed_by_nobody(headers), seen
        assert headers["X-Frame-Options"] == "DENY", seen
        assert not is_file or seen.section in FILES, seen
        assert "default-src 'none'" in headers["Content-Security-Policy"], seen
        assert headers["X-Content-Type-Options"] == "nosniff", seen
        assert headers["Referrer-Policy"] in {"no-referrer", "same-origin"}, seen
        assert "Server" not in headers, seen
        if not seen.path.startswith(STAFF_PATHS):
            assert not [name for name in headers if "Cookie" in name], seen
            assert "Cookie" not in headers.get("Vary", ""), seen
        if not seen.is_desks:
            if not seen.path.startswith("/static/"):
                known = {"no-cache", "no-store", None}
                assert headers.get("Cache-Control") in known, seen
        else:
            assert "no-store" in headers.get("Cache-Control", ""), seen
