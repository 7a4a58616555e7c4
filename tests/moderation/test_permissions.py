"""Every move by every role from every state and standing, drawn from the table."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from testimonies import catalogue, ledger, moderation
from testimonies.models import Approval, Collection, LedgerEvent, User
from testimonies.moderation import MoveInput, MoveRefused
from testimonies.terms import (
    MOVES,
    MoveName,
    Role,
    Standing,
    State,
    WithdrawalReason,
    roles_that_include,
)
from tests.factories import Desk, make_collection, put_in
from tests.people import make_person

PEOPLE = (*Role, None)
PLACES = list(product(State, Standing))
FORM = MoveInput(reason="why", category=WithdrawalReason.OTHER, numbers=[1])
# Only testimonies have embargoes, so scheduling has tests of its own.
OWN_MOVES = [name for name in MoveName if name is not MoveName.SCHEDULE]


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _approved(record: Collection, desk: Desk) -> Approval:
    raw = catalogue.encode(catalogue.describe(record))
    with ledger.acting(desk.reviewer):
        return Approval.objects.create(
            ref=record.ref,
            root=record.ref,
            digest=catalogue.digest_of(raw),
            editors=[desk.editor.pk],
            approver=desk.reviewer,
        )


def _record(desk: Desk, state: State, standing: Standing) -> Collection:
    """Make a record in a place of the table, with what any of its moves asks for."""
    record = make_collection(by=desk.editor)
    put_in(record, state, standing)
    if standing is Standing.PUBLISHED:
        raw = catalogue.encode(catalogue.describe(record))
        for _ in range(2):
            approval = _approved(record, desk)
            catalogue.issue_editions({record.ref: raw}, {record.ref: approval})
        catalogue.refresh_entries([record.ref])
    else:
        _approved(record, desk)
    return record


def _expected(name: MoveName, state: State, standing: Standing) -> bool:
    move = MOVES[name]
    return state in move.sources and standing in move.standings


@pytest.mark.parametrize(("state", "standing"), PLACES)
def test_a_steward_makes_the_moves_that_the_table_has_there_and_no_other(
    desk: Desk, state: State, standing: Standing
) -> None:
    record = _record(desk, state, standing)
    for name in OWN_MOVES:
        with _undone():
            _try(record, name, desk)
        record.refresh_from_db()
        assert (record.state, record.standing) == (state, standing), name


def _try(record: Collection, name: MoveName, desk: Desk) -> None:
    """Make a move where the table has it; where not, see that nothing comes of it."""
    state, standing = State(record.state), Standing(record.standing)
    before = LedgerEvent.objects.count()
    if not _expected(name, state, standing):
        with pytest.raises(MoveRefused):
            moderation.make_move(record, name, by=desk.steward, form=FORM)
        record.refresh_from_db()
        assert (record.state, record.standing) == (state, standing), name
        assert LedgerEvent.objects.count() == before, name
        return
    moderation.make_move(record, name, by=desk.steward, form=FORM)
    record.refresh_from_db()
    assert record.state == (MOVES[name].target or state), name
    assert record.standing == (MOVES[name].standing or standing), name
    assert LedgerEvent.objects.count() == before + 1, name


@pytest.mark.parametrize("name", OWN_MOVES)
def test_a_move_is_made_by_the_roles_that_include_its_own_and_by_nobody_else(
    desk: Desk, name: MoveName
) -> None:
    move = MOVES[name]
    state, standing = sorted(move.sources)[0], sorted(move.standings)[-1]
    record = _record(desk, state, standing)
    for role in PEOPLE:
        with _undone():
            person = make_person("Somebody", role)
            if role in roles_that_include(move.role):
                moderation.make_move(record, name, by=person, form=FORM)
                assert LedgerEvent.objects.latest("id").actor == person
            else:
                with pytest.raises(MoveRefused, match=f"role {move.role}"):
                    moderation.make_move(record, name, by=person, form=FORM)
        record.refresh_from_db()
        assert (record.state, record.standing) == (state, standing)


def test_a_person_is_offered_exactly_the_moves_of_the_table(desk: Desk) -> None:
    people = {role: make_person(str(role), role) for role in PEOPLE}
    for state, standing in PLACES:
        record = make_collection(by=desk.editor)
        put_in(record, state, standing)
        for role, person in people.items():
            offered = [move.name for move in moderation.open_moves(record, person)]
            assert offered == [
                name
                for name in OWN_MOVES
                if _expected(name, state, standing)
                and role in roles_that_include(MOVES[name].role)
            ], (role, state, standing)


@pytest.mark.parametrize(
    ("name", "form", "words"),
    [
        (MoveName.RETURN, MoveInput(reason="  "), "reason in words"),
        (MoveName.WITHDRAW, MoveInput(reason="why"), "category"),
        (MoveName.RETRACT, MoveInput(numbers=[1]), "category"),
        (MoveName.REOPEN, MoveInput(), "reason in words"),
    ],
)
def test_a_move_that_needs_a_reason_is_refused_without_one(
    desk: Desk, name: MoveName, form: MoveInput, words: str
) -> None:
    move = MOVES[name]
    state, standing = sorted(move.sources)[0], sorted(move.standings)[-1]
    record = _record(desk, state, standing)
    with pytest.raises(MoveRefused, match=words):
        moderation.make_move(record, name, by=desk.steward, form=form)
    assert record.state == state


def _deactivated(person: User) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])


def _superuser_without_a_role(person: User) -> None:
    person.is_superuser = person.is_staff = True
    person.save(update_fields=["is_superuser", "is_staff"])
    person.groups.clear()


def _renamed_role(person: User) -> None:
    person.groups.set([Group.objects.create(name="Steward")])


@pytest.mark.parametrize(
    "strip", [_deactivated, _superuser_without_a_role, _renamed_role]
)
def test_who_lost_the_role_makes_no_move(desk: Desk, strip: object) -> None:
    records: dict[tuple[State, Standing], Collection] = {}
    for move in MOVES.values():
        place = sorted(move.sources)[0], sorted(move.standings)[-1]
        records[place] = records.get(place) or _record(desk, *place)
    strip(desk.steward)  # type: ignore[operator]
    for name in OWN_MOVES:
        move = MOVES[name]
        record = records[sorted(move.sources)[0], sorted(move.standings)[-1]]
        with pytest.raises(MoveRefused, match="needs the role"):
            moderation.make_move(record, name, by=desk.steward, form=FORM)
        assert moderation.open_moves(record, desk.steward) == []


def test_the_ledger_names_category_note_and_person_of_a_move(desk: Desk) -> None:
    record = _record(desk, State.SETTLED, Standing.PUBLISHED)
    moderation.make_move(record, MoveName.WITHDRAW, by=desk.reviewer, form=FORM)
    event = LedgerEvent.objects.latest("id")
    assert (event.action, event.ref) == ("withdraw", record.ref)
    assert (event.category, event.actor) == ("other", desk.reviewer)
    assert event.note.text == "why"
