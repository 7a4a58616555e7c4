"""The moves: each locks the row, asks the table and the gates, writes, and is recorded.

The ledger comes last, because its lock lasts until commit. Nothing else changes a
record's state or issues and erases editions.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from testimonies import ledger
from testimonies.catalogue import (
    Moving,
    MovingT,
    current_edition,
    erase_documents,
    issue_editions,
    refresh_entries,
    travelling_refs,
)
from testimonies.models import Edition, MediaItem, Testimony, User, Witness
from testimonies.moderation.approval import (
    approve_documents,
    changed_documents,
    contributors,
    newest_approvals,
)
from testimonies.moderation.candidates import Candidate, candidate
from testimonies.moderation.copies import place_copies, sync_after_commit
from testimonies.moderation.falling import (
    falling_with,
    left_behind,
    recordings_with,
    superseded_with,
)
from testimonies.moderation.gates import findings_of
from testimonies.moderation.groups import roles_of
from testimonies.moderation.moving import (
    MoveInput,
    lock_all,
    lock_witnesses,
    moving,
    why_not,
)
from testimonies.moderation.notes import met_in, told_of
from testimonies.moderation.refusals import MoveRefused
from testimonies.moderation.sealed import note_meetings
from testimonies.privacy import is_granted
from testimonies.terms import (
    MOVES,
    MediaBasis,
    Move,
    MoveName,
    Reason,
    Role,
    Scope,
    WithdrawalReason,
)


def _pass_gates(record: Moving) -> Candidate:
    """Run every gate. Raises MoveRefused with the findings when one blocks."""
    would_be = candidate(record)
    found = findings_of(would_be)
    blocking = [finding for finding in found if finding.is_blocking]
    if blocking:
        raise MoveRefused(blocking[0].message, found)
    return would_be


def submit(record: Moving, *, by: User) -> None:
    """Hand a draft to the reviewers."""
    with moving(record, MoveName.SUBMIT, by=by):
        pass


def return_for_changes(record: Moving, *, by: User, reason: str) -> None:
    """Give a draft back with words on what to change."""
    with moving(record, MoveName.RETURN, by=by, given=MoveInput(reason=reason)):
        pass


def recall(record: Moving, *, by: User) -> None:
    """Take a draft back from review, from approval or from the schedule."""
    with moving(record, MoveName.RECALL, by=by):
        pass


def revise(record: Moving, *, by: User) -> None:
    """Open a published record's draft; readers keep the edition that they have."""
    with moving(record, MoveName.REVISE, by=by):
        pass


def approve(record: Moving, *, by: User) -> None:
    """Approve the documents as they stand, as somebody who changed none of them.

    Raises MoveRefused, with findings where a gate blocks.
    """
    with moving(record, MoveName.APPROVE, by=by) as row:
        approve_documents(_pass_gates(row), by=by)


def embargo_of(record: Moving) -> date | None:
    """Give the day before which the record may not be public, while it lies ahead."""
    until = record.embargo_until if isinstance(record, Testimony) else None
    return until if until and until > timezone.localdate() else None


def publish(record: Moving, *, by: User, retract_superseded: bool = False) -> None:
    """Issue editions of what changed; before the embargo's day, schedule that instead.

    Raises MoveRefused, with findings where a gate blocks, and where the words are no
    longer those that were approved.
    """
    if isinstance(record, Testimony) and embargo_of(_fresh(record)):
        _schedule(record, by=by)
        return
    with moving(record, MoveName.PUBLISH, by=by) as row:
        if embargo_of(row):
            message = "The embargo was put off meanwhile. Try again to schedule it."
            raise MoveRefused(message)
        would_be = _pass_gates(row)
        changed = changed_documents(would_be)
        removed = left_behind(would_be.record)
        older = superseded_with(row) if retract_superseded else {}
        # Files first: an edition never names what is not there.
        place_copies([document for _, document in would_be.documents])
        issue_editions(changed, newest_approvals(changed))
        if retract_superseded:
            # Also of what did not change now, and of what readers had with it: it may
            # still hold what left before.
            _erase_superseded({*changed, row.ref})
            for ref, numbers in older.items():
                erase_documents([ref], numbers=numbers)
        erase_documents(removed)
        refresh_entries({row.ref, *changed})
        _sync_copies_of(row)


