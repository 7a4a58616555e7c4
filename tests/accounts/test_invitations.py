"""Invitations: for seven days, once, and never into more than their giver may give."""

import hashlib
import re
from typing import Any

import pytest
from django.db import connection

from testimonies import ledger
from testimonies.models import Invitation, LedgerEvent, LedgerNote, User
from testimonies.moderation import (
    MoveRefused,
    NewAccount,
    accept,
    has_role,
    invitations,
    invite,
    may_enter_desk,
    roles_to_give,
)
from testimonies.terms import Role
from tests.accounts.door import ACCOUNT, Visitor
from tests.attacks import attack, patched

pytestmark = pytest.mark.django_db

CHOSEN = {
    "username": "Gulnara",
    "password1": "four words of mine",
    "password2": "four words of mine",
}


@pytest.fixture(autouse=True)
def at_desk(settings: Any) -> None:
    """The second factor has tests of its own."""
    settings.SECOND_FACTOR_REQUIRED = False


def path_to(token: str) -> str:
    return f"/account/invitation/{token}/"


FORM = "/account/invitation/"


def accepted(visitor: Visitor, token: str, **values: str) -> Any:
    """Open the link and send the form to which it leads."""
    answer = visitor.get(path_to(token))
    assert answer.headers["Location"] == FORM
    return visitor.post(FORM, **{**CHOSEN, **values})


def link_made(person: User, role: str) -> Any:
    visitor = Visitor()
    visitor.client.force_login(person)
    page = visitor.post("/account/invite/", role=role).content.decode()
    found = re.search(r"https://archive\.example\.org(/account/invitation/\S+/)<", page)
    return found and found[1]


def test_from_the_link_to_the_desk(steward: User) -> None:
    path = link_made(steward, "editor")
    guest = Visitor()
    assert guest.get(path).headers["Location"] == FORM
    assert "Welcome" in guest.get(FORM).content.decode()
    answer = guest.post(FORM, **CHOSEN)
    assert answer.headers["Location"] == ACCOUNT
    person = User.objects.get(username="Gulnara")
    assert has_role(person, Role.EDITOR)
    assert not has_role(person, Role.REVIEWER)
    assert not person.is_superuser
    assert guest.is_at_desk()
    events = LedgerEvent.objects.values_list("action", "category", "actor_id")
    assert list(events) == [
        ("invite", "editor", steward.pk),
        ("accept_invitation", f"editor, account {person.pk}", steward.pk),
    ]
    assert not LedgerNote.objects.exists()
    assert ledger.verify() == []


def test_a_new_account_goes_on_to_its_second_factor(
    steward: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    guest = Visitor()
    accepted(guest, invite(by=steward, role=Role.EDITOR))
    assert not guest.is_at_desk()
    page = guest.get("/account/app/add/").content.decode()
    assert 'class="secret"' in page


GIVEN = {
    "contributor": set(),
    "editor": set(),
    "reviewer": set(),
    "steward": {"contributor", "editor", "researcher"},
    "manager": {"contributor", "editor", "reviewer", "steward", "researcher"},
}

everybody = patched(
    "testimonies.moderation.invitations.roles_to_give", lambda _: tuple(Role)
)


@attack(50, without=everybody)
@attack(43, without=everybody)
def test_nobody_invites_into_more_than_they_may_give(
    contributor: User, editor: User, reviewer: User, steward: User
) -> None:
    manager = User.objects.create_superuser("root")
    people = [contributor, editor, reviewer, steward, manager]
    for (name, given), person in zip(GIVEN.items(), people, strict=True):
        for role in Role:
            try:
                invite(by=person, role=role)
            except MoveRefused:
                assert role not in given, (name, role)
            else:
                assert role in given, (name, role)


def test_the_form_offers_no_more_than_may_be_given(
    steward: User, reviewer: User
) -> None:
    for role in ("reviewer", "steward", "superuser", "", "root"):
        assert link_made(steward, role) is None
    assert not Invitation.objects.exists()
    visitor = Visitor()
    visitor.client.force_login(reviewer)
    assert visitor.get("/account/invite/").status_code == 403
    assert visitor.post("/account/invite/", role="contributor").status_code == 403
    assert "/account/invite/" not in visitor.get(ACCOUNT).content.decode()


def _expired(token: str, _giver: User) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE testimonies_invitation SET created_at = now() - interval '8 days',"
            " expires_at = now() - interval '1 day'"
        )
    return token


def _used(token: str, _giver: User) -> str:
    accept(token, NewAccount("Hanna", "a password that holds"))
    return token


