"""One door, two steps: what lets nobody in, and why no way leads round the second."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import Resolver404, resolve

from testimonies.models import User
from tests.accounts.door import (
    ACCOUNT,
    DESK,
    LOGIN,
    SECOND,
    WRONG,
    Visitor,
    code_of,
    with_app,
)
from tests.attacks import attack, patched, without_sql
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

no_second_factor = patched(
    "archive.audiences.lacks_second_factor", lambda _request: False
)


@attack(43, without=no_second_factor)
def test_the_desk_stays_closed_to_a_password_alone(
    visitor: Visitor, steward: User
) -> None:
    visitor.sign_in(steward)
    answer = visitor.get(DESK)
    assert (answer.status_code, answer.headers.get("Location")) == (302, ACCOUNT)
    assert visitor.post("/account/invite/", role="editor").status_code == 302
    assert "Set up a second factor" in visitor.get(ACCOUNT).content.decode()


def test_a_factor_that_was_just_set_up_opens_the_desk(editor: User) -> None:
    visitor, _ = with_app(editor)
    assert visitor.is_at_desk()


def test_a_demo_asks_for_no_second_factor(
    visitor: Visitor, editor: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    visitor.sign_in(editor)
    assert visitor.is_at_desk()


no_stage = patched(
    "allauth.mfa.stages.AuthenticateStage._should_handle", lambda *_: False
)


@attack(43, without=no_stage)
def test_who_has_an_app_is_asked_for_its_code(visitor: Visitor, editor: User) -> None:
    _, secret = with_app(editor)
    answer = visitor.sign_in(editor)
    assert answer.headers["Location"] == SECOND
    assert not visitor.is_signed_in()
    assert visitor.post(SECOND, code="000000").status_code == 200
    assert not visitor.is_signed_in()
    visitor.post(SECOND, code=code_of(secret))
    assert visitor.is_at_desk()


not_marked = patched(
    "allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda *_: True
)


@attack(43, without=not_marked)
def test_a_code_works_once(editor: User) -> None:
    _, secret = with_app(editor)
    code = code_of(secret)
    opened = []
    for _each in range(2):
        visitor = Visitor()
        visitor.sign_in(editor)
        visitor.post(SECOND, code=code)
        opened.append(visitor.is_at_desk())
    assert opened == [True, False]


kept = patched(
    "allauth.mfa.recovery_codes.internal.auth.RecoveryCodes._mark_code_used",
    lambda *_: None,
)


@attack(43, without=kept)
def test_a_recovery_code_works_once(editor: User) -> None:
    first, _ = with_app(editor)
    codes = first.recovery_codes()
    assert len(set(codes)) == 10
    opened = []
    for _each in range(2):
        visitor = Visitor()
        visitor.sign_in(editor)
        visitor.post(SECOND, code=codes[3])
        opened.append(visitor.is_at_desk())
    assert opened == [True, False]


def test_recovery_codes_are_shown_once_and_replaced_as_a_whole(editor: User) -> None:
    first, _ = with_app(editor)
    old = first.recovery_codes()
    assert first.recovery_codes() == []
    assert first.post("/account/codes/new/").status_code == 302
    new = first.recovery_codes()
    assert len(new) == 10
    assert not set(new) & set(old)
    visitor = Visitor()
    visitor.sign_in(editor)
    visitor.post(SECOND, code=old[0])
    assert not visitor.is_signed_in()


def test_codes_are_guessed_five_times_and_no_more(
    visitor: Visitor, editor: User
) -> None:
    _, secret = with_app(editor)
    visitor.sign_in(editor)
    for number in range(5):
        visitor.post(SECOND, code=f"{number:06}")
    page = visitor.post(SECOND, code=code_of(secret)).content.decode()
    assert "Too many attempts" in page
    assert not visitor.is_signed_in()


proven_for_ever = patched(
    "allauth.account.internal.flows.reauthentication.did_recently_reauthenticate",
    lambda _request: True,
)
MANAGED = ("app/add/", "app/remove/", "passkeys/add/", "codes/", "codes/new/")


@attack(43, without=proven_for_ever)
def test_factors_are_managed_only_by_who_showed_again_who_they_are(
    editor: User, settings: Any
) -> None:
    first, secret = with_app(editor)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    for path in MANAGED:
        where = f"/account/{path}"
        for answer in (first.get(where), first.post(where, code=code_of(secret))):
            led_to = str(answer.headers.get("Location"))
            assert led_to.startswith("/account/prove/code/?next="), path
    assert Authenticator.objects.filter(type="totp").exists()


def test_beside_a_factor_the_password_proves_nothing(editor: User) -> None:
    first, _ = with_app(editor)
    answer = first.post("/account/prove/password/", password=PASSWORD)
    assert answer.headers["Location"] == "/account/prove/code/"


no_epoch = without_sql(
    "the trigger on second factors",
    "DROP TRIGGER kua_end_sessions ON mfa_authenticator",
    "DROP TRIGGER kua_end_sessions_too ON mfa_authenticator",
)


@attack(43, without=no_epoch)
def test_a_session_from_before_the_factor_ends_with_it(editor: User) -> None:
    """Else whoever knew the password yesterday would add a factor of his own."""
    thief = Visitor()
    thief.sign_in(editor)
    with_app(editor)
    assert not thief.is_signed_in()


@attack(43, without=no_epoch)
def test_removing_a_factor_ends_the_other_sessions(editor: User) -> None:
    first, secret = with_app(editor)
    other = Visitor()
    other.sign_in(editor)
    other.post(SECOND, code=code_of(secret))
    assert other.is_at_desk()
    first.post("/account/app/remove/")
    assert not other.is_signed_in()
    assert first.is_signed_in()
    assert not first.is_at_desk()


@attack(43)
def test_there_is_no_second_form_that_takes_a_password(
    visitor: Visitor, editor: User
) -> None:
    with_app(editor)
    answer = visitor.get("/admin/login/", next="/admin/testimonies/tag/")
    assert answer.headers["Location"] == f"{LOGIN}?next=/admin/testimonies/tag/"
    for path in ("/admin/login/", "/admin/", "/admin/password_change/"):
        visitor.post(path, username=editor.username, password=PASSWORD)
        assert not visitor.is_signed_in()


def test_nothing_remembers_a_browser(visitor: Visitor, editor: User) -> None:
    _, secret = with_app(editor)
    visitor.sign_in(editor, remember="on")
    visitor.post(SECOND, code=code_of(secret), action="trust")
    assert not visitor.client.cookies["sessionid"]["max-age"]
    visitor.post("/account/logout/")
    assert set(visitor.client.cookies) <= {"sessionid", "csrftoken", "messages"}
    assert visitor.sign_in(editor).headers["Location"] == SECOND


UNWANTED = """signup/ inactive/ email/ confirm-email/ confirm-email/x/ password/set/
    login/code/ login/code/confirm/ 2fa/trust/ codes/download/ signup/passkey/
    password/reset/ phone/verify/ 3rdparty/ social/signup/"""


def test_what_is_not_wanted_is_not_there() -> None:
    for path in UNWANTED.split():
        with pytest.raises(Resolver404):
            resolve(f"/account/{path}")


SIGNED_IN = (
    "/account/app/add/",
    "/account/app/remove/",
    "/account/codes/new/",
    "/account/invite/",
    "/account/invite/1/take-back/",
    "/account/language/",
    "/account/logout/",
    "/account/passkeys/add/",
    "/account/password/",
    "/account/prove/code/",
    "/account/prove/password/",
)
OUTSIDE = (LOGIN, "/account/passkeys/login/", "/account/logout/")


@attack(
    42,
    without=patched(
        "django.middleware.csrf.CsrfViewMiddleware.process_view", lambda *_: None
    ),
)
def test_no_form_of_sign_in_can_be_sent_from_elsewhere(steward: User) -> None:
    inside, outside = Visitor(checks=True), Visitor(checks=True)
    inside.client.force_login(steward)
    answers = {path: inside.post(path).status_code for path in SIGNED_IN}
    answers |= {f"{path} outside": outside.post(path).status_code for path in OUTSIDE}
    assert set(answers.values()) == {403}, answers


any_host = patched(
    "testimonies.accounts.adapters.url_has_allowed_host_and_scheme",
    lambda *_, **__: True,
)


TARGETS = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "http:evil.example",
    "\\\\evil.example",
    "https://testserver.evil.example/",
    "https://localhost/admin/",
)


@attack(33, without=any_host)
def test_signing_in_leads_to_no_other_site(editor: User, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    for target in TARGETS:
        answer = Visitor().sign_in(editor, next=target)
        assert answer.headers["Location"] == DESK, target


def test_signing_in_runs_no_script(visitor: Visitor, editor: User) -> None:
    answer = visitor.sign_in(editor, next="javascript:alert(1)")
    assert answer.headers["Location"] == DESK


def test_signing_in_leads_on_to_where_one_was_going(
    visitor: Visitor, editor: User
) -> None:
    answer = visitor.sign_in(editor, next="/admin/testimonies/tag/")
    assert answer.headers["Location"] == "/admin/testimonies/tag/"


def test_a_link_signs_nobody_out(visitor: Visitor, editor: User) -> None:
    visitor.sign_in(editor)
    # Without a second factor the desk's own address leads to the set-up, as all of it.
    answer = visitor.get("/admin/logout/")
    assert (answer.status_code, answer.url) == (302, "/account/")
    assert visitor.get("/account/logout/").status_code == 200
    assert visitor.is_signed_in()
    visitor.post("/account/logout/")
    assert not visitor.is_signed_in()


@pytest.mark.parametrize("verb", ["put", "patch", "delete", "trace", "options"])
def test_pages_of_sign_in_answer_forms_only(client: Client, verb: str) -> None:
    assert getattr(client, verb)(LOGIN).status_code == 405


SHAPE = (
    '{"id": %s, "rawId": %s, "type": %s, "response": {"clientDataJSON": %s,'
    ' "authenticatorData": %s, "signature": %s, "userHandle": %s}}'
)
NO_PASSKEYS = (
    "",
    WRONG,
    *("{}", "[]", "5", "null", '"x"', "[1]", "true"),
    '{"response": {"userHandle": "AAAA"}}',
    '{"response": []}',
    *(SHAPE % ((part,) * 7) for part in ('"AAAA"', "5", "null", '""', "[]", '"*"')),
    SHAPE % ('"AAAA"', '"AAAA"', '"public-key"', *('"AAAA"',) * 3, '"MQ"'),
)


def test_wrong_json_is_no_passkey(visitor: Visitor, settings: Any) -> None:
    settings.MFA_RATE_LIMITS = False
    visitor.client.get(
        "/account/passkeys/login/", headers={"accept": "application/json"}
    )
    for credential in NO_PASSKEYS:
        answer = visitor.post("/account/passkeys/login/", credential=credential)
        assert answer.headers["Location"] == LOGIN
        assert not visitor.is_signed_in()


def test_passkeys_are_tried_ten_times_a_minute(visitor: Visitor) -> None:
    answers = [visitor.post("/account/passkeys/login/") for _each in range(11)]
    assert [each.status_code for each in answers] == [302] * 10 + [429]
    assert "Wait five minutes" in answers[-1].content.decode()
    assert "no-store" in answers[-1].headers["Cache-Control"]
