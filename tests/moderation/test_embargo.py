"""An embargo ends at midnight in the archive's zone, and all gates are asked again."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone
from psycopg import errors

from testimonies import catalogue, moderation
from testimonies.models import LedgerEvent, Testimony, User
from testimonies.moderation import MoveRefused
from testimonies.terms import MOVES, MoveName, Scope, Standing, State
from tests.factories import Desk, grant, make_collection, put_in
from tests.moderation.edits import save
from tests.people import make_person

DAY = date(2030, 6, 1)


@pytest.fixture
def almaty() -> Iterator[None]:
    """UTC+5 all year since 2024."""
    with override_settings(TIME_ZONE="Asia/Almaty"):
        yield


def _clock(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(at))


def _scheduled(desk: Desk, **columns: object) -> Testimony:
    testimony = desk.consented_testimony(
        embargo_until=DAY, embargo_reason="She travels.", **columns
    )
    desk.publish(testimony)
    return testimony


def test_before_the_day_publishing_schedules(desk: Desk) -> None:
    testimony = _scheduled(desk)
    assert (testimony.state, testimony.standing) == (State.SCHEDULED, Standing.NEVER)
    testimony.refresh_from_db()
    assert testimony.scheduled_by == desk.steward
    assert moderation.embargo_of(testimony) == DAY
    assert catalogue.current_stamps(testimony.ref) is None
    assert moderation.publish_due() == []
    assert LedgerEvent.objects.latest("id").action == "schedule"


@pytest.mark.usefixtures("almaty")
def test_the_day_begins_at_midnight_in_the_archives_zone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.TIME_ZONE == "Asia/Almaty"
    testimony = _scheduled(desk)
    _clock(monkeypatch, "2030-05-31T18:59:59Z")
    assert moderation.publish_due() == []
    _clock(monkeypatch, "2030-05-31T19:00:00Z")
    [due] = moderation.publish_due()
    assert (due.record.ref, due.is_published) == (testimony.ref, True)
    assert catalogue.current_stamps(testimony.ref) is not None
    event = LedgerEvent.objects.latest("id")
    assert (event.action, event.actor) == ("publish", desk.steward)
    assert moderation.publish_due() == []


def test_what_a_backup_does_not_know_was_erased_is_not_published_again_by_the_clock(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Backed up while it was scheduled; then published, withdrawn, and restored."""
    testimony = _scheduled(desk)
    _clock(monkeypatch, "2030-06-03T00:00:00Z")
    kept = tmp_path / "erasures.jsonl"
    kept.write_text(f'["{testimony.ref}", 1, "2030-06-01T00:00:00+00:00"]\n')
    with override_settings(ERASURES_FILE=kept):
        [due] = moderation.publish_due()
        assert (due.is_published, "erased" in due.message) == (False, True)
        assert catalogue.current_stamps(testimony.ref) is None
        # Whoever has looked at it decides anew.
        moderation.publish(due.record, by=desk.steward)
    assert catalogue.current_stamps(testimony.ref) is not None


def test_the_zone_of_a_tests_clock_is_the_archives(desk: Desk) -> None:
    assert settings.ARCHIVE_TIME_ZONE == settings.TIME_ZONE


def test_on_the_day_itself_publishing_publishes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    testimony = desk.consented_testimony(embargo_until=DAY, embargo_reason="Why.")
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    desk.publish(testimony)
    assert testimony.state == State.SETTLED


def test_a_blocked_one_stays_scheduled_heads_the_queue_and_stops_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = make_collection(by=desk.editor)
    moderation.submit(older, by=desk.editor)
    blocked, free = _scheduled(desk), _scheduled(desk)
    grant(blocked.witness, Scope.WEB, by=desk.steward, is_granted=False)
    assert [item.record for item in moderation.queue_for(desk.steward)] == [older]
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    outcome = {due.record.ref: due for due in moderation.publish_due()}
    assert outcome[free.ref].is_published
    assert not outcome[blocked.ref].is_published
    assert "consent" in outcome[blocked.ref].message
    blocked.refresh_from_db()
    assert (blocked.state, blocked.standing) == (State.SCHEDULED, Standing.NEVER)
    head = moderation.queue_for(desk.steward)[0]
    assert head.record == blocked
    assert [move.name for move in head.waits_for] == [MoveName.PUBLISH]


