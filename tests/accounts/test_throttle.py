"""A guesser is slowed, an editor elsewhere is not, and nobody's address is kept."""

import logging
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import RequestFactory

from testimonies.accounts.places import place_of
from testimonies.models import Remembered, User
from tests.accounts.door import ELSEWHERE, HERE, LOGIN, WRONG, Visitor, with_app
from tests.attacks import attack, named, patched
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def lock(visitor: Visitor, name: str) -> None:
    for _each in range(5):
        visitor.sign_in(name, WRONG)


no_axes = patched("axes.backends.AxesProxyHandler.is_allowed", lambda *_, **__: True)
by_name = patched(
    "axes.helpers.get_lockout_parameters", lambda *_, **__: [["username"]]
)


@attack(40, without=no_axes)
def test_after_five_failures_the_right_password_fails_too(
    visitor: Visitor, editor: User
) -> None:
    lock(visitor, editor.username)
    assert visitor.sign_in(editor).status_code == 200
    assert not visitor.is_signed_in()


@attack(40, without=by_name)
def test_nobody_elsewhere_can_lock_an_editor_out(editor: User) -> None:
    lock(Visitor(ELSEWHERE), editor.username)
    editors = Visitor(HERE)
    editors.sign_in(editor)
    assert editors.is_signed_in()


by_letters = patched(
    "testimonies.accounts.throttle.unicodedata.normalize",
    lambda _form, typed: type("As", (str,), {"casefold": lambda each: each})(typed),
)


@attack(40, without=by_letters)
def test_capitals_give_no_more_attempts(visitor: Visitor, editor: User) -> None:
    for name in ("boris", "Boris", "BORIS", " boris ", "bORIS"):
        visitor.sign_in(name, WRONG)
    visitor.sign_in(editor)
    assert not visitor.is_signed_in()


def test_the_wait_is_over_after_a_quarter_of_an_hour(
    visitor: Visitor, editor: User
) -> None:
    lock(visitor, editor.username)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE axes_accessattempt SET attempt_time = now() - interval '16 min'"
        )
    visitor.sign_in(editor)
    assert visitor.is_signed_in()
    assert not AccessAttempt.objects.exists()


def test_attempts_while_waiting_make_the_wait_no_longer(
    visitor: Visitor, editor: User
) -> None:
    lock(visitor, editor.username)
    before = AccessAttempt.objects.values_list("attempt_time").get()
    visitor.sign_in(editor)
    assert AccessAttempt.objects.values_list("attempt_time").get() == before


no_place = patched(
    "testimonies.accounts.adapters.AccountAdapter.pre_authenticate",
    lambda *_, **__: None,
)


@pytest.fixture
def three_a_minute(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "place": "3/m/ip"}


@attack(40, without=no_place)
@pytest.mark.usefixtures("three_a_minute")
def test_one_place_tries_so_many_names_and_no_more(
    editor: User,
) -> None:
    sprayer = Visitor(ELSEWHERE)
    for number in range(3):
        sprayer.sign_in(f"name{number}", WRONG)
    assert "do not belong together" in sprayer.sign_in(editor).content.decode()
    assert not sprayer.is_signed_in()
    others = Visitor(HERE)
    others.sign_in(editor)
    assert others.is_signed_in()


@pytest.mark.usefixtures("three_a_minute")
def test_signing_in_rightly_uses_nothing_up(visitor: Visitor, editor: User) -> None:
    """A newsroom behind one address may come to work in the same minute."""
    for _each in range(5):
        visitor.sign_in(editor)
        assert visitor.is_signed_in()
        visitor.post("/account/logout/")


def test_a_password_shown_again_is_guessed_no_oftener(
    visitor: Visitor, editor: User
) -> None:
    visitor.sign_in(editor)
    for _each in range(5):
        visitor.post("/account/prove/password/", password=WRONG)
    answer = visitor.post("/account/prove/password/", password=PASSWORD)
    assert answer.status_code == 200


PLAIN = ("boris", "hunter2-in-the-wrong-field", HERE, "Curl/8", WRONG, LOGIN)

