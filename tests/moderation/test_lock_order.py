"""Rows are locked in one order by all who change them, so that none waits in vain.

The witness, then accounts and clips, then entries and the ledger (moving.py).
"""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.models import Witness
from testimonies.moderation import ConsentEntry
from testimonies.terms import ConsentBasis, MediaBasis, Scope, WithdrawalReason
from tests.admin.desk import Desk as Person
from tests.admin.desk import page_of
from tests.factories import Desk, grant, make_media, make_testimony, make_witness
from tests.moderation.edits import open_again, save

AT_LAST = ("pg_advisory_xact_lock", "INSERT INTO testimonies_ledgerevent")


def _before_the_ledger(do: Callable[[], object]) -> list[str]:
    """Give what locks rows, as SQL, until entries or the ledger are locked."""
    with CaptureQueriesContext(connection) as queries:
        do()
    said = [query["sql"] for query in queries]
    end = next(i for i, sql in enumerate(said) if any(each in sql for each in AT_LAST))
    return [sql for sql in said[:end] if "FOR UPDATE" in sql]


@pytest.mark.parametrize("kind", ["account", "clip"])
def test_a_move_at_the_desk_locks_the_witness_first(desk: Desk, kind: str) -> None:
    record = desk.consented_testimony()
    row = make_media(
        by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=record.witness
    )
    page = Person(desk.editor).open(
        page_of(row if kind == "clip" else record, "move", "submit")
    )
    first, second, *_ = _before_the_ledger(lambda: page.send().html)
    assert f'FROM "{Witness._meta.db_table}"' in first
    assert f'FROM "{(row if kind == "clip" else record)._meta.db_table}"' in second


def test_a_withdrawal_locks_the_witness_of_the_recording_too(desk: Desk) -> None:
    """The account's open draft names another; its recording rests on the first."""
    record = desk.consented_testimony()
    hers = {"basis": MediaBasis.CONSENT, "basis_witness": record.witness}
    grant(record.witness, Scope.VOICE, by=desk.steward)
    recording = make_media(by=desk.editor, **hers)
    save(record, by=desk.editor, recording=recording)
    desk.publish(recording)
    desk.publish(record)
    open_again(record, by=desk.editor)
    save(record, by=desk.editor, witness=make_witness(by=desk.editor))
    record.refresh_from_db()
    safety = WithdrawalReason.SAFETY
    locked = _before_the_ledger(
        lambda: moderation.withdraw(record, by=desk.reviewer, category=safety)
    )
    assert 'FROM "testimonies_witness"' in locked[0]
    assert str(recording.basis_witness_id) in locked[0].partition("IN (")[2]


def test_a_withdrawn_consent_locks_all_that_rests_on_it(desk: Desk) -> None:
    """Also the recording, which goes with its account."""
    first = desk.published_testimony()
    witness = first.witness
    second = make_testimony(by=desk.editor, witness=witness)
    recording = make_media(
        by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=witness
    )
    desk.publish(second)
    desk.publish(recording)
    moderation.revise(second, by=desk.editor)
    save(second, by=desk.editor, recording=recording)
    entry = ConsentEntry(Scope.WEB, False, ConsentBasis.DOCUMENTED)
    locked = _before_the_ledger(
        lambda: moderation.record_consent(witness, entry, by=desk.steward)
    )
    assert any(f'"id" IN ({first.pk}, {second.pk})' in sql for sql in locked)
    assert any(
        f'FROM "{recording._meta.db_table}"' in sql and f"IN ({recording.pk})" in sql
        for sql in locked
    )


def test_a_withdrawal_locks_the_recording_before_entries(desk: Desk) -> None:
    record = desk.published_testimony()
    recording = make_media(
        by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=record.witness
    )
    desk.publish(recording)
    moderation.revise(record, by=desk.editor)
    save(record, by=desk.editor, recording=recording)
    record.refresh_from_db()
    safety = WithdrawalReason.SAFETY
    locked = _before_the_ledger(
        lambda: moderation.withdraw(record, by=desk.reviewer, category=safety)
    )
    assert any(f'FROM "{recording._meta.db_table}"' in sql for sql in locked)


def test_the_witness_whom_a_draft_names_is_locked_before_its_account(
    desk: Desk,
) -> None:
    record = desk.published_testimony()
    hers, other = record.witness, desk.consented_testimony().witness
    moderation.revise(record, by=desk.editor)
    save(record, by=desk.editor, witness=other)
    entry = ConsentEntry(Scope.WEB, False, ConsentBasis.DOCUMENTED)
    locked = _before_the_ledger(
        lambda: moderation.record_consent(hers, entry, by=desk.steward)
    )
    tables = [re.search(r'FROM "testimonies_(\w+)"', sql) for sql in locked]
    assert [found and found[1] for found in tables][:3] == [
        "witness",
        "witness",
        "testimony",
    ]
