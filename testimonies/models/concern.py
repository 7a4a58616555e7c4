"""Concerns that readers send about a record: confidential, and erased after closing.

What a reporter wrote is ciphertext, as in a vault. The hour is all that is kept of the
time: a minute could be compared with what somebody saw on a line. Rows come by one
function of the database (kua_receive_concern, migration 0013), which counts them; the
desk's login may insert none, delete none, and write the columns of HANDLED alone. The
same function says when no more was taken in (FullRoom).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q

from testimonies.models.account import DIGEST
from testimonies.models.base import one_of
from testimonies.models.encrypted import EncryptedTextField
from testimonies.terms import (
    RECEIPT_PATTERN,
    REF_PATTERN,
    ConcernKind,
    ConcernOutcome,
    ConcernState,
    labelled,
)

# In which somebody can be answered: those of the interface.
ANSWERED_IN = ("en", "ru", "kk")

HANDLED = (
    "words",
    "contact",
    "note",
    "state",
    "outcome",
    "closed_by_id",
    "closed_at",
    "erased_at",
)
"""What the desk may change of a concern: how it was handled, and erasing."""

# Refusals are counted so far, so that a form sent over and over writes no more.
MOST_REFUSED = 1000


def _is_an_hour(column: str) -> Func:
    return Func(
        F(column),
        template="(mod(extract(epoch FROM %(expressions)s), 3600) = 0)",
        output_field=models.BooleanField(),
    )


class Concern(models.Model):
    """What somebody without an account says is wrong with a record."""

    ref = models.CharField("record", max_length=12)
    kind = models.CharField(max_length=10, choices=labelled(ConcernKind))
    language = models.CharField(
        "language to answer in", max_length=8, choices=settings.LANGUAGES
    )
    words = EncryptedTextField(blank=True)
    contact = EncryptedTextField("how to reach the reporter", blank=True)
    # Of the form's token, so that each form is taken once.
    token_digest = models.CharField(max_length=64, unique=True)
    receipt = models.CharField("reference", max_length=8, unique=True)
    # Whether the sender's browser worked for it; the two ways are counted apart.
    is_proven = models.BooleanField()
    received_hour = models.DateTimeField("received")

    state = models.CharField(
        max_length=8, choices=labelled(ConcernState), default=ConcernState.OPEN
    )
    outcome = models.CharField(
        max_length=20, choices=labelled(ConcernOutcome), blank=True
    )
    note = EncryptedTextField(blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    closed_at = models.DateTimeField("closed", null=True)
    erased_at = models.DateTimeField("words erased", null=True)

    class Meta:
        # That words, contact and note are ciphertext, and what erasing leaves of them,
        # is held by migration 0006.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["received_hour"], name="concern_by_hour"),
            models.Index(fields=["state", "id"], name="concern_by_state"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ref__regex=f"^{REF_PATTERN}$"), name="concern_ref_form"
            ),
            one_of("kind", [*ConcernKind], name="concern_kind_known"),
            one_of("language", ANSWERED_IN, name="concern_language_known"),
            one_of("state", [*ConcernState], name="concern_state_known"),
            one_of("outcome", ["", *ConcernOutcome], name="concern_outcome_known"),
            models.CheckConstraint(
                condition=Q(token_digest__regex=DIGEST),
                name="concern_token_is_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(receipt__regex=f"^{RECEIPT_PATTERN}$"),
                name="concern_receipt_form",
            ),
            # Nothing finer is kept of when somebody wrote.
            models.CheckConstraint(
                condition=Q(_is_an_hour("received_hour")), name="concern_hour_only"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ConcernState.OPEN,
                    outcome="",
                    closed_by=None,
                    closed_at=None,
                )
                | (
                    ~Q(state=ConcernState.OPEN)
                    & ~Q(outcome="")
                    & Q(closed_by__isnull=False, closed_at__isnull=False)
                ),
                name="concern_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        """Tell nothing of what was written: histories and messages show it."""
        return self.receipt


class FullRoom(models.Model):
    """An hour in which no more was taken about a record, and how often none was.

    It says nothing of who was refused, and of the time the hour alone.
    """

    # Empty where the whole archive took no more.
    ref = models.CharField("record", max_length=12, blank=True)
    # Dangers have a room of their own.
    is_danger = models.BooleanField()
    hour = models.DateTimeField()
    refused = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["hour", "ref", "is_danger"], name="fullroom_once"
            ),
            models.CheckConstraint(
                condition=Q(ref="") | Q(ref__regex=f"^{REF_PATTERN}$"),
                name="fullroom_ref_form",
            ),
            models.CheckConstraint(
                condition=Q(_is_an_hour("hour")), name="fullroom_hour_only"
            ),
            models.CheckConstraint(
                condition=Q(refused__gte=0, refused__lte=MOST_REFUSED),
                name="fullroom_refused_so_far",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref or 'all'} {self.hour:%Y-%m-%d %H}h"
