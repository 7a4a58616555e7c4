"""The vault is ciphertext at rest, cannot be searched, and its keys can be changed."""

from typing import Any

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError
from django.db import connection

from testimonies import moderation
from testimonies.models import User, VaultedIdentity, Witness
from testimonies.moderation import VAULT_FIELDS
from tests.factories import make_witness

NAME = "Жанар Оспанова"


@pytest.fixture
def identity(editor: User, steward: User) -> VaultedIdentity:
    witness = make_witness(by=editor)
    values = dict.fromkeys(VAULT_FIELDS, NAME)
    return moderation.seal_vault(witness, by=steward, values=values)


def _stored() -> list[str]:
    with connection.cursor() as cursor:
        columns = ", ".join(VAULT_FIELDS)
        cursor.execute(f"SELECT {columns} FROM testimonies_vaultedidentity")  # noqa: S608
        return list(cursor.fetchone())


def _rotate(*keys: str, settings: Any) -> None:
    settings.VAULT_KEYS = list(keys)


def test_no_column_holds_a_word_of_it(identity: VaultedIdentity) -> None:
    stored = _stored()
    assert len(set(stored)) == len(VAULT_FIELDS)
    assert all(text.startswith("gAAAA") for text in stored)
    assert "Жанар" not in " ".join(stored)
    assert VaultedIdentity.objects.get().legal_name == NAME


def test_the_empty_text_stays_empty(editor: User) -> None:
    VaultedIdentity.objects.create(witness=make_witness(by=editor))
    assert _stored() == [""] * len(VAULT_FIELDS)


@pytest.mark.parametrize(
    "lookup", ["exact", "iexact", "contains", "startswith", "in", "regex", "gt"]
)
def test_no_look_up_is_possible(identity: VaultedIdentity, lookup: str) -> None:
    with pytest.raises(FieldError, match="cannot be searched"):
        VaultedIdentity.objects.filter(**{f"legal_name__{lookup}": NAME}).exists()
    with pytest.raises(FieldError, match="cannot be searched"):
        Witness.objects.filter(
            **{f"vaulted_identity__legal_name__{lookup}": NAME}
        ).exists()


def test_excluding_is_a_look_up_too(identity: VaultedIdentity) -> None:
    with pytest.raises(FieldError):
        VaultedIdentity.objects.exclude(legal_name=NAME).exists()
    assert VaultedIdentity.objects.filter(legal_name__isnull=False).exists()


def test_a_new_key_reads_the_old_and_writes_the_new(
    identity: VaultedIdentity, settings: Any
) -> None:
    [old] = settings.VAULT_KEYS
    new = Fernet.generate_key().decode()
    before = _stored()
    _rotate(new, old, settings=settings)
    assert VaultedIdentity.objects.get().legal_name == NAME
    assert _stored() == before
    assert moderation.rotate_vault_keys() == 1
    assert not set(_stored()) & set(before)
    _rotate(new, settings=settings)
    assert VaultedIdentity.objects.get().contacts == NAME
    _rotate(old, settings=settings)
    with pytest.raises(InvalidToken):
        VaultedIdentity.objects.get()


def test_a_wrong_key_raises_and_shows_nothing(
    identity: VaultedIdentity, settings: Any
) -> None:
    _rotate(Fernet.generate_key().decode(), settings=settings)
    with pytest.raises(InvalidToken) as refusal:
        VaultedIdentity.objects.get()
    assert "Жанар" not in repr(refusal.value)


def test_what_was_tampered_with_raises(identity: VaultedIdentity) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE testimonies_vaultedidentity"
            " SET legal_name = overlay(legal_name placing 'xxxx' from 40)"
        )
    with pytest.raises(InvalidToken):
        VaultedIdentity.objects.get()


def test_the_vault_has_no_draft_history_and_no_words_when_printed(
    identity: VaultedIdentity,
) -> None:
    assert not hasattr(VaultedIdentity, "history")
    assert str(identity) == "sealed"
    assert NAME not in repr(identity)
