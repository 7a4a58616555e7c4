"""Erase again what a restored backup brought back.

The kept list of erasures says which; whoever runs it answers for it in the ledger.
"""

from collections import defaultdict

from django.db import transaction

from testimonies import ledger
from testimonies.catalogue import Moving, current_edition, erase_documents, resurrected
from testimonies.models import Collection, MediaItem, Testimony, User
from testimonies.moderation.copies import sync_after_commit
from testimonies.moderation.groups import has_role
from testimonies.moderation.moves import withdraw
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import Kind, Role, Standing, WithdrawalReason, kind_of

WHY = "It was erased before; a backup brought it back."
MOVING: dict[Kind, type[Moving]] = {
    Kind.TESTIMONY: Testimony,
    Kind.MEDIA: MediaItem,
    Kind.COLLECTION: Collection,
}


def replay_erasures(username: str) -> list[str]:
    """Withdraw what was withdrawn, erase the single editions that were retracted.

    All or nothing, in the name of the account. Gives the refs, in order. Raises
    MoveRefused where that is no reviewer's.
    """
    by = User.objects.filter(username=username).first()
    if by is None or not has_role(by, Role.REVIEWER):
        message = "That is no account of a reviewer or steward. Name one who is."
        raise MoveRefused(message)
    with transaction.atomic(), ledger.acting(by):
        found = _numbers()
        for ref, numbers in found.items():
            _withdraw_where_current(ref, numbers, by=by)
        # What travelled with a withdrawn record is gone by now.
        for ref, numbers in _numbers().items():
            erase_documents([ref], numbers=numbers)
            ledger.append("replay_erasure", actor=by, ref=ref, note=WHY)
        sync_after_commit()
    return list(found)


def _numbers() -> dict[str, set[int]]:
    numbers = defaultdict(set)
    for erasure in resurrected():
        numbers[erasure.ref].add(erasure.number)
    return dict(numbers)


def _withdraw_where_current(ref: str, numbers: set[int], *, by: User) -> None:
    model, current = MOVING.get(kind_of(ref)), current_edition(ref)
    if model is None or current is None or current.number not in numbers:
        return
    record: Moving = model._default_manager.get(ref=ref)
    if record.standing == Standing.PUBLISHED:
        category = WithdrawalReason.OTHER
        withdraw(record, by=by, category=category, note=WHY)