def _sync_copies_of(record: Moving) -> None:
    if isinstance(record, MediaItem):
        sync_after_commit()


def _fresh(record: MovingT) -> MovingT:
    fresh: MovingT = type(record)._default_manager.get(pk=record.pk)  # type: ignore[assignment]
    return fresh


def _schedule(record: Moving, *, by: User) -> None:
    with moving(record, MoveName.SCHEDULE, by=by) as row:
        newest_approvals(changed_documents(_pass_gates(row)))
        if isinstance(row, Testimony):
            row.scheduled_by = by
            row.save(update_fields=["scheduled_by"])


def _erase_superseded(changed: Collection[str]) -> None:
    for ref in changed:
        current = current_edition(ref)
        if current and current.number > 1:
            erase_documents([ref], numbers=range(1, current.number))


def withdraw(
    record: Moving,
    *,
    by: User,
    category: WithdrawalReason,
    note: str = "",
    public_note: str = "",
) -> None:
    """Take the record from readers at once; what travels with it goes too.

    So does the recording of an account: it says the same words.

    `note` stays at the desk and can be erased; `public_note` is shown with the 410 for
    good, so one that holds withheld words is left out: the withdrawal waits for none.
    """
    with ledger.acting(by):
        lock_witnesses([record, *recordings_with(record)])
        _withdraw(record, by=by, category=category, note=note, public_note=public_note)


def _withdraw(
    record: Moving, *, by: User, category: WithdrawalReason, note: str, public_note: str
) -> None:
    given = MoveInput(reason=note, category=category, public_note=public_note)
    with moving(record, MoveName.WITHDRAW, by=by, given=given) as row:
        recordings = recordings_with(row)
        lock_all(recordings)
        told = told_of(row, public_note)
        met = [] if told else [*met_in(row, public_note)]
        erase_documents(falling_with(row), public_note=told)
        _sync_copies_of(row)
        for item in recordings:
            withdraw(item, by=by, category=category, note=note, public_note=told)
        note_meetings(met, by=by, ref=row.ref)


def retract(
    record: Moving,
    *,
    by: User,
    numbers: Collection[int],
    category: WithdrawalReason,
    note: str = "",
) -> None:
    """Erase the documents of chosen superseded editions.

    What travels with the record loses those that were superseded in the same time;
    retract_beside reaches the others.
    """
    given = MoveInput(reason=note, category=category)
    with moving(record, MoveName.RETRACT, by=by, given=given) as row:
        current = current_edition(row.ref)
        if current is None or not numbers or current.number in numbers:
            message = (
                "Choose superseded editions; the current one is withdrawn instead."
            )
            raise MoveRefused(message)
        older = superseded_with(row)
        if not erase_documents([row.ref], numbers=numbers):
            message = "None of these editions still has a document."
            raise MoveRefused(message)
        _erase_issued_before(row, max(numbers) + 1, older)
        _sync_copies_of(row)


def retract_beside(
    record: Moving, *, by: User, category: WithdrawalReason, note: str = ""
) -> None:
    """Erase every superseded edition of what goes with the record, and none of its own.

    Raises MoveRefused where there is none.
    """
    given = MoveInput(reason=note, category=category)
    with moving(record, MoveName.RETRACT, by=by, given=given) as row:
        older = superseded_with(row)
        if not older:
            message = "Nothing that goes with it has an older edition with words."
            raise MoveRefused(message)
        for ref, numbers in older.items():
            erase_documents([ref], numbers=numbers)


