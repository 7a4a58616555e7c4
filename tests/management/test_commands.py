"""Each command calls its function and says what came of it, in words and exit code."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from testimonies import catalogue, moderation
from testimonies.models import Entry, VaultedIdentity
from testimonies.terms import Scope, Standing
from tests.factories import Desk, grant, make_witness
from tests.logins import DESK, READER


def _run(name: str, *words: str, **options: Any) -> str:
    said = StringIO()
    call_command(name, *words, stdout=said, **options)
    return said.getvalue()


def test_publish_due_names_what_it_published_and_what_was_blocked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = timezone.localdate() + timedelta(days=3)
    free, blocked = (
        desk.consented_testimony(embargo_until=day, embargo_reason="Why.")
        for _ in range(2)
    )
    for record in (free, blocked):
        desk.publish(record)
    assert _run("publish_due") == ""
    grant(blocked.witness, Scope.WEB, by=desk.steward, is_granted=False)
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    said = _run("publish_due")
    assert f"{free.ref}: published" in said
    assert f"{blocked.ref}: blocked: The witness's consent" in said
    free.refresh_from_db()
    assert free.standing == Standing.PUBLISHED


def test_verify_ledger_ends_well_or_says_what_does_not_hold(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.published_testimony()
    assert "holds" in _run("verify_ledger")
    monkeypatch.setattr("testimonies.ledger.digest_of_event", lambda _: "")
    with pytest.raises(CommandError, match="was changed"):
        _run("verify_ledger")


def test_rebuild_entries_checks_without_writing_and_mends_without_the_check(
    desk: Desk,
) -> None:
    record = desk.published_testimony()
    assert "what the editions" in _run("rebuild_entries", "--check")
    Entry.objects.filter(ref=record.ref).update(title="Forged")
    Entry.objects.filter(ref=record.witness.ref).delete()
    with pytest.raises(CommandError) as refusal:
        _run("rebuild_entries", "--check")
    assert f"{record.ref} differs in title" in str(refusal.value)
    assert f"{record.witness.ref} has no entry" in str(refusal.value)
    assert Entry.objects.get(ref=record.ref).title == "Forged"
    assert "Mended" in _run("rebuild_entries")
    assert catalogue.rebuild_entries(check=True) == []


def test_an_entry_of_nothing_is_found_and_removed(desk: Desk) -> None:
    record = desk.published_testimony()
    entry = Entry.objects.get(ref=record.ref)
    moderation.withdraw(record, by=desk.reviewer, category="other")  # type: ignore[arg-type]
    entry.save(force_insert=True)
    assert catalogue.rebuild_entries(check=True) == [
        f"{record.ref} has an entry and should have none."
    ]
    _run("rebuild_entries")
    assert not Entry.objects.exists()


def test_rotate_vault_keys_says_how_many(desk: Desk) -> None:
    for name in ("A. B.", "C. D."):
        witness = make_witness(by=desk.editor)
        moderation.seal_vault(witness, by=desk.steward, values={"legal_name": name})
    said = _run("rotate_vault_keys")
    wanted = "2 vaulted identities, 0 concerns and 0 second factors encrypted again.\n"
    assert said == wanted
    names = {identity.legal_name for identity in VaultedIdentity.objects.all()}
    assert names == {"A. B.", "C. D."}
    assert "A. B." not in said


@pytest.mark.django_db(transaction=True)
def test_database_roles_narrows_a_reader_who_was_given_more() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON testimonies_witness TO {READER}")
        catalogue.grant_roles(using="default", desk=DESK, reader=READER)
        cursor.execute(
            "SELECT has_table_privilege(%s, 'testimonies_witness', 'SELECT')", [READER]
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("twice", [("owner", READER), (DESK, "owner"), (DESK, DESK)])
def test_one_login_cannot_be_two(twice: tuple[str, str]) -> None:
    """The owner as the desk's login lost its own rights, and the archive with them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    desk, reader = (owner if each == "owner" else each for each in twice)
    with pytest.raises(catalogue.LoginsNotApart, match="need a login each"):
        catalogue.grant_roles(using="default", desk=desk, reader=reader)


def test_a_login_that_is_missing_is_made_or_else_named(db: None) -> None:
    absent = {DESK: "", "kua_absent": ""}
    assert catalogue.make_logins(using="default", passwords=absent) == ["kua_absent"]
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        assert catalogue.make_logins(using="default", passwords=absent) == []
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'kua_absent'")
        assert cursor.fetchone() == (1,)
