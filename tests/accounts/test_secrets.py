"""Secrets of second factors are ciphertext in the database, under keys that rotate."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from testimonies.models import Invitation, LedgerEvent, Remembered, User, decrypt
from testimonies.moderation import invite
from testimonies.terms import Role
from tests.accounts.door import SECOND, WRONG, Visitor, code_of, with_app
from tests.attacks import attack, without_sql
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def rows() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM mfa_authenticator t")
        return "\n".join(row for (row,) in cursor.fetchall())


@attack(41)
def test_the_table_holds_no_secret_and_no_code(editor: User) -> None:
    visitor, secret = with_app(editor)
    codes = visitor.recovery_codes()
    text = rows()
    assert secret not in text
    assert not [code for code in codes if code in text]
    held = Authenticator.objects.get(type="totp").data["secret"]
    assert decrypt(held) == secret


unchecked = without_sql(
    "the check on second factors",
    "ALTER TABLE mfa_authenticator DROP CONSTRAINT authenticator_secrets_encrypted",
)
PLAIN = [
    ("totp", {"secret": "JBSWY3DPEHPK3PXP"}),
    ("totp", {}),
    ("recovery_codes", {"seed": "ab" * 40, "used_mask": 0}),
    ("recovery_codes", {"seed": "gAAAA", "migrated_codes": ["1"]}),
]


@attack(41, without=unchecked)
def test_the_database_refuses_a_secret_in_clear(editor: User) -> None:
    let_through = []
    for kind, data in PLAIN:
        try:
            with transaction.atomic():
                Authenticator.objects.create(user=editor, type=kind, data=data)
                transaction.set_rollback(True)
        except IntegrityError:
            continue
        let_through.append(kind)
    assert let_through == []


def test_keys_rotate_and_codes_go_on_working(editor: User, settings: Any) -> None:
    visitor, secret = with_app(editor)
    codes = visitor.recovery_codes()
    before = rows()
    old = settings.VAULT_KEYS
    new = [Fernet.generate_key().decode()]
    settings.VAULT_KEYS = [*new, *old]
    said = StringIO()
    call_command("rotate_vault_keys", stdout=said)
    assert "2 second factors" in said.getvalue()
    assert rows() != before
    settings.VAULT_KEYS = new
    for code in (code_of(secret), codes[0]):
        other = Visitor()
        other.sign_in(editor)
        other.post(SECOND, code=code)
        assert other.is_at_desk()


def _forget(person: User | str, by: User | str) -> str:
    said = StringIO()
    call_command("forget_second_factor", str(person), f"--by={by}", stdout=said)
    return said.getvalue()


@attack(43)
@attack(50)
def test_a_lost_factor_is_forgotten_with_the_password_and_in_the_ledger(
    editor: User,
) -> None:
    visitor, _ = with_app(editor)
    manager = User.objects.create_superuser("root")
    assert "does not work any more" in _forget(editor, manager)
    assert not visitor.is_signed_in()
    assert not Authenticator.objects.exists()
    visitor.sign_in(editor, PASSWORD)
    assert not visitor.is_signed_in()
    event = LedgerEvent.objects.get(action="forget_second_factors")
    assert (event.actor, event.category) == (manager, f"account {editor.pk}")


def test_only_a_manager_who_is_somebody_else_answers_for_it(
    editor: User, steward: User
) -> None:
    with_app(editor)
    manager = User.objects.create_superuser("root")
    for person, by in ((editor, steward), (manager, manager), ("nobody", manager)):
        with pytest.raises(CommandError, match="somebody else"):
            _forget(person, by)
    assert Authenticator.objects.count() == 2


def test_what_has_ended_is_deleted_and_nothing_else(
    editor: User, steward: User
) -> None:
    for name in ("nobody", "somebody"):
        Visitor().sign_in(name, WRONG)
        Visitor().client.force_login(editor)
        invite(by=steward, role=Role.EDITOR)
    with connection.cursor() as cursor:
        for table, column, row in (
            ("axes_accessattempt", "attempt_time", "id"),
            ("django_session", "expire_date", "session_key"),
            ("testimonies_remembered", "until", "key"),
        ):
            cursor.execute(
                f"UPDATE {table} SET {column} = now() - interval '40 days'"  # noqa: S608
                f" WHERE {row} = (SELECT min({row}) FROM {table})"
            )
        cursor.execute(
            "UPDATE testimonies_invitation SET created_at = now() - interval '50 days',"
            " expires_at = now() - interval '40 days'"
            " WHERE id = (SELECT min(id) FROM testimonies_invitation)"
        )
    models = (AccessAttempt, Session, Remembered, Invitation)
    before = [model._default_manager.count() for model in models]
    call_command("clear_expired", stdout=StringIO())
    after = [model._default_manager.count() for model in models]
    assert after == [count - 1 for count in before]
