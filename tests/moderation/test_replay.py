"""A restored backup does not bring back what was erased after it was made.

A backup is a dump of the public tables here, put back as the owner would.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection

from testimonies import catalogue, moderation
from testimonies.catalogue import Resurrected
from testimonies.models import Edition, LedgerEvent
from testimonies.terms import Standing, WithdrawalReason
from tests.attacks import attack, patched
from tests.factories import Desk, first_passage, make_quote

SAFETY = WithdrawalReason.SAFETY

Committed = Callable[..., Any]
Backup = list[tuple[str, int, str | None]]


@pytest.fixture(autouse=True)
def _own_file(settings: Any, tmp_path: Path) -> None:
    settings.ERASURES_FILE = tmp_path / "erasures.jsonl"


@contextmanager
def _as_owner() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin; SET ROLE kua_desk")


def _restore(backup: Backup, record: Any) -> None:
    """Put the words of a backup back, and the record's standing as it was."""
    with _as_owner() as cursor:
        for ref, number, document in backup:
            cursor.execute(
                "UPDATE testimonies_edition SET document = %s, erased_at = NULL"
                " WHERE ref = %s AND number = %s",
                [document, ref, number],
            )
        cursor.execute(
            f"UPDATE {record._meta.db_table} SET standing = 'published'"  # noqa: S608
            " WHERE ref = %s",
            [record.ref],
        )


def _backup() -> Backup:
    rows = Edition.objects.filter(document__isnull=False)
    return list(rows.values_list("ref", "number", "document"))


def _words() -> set[str]:
    return set(
        Edition.objects.filter(document__isnull=False).values_list("ref", flat=True)
    )


@attack(
    45,
    without=patched(
        "testimonies.catalogue.editions.keep_erasures_on_commit", lambda: 0
    ),
)
def test_a_server_does_not_start_on_a_backup_that_holds_what_was_withdrawn(
    desk: Desk, django_capture_on_commit_callbacks: Committed
) -> None:
    record = desk.published_testimony()
    backup = _backup()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    catalogue.require_nothing_resurrected()
    _restore(backup, record)
    with pytest.raises(Resurrected, match="replay_erasures"):
        catalogue.require_nothing_resurrected()


@attack(45, without=patched("testimonies.moderation.replay.resurrected", list))
def test_replaying_withdraws_again_with_all_that_travels(
    desk: Desk, django_capture_on_commit_callbacks: Committed
) -> None:
    record = desk.consented_testimony()
    make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    other = desk.published_testimony()
    backup = _backup()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    _restore(backup, record)
    call_command("replay_erasures", by=desk.reviewer.username)
    record.refresh_from_db()
    assert record.standing == Standing.WITHDRAWN
    assert _words() == {other.ref, other.witness.ref}
    catalogue.require_nothing_resurrected()
    assert catalogue.rebuild_entries(check=True) == []
    assert LedgerEvent.objects.filter(action="withdraw", ref=record.ref).count() == 2


def test_replaying_erases_a_retracted_edition_and_keeps_the_current_one(
    desk: Desk, django_capture_on_commit_callbacks: Committed
) -> None:
    record = desk.published_testimony()
    desk.retitle(record, "A safer title")
    backup = _backup()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.retract(record, by=desk.steward, numbers=[1], category=SAFETY)
    _restore(backup, record)
    moderation.replay_erasures(desk.steward.username)
    record.refresh_from_db()
    assert record.standing == Standing.PUBLISHED
    assert [row[1] for row in _backup() if row[0] == record.ref] == [2]
    assert LedgerEvent.objects.filter(action="replay_erasure").exists()


@attack(
    45,
    without=patched(
        "testimonies.moderation.due.require_nothing_resurrected", lambda: None
    ),
)
def test_the_timed_command_places_nothing_of_a_restored_backup(
    desk: Desk, django_capture_on_commit_callbacks: Committed
) -> None:
    record = desk.published_testimony()
    backup = _backup()
    with django_capture_on_commit_callbacks(execute=True):
        moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    _restore(backup, record)
    with pytest.raises(CommandError, match="replay_erasures"):
        call_command("publish_due")


def test_a_number_that_was_given_again_is_another_edition(desk: Desk) -> None:
    record = desk.published_testimony()
    Path(settings.ERASURES_FILE).write_text(
        f'["{record.ref}", 1, "2022-01-05T00:00:00+00:00"]\n'
    )
    assert catalogue.resurrected() == []


def test_nobody_but_a_reviewer_replays(desk: Desk) -> None:
    for name in (desk.editor.username, "nobody"):
        with pytest.raises(CommandError, match="no account of a reviewer"):
            call_command("replay_erasures", by=name)


def test_what_a_killed_process_left_out_is_kept_by_the_timed_command(
    desk: Desk,
) -> None:
    record = desk.published_testimony()
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    file = Path(settings.ERASURES_FILE)
    assert not file.exists()
    call_command("publish_due")
    kept = file.read_text()
    assert record.ref in kept
    # Killed while it wrote: the torn line goes, and is written anew.
    file.write_text(kept[:-5])
    assert catalogue.keep_erasures() == 1
    assert sorted(file.read_text().splitlines()) == sorted(kept.splitlines())
    assert catalogue.keep_erasures() == 0


@pytest.mark.parametrize("line", ["what is this", "7", '["T1"]', "\N{SNOWMAN}"])
def test_a_line_that_cannot_be_read_stops_the_start_with_a_sentence(
    db: None, line: str
) -> None:
    kept = '["T1", 1, "2022-01-05T00:00:00+00:00"]'
    Path(settings.ERASURES_FILE).write_text(f"{kept}\n{line}\n")
    with pytest.raises(ImproperlyConfigured, match=r"^Line 2 of ERASURES_FILE"):
        catalogue.require_nothing_resurrected()


def test_the_file_is_private_and_holds_no_word(desk: Desk) -> None:
    record = desk.published_testimony()
    moderation.withdraw(
        record, by=desk.reviewer, category=SAFETY, note="A reason.", public_note="Gone."
    )
    catalogue.keep_erasures()
    file = Path(settings.ERASURES_FILE)
    assert file.stat().st_mode & 0o777 == 0o600
    for word in ("week", "Lyazzat", "reason", "Gone", "safety"):
        assert word not in file.read_text()
