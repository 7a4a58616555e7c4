"""The table of moves: every change of a record's state, who may make it, what it needs.

Buttons, permissions, database transitions, docs/moves.md and the property tests are
drawn from MOVES. Nothing here touches a database.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from testimonies.terms.roles import Role


class State(StrEnum):
    """Where a draft is on its way; never what readers see."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    SETTLED = "settled"


class Standing(StrEnum):
    """What readers have: derived from editions, kept beside the state."""

    NEVER = "never"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class MoveName(StrEnum):
    """The verbs of moderation."""

    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    RECALL = "recall"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    REVISE = "revise"
    WITHDRAW = "withdraw"
    RETRACT = "retract"
    REOPEN = "reopen"


class Reason(Enum):
    """What the person must give: nothing, words, or a category of WithdrawalReason."""

    NONE = auto()
    WORDS = auto()
    CATEGORY = auto()


class WithdrawalReason(StrEnum):
    """Categories that the ledger may name; free words go into an erasable note."""

    CONSENT = "consent_withdrawn"
    SAFETY = "safety_of_a_person"
    LEGAL = "legal_demand"
    ERROR = "error_of_fact"
    DUPLICATE = "duplicate"
    OTHER = "other"


STATES = frozenset(State)
ALL_STANDINGS = frozenset(Standing)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    `target` None leaves the state as it is; `standing` None leaves the standing.
    """

    name: MoveName
    sources: frozenset[State]
    target: State | None
    role: Role
    standings: frozenset[Standing] = ALL_STANDINGS
    standing: Standing | None = None
    reason: Reason = Reason.NONE
    runs_gates: bool = False
    needs_second_person: bool = False


PUBLISHED_ONLY = frozenset({Standing.PUBLISHED})
UNDER_REVIEW = frozenset({State.IN_REVIEW, State.APPROVED, State.SCHEDULED})

_TABLE = (
    Move(
        MoveName.SUBMIT,
        frozenset({State.DRAFT, State.CHANGES_REQUESTED}),
        State.IN_REVIEW,
        Role.CONTRIBUTOR,
    ),
    Move(
        MoveName.RETURN,
        frozenset({State.IN_REVIEW}),
        State.CHANGES_REQUESTED,
        Role.REVIEWER,
        reason=Reason.WORDS,
    ),
    Move(
        MoveName.APPROVE,
        frozenset({State.IN_REVIEW}),
        State.APPROVED,
        Role.REVIEWER,
        runs_gates=True,
        needs_second_person=True,
    ),
    Move(MoveName.RECALL, UNDER_REVIEW, State.DRAFT, Role.EDITOR),
    Move(
        MoveName.SCHEDULE,
        frozenset({State.APPROVED}),
        State.SCHEDULED,
        Role.STEWARD,
        runs_gates=True,
    ),
    Move(
        MoveName.PUBLISH,
        frozenset({State.APPROVED, State.SCHEDULED}),
        State.SETTLED,
        Role.STEWARD,
        standing=Standing.PUBLISHED,
        runs_gates=True,
    ),
    Move(
        MoveName.REVISE,
        frozenset({State.SETTLED}),
        State.DRAFT,
        Role.EDITOR,
        standings=PUBLISHED_ONLY,
    ),
    # A withdrawn record is settled whatever its draft was doing, so that only
    # `reopen` leads on: an approval that was under way dies with the withdrawal.
    Move(
        MoveName.WITHDRAW,
        STATES,
        State.SETTLED,
        Role.REVIEWER,
        standings=PUBLISHED_ONLY,
        standing=Standing.WITHDRAWN,
        reason=Reason.CATEGORY,
    ),
    Move(
        MoveName.RETRACT,
        STATES,
        None,
        Role.STEWARD,
        standings=PUBLISHED_ONLY,
        reason=Reason.CATEGORY,
    ),
    Move(
        MoveName.REOPEN,
        frozenset({State.SETTLED}),
        State.DRAFT,
        Role.STEWARD,
        standings=frozenset({Standing.WITHDRAWN}),
        reason=Reason.WORDS,
    ),
)

MOVES = {move.name: move for move in _TABLE}


def declared_transitions() -> list[tuple[State, State]]:
    """Every pair of states that a row may pass through, sorted.

    Besides the moves: a change of content takes a draft out of review.
    """
    pairs = {
        (source, move.target)
        for move in _TABLE
        if move.target is not None
        for source in move.sources
        if source != move.target
    }
    return sorted(pairs | {(state, State.DRAFT) for state in UNDER_REVIEW})
