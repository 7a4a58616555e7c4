"""A testimony, its transcripts in languages, and their passages."""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from taggit.managers import TaggableManager

from testimonies.models.base import (
    LANGUAGE_CHOICES,
    Described,
    Moderated,
    WithContentNotes,
    one_of,
    safe_link,
)
from testimonies.models.collection import Collection
from testimonies.models.context import Place, Source
from testimonies.models.guards import (
    declared_moves,
    given_numbers,
    keeps_counting,
    keeps_issued_records,
    on_content,
    tracked,
)
from testimonies.models.people import Witness
from testimonies.models.tag import Tagging
from testimonies.terms import (
    Kind,
    MarkKind,
    PassageKind,
    RedactionKind,
    State,
    labelled,
    new_ref,
)


@tracked
class Testimony(Moderated, Described, WithContentNotes):
    """What one witness told, text first."""

    TRANSLATED = ("title", "summary", "content_note_text", "rights", "given_how")

    ref = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        default=partial(new_ref, Kind.TESTIMONY),
    )
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    witness = models.ForeignKey(
        Witness, on_delete=models.PROTECT, related_name="testimonies"
    )
    collection = models.ForeignKey(
        Collection,
        on_delete=models.PROTECT,
        related_name="testimonies",
        null=True,
        blank=True,
    )
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True)
    happened = models.CharField(
        "when it happened",
        max_length=40,
        blank=True,
        help_text="EDTF, e.g. 2022-01-05/2022-01-09",
    )
    given = models.CharField(
        "when it was given", max_length=40, blank=True, help_text="EDTF, e.g. 2022-01~"
    )
    given_how = models.CharField(
        "how it was given", max_length=300, blank=True, help_text="The medium."
    )
    interviewer = models.CharField(max_length=200, blank=True)
    outlet = models.CharField(max_length=200, blank=True)
    language = models.CharField(
        "language in which it was given",
        max_length=8,
        choices=LANGUAGE_CHOICES,
        default="und",
    )
    rights = models.TextField("rights statement", blank=True)
    rights_url = models.URLField("rights link", max_length=300, blank=True)
    sources = models.ManyToManyField(Source, through="TestimonySource")
    tags = TaggableManager(through=Tagging, blank=True)
    taggings = GenericRelation(Tagging)
    embargo_until = models.DateField(
        null=True,
        blank=True,
        help_text="Not public before this day, 00:00 in the archive's time zone.",
    )
    embargo_reason = models.CharField(max_length=300, blank=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    # Heard where the account is read; what the two share is for the gates to ask.
    recording = models.ForeignKey(
        "MediaItem",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recorded",
        help_text="Her telling of this account, as a sound or a video.",
    )
    recording_is_cut = models.BooleanField(
        "what is redacted in the account is cut from the recording",
        null=True,
        blank=True,
        help_text="Listen to all of it: one spoken name undoes every redaction of it.",
    )
    # What that was said of: a digest of the redactions and of the very files.
    recording_heard = models.CharField(max_length=64, blank=True, editable=False)
    # The last passage number that was given; numbers are never reused.
    passage_counter = models.PositiveIntegerField(default=0, editable=False)

    class Meta(Moderated.Meta):
        verbose_name_plural = "testimonies"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(embargo_until=None) | ~Q(embargo_reason=""),
                name="testimony_embargo_has_reason",
                violation_error_message="Say why the testimony is embargoed.",
            ),
            # A timed publication happens in the name of a steward. The embargo is not
            # asked for: lifting it is an edit, which takes the draft off the schedule.
            models.CheckConstraint(
                condition=~Q(state=State.SCHEDULED) | Q(scheduled_by__isnull=False),
                name="testimony_scheduled_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(recording_is_cut=None)
                | Q(recording_is_cut=False)
                | Q(
                    recording__isnull=False,
                    recording_heard__regex="^[0-9a-f]{64}$",
                ),
                name="testimony_cut_is_of_what_was_heard",
                violation_error_message="Name the recording that this is said of.",
            ),
            safe_link("rights_url", name="testimony_rights_url_scheme"),
        ]
        triggers: ClassVar = [
            *on_content(),
            *declared_moves(),
            *keeps_issued_records(),
            *keeps_counting(),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class TestimonySource(models.Model):
    """A source that a testimony names, in the order of citation."""

    testimony = models.ForeignKey(Testimony, on_delete=models.CASCADE)
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["testimony", "source"], name="testimonysource_once"
            )
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return str(self.source)


@tracked
class Transcript(models.Model):
    """A testimony's account in one language."""

    testimony = models.ForeignKey(
        Testimony, on_delete=models.CASCADE, related_name="transcripts"
    )
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES)
    is_original = models.BooleanField("as it was first published or told", default=True)
    translator = models.CharField(max_length=200, blank=True)
    is_machine = models.BooleanField("translated by a machine", default=False)
    is_reviewed = models.BooleanField("translation was reviewed", default=False)

    class Meta:
        ordering: ClassVar = ["-is_original", "language"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["testimony", "language"], name="transcript_language_once"
            ),
            models.UniqueConstraint(
                fields=["testimony"],
                condition=Q(is_original=True),
                name="transcript_one_original",
            ),
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.testimony}: {self.get_language_display()}"


@tracked
class Passage(models.Model):
    """A block of one or more paragraphs of plain text.

    Passages with one number in two transcripts are the same passage in two languages.
    Offsets into `text` count Unicode code points.
    """

    transcript = models.ForeignKey(
        Transcript, on_delete=models.CASCADE, related_name="passages"
    )
    number = models.PositiveIntegerField(
        default=0,
        help_text="0 gives the next free number; in a translation, the original's.",
    )
    position = models.PositiveIntegerField("order", default=0)
    kind = models.CharField(
        max_length=10, choices=labelled(PassageKind), default=PassageKind.TESTIMONY
    )
    speaker = models.CharField(max_length=200, blank=True)
    text = models.TextField(help_text="Plain text; a blank line parts paragraphs.")
    start_ms = models.PositiveIntegerField("start (ms)", null=True, blank=True)
    end_ms = models.PositiveIntegerField("end (ms)", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["transcript", "number"], name="passage_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(text__regex=r"^\s*$"), name="passage_text_present"
            ),
            models.CheckConstraint(
                condition=Q(end_ms=None)
                | Q(start_ms__isnull=False, end_ms__gt=F("start_ms")),
                name="passage_times_ordered",
                violation_error_message="A passage ends after it began: give both.",
            ),
            one_of("kind", [*PassageKind], name="passage_kind_known"),
        ]
        triggers: ClassVar = [*on_content(), *given_numbers()]

    def __str__(self) -> str:
        return f"passage {self.number}"


class Span(models.Model):
    """A half-open range of code points in a passage's text."""

    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["start"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="%(class)s_span_ordered"
            )
        ]


@tracked
class Mark(Span):
    """Something the source printed inside the words that the witness did not say."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="marks")
    kind = models.CharField(max_length=10, choices=labelled(MarkKind))

    class Meta(Span.Meta):
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"


@tracked
class Redaction(Span):
    """A span that readers never see; its marker tells nothing about the length."""

    passage = models.ForeignKey(
        Passage, on_delete=models.CASCADE, related_name="redactions"
    )
    kind = models.CharField(max_length=12, choices=labelled(RedactionKind))
    reason = models.CharField(max_length=300)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False
    )

    class Meta(Span.Meta):
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.kind} {self.start}-{self.end}"