@pytest.mark.parametrize("cause", [errors.LockNotAvailable, errors.DeadlockDetected])
def test_one_that_waited_in_vain_for_the_database_stops_no_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, cause: type[errors.Error]
) -> None:
    waiting, free = _scheduled(desk), _scheduled(desk)
    publish = moderation.publish

    def made(record: Testimony, *, by: User) -> None:
        if record == waiting:
            raise OperationalError from cause()
        publish(record, by=by)

    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    monkeypatch.setattr("testimonies.moderation.due.publish", made)
    outcome = {due.record.ref: due for due in moderation.publish_due()}
    assert outcome[free.ref].is_published
    assert not outcome[waiting.ref].is_published
    assert "next run" in outcome[waiting.ref].message


def test_it_is_published_only_while_its_steward_is_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    testimony = _scheduled(desk)
    desk.steward.groups.clear()
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    [due] = moderation.publish_due()
    assert not due.is_published
    assert "role" in due.message
    assert catalogue.current_stamps(testimony.ref) is None


def test_a_change_takes_it_from_the_schedule(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    testimony = _scheduled(desk)
    save(testimony, by=desk.editor, title="Other words")
    monkeypatch.setattr(timezone, "localdate", lambda: DAY)
    assert moderation.publish_due() == []
    testimony.refresh_from_db()
    assert testimony.state == State.DRAFT


def test_nothing_is_scheduled_but_what_is_approved_by_a_steward(desk: Desk) -> None:
    move = MOVES[MoveName.SCHEDULE]
    for state in State:
        testimony = desk.consented_testimony(
            embargo_until=DAY, embargo_reason="She travels."
        )
        put_in(testimony, state, Standing.NEVER, scheduled_by=desk.steward)
        with pytest.raises(MoveRefused) as refusal:
            moderation.publish(testimony, by=desk.steward)
        # An approved one fails for want of an approval, not for its state.
        assert ("cannot take" in str(refusal.value)) == (state not in move.sources)


@pytest.mark.parametrize("role", ["contributor", "editor", "reviewer", "researcher"])
def test_scheduling_needs_a_steward(desk: Desk, role: str) -> None:
    testimony = desk.consented_testimony(embargo_until=DAY, embargo_reason="Why.")
    moderation.submit(testimony, by=desk.editor)
    moderation.approve(testimony, by=desk.reviewer)
    person = make_person("Somebody", role)  # type: ignore[arg-type]
    with pytest.raises(MoveRefused, match="role steward"):
        moderation.publish(testimony, by=person)


def test_scheduling_runs_the_gates(desk: Desk) -> None:
    testimony = desk.consented_testimony(embargo_until=DAY, embargo_reason="Why.")
    moderation.submit(testimony, by=desk.editor)
    moderation.approve(testimony, by=desk.reviewer)
    grant(testimony.witness, Scope.WEB, by=desk.steward, is_granted=False)
    with pytest.raises(MoveRefused, match="consent"):
        moderation.publish(testimony, by=desk.steward)
    assert testimony.state == State.APPROVED


def test_lifting_the_embargo_takes_the_draft_off_the_schedule(desk: Desk) -> None:
    testimony = _scheduled(desk)
    save(testimony, by=desk.editor, embargo_until=None)
    testimony.refresh_from_db()
    assert State(testimony.state) is State.DRAFT
    desk.publish(testimony)
    assert Standing(testimony.standing) is Standing.PUBLISHED
