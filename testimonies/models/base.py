"""What several tables share: refs, moderation, texts in languages, safe links."""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q

from testimonies.models.text import Translation
from testimonies.terms import (
    LANGUAGES,
    REF_PATTERN,
    ContentNote,
    Standing,
    State,
    labelled,
)

LANGUAGE_CHOICES = list(LANGUAGES.items())


def one_of(column: str, values: Sequence[str], *, name: str) -> models.CheckConstraint:
    """Hold a column to a closed list in the database too."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": values}), name=name)


def safe_link(column: str, *, name: str) -> models.CheckConstraint:
    """Refuse every scheme but http and https, however the row was written."""
    return models.CheckConstraint(
        condition=Q(**{column: ""}) | Q(**{f"{column}__iregex": r"^https?://[^\s]+$"}),
        name=name,
    )


class Referenced(models.Model):
    """A row with a permanent public identifier."""

    ref = models.CharField(max_length=12, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ref__regex=f"^{REF_PATTERN}$"), name="%(class)s_ref_form"
            ),
        ]


class Described(models.Model):
    """A row whose reader-facing words are ours and may be translated.

    `TRANSLATED` names the fields that a Translation row may stand for.
    """

    TRANSLATED: ClassVar[tuple[str, ...]] = ()

    text_language = models.CharField(
        "language of our texts",
        max_length=8,
        choices=LANGUAGE_CHOICES,
        default="en",
        help_text="The language in which the editorial texts below are written.",
    )
    translations = GenericRelation(Translation)

    class Meta:
        abstract = True


class Moderated(Referenced):
    """A record that moves by itself; both columns are written by moves only."""

    state = models.CharField(
        max_length=20, choices=labelled(State), default=State.DRAFT, editable=False
    )
    standing = models.CharField(
        max_length=12,
        choices=labelled(Standing),
        default=Standing.NEVER,
        editable=False,
    )

    class Meta(Referenced.Meta):
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Referenced.Meta.constraints,
            one_of("state", [*State], name="%(class)s_state_known"),
            one_of("standing", [*Standing], name="%(class)s_standing_known"),
        ]
        # The lists of the desk are filtered and sorted by them.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["title"], name="%(class)s_title"),
            models.Index(fields=["state", "id"], name="%(class)s_state"),
            models.Index(fields=["standing", "id"], name="%(class)s_standing"),
        ]


class WithContentNotes(models.Model):
    """What a reader may wish to know first; undecided blocks publishing."""

    content_notes = models.JSONField(default=list, blank=True)
    content_note_text = models.TextField(
        "content note in words", blank=True, help_text="Shown before the material."
    )
    content_notes_decided = models.BooleanField(
        "content notes are decided",
        default=False,
        help_text="Tick when the notes are complete, also when none is needed.",
    )

    class Meta:
        abstract = True

    @property
    def notes(self) -> list[ContentNote]:
        return [ContentNote(value) for value in self.content_notes]