kept_bare = patched("testimonies.accounts.throttle.bared", lambda request: request)
plain_names = patched(
    "testimonies.accounts.throttle.name_of",
    lambda _request, credentials: credentials["username"],
)
plain_places = patched(
    "testimonies.accounts.places.place_of", lambda request: request.META["REMOTE_ADDR"]
)


def tables() -> str:
    """Give all that signing in has written, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in (
            "axes_accessattempt",
            "axes_accesslog",
            "axes_accessfailurelog",
            "testimonies_remembered",
        ):
            cursor.execute(f"SELECT t::text FROM {table} t")  # noqa: S608
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


@attack(41, without=kept_bare)
@attack(41, without=plain_names)
@attack(41, without=plain_places)
def test_no_name_address_browser_or_form_is_kept_of_a_failure(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in PLAIN[:2]:
        visitor.client.post(
            f"{LOGIN}?q=query-canary",
            {"login": name, "password": WRONG},
            headers={"user-agent": "Curl/8", "accept": "text/accept-canary"},
        )
    assert AccessAttempt.objects.count() == 2
    for word in (*PLAIN, "canary"):
        assert word not in tables(), word
        assert word not in caplog.text, word


@attack(40)
@attack(47)
@pytest.mark.parametrize(
    ("proxies", "said", "is_other"),
    [
        (0, "198.51.100.1", False),
        (1, "198.51.100.1", True),
        (1, "6.6.6.6, 192.0.2.7", False),
        (2, "6.6.6.6, 192.0.2.7, 10.0.0.1", False),
        (2, "10.0.0.1", False),
    ],
)
def test_forwarded_addresses_are_read_as_far_as_our_proxies_wrote_them(
    settings: Any, proxies: int, said: str, is_other: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    plain = RequestFactory(REMOTE_ADDR=HERE).get(LOGIN)
    forged = RequestFactory(REMOTE_ADDR=HERE).get(
        LOGIN, headers={"x-forwarded-for": said}
    )
    assert (place_of(forged) != place_of(plain)) is is_other


believed = named(
    "trusting the client's own header",
    patched(
        "testimonies.accounts.places._address",
        lambda request: request.META.get("HTTP_X_FORWARDED_FOR", ""),
    ),
)


@attack(47, without=believed)
def test_a_forged_header_gives_no_more_attempts(visitor: Visitor, editor: User) -> None:
    for number in range(5):
        visitor.client.post(
            LOGIN,
            {"login": editor.username, "password": WRONG},
            headers={"x-forwarded-for": f"198.51.100.{number}"},
        )
    visitor.client.post(
        LOGIN,
        {"login": editor.username, "password": PASSWORD},
        headers={"x-forwarded-for": "198.51.100.99"},
    )
    assert not visitor.is_signed_in()


def test_a_whole_network_is_one_place() -> None:
    def at(address: str) -> str:
        return place_of(RequestFactory(REMOTE_ADDR=address).get(LOGIN))

    assert at("2001:db8:1:2::1") == at("2001:db8:1:2:ffff::9")
    assert at("2001:db8:1:2::1") != at("2001:db8:1:3::1")
    assert at("::ffff:192.0.2.7") == at("192.0.2.7") != at("192.0.2.8")
    assert at("") == at("") != at("unix:")


def test_places_are_named_anew_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory(REMOTE_ADDR=HERE).get(LOGIN)
    first = place_of(request)

    class Tomorrow:
        @staticmethod
        def now(_zone: object) -> Any:
            from datetime import UTC, datetime, timedelta  # noqa: PLC0415

            return datetime.now(UTC) + timedelta(days=1)

    monkeypatch.setattr("testimonies.accounts.places.datetime", Tomorrow)
    assert place_of(request) != first


@attack(41)
def test_what_processes_share_holds_no_address_and_no_code(editor: User) -> None:
    visitor, _secret = with_app(editor)
    visitor.sign_in("nobody", WRONG)
    rows = Remembered.objects.values_list("key", "value")
    assert rows
    for key, value in rows:
        assert len(key) == 64
        assert not set(key) - set("0123456789abcdef")
        assert value in ("y", True) or all(isinstance(at, float) for at in value)
