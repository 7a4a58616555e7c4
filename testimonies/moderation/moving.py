"""How every move goes: lock the row, ask the table, let it write, record it at last.

Decides nothing of what a move does; that is in moves.py.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from testimonies import ledger
from testimonies.catalogue import Moving, MovingT
from testimonies.models import MediaItem, Testimony, User, Witness
from testimonies.moderation.groups import roles_of
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import (
    MOVES,
    Move,
    MoveName,
    Reason,
    Role,
    Standing,
    State,
    WithdrawalReason,
)


@dataclass(frozen=True, slots=True)
class MoveInput:
    """What a person gives with a move, besides pressing its button.

    `retract_superseded`: when publishing, of the record and of what goes with it; when
    retracting, of what goes with it.
    """

    reason: str = ""
    category: WithdrawalReason | None = None
    public_note: str = ""
    numbers: Collection[int] = ()
    retract_superseded: bool = False


def lock_witness(record: Moving) -> None:
    """Lock the witness on whom a record rests, before the record itself.

    As recording consent does: a withdrawal of consent and a publication that rests on
    it wait for each other.
    """
    witness = record.witness_id if isinstance(record, Testimony) else None
    if isinstance(record, MediaItem):
        witness = record.basis_witness_id
    if witness:
        Witness.objects.select_for_update().get(pk=witness)


def lock_all(records: Iterable[Moving]) -> None:
    """Lock accounts and clips in one order for all, before entries or the ledger.

    Who saves a record's form holds the record and asks for the ledger after that. The
    witnesses first, as each move does: a draft may name another than its edition.
    """
    rows = list(records)
    lock_witnesses(rows)
    for model in (Testimony, MediaItem):
        keys = [row.pk for row in rows if isinstance(row, model)]
        if keys:
            locked = model.objects.select_for_update().filter(pk__in=keys)
            list(locked.order_by("pk").values("pk"))


def lock_witnesses(records: Iterable[Moving]) -> None:
    """Lock all on whom the records rest, in one order for all."""
    rows = list(records)
    accounts = [row.witness_id for row in rows if isinstance(row, Testimony)]
    clips = [row.basis_witness_id for row in rows if isinstance(row, MediaItem)]
    theirs = {key for key in (*accounts, *clips) if key}
    witnesses = Witness.objects.select_for_update().filter(pk__in=theirs)
    list(witnesses.order_by("pk").values("pk"))


def _lock(record: MovingT) -> MovingT:
    lock_witness(record)
    model = type(record)
    row: MovingT = model._default_manager.select_for_update().get(pk=record.pk)  # type: ignore[assignment]
    return row


def why_not(record: Moving, move: Move, roles: Collection[Role]) -> str | None:
    """Say why whoever has these roles may not try the move now; None: may."""
    if State(record.state) not in move.sources:
        return f"A record that is {_words(record.state)} cannot take «{move.name}»."
    if Standing(record.standing) not in move.standings:
        return f"«{move.name}» is not for a record whose standing is {record.standing}."
    if move.role not in roles:
        return f"«{move.name}» needs the role {move.role}."
    return None


def _words(state: str) -> str:
    return state.replace("_", " ")


@contextmanager
def moving(
    record: MovingT, name: MoveName, *, by: User, given: MoveInput | None = None
) -> Iterator[MovingT]:
    """Lock the row, let the block check and write, then move it and record that."""
    move, given = MOVES[name], given or MoveInput()
    with ledger.acting(by):
        row = _lock(record)
        refusal = why_not(row, move, roles_of(by)) or _missing_reason(move, given)
        if refusal:
            raise MoveRefused(refusal)
        yield row
        row.state = move.target or row.state
        row.standing = move.standing or row.standing
        row.save(update_fields=["state", "standing"])
        ledger.append(
            move.name,
            actor=by,
            ref=row.ref,
            category=given.category or "",
            note=given.reason,
        )
    record.state, record.standing = row.state, row.standing


def _missing_reason(move: Move, given: MoveInput) -> str | None:
    if move.reason is Reason.WORDS and not given.reason.strip():
        return f"Say why: «{move.name}» needs a reason in words."
    if move.reason is Reason.CATEGORY and given.category is None:
        return f"Choose a reason: «{move.name}» needs its category."
    return None
