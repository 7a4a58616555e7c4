"""What awaits a person: records with a move that is theirs to make, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q
from django.utils import timezone

from testimonies.catalogue import Moving
from testimonies.models import Collection, LedgerEvent, MediaItem, Testimony, User
from testimonies.moderation.groups import roles_of
from testimonies.moderation.moves import open_moves
from testimonies.moderation.withheld import UNDER_WAY
from testimonies.terms import Move, MoveName, Role, State

# What each state waits for; the first is what the queue says.
WAITS_FOR = {
    State.IN_REVIEW: (MoveName.APPROVE, MoveName.RETURN),
    State.APPROVED: (MoveName.PUBLISH,),
    State.SCHEDULED: (MoveName.PUBLISH,),
    State.CHANGES_REQUESTED: (MoveName.SUBMIT,),
}
WHY = {
    State.IN_REVIEW: "It was submitted for review.",
    State.APPROVED: "It is approved and not yet published.",
    State.SCHEDULED: "Its embargo has passed and a gate blocks it.",
    State.CHANGES_REQUESTED: "A reviewer asked for changes.",
}


MOVING: tuple[type[Moving], ...] = (Testimony, MediaItem, Collection)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A record that waits for one of the person's moves."""

    record: Moving
    waits_for: tuple[Move, ...]
    since: datetime
    why: str


def queue_for(user: User) -> list[QueueItem]:
    """List what awaits the person: blocked timed publications, then the oldest."""
    roles = roles_of(user)
    waiting = [
        record
        for model in MOVING
        for record in model._default_manager.filter(_waiting(model))
    ]
    since = dict(
        # Moves alone: another event tells of concerns, or of protected words that met.
        LedgerEvent.objects.filter(
            ref__in=[record.ref for record in waiting], action__in=list(MoveName)
        )
        .order_by()
        .values_list("ref")
        .annotate(Max("at"))
    )
    items = [
        QueueItem(
            record,
            moves,
            since.get(record.ref, record.created_at),
            WHY[State(record.state)],
        )
        for record in waiting
        if (moves := _own_moves(record, user, roles))
    ]
    return sorted(
        items, key=lambda item: (item.record.state != State.SCHEDULED, item.since)
    )


def under_way() -> list[Moving]:
    """List the records that somebody was asked to look at, or that have a date."""
    return [
        record
        for model in MOVING
        for record in model._default_manager.filter(state__in=UNDER_WAY)
    ]


def _waiting(model: type[Moving]) -> Q:
    states = [state for state in WAITS_FOR if state is not State.SCHEDULED]
    waiting = Q(state__in=states)
    if model is Testimony:
        waiting |= Q(state=State.SCHEDULED, embargo_until__lte=timezone.localdate())
    return waiting


def _own_moves(record: Moving, user: User, roles: frozenset[Role]) -> tuple[Move, ...]:
    wanted = WAITS_FOR[State(record.state)]
    moves = open_moves(record, user, roles)
    return tuple(move for move in moves if move.name in wanted)
