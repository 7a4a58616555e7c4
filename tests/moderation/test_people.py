"""Consent and the vault are a steward's, and every opening is on record first."""

import pytest
from django.db import connection

from testimonies import ledger, moderation
from testimonies.models import Consent, LedgerEvent, VaultedIdentity
from testimonies.moderation import ConsentEntry, MoveRefused
from testimonies.privacy import consent_states, is_granted
from testimonies.terms import ConsentBasis, Role, Scope
from tests.factories import Desk, grant, make_witness
from tests.people import make_person

NOT_STEWARDS = (*sorted(set(Role) - {Role.STEWARD}), None)
ENTRY = ConsentEntry(Scope.WEB, is_granted=True, basis=ConsentBasis.DOCUMENTED)


def test_the_vault_keeps_what_it_is_given_and_gives_it_back(desk: Desk) -> None:
    witness = make_witness(by=desk.editor)
    values = {field: f"her {field}" for field in moderation.VAULT_FIELDS}
    moderation.seal_vault(witness, by=desk.steward, values=values)
    moderation.seal_vault(witness, by=desk.steward, values={"contacts": "another"})
    opened = moderation.open_vault(witness, by=desk.steward, reason="a call")
    given = {field: getattr(opened, field) for field in moderation.VAULT_FIELDS}
    assert given == {**values, "contacts": "another"}


def test_an_opening_is_recorded_before_anything_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = make_witness(by=desk.editor)
    moderation.seal_vault(witness, by=desk.steward, values={"legal_name": "A. B."})
    steps: list[str] = []
    append = ledger.append

    def recorded(action: str, **words: object) -> None:
        steps.append(action)
        append(action, **words)  # type: ignore[arg-type]

    def watch(execute: object, sql: str, *rest: object) -> object:
        if "vaultedidentity" in sql:
            steps.append("read")
        return execute(sql, *rest)  # type: ignore[operator]

    monkeypatch.setattr(ledger, "append", recorded)
    with connection.execute_wrapper(watch):
        moderation.open_vault(witness, by=desk.steward, reason="her lawyer asks")
    assert steps == ["open_vault", "read"]
    event = LedgerEvent.objects.latest("id")
    assert (event.action, event.ref) == ("open_vault", witness.ref)
    assert (event.actor, event.note.text) == (desk.steward, "her lawyer asks")


def test_nothing_is_read_when_the_opening_cannot_be_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    witness = make_witness(by=desk.editor)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ledger, "append", fail)
    monkeypatch.setattr(VaultedIdentity.objects, "filter", pytest.fail)
    with pytest.raises(RuntimeError):
        moderation.open_vault(witness, by=desk.steward, reason="a call")


@pytest.mark.parametrize("role", NOT_STEWARDS)
def test_nobody_but_a_steward_opens_seals_or_records(
    desk: Desk, role: Role | None
) -> None:
    witness = make_witness(by=desk.editor)
    moderation.seal_vault(witness, by=desk.steward, values={"legal_name": "A. B."})
    person = make_person("Somebody", role)
    person.is_superuser = True
    person.save()
    before = LedgerEvent.objects.count()
    with pytest.raises(MoveRefused, match="steward"):
        moderation.open_vault(witness, by=person, reason="a call")
    with pytest.raises(MoveRefused, match="steward"):
        moderation.seal_vault(witness, by=person, values={"legal_name": "x"})
    with pytest.raises(MoveRefused, match="steward"):
        moderation.record_consent(witness, ENTRY, by=person)
    assert LedgerEvent.objects.count() == before
    assert not Consent.objects.exists()


def test_the_vault_is_not_opened_without_a_reason_or_where_there_is_none(
    desk: Desk,
) -> None:
    witness = make_witness(by=desk.editor)
    with pytest.raises(MoveRefused, match="Say why"):
        moderation.open_vault(witness, by=desk.steward, reason=" \n")
    with pytest.raises(MoveRefused, match="Nothing is vaulted"):
        moderation.open_vault(witness, by=desk.steward, reason="a call")
    with pytest.raises(MoveRefused, match="no field shoe_size"):
        moderation.seal_vault(witness, by=desk.steward, values={"shoe_size": "38"})


def test_the_ledger_never_holds_a_word_of_the_vault(desk: Desk) -> None:
    witness = make_witness(by=desk.editor)
    values = dict.fromkeys(moderation.VAULT_FIELDS, "zhasyryn")
    moderation.seal_vault(witness, by=desk.steward, values=values)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(e::text, '') FROM testimonies_ledgerevent e),"
            " (SELECT string_agg(n::text, '') FROM testimonies_ledgernote n),"
            " (SELECT string_agg(w::text, '') FROM testimonies_witnessevent w)"
        )
        held = "".join(text or "" for text in cursor.fetchone())
    assert "seal_vault" in held
    assert "zhasyryn" not in held


def test_no_entry_means_no_and_the_newest_entry_counts(desk: Desk) -> None:
    witness = make_witness(by=desk.editor)
    assert not is_granted(witness, Scope.WEB)
    grant(witness, Scope.WEB, by=desk.steward)
    assert is_granted(witness, Scope.WEB)
    assert not is_granted(witness, Scope.VOICE)
    grant(witness, Scope.WEB, by=desk.steward, is_granted=False)
    assert not is_granted(witness, Scope.WEB)
    assert set(consent_states(witness)) == {Scope.WEB}
    grant(witness, Scope.WEB, by=desk.steward)
    assert is_granted(witness, Scope.WEB)
    events = LedgerEvent.objects.filter(ref=witness.ref).values_list(
        "action", "category"
    )
    assert list(events) == [
        ("grant_consent", "web_publication"),
        ("withdraw_consent", "web_publication"),
        ("grant_consent", "web_publication"),
    ]


@pytest.mark.parametrize("outlet", ["", "  "])
def test_a_previous_publication_names_its_outlet(desk: Desk, outlet: str) -> None:
    witness = make_witness(by=desk.editor)
    entry = ConsentEntry(
        Scope.WEB,
        is_granted=True,
        basis=ConsentBasis.PREVIOUSLY_PUBLISHED,
        outlet=outlet,
    )
    with pytest.raises(MoveRefused, match="outlet"):
        moderation.record_consent(witness, entry, by=desk.steward)


def test_a_consent_without_a_readable_date_is_refused(desk: Desk) -> None:
    witness = make_witness(by=desk.editor)
    entry = ConsentEntry(
        Scope.WEB, is_granted=True, basis=ConsentBasis.RECORDED, given_on="last May"
    )
    with pytest.raises(MoveRefused):
        moderation.record_consent(witness, entry, by=desk.steward)
    assert not Consent.objects.exists()


def test_one_witnesss_consent_is_no_other_witnesss(desk: Desk) -> None:
    hers, other = make_witness(by=desk.editor), make_witness(by=desk.editor)
    grant(hers, Scope.WEB, by=desk.steward)
    assert not is_granted(other, Scope.WEB)
