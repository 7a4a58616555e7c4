"""On whose pages a record is shown: in drafts, and in what readers can open still.

What is withheld there may be told by what stands beside it (carried.py).
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from testimonies.catalogue import Moving
from testimonies.models import Edition, Illustration, MediaItem, Testimony
from testimonies.moderation.once import history
from testimonies.moderation.withheld import UNDER_WAY
from testimonies.terms import Standing


def accounts_beside(record: Moving) -> QuerySet[Testimony]:
    """List other accounts on whose pages a record, or its witness, is shown.

    Of a clip those that show it, of an account those of the same witness: public or on
    their way.
    """
    if isinstance(record, MediaItem):
        return accounts_showing([record])
    if isinstance(record, Testimony):
        return _seen(Q(witness=record.witness_id) & ~Q(pk=record.pk))
    return Testimony.objects.none()


def accounts_showing(clips: Iterable[MediaItem]) -> QuerySet[Testimony]:
    """List the accounts, public or on their way, that show any of the clips.

    In their drafts, or in an edition that can be read: the drafts' history tells which
    those may be.
    """
    clips = list(clips)
    drafted = Q(illustrations__item__in=clips) | Q(recording__in=clips)
    placed = history(Illustration, item__in=clips).values("testimony_id")
    recorded = history(Testimony, recording__in=clips).values("id")
    once = Testimony.objects.filter(Q(pk__in=placed) | Q(pk__in=recorded))
    named = Q(pk__in=())
    for clip in clips:
        named |= Q(document__contains=f'"{clip.ref}"')
    shown = Edition.objects.filter(named, ref__in=once.values("ref"))
    return _seen(drafted | Q(ref__in=shown.values("ref")))


def _seen(where: Q) -> QuerySet[Testimony]:
    is_seen = Q(standing=Standing.PUBLISHED) | Q(state__in=UNDER_WAY)
    return Testimony.objects.filter(where, is_seen).order_by("pk").distinct()