def _retract(
    record: Moving, *, by: User, form: MoveInput, category: WithdrawalReason
) -> None:
    with transaction.atomic():
        if form.retract_superseded:
            retract_beside(record, by=by, category=category, note=form.reason)
        if form.numbers or not form.retract_superseded:
            retract(
                record,
                by=by,
                numbers=form.numbers,
                category=category,
                note=form.reason,
            )


def _erase_issued_before(
    record: Moving, number: int, older: Mapping[str, Collection[int]]
) -> None:
    """Erase those of the older editions that were issued before one of the record's."""
    until = Edition.objects.get(ref=record.ref, number=number).issued_at
    for ref, numbers in older.items():
        rows = Edition.objects.filter(ref=ref, number__in=numbers, issued_at__lt=until)
        erase_documents([ref], numbers=list(rows.values_list("number", flat=True)))


def reopen(record: Moving, *, by: User, reason: str) -> None:
    """Open the draft of a withdrawn record, where consent is on record again."""
    given = MoveInput(reason=reason)
    with moving(record, MoveName.REOPEN, by=by, given=given) as row:
        if not _rests_safely(row):
            message = "Consent to web publication is not on record; record it first."
            raise MoveRefused(message)


def _rests_safely(record: Moving) -> bool:
    match record:
        case Testimony():
            return is_granted(record.witness, Scope.WEB)
        case MediaItem(basis=MediaBasis.CONSENT, basis_witness=Witness() as witness):
            return is_granted(witness, Scope.WEB)
        case _:
            return True


def make_move(record: Moving, name: MoveName, *, by: User, form: MoveInput) -> None:
    """Make the named move with what a person gave. Raises MoveRefused."""
    if name is MoveName.SCHEDULE:
        name = MoveName.PUBLISH
    if MOVES[name].reason is Reason.CATEGORY and form.category is None:
        message = f"Choose a reason: «{name}» needs its category."
        raise MoveRefused(message)
    category = form.category or WithdrawalReason.OTHER
    calls: dict[MoveName, Callable[[], None]] = {
        MoveName.SUBMIT: lambda: submit(record, by=by),
        MoveName.RETURN: lambda: return_for_changes(record, by=by, reason=form.reason),
        MoveName.APPROVE: lambda: approve(record, by=by),
        MoveName.RECALL: lambda: recall(record, by=by),
        MoveName.PUBLISH: lambda: publish(
            record, by=by, retract_superseded=form.retract_superseded
        ),
        MoveName.REVISE: lambda: revise(record, by=by),
        MoveName.WITHDRAW: lambda: withdraw(
            record,
            by=by,
            category=category,
            note=form.reason,
            public_note=form.public_note,
        ),
        MoveName.RETRACT: lambda: _retract(record, by=by, form=form, category=category),
        MoveName.REOPEN: lambda: reopen(record, by=by, reason=form.reason),
    }
    calls[name]()


def open_moves(
    record: Moving, user: User, roles: frozenset[Role] | None = None
) -> list[Move]:
    """List the moves that the person may try now, in the table's order.

    `roles`: the person's, where they were asked already.

    Approving is not offered to somebody who changed the content; publishing and
    scheduling are one button.
    """
    roles = roles_of(user) if roles is None else roles
    moves = [
        move
        for move in MOVES.values()
        if move.name is not MoveName.SCHEDULE and why_not(record, move, roles) is None
    ]
    if not any(move.needs_second_person for move in moves):
        return moves
    has_changed_it = user.pk in contributors(travelling_refs(record))
    return [move for move in moves if not (has_changed_it and move.needs_second_person)]


def awaits_another(
    record: Moving, open_now: Collection[Move], roles: Collection[Role]
) -> bool:
    """Say whether a move is kept from somebody for their own changes alone.

    `open_now`: what open_moves() gives for them.
    """
    return any(
        move.needs_second_person
        and move not in open_now
        and why_not(record, move, roles) is None
        for move in MOVES.values()
    )
