"""Who did what to which record: the ledger, its erasable notes, and contributions."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from testimonies.models.guards import append_only


class LedgerEvent(models.Model):
    """One link of the chain; a trigger holds it to the tip. No testimony, no vault."""

    id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=40)
    ref = models.CharField(max_length=12, blank=True)
    category = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ref", "id"], name="ledgerevent_by_ref"),
            # What stewards are told of on the desk's first page.
            models.Index(
                fields=["at"],
                condition=Q(action="met_protected_term"),
                name="ledgerevent_met",
            ),
        ]
        triggers: ClassVar = [
            *append_only(),
            pgtrigger.Trigger(
                name="chain",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="NEW := kua_link(NEW); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id}: {self.action} {self.ref}"


class LedgerNote(models.Model):
    """Free words beside an event; erasable, and no part of the event's digest."""

    event = models.OneToOneField(
        LedgerEvent, on_delete=models.CASCADE, related_name="note"
    )
    text = models.TextField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(text=""), name="ledgernote_present")
        ]

    def __str__(self) -> str:
        return f"note on {self.event_id}"


class Contribution(models.Model):
    """Who changed the content behind a ref, and when: written by triggers alone."""

    ref = models.CharField(max_length=12)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ref", "at"], name="contribution_by_ref")
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.ref} by {self.actor_id}"
