"""A change of content anywhere in a record is noticed, and a settled one refuses it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from testimonies import ledger, models, moderation
from testimonies.models import Contribution, User
from testimonies.moderation import MoveRefused, Moving
from testimonies.terms import Standing, State
from tests.factories import Desk, grant, put_in
from tests.moderation.edits import (
    COLLECTION_EDITS,
    EDITS,
    MEDIA_EDITS,
    OWN_EDITS,
    SHARED_EDITS,
    Edit,
    rich_collection,
    rich_media,
    rich_testimony,
    save,
)

UNDER_REVIEW = (State.IN_REVIEW, State.APPROVED, State.SCHEDULED)
REFUSALS = r"second_person|does not name all|null value"
FAR = date(2099, 1, 1)
Maker = Callable[..., Moving]

CASES = [
    pytest.param(rich_testimony, EDITS, id="testimony"),
    pytest.param(rich_media, MEDIA_EDITS, id="media"),
    pytest.param(rich_collection, COLLECTION_EDITS, id="collection"),
]


@contextmanager
def _undone(record: Moving) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    record.refresh_from_db()


def _schedule(record: Moving, steward: User) -> None:
    """Put an approved record on the schedule; only a testimony can have a date."""
    if isinstance(record, models.Testimony):
        save(record, by=steward, embargo_until=FAR, embargo_reason="Asked for.")
        put_in(record, State.SCHEDULED, scheduled_by=steward)
    else:
        put_in(record, State.SCHEDULED)


@pytest.mark.parametrize(("make", "edits"), CASES)
@pytest.mark.parametrize("state", UNDER_REVIEW)
def test_a_change_takes_the_record_out_of_review_and_names_who_made_it(
    desk: Desk, make: Maker, edits: dict[str, Edit], state: State
) -> None:
    record = make(by=desk.editor)
    unnoticed = []
    for name, edit in edits.items():
        with _undone(record):
            if state is State.SCHEDULED:
                _schedule(record, desk.steward)
            else:
                put_in(record, state)
            seen = Contribution.objects.latest("id").pk
            edit(record, desk.reviewer)
            record.refresh_from_db()
            made = Contribution.objects.filter(pk__gt=seen, ref=record.ref)
            people = {row.actor for row in made}
            if record.state != State.DRAFT or people != {desk.reviewer}:
                unnoticed.append((name, record.state, people))
    assert unnoticed == []


@pytest.mark.parametrize(("make", "edits"), CASES)
def test_who_made_the_change_cannot_approve_it_and_a_third_person_can(
    desk: Desk, make: Maker, edits: dict[str, Edit]
) -> None:
    record = make(by=desk.editor)
    if isinstance(record, models.Testimony):
        grant(record.witness, by=desk.steward)
    blocked = set()
    for name, edit in edits.items():
        with _undone(record):
            edit(record, desk.steward)
            record.refresh_from_db()
            moderation.submit(record, by=desk.editor)
            assert "approve" not in _offered(record, desk.steward), name
            with pytest.raises(MoveRefused) as refusal:
                moderation.approve(record, by=desk.steward)
            if refusal.value.findings:
                blocked.add(name)
                continue
            assert "somebody else" in str(refusal.value), name
            moderation.approve(record, by=desk.reviewer)
            assert record.state == State.APPROVED, name
    # These leave a record that no gate lets through, whoever asks.
    assert blocked <= {"a source that goes", "a new quote"}


def _offered(record: Moving, person: User) -> list[str]:
    return [move.name for move in moderation.open_moves(record, person)]


@pytest.mark.parametrize(("make", "edits"), CASES)
@pytest.mark.parametrize("standing", [Standing.PUBLISHED, Standing.WITHDRAWN])
def test_a_settled_record_refuses_every_change_of_its_own_rows(
    desk: Desk, make: Maker, edits: dict[str, Edit], standing: Standing
) -> None:
    record = make(by=desk.editor)
    put_in(record, State.SETTLED, standing)
    for name in edits.keys() - SHARED_EDITS.keys():
        with (
            pytest.raises(DatabaseError, match="is settled: revise it"),
            transaction.atomic(),
        ):
            edits[name](record, desk.editor)
            pytest.fail(name)


def test_a_row_that_others_share_may_change_beside_a_settled_record(
    desk: Desk,
) -> None:
    record = rich_testimony(by=desk.editor)
    put_in(record, State.SETTLED, Standing.PUBLISHED)
    for name, edit in SHARED_EDITS.items():
        with _undone(record):
            edit(record, desk.reviewer)
            record.refresh_from_db()
            assert record.state == State.SETTLED, name
            # The next edition will hold the change: its maker counts as an editor.
            rows = Contribution.objects.filter(ref=record.ref, actor=desk.reviewer)
            assert rows.exists(), name


@pytest.mark.parametrize("name", ["its title", "a passage's words", "another tag"])
def test_nothing_changes_while_nobody_is_named_as_acting(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = rich_testimony(by=desk.editor)
    monkeypatch.setattr("testimonies.ledger.acting", lambda _: transaction.atomic())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kua.actor', '', true)")
    with pytest.raises(DatabaseError, match="nobody is named"), transaction.atomic():
        OWN_EDITS[name](record, desk.editor)


def test_saving_the_same_words_again_is_no_change(desk: Desk) -> None:
    record = rich_testimony(by=desk.editor)
    put_in(record, State.APPROVED)
    seen = Contribution.objects.count()
    record.save()
    record.quotes.get().save()
    record.refresh_from_db()
    assert State(record.state) is State.APPROVED
    assert Contribution.objects.count() == seen


def test_a_contributor_submits_and_somebody_else_still_has_to_approve(
    desk: Desk,
) -> None:
    record = rich_collection(by=desk.reviewer)
    moderation.submit(record, by=desk.editor)
    with pytest.raises(MoveRefused, match="somebody else"):
        moderation.approve(record, by=desk.reviewer)
    # Submitting is no change of content.
    moderation.recall(record, by=desk.editor)
    moderation.submit(record, by=desk.steward)
    moderation.approve(record, by=desk.steward)


def test_the_words_of_a_tag_are_no_content_of_the_records_that_carry_it(
    desk: Desk,
) -> None:
    record = rich_media(by=desk.editor)
    put_in(record, State.APPROVED)
    tag = record.tags.get()
    tag.description = "A rally"
    moderation.save_tag(tag, by=desk.reviewer)
    record.refresh_from_db()
    assert State(record.state) is State.APPROVED


def test_the_database_refuses_an_approval_by_an_editor_whoever_asks_it(
    desk: Desk,
) -> None:
    record = rich_collection(by=desk.editor)
    own = desk.editor.pk
    lists: list[list[int | None] | None] = [[own], [own, None], [None], None]
    for editors in lists:
        with (
            pytest.raises(DatabaseError, match=REFUSALS),
            ledger.acting(desk.editor),
        ):
            _insert_approval(record, desk.editor, editors)
    with (
        pytest.raises(DatabaseError, match="does not name all"),
        ledger.acting(desk.reviewer),
    ):
        _insert_approval(record, desk.reviewer, [])
    with (
        pytest.raises(DatabaseError, match="made by the acting person"),
        ledger.acting(desk.editor),
    ):
        _insert_approval(record, desk.reviewer, [desk.editor.pk])


def _insert_approval(
    record: Moving, approver: User, editors: list[int | None] | None
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO testimonies_approval (ref, root, digest, editors, approver_id)"
            " VALUES (%s, %s, repeat('0', 64), %s, %s)",
            [record.ref, record.ref, editors, approver.pk],
        )