def _altered(token: str, _giver: User) -> str:
    return ("B" if token[0] == "A" else "A") + token[1:]


def _by_who_left(token: str, giver: User) -> str:
    User.objects.filter(pk=giver.pk).update(is_active=False)
    return token


def _by_who_is_no_steward(token: str, giver: User) -> str:
    giver.groups.clear()
    return token


def _the_digest(token: str, _giver: User) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


LAPSES = [_expired, _used, _altered, _by_who_left, _by_who_is_no_steward, _the_digest]


@attack(41)
@attack(43)
@pytest.mark.parametrize("lapse", LAPSES)
def test_what_does_not_hold_makes_no_account(
    visitor: Visitor, steward: User, lapse: Any
) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    visitor.get(path_to(token))
    assert visitor.get(FORM).status_code == 200
    altered = lapse(token, steward)
    unknown = Visitor().get(path_to("x" * 43))
    answers = [Visitor().get(path_to(altered))]
    if altered == token:
        answers += [visitor.get(FORM), visitor.post(FORM, **CHOSEN)]
    for answer in answers:
        assert answer.status_code == 404
        assert answer.content == unknown.content
    token = altered
    with pytest.raises(MoveRefused):
        accept(token, NewAccount("Gulnara", "a password that holds"))
    assert not User.objects.filter(username="Gulnara").exists()


def test_an_invitation_is_taken_back_by_who_made_it(
    steward: User, editor: User
) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    made = Invitation.objects.get()
    other = Visitor()
    other.client.force_login(User.objects.create_superuser("root"))
    other.post(f"/account/invite/{made.pk}/take-back/")
    assert Invitation.objects.exists()
    own = Visitor()
    own.client.force_login(steward)
    assert "Not accepted yet" in own.get("/account/invite/").content.decode()
    own.post(f"/account/invite/{made.pk}/take-back/")
    assert Visitor().get(path_to(token)).status_code == 404


def test_one_that_is_taken_back_while_it_is_accepted_makes_no_account(
    steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    behind = invitations.invitation_behind

    def then_taken_back(token: str) -> Invitation | None:
        found = behind(token)
        Invitation.objects.all().delete()
        return found

    monkeypatch.setattr(invitations, "invitation_behind", then_taken_back)
    with pytest.raises(MoveRefused):
        accept(token, NewAccount("Gulnara", "a password that holds"))
    assert not User.objects.filter(username="Gulnara").exists()


plain = patched(
    "testimonies.moderation.invitations._digest",
    lambda token: f"{token:f<64}"[:64].lower(),
)


@attack(41)
def test_the_token_is_kept_as_its_digest_only(steward: User) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM testimonies_invitation t")
        (row,) = cursor.fetchone()
    assert token not in row
    assert hashlib.sha256(token.encode()).hexdigest() in row
    assert len(token) >= 43


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "DANA"),
        ("username", "no spaces here"),
        ("username", ""),
        ("username", "x\0y"),
        ("username", "y" * 151),
        ("password1", "short"),
        ("password1", "gulnara12345"),
        ("password2", "something else"),
    ],
)
def test_a_poor_choice_is_refused_and_the_invitation_still_holds(
    visitor: Visitor, steward: User, field: str, value: str
) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    values = {field: value}
    if field == "password1":
        values["password2"] = value
    answer = accepted(visitor, token, **values)
    assert answer.status_code == 200
    assert 'class="field__error"' in answer.content.decode()
    assert User.objects.count() == 1
    assert accepted(visitor, token).status_code == 302


def test_accepting_ends_whoever_was_signed_in(steward: User) -> None:
    visitor = Visitor()
    visitor.client.force_login(steward)
    accepted(visitor, invite(by=steward, role=Role.RESEARCHER))
    page = visitor.get(ACCOUNT).content.decode()
    assert "Gulnara" in page
    person = User.objects.get(username="Gulnara")
    assert not may_enter_desk(person)
    assert not person.is_staff
    assert roles_to_give(person) == ()


@attack(41)
@attack(42)
def test_a_forged_form_is_refused_and_no_log_learns_the_token(
    steward: User, caplog: pytest.LogCaptureFixture
) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    visitor = Visitor(checks=True)
    visitor.get(path_to(token))
    with caplog.at_level("WARNING", "django.security.csrf"):
        assert visitor.post(FORM, **CHOSEN).status_code == 403
    assert "403, POST account/invitation/" in caplog.text
    assert token not in caplog.text
    assert not User.objects.filter(username="Gulnara").exists()
