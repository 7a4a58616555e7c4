"""Words attributed to a testimony, and where they stand in it."""

from functools import partial
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from taggit.managers import TaggableManager

from testimonies.models.base import LANGUAGE_CHOICES, Referenced
from testimonies.models.context import Source
from testimonies.models.guards import on_content, tracked
from testimonies.models.tag import Tagging
from testimonies.models.testimony import Passage, Testimony
from testimonies.terms import (
    Anchor,
    Kind,
    Mark,
    MarkKind,
    anchor_for,
    new_ref,
    passage_digest,
)


@tracked
class Quote(Referenced):
    """A printed quotation. Its fidelity is computed on reading; no column holds it.

    `passage` is where an editor says that it comes from. Where the words are found
    there, the anchor columns say where; they are bound to the passage's text digest.
    """

    ref = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        default=partial(new_ref, Kind.QUOTE),
    )
    testimony = models.ForeignKey(
        Testimony, on_delete=models.CASCADE, related_name="quotes"
    )
    text = models.TextField("words as printed")
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, default="en")
    printed_in = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True
    )
    printed_where = models.CharField(
        max_length=200, blank=True, help_text="E.g. the title, a heading."
    )
    position = models.PositiveIntegerField("order", default=0)
    passage = models.ForeignKey(
        Passage,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="quotes",
        help_text="Where in the account it comes from; empty: nowhere in it.",
    )
    passage_digest = models.CharField(max_length=64, blank=True, editable=False)
    anchor_start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    anchor_end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    anchor_exact = models.TextField(blank=True, editable=False)
    anchor_prefix = models.CharField(max_length=80, blank=True, editable=False)
    anchor_suffix = models.CharField(max_length=80, blank=True, editable=False)
    tags = TaggableManager(through=Tagging, blank=True)
    taggings = GenericRelation(Tagging)

    class Meta(Referenced.Meta):
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Referenced.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"), name="quote_text_present"
            ),
            models.CheckConstraint(
                condition=(
                    Q(anchor_start=None, anchor_end=None, anchor_exact="")
                    # A CHECK lets NULL pass, so each end is asked for.
                    | Q(anchor_start__isnull=False, anchor_end__isnull=False)
                    & Q(anchor_end__gt=F("anchor_start"), passage__isnull=False)
                    & ~Q(anchor_exact="")
                ),
                name="quote_anchor_whole",
            ),
            models.CheckConstraint(
                condition=(
                    Q(passage=None, passage_digest="")
                    | Q(passage__isnull=False, passage_digest__regex="^[0-9a-f]{64}$")
                ),
                name="quote_bound_to_passage",
            ),
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    @property
    def anchor(self) -> Anchor | None:
        """The place in the passage, or None for words that are not found in it."""
        if self.anchor_start is None or self.anchor_end is None or not self.passage:
            return None
        return Anchor(
            start=self.anchor_start,
            end=self.anchor_end,
            exact=self.anchor_exact,
            prefix=self.anchor_prefix,
            suffix=self.anchor_suffix,
            number=self.passage.number,
            digest=self.passage_digest,
        )

    @property
    def needs_review(self) -> bool:
        """The passage's words are others than when the quote was bound to it."""
        if self.passage is None:
            return False
        return passage_digest(self.passage.text) != self.passage_digest

    def bind(self) -> None:
        """Bind to the passage as it reads now; sets columns, saves nothing.

        Raises QuoteMalformed where the words are blank or marks alone.
        """
        self.anchor_start = self.anchor_end = None
        self.anchor_exact = self.anchor_prefix = self.anchor_suffix = ""
        self.passage_digest = ""
        if self.passage is None:
            return
        self.passage_digest = passage_digest(self.passage.text)
        marks = [
            Mark(mark.start, mark.end, MarkKind(mark.kind))
            for mark in self.passage.marks.all()
        ]
        anchor = anchor_for(
            self.text, self.passage.text, self.passage.number, marks=marks
        )
        if anchor is not None:
            self.anchor_start, self.anchor_end = anchor.start, anchor.end
            self.anchor_exact = anchor.exact
            self.anchor_prefix, self.anchor_suffix = anchor.prefix, anchor.suffix
