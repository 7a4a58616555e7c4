"""A testimony's page: its facts, sources, transcripts, quotes and clips."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, Max, Model, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from testimonies.admin.forms import DeskForm
from testimonies.admin.inlines import DeskInline
from testimonies.admin.passages import passage_choices
from testimonies.admin.quotes import QuoteForm, fidelity_in_words, review_in_words
from testimonies.admin.recordings import TestimonyForm, recording_choices, rows_heard
from testimonies.admin.records import RecordAdmin
from testimonies.admin.tagging import TagInline
from testimonies.admin.translations import TranslationInline
from testimonies.models import (
    Illustration,
    Quote,
    Testimony,
    TestimonySource,
    Transcript,
)
from testimonies.terms import Role


class SourceInline(DeskInline, admin.TabularInline[TestimonySource, Testimony]):
    """The sources that a testimony names, in order."""

    model = TestimonySource
    verbose_name = _("source")
    verbose_name_plural = _("sources, in the order of citation")
    fields = ("source", "position")


class TranscriptForm(DeskForm[Transcript]):
    """A transcript; the second one is offered as a translation."""

    is_second: bool = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_second and not self.instance.pk:
            self.initial["is_original"] = False


class TranscriptInline(DeskInline, admin.TabularInline[Transcript, Testimony]):
    """The account in its languages; the words stand on each transcript's page."""

    model = Transcript
    form = TranscriptForm
    verbose_name = _("transcript")
    verbose_name_plural = _("the account (open a transcript to write its passages)")
    fields = ("language", "is_original", "translator", "is_machine", "is_reviewed")
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.is_second = obj is not None and obj.transcripts.exists()
        return formset


class QuoteInline(DeskInline, admin.StackedInline[Quote, Testimony]):
    """The quotes of a testimony; editors anchor them."""

    model = Quote
    form = QuoteForm
    adds = changes = deletes = Role.EDITOR
    show_change_link = True
    readonly_fields = ("fidelity", "review")
    fields = (
        "text",
        ("passage", "is_paraphrase", "rebind"),
        ("fidelity", "review"),
        ("language", "position"),
        ("printed_in", "printed_where"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        rows = super().get_queryset(request)
        return rows.select_related("passage").prefetch_related("passage__marks")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: Any, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "passage":
            return passage_choices(self.parent, db_field)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("fidelity"))
    def fidelity(self, quote: Quote) -> Any:
        return fidelity_in_words(quote)

    @admin.display(description=_("review"))
    def review(self, quote: Quote) -> Any:
        return review_in_words(quote)


class IllustrationInline(DeskInline, admin.StackedInline[Illustration, Testimony]):
    """Clips beside the passages of a testimony."""

    model = Illustration
    verbose_name = _("clip beside the account")
    verbose_name_plural = _("clips beside the account")
    fields = (("item", "passage", "position"), "caption", "text_language")
    show_change_link = True

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: Any, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "passage":
            return passage_choices(self.parent, db_field)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TestimonyAdmin(RecordAdmin[Testimony]):
    """The testimonies."""

    form = TestimonyForm
    list_display = ("title", "told_by", "state_in_words", "standing_in_words", "ref")
    list_select_related = ("witness",)
    list_filter = ("state", "standing", "language")
    search_fields = ("title", "ref", "witness__name")
    readonly_fields = ("ref",)
    inlines = (
        TranscriptInline,
        QuoteInline,
        IllustrationInline,
        SourceInline,
        TagInline,
        TranslationInline,
    )
    # What a new testimony can have before it was saved once.
    first_inlines = (TranscriptInline, SourceInline)
    fieldsets = (
        (None, {"fields": ("title", "summary", "text_language", "ref")}),
        (
            _("Who, where, when"),
            {
                "fields": (
                    ("witness", "collection", "place"),
                    ("happened", "given"),
                    ("given_how", "language"),
                    ("interviewer", "outlet"),
                )
            },
        ),
        (
            _("What a reader should know first"),
            {
                "fields": (
                    "content_notes",
                    "content_note_text",
                    "content_notes_decided",
                )
            },
        ),
        (_("Recording"), {"fields": ("recording", "recording_is_cut")}),
        (_("Rights"), {"fields": ("rights", "rights_url")}),
        (_("Embargo"), {"fields": (("embargo_until", "embargo_reason"),)}),
    )

    @admin.display(description=_("witness"), ordering="witness__name")
    def told_by(self, testimony: Testimony) -> str:
        return testimony.witness.name

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: Any, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "recording":
            return recording_choices(db_field)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def rows_shown(
        self, request: HttpRequest, row: Testimony
    ) -> Iterator[QuerySet[Any]]:
        yield from super().rows_shown(request, row)
        yield from rows_heard(row)

    def get_inlines(self, request: HttpRequest, obj: Testimony | None) -> Any:
        return self.inlines if obj else self.first_inlines

    def prepare_new(self, request: HttpRequest, row: Model) -> None:
        """Put new quotes, clips and sources after those that are there."""
        if isinstance(row, Quote | Illustration | TestimonySource) and not row.position:
            rows = type(row)._default_manager.filter(testimony=row.testimony)
            row.position = (rows.aggregate(last=Max("position"))["last"] or 0) + 1
