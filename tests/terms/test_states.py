"""The table of moves holds together: nothing is stranded, nobody is left out."""

from itertools import pairwise

import pytest

from testimonies.terms import (
    LADDER,
    MOVES,
    MoveName,
    Reason,
    Role,
    Standing,
    State,
    declared_transitions,
    roles_that_include,
)


def test_every_move_is_in_the_table_once_and_in_the_order_of_its_name() -> None:
    assert list(MOVES) == list(MoveName)
    assert all(move.name is name for name, move in MOVES.items())


def test_every_state_is_reached_and_left() -> None:
    targets = {move.target for move in MOVES.values()} - {None}
    sources = {state for move in MOVES.values() for state in move.sources}
    assert targets | {State.DRAFT} == set(State)
    assert sources == set(State)


def test_the_declared_transitions_are_those_of_the_moves_and_of_edits() -> None:
    pairs = {
        (source, move.target)
        for move in MOVES.values()
        for source in move.sources
        if move.target and source != move.target
    }
    edits = {(s, State.DRAFT) for s in ("in_review", "approved", "scheduled")}
    assert set(declared_transitions()) == pairs | edits
    assert declared_transitions() == sorted(declared_transitions())


def test_only_publishing_makes_public_and_only_after_approval() -> None:
    makers = [m for m in MOVES.values() if m.standing is Standing.PUBLISHED]
    assert [move.name for move in makers] == [MoveName.PUBLISH]
    assert makers[0].sources == {State.APPROVED, State.SCHEDULED}
    assert makers[0].runs_gates
    approvers = [m for m in MOVES.values() if m.target is State.APPROVED]
    assert [move.name for move in approvers] == [MoveName.APPROVE]
    assert approvers[0].needs_second_person
    assert approvers[0].runs_gates
    [scheduler] = [m for m in MOVES.values() if m.target is State.SCHEDULED]
    assert scheduler.sources == {State.APPROVED}


def test_whatever_is_public_can_be_withdrawn_at_once_and_needs_a_category() -> None:
    move = MOVES[MoveName.WITHDRAW]
    assert move.sources == set(State)
    assert move.standings == {Standing.PUBLISHED}
    assert move.reason is Reason.CATEGORY
    assert not move.needs_second_person
    assert not move.runs_gates


def test_only_reopening_leads_on_from_a_withdrawal() -> None:
    ways = {
        move.name
        for move in MOVES.values()
        if State.SETTLED in move.sources and Standing.WITHDRAWN in move.standings
    }
    assert ways == {MoveName.REOPEN}
    assert MOVES[MoveName.REOPEN].role is Role.STEWARD


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("submit", "contributor"),
        ("return", "reviewer"),
        ("approve", "reviewer"),
        ("recall", "editor"),
        ("schedule", "steward"),
        ("publish", "steward"),
        ("revise", "editor"),
        ("withdraw", "reviewer"),
        ("retract", "steward"),
        ("reopen", "steward"),
    ],
)
def test_a_move_belongs_to_the_role_that_the_domain_gives_it(
    name: MoveName, role: str
) -> None:
    assert MOVES[name].role == role


def test_each_role_of_the_ladder_includes_those_before_it() -> None:
    for lower, higher in pairwise(LADDER):
        assert roles_that_include(higher) < roles_that_include(lower)
    assert roles_that_include(Role.RESEARCHER) == {Role.RESEARCHER}
    assert all(Role.RESEARCHER not in roles_that_include(role) for role in LADDER)
