"""Concerns that readers send: taken in by one statement, then handled at the desk.

A concern hides and changes nothing by itself. Whoever reads one is named in the ledger
first, as with the vault; no word of it is in any event. Words go some time after
closing, or at once by a person.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from testimonies import ledger
from testimonies.models import Concern, User, encrypt
from testimonies.moderation.groups import has_role
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import ConcernKind, ConcernOutcome, ConcernState, Role

# How long the words of a closed concern are kept.
WORDS_KEPT = timedelta(days=30)
# archive/readers.py lets a reader's report make this statement alone.
RECEIVE = "SELECT kua_receive_concern(%s, %s, %s, %s, %s, %s, %s, %s)"
_ENCRYPTED = ("words", "contact", "note")
# The hour's room, as migration 0006 has it.
MOST_PROVEN, MOST_WAITED = 200, 50


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sent; `token_digest` and `receipt` come of the form's token.

    `is_proven`: their browser worked for it; else they waited.
    """

    ref: str
    kind: ConcernKind
    language: str
    words: str
    contact: str
    token_digest: str
    receipt: str
    is_proven: bool

    def __repr__(self) -> str:
        return "Report(…)"


class Received(StrEnum):
    """What became of a report; the database says it."""

    RECEIVED = "received"
    USED = "used"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open concerns there are, how many of danger, since which hour.

    `is_full`: this hour has no room for more from one of the two ways.
    """

    count: int
    dangers: int
    since: datetime | None
    is_full: bool


@sensitive_variables()
def receive_concern(report: Report) -> Received:
    """Take a report in, or say why not. One statement, and nothing is read."""
    sealed = [encrypt(text) if text else "" for text in (report.words, report.contact)]
    with connection.cursor() as cursor:
        cursor.execute(
            RECEIVE,
            [
                report.ref,
                report.kind,
                report.language,
                *sealed,
                report.token_digest,
                report.receipt,
                report.is_proven,
            ],
        )
        return Received(cursor.fetchone()[0])


def concerns_in_order() -> QuerySet[Concern]:
    """Give all concerns without their words: open ones, danger, then the oldest."""
    is_closed = Case(
        When(state=ConcernState.OPEN, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    is_less = Case(
        When(kind=ConcernKind.DANGER, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return Concern.objects.defer(*_ENCRYPTED).order_by(is_closed, is_less, "pk")


def concerns_waiting(user: User) -> Waiting | None:
    """Count what is open, for whoever may read it; None for others. One query more."""
    if not has_role(user, Role.REVIEWER):
        return None
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    is_open = Q(state=ConcernState.OPEN)
    counts = Concern.objects.aggregate(
        count=Count("pk", filter=is_open),
        dangers=Count("pk", filter=is_open & Q(kind=ConcernKind.DANGER)),
        proven=Count("pk", filter=Q(received_hour__gte=now, is_proven=True)),
        waited=Count("pk", filter=Q(received_hour__gte=now, is_proven=False)),
    )
    oldest = Concern.objects.filter(is_open).order_by("pk").values_list("received_hour")
    is_full = counts["proven"] >= MOST_PROVEN or counts["waited"] >= MOST_WAITED
    first = oldest.first()
    return Waiting(
        counts["count"], counts["dangers"], first[0] if first else None, is_full
    )


@sensitive_variables()
def read_concern(concern: Concern, *, by: User) -> Concern:
    """Give the concern with its words; the reading is in the ledger before.

    Raises MoveRefused without the role.
    """
    _require_reviewer(by)
    with ledger.acting(by):
        ledger.append("read_concern", actor=by, ref=concern.ref, category=concern.kind)
    return Concern.objects.get(pk=concern.pk)


@sensitive_variables("note")
def close_concern(
    concern: Concern, *, by: User, outcome: ConcernOutcome, note: str = ""
) -> None:
    """Close an open concern with what came of it; `note` goes with its words.

    Raises MoveRefused without the role, or where it is closed.
    """
    with _handling(concern, by, ConcernState.OPEN) as locked:
        locked.state, locked.outcome = ConcernState.CLOSED, outcome
        locked.closed_by, locked.closed_at = by, timezone.now()
        locked.note = note
        locked.save(
            update_fields=["state", "outcome", "closed_by", "closed_at", "note"]
        )
        ledger.append("close_concern", actor=by, ref=locked.ref, category=outcome)


def reopen_concern(concern: Concern, *, by: User) -> None:
    """Open a closed concern again. Raises MoveRefused where its words are erased."""
    with _handling(concern, by, ConcernState.CLOSED) as locked:
        _require_words(locked)
        locked.state, locked.outcome = ConcernState.OPEN, ""
        locked.closed_by = locked.closed_at = None
        locked.save(update_fields=["state", "outcome", "closed_by", "closed_at"])
        ledger.append("reopen_concern", actor=by, ref=locked.ref, category=locked.kind)


def erase_concern(concern: Concern, *, by: User) -> None:
    """Erase the words of a closed concern before their time, for good.

    Raises MoveRefused without the role, or where it is open or erased already.
    """
    with _handling(concern, by, ConcernState.CLOSED) as locked:
        _require_words(locked)
        _erase(Concern.objects.filter(pk=locked.pk))
        ledger.append("erase_concern", actor=by, ref=locked.ref)


def erase_expired_concerns() -> None:
    """Erase the words of every concern that was closed WORDS_KEPT ago; nobody acts."""
    over = timezone.now() - WORDS_KEPT
    _erase(Concern.objects.filter(erased_at=None, closed_at__lt=over))


@sensitive_variables()
def rotate_concern_keys() -> int:
    """Encrypt again, with the newest key, what concerns hold; give how many."""
    with transaction.atomic():
        held = list(Concern.objects.select_for_update().filter(erased_at=None))
        for concern in held:
            concern.save(update_fields=_ENCRYPTED)
    return len(held)


def _erase(concerns: QuerySet[Concern]) -> None:
    concerns.update(words="", contact="", note="", erased_at=timezone.now())


@contextmanager
def _handling(concern: Concern, by: User, state: ConcernState) -> Iterator[Concern]:
    """Act as the person on a concern that is locked and in the state."""
    _require_reviewer(by)
    with ledger.acting(by):
        rows = Concern.objects.defer(*_ENCRYPTED).select_for_update(of=("self",))
        locked = rows.get(pk=concern.pk)
        if locked.state != state:
            raise MoveRefused(
                _("Somebody else handled this concern. Look at it again.")
            )
        yield locked


def _require_words(concern: Concern) -> None:
    if concern.erased_at is not None:
        raise MoveRefused(_("The words of this concern are erased."))


def _require_reviewer(user: User) -> None:
    if not has_role(user, Role.REVIEWER):
        raise MoveRefused(_("Concerns are read and handled by reviewers and stewards."))
