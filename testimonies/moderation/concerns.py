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
from django.db.models import (
    Case,
    Count,
    IntegerField,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from testimonies import ledger
from testimonies.models import MOST_REFUSED, Concern, FullRoom, User, encrypt
from testimonies.moderation.groups import has_role
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import ConcernKind, ConcernOutcome, ConcernState, Role

# How long the words of a closed concern are kept.
WORDS_KEPT = timedelta(days=30)
# archive/readers.py lets a reader's report make this statement alone.
RECEIVE = (
    "SELECT became, asked FROM kua_receive_concern(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_ENCRYPTED = ("words", "contact", "note")
# How long the desk is told of a room that was full, and of how many.
TOLD, MOST_TOLD = timedelta(days=1), 50


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody sent; `token_digest` and `receipt` come of the form's token.

    `bits`: the work that their browser did, 0 where none; `has_waited`: the form was
    old enough without.
    """

    ref: str
    kind: ConcernKind
    language: str
    words: str
    contact: str
    token_digest: str
    receipt: str
    bits: int
    has_waited: bool

    def __repr__(self) -> str:
        return "Report(…)"


class Received(StrEnum):
    """What became of a report; the database says it."""

    RECEIVED = "received"
    USED = "used"
    DEARER = "dearer"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of a report; `asked`: the bits of work that one costs now."""

    became: Received
    asked: int


@dataclass(frozen=True, slots=True)
class Flood:
    """A room that was full in the last day; `ref` is empty for the whole archive's.

    `since` and `until` are the first and the last such hour.
    """

    ref: str
    is_danger: bool
    since: datetime
    until: datetime
    refused: int

    @property
    def is_more(self) -> bool:
        """Say whether there were more refusals than are counted in an hour."""
        return self.refused >= MOST_REFUSED


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many open concerns there are, how many of danger, since which hour.

    `is_full`: in this hour the archive takes no more, by one way at least; `floods`:
    the rooms of single records that were full in the last day.
    """

    count: int
    dangers: int
    since: datetime | None
    is_full: bool
    floods: int


@sensitive_variables()
def receive_concern(report: Report) -> Reception:
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
                report.bits,
                report.has_waited,
            ],
        )
        became, asked = cursor.fetchone()
        return Reception(Received(became), asked)


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
    """Count what is open, for whoever may read it; None for others. Three queries."""
    if not has_role(user, Role.REVIEWER):
        return None
    is_open = Q(state=ConcernState.OPEN)
    counts = Concern.objects.aggregate(
        count=Count("pk", filter=is_open),
        dangers=Count("pk", filter=is_open & Q(kind=ConcernKind.DANGER)),
    )
    oldest = Concern.objects.filter(is_open).order_by("pk").values_list("received_hour")
    first = oldest.first()
    this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    full = list(_full_rooms().values_list("ref", "hour"))
    return Waiting(
        counts["count"],
        counts["dangers"],
        first[0] if first else None,
        is_full=("", this_hour) in full,
        floods=len({ref for ref, _hour in full if ref}),
    )


def floods() -> list[Flood]:
    """Give the rooms that were full in the last day: dangers, then the most refused."""
    of_each = (
        _full_rooms()
        .values("ref", "is_danger")
        .annotate(since=Min("hour"), until=Max("hour"), sum=Sum("refused"))
        .order_by("-is_danger", "-sum", "ref")[:MOST_TOLD]
    )
    return [
        Flood(each["ref"], each["is_danger"], each["since"], each["until"], each["sum"])
        for each in of_each
    ]


def _full_rooms() -> QuerySet[FullRoom]:
    return FullRoom.objects.filter(hour__gte=timezone.now() - TOLD)


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
