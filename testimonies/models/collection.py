"""Collections and the chronology of their subject."""

from functools import partial
from typing import ClassVar

from django.db import models
from django.db.models import Q

from testimonies.models.base import Described, Moderated, one_of
from testimonies.models.context import Source
from testimonies.models.guards import (
    declared_moves,
    keeps_issued_records,
    on_content,
    tracked,
)
from testimonies.terms import EventStatus, Kind, labelled, new_ref


@tracked
class Collection(Moderated, Described):
    """Testimonies, clips and dated facts around one subject."""

    TRANSLATED = ("title", "description")

    ref = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        default=partial(new_ref, Kind.COLLECTION),
    )
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)

    class Meta(Moderated.Meta):
        triggers: ClassVar = [
            *on_content(),
            *declared_moves(),
            *keeps_issued_records(),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class ChronologyEvent(Described):
    """A dated fact of the context, with its source and how it stands."""

    TRANSLATED = ("text", "status_note")

    collection = models.ForeignKey(
        Collection, on_delete=models.CASCADE, related_name="events"
    )
    date = models.CharField(max_length=40, help_text="EDTF, e.g. 2022-01-02/2022-01-09")
    text = models.TextField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    status = models.CharField(
        max_length=20, choices=labelled(EventStatus), default=EventStatus.REPORTED
    )
    status_note = models.TextField(
        blank=True, help_text="Who disputes it, or when it was withdrawn."
    )

    class Meta:
        ordering: ClassVar = ["date", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("status", [*EventStatus], name="chronologyevent_status_known"),
            # A withdrawn claim is never shown as a bare number.
            models.CheckConstraint(
                condition=~Q(status=EventStatus.WITHDRAWN) | ~Q(status_note=""),
                name="chronologyevent_withdrawn_says_how",
                violation_error_message="Say when and how its source withdrew it.",
            ),
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.date}: {self.text[:60]}"
