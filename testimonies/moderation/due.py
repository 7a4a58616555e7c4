"""What the timed command does: publish what is scheduled once its embargo passed."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import OperationalError
from django.utils import timezone

from testimonies.catalogue import (
    Failure,
    failure_of,
    forgotten,
    gave_way,
    keep_erasures,
    require_nothing_resurrected,
)
from testimonies.models import Testimony
from testimonies.moderation.copies import sync_copies
from testimonies.moderation.moves import publish
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import State


@dataclass(frozen=True, slots=True)
class Due:
    """How one scheduled publication went."""

    record: Testimony
    is_published: bool
    message: str


def publish_due() -> list[Due]:
    """Publish each due testimony in the name of the steward who scheduled it.

    A blocked one stays scheduled, and heads the queue of the stewards. What a process
    left undone when it was killed is done too: public copies that no edition names are
    removed, the kept list of erasures is completed. Raises Resurrected on a restored
    backup that holds what was withdrawn; then nothing is done.
    """
    require_nothing_resurrected()
    due = Testimony.objects.filter(
        state=State.SCHEDULED, embargo_until__lte=timezone.localdate()
    )
    scheduled = list(due.select_related("scheduled_by"))
    erased = forgotten() if scheduled else set()
    told = [_publish(record, erased) for record in scheduled]
    sync_copies()
    # Last: where the file cannot be written, the rest is done all the same.
    keep_erasures()
    return told


# Nobody who decided this schedule knew of the withdrawal that came after it.
ERASED_MEANWHILE = (
    "It was erased from readers' view later than this backup was made. Look at it:"
    " recall it, or publish it by hand."
)

# Others are published all the same.
WAITED = "The database did not answer in time. The next run tries again."


def _publish(record: Testimony, erased: Collection[str]) -> Due:
    if record.ref in erased:
        return Due(record, is_published=False, message=ERASED_MEANWHILE)
    steward = record.scheduled_by
    if steward is None:
        return Due(record, is_published=False, message="Nobody scheduled it.")
    try:
        publish(record, by=steward)
    except MoveRefused as refusal:
        return Due(record, is_published=False, message=str(refusal))
    except OperationalError as error:
        if failure_of(error) is not Failure.SLOW and not gave_way(error):
            raise
        return Due(record, is_published=False, message=WAITED)
    return Due(record, is_published=True, message="published")
