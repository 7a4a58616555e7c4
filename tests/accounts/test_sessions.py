"""A session ends when it should, and a stolen copy of the database opens none."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import connection

from testimonies.models import User
from testimonies.terms import Role
from tests.accounts.door import LOGIN, SECOND, Visitor, code_of, with_app
from tests.attacks import attack, patched, without_sql
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

NEW = "another long passphrase"


def run(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _gives_role(person: User) -> None:
    person.groups.add(Group.objects.get_or_create(name=Role.STEWARD)[0])


def _takes_role(person: User) -> None:
    run("DELETE FROM testimonies_user_groups WHERE user_id = %s", person.pk)


def _makes_manager(person: User) -> None:
    run("UPDATE testimonies_user SET is_superuser = true WHERE id = %s", person.pk)


no_triggers = without_sql(
    "the triggers on accounts and roles",
    "DROP TRIGGER kua_end_own_sessions ON testimonies_user",
    "DROP TRIGGER kua_end_sessions ON testimonies_user_groups",
)


@attack(43, without=no_triggers)
def test_a_change_of_roles_ends_every_session(editor: User) -> None:
    """By whatever way: at the desk, in a shell, in SQL."""
    for change in (_gives_role, _takes_role, _makes_manager):
        visitors = [Visitor(), Visitor()]
        for visitor in visitors:
            visitor.client.force_login(User.objects.get(pk=editor.pk))
            assert visitor.is_signed_in()
        change(editor)
        assert [each.is_signed_in() for each in visitors] == [False, False], change


def test_a_closed_account_has_no_session_even_when_it_is_opened_again(
    visitor: Visitor, editor: User
) -> None:
    visitor.client.force_login(editor)
    assert visitor.is_signed_in()
    for is_active in (False, True):
        User.objects.filter(pk=editor.pk).update(is_active=is_active)
        assert not visitor.is_signed_in()


@attack(43, without=no_triggers)
def test_a_row_saved_late_revives_no_session(visitor: Visitor, editor: User) -> None:
    visitor.client.force_login(editor)
    stale = User.objects.get(pk=editor.pk)
    _gives_role(editor)
    stale.save()
    assert not visitor.is_signed_in()


def test_another_password_ends_the_other_sessions(
    visitor: Visitor, editor: User
) -> None:
    other = Visitor()
    visitor.sign_in(editor)
    other.sign_in(editor)
    values = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert visitor.post("/account/password/", **values).status_code == 302
    assert visitor.is_signed_in()
    assert not other.is_signed_in()
    assert other.sign_in(editor, NEW).status_code == 302


@pytest.mark.parametrize(
    "values",
    [
        {"oldpassword": "no", "password1": NEW, "password2": NEW},
        {"oldpassword": PASSWORD, "password1": NEW, "password2": "no"},
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
        {
            "oldpassword": PASSWORD,
            "password1": "password1234",
            "password2": "password1234",
        },
    ],
)
def test_a_password_is_changed_with_the_old_one_and_to_a_good_one(
    visitor: Visitor, editor: User, values: dict[str, str]
) -> None:
    visitor.sign_in(editor)
    assert visitor.post("/account/password/", **values).status_code == 200
    editor.refresh_from_db()
    assert editor.check_password(PASSWORD)


no_limits = patched("testimonies.accounts.limits._hold", lambda *_: None)


@attack(43, without=no_limits)
def test_a_session_ends_after_two_idle_hours_or_twelve(
    visitor: Visitor, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000.0]
    monkeypatch.setattr("testimonies.accounts.limits.time.time", lambda: now[0])

    def is_in_after(*hours: float) -> bool:
        visitor.client.force_login(editor)
        seen = visitor.is_signed_in()
        for each in hours:
            now[0] += each * 3600
            seen = visitor.is_signed_in()
        return seen

    assert is_in_after(1.9, 1.9, 1.9, 1.9, 1.9, 1.9)
    assert not is_in_after(2.1)
    assert not is_in_after(1.9, 1.9, 1.9, 1.9, 1.9, 1.9, 1.9)


same_key = patched(
    "testimonies.accounts.sessions.SessionStore.cycle_key", lambda _store: None
)


@attack(43, without=same_key)
def test_a_session_that_somebody_planted_is_not_signed_in(editor: User) -> None:
    first, secret = with_app(editor)
    victim = Visitor()
    victim.sign_in(editor)
    planted = victim.cookie
    victim.post(SECOND, code=code_of(secret))
    assert victim.is_at_desk()
    attacker = Visitor()
    attacker.client.cookies["sessionid"] = planted
    assert not attacker.is_signed_in()
    attacker.client.cookies["sessionid"] = "a" * 32
    attacker.get(LOGIN)
    attacker.sign_in(editor)
    assert attacker.cookie != "a" * 32
    assert first.is_signed_in()


plain_key = patched("testimonies.accounts.sessions._row_key", lambda key: key)


@attack(41, without=plain_key)
def test_the_rows_of_sessions_hold_no_cookie_and_nothing_to_read(
    visitor: Visitor, editor: User
) -> None:
    visitor.sign_in(editor)
    visitor.prove()
    visitor.get("/account/app/add/")
    rows = list(Session.objects.values_list("session_key", "session_data"))
    assert rows
    for key, data in rows:
        assert data.startswith("gAAAA")
        thief = Visitor()
        thief.client.cookies["sessionid"] = key
        assert not thief.is_signed_in()


def test_a_session_of_another_key_is_an_empty_one(
    visitor: Visitor, editor: User, settings: Any
) -> None:
    visitor.client.force_login(editor)
    old = settings.VAULT_KEYS
    settings.VAULT_KEYS = [Fernet.generate_key().decode()]
    assert not visitor.is_signed_in()
    settings.VAULT_KEYS = [Fernet.generate_key().decode(), *old]
    visitor.client.force_login(editor)
    assert visitor.is_signed_in()


def test_sessions_leave_with_the_browser_and_with_signing_out(
    visitor: Visitor, editor: User
) -> None:
    visitor.sign_in(editor)
    cookie = visitor.client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (
        "",
        "Strict",
        True,
    )
    visitor.post("/account/logout/")
    thief = Visitor()
    thief.client.cookies["sessionid"] = cookie.value
    assert not thief.is_signed_in()
