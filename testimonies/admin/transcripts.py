"""Transcripts and their passages; marks, redactions and quotes are made from words.

Offsets are never typed: a person copies the words, and their place is looked up. When
a passage's text is edited, its marks and redactions move along, or the edit is refused.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.admin.base import DeskAdmin
from testimonies.admin.doors import Beside, OwnPage, Who
from testimonies.admin.fields import TextField
from testimonies.admin.findings import page_of
from testimonies.admin.forms import DeskForm
from testimonies.admin.inlines import DeskInline
from testimonies.admin.quoting import quoting_view
from testimonies.admin.spans import Span, edit_between, moved, places_of
from testimonies.admin.visit import holds, person_of
from testimonies.models import Mark, Passage, Redaction, Testimony, Transcript
from testimonies.terms import Role

AnySpan = Mark | Redaction


class PassageForm(DeskForm[Passage]):
    """A passage; its marks and redactions keep covering the same words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moving: list[tuple[AnySpan, Span]] = []
        if "number" in self.fields:
            self.fields["number"].required = False
            self.fields["number"].disabled = bool(self.instance.pk)
        if "position" in self.fields:
            self.fields["position"].required = False

    def clean_number(self) -> int | None:
        """Give None where the database counts: two rows to count are no duplicates."""
        return self.cleaned_data.get("number") or None

    def clean_position(self) -> int:
        return self.cleaned_data.get("position") or 0

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if self.instance.pk and "text" in self.changed_data:
            edit = edit_between(str(self.initial.get("text", "")), text)
            for span in spans_of(self.instance):
                place = moved((span.start, span.end), edit)
                if place is None:
                    raise ValidationError(touched(span))
                self.moving.append((span, place))
        return text

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        for span, place in self.moving:
            if (span.start, span.end) != place:
                span.start, span.end = place
                span.save(update_fields=["start", "end"])


def spans_of(passage: Passage) -> list[AnySpan]:
    """List what covers stretches of a passage."""
    return [*passage.marks.all(), *passage.redactions.all()]


def touched(span: AnySpan) -> str:
    """Say that an edit went through a mark or a redaction."""
    return _(
        "The change goes through words that are marked or redacted (%(kind)s). Take"
        " that away first, change the text, and set it again."
    ) % {"kind": span.kind.replace("_", " ")}


class PassageInline(DeskInline, admin.StackedInline[Passage, Transcript]):
    """The passages of a transcript, in order."""

    model = Passage
    form = PassageForm
    fields = (
        ("number", "position", "kind", "speaker"),
        "text",
        ("start_ms", "end_ms"),
    )
    show_change_link = True


class Parented(DeskAdmin[Any]):
    """A page below a testimony's: opened from there, and returned from to there."""

    has_own_list = False
    adds: ClassVar[Who] = Beside.NOBODY

    def above(self, row: Any) -> Model:
        """Give the row on whose page this one is listed."""
        raise NotImplementedError

    def about(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        above = self.above(row)
        return {"above": above, "above_address": page_of(above)}

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return HttpResponseRedirect(page_of(self.above(obj)))

    def response_delete(
        self, request: HttpRequest, obj_display: str, obj_id: Any
    ) -> Any:
        return HttpResponseRedirect(reverse("admin:index"))


class TranscriptAdmin(Parented):
    """One language version of an account."""

    inlines = (PassageInline,)
    fields = ("language", "is_original", ("translator", "is_machine", "is_reviewed"))

    def above(self, row: Transcript) -> Model:
        return row.testimony

    def roots(self, key: Any) -> QuerySet[Any] | None:
        return Testimony.objects.filter(transcripts=key)

    def prepare_new(self, request: HttpRequest, row: Model) -> None:
        """Put a new passage after the last; its number is given by the database."""
        if not isinstance(row, Passage):
            return
        row.number = row.number or 0
        if not row.position:
            last = row.transcript.passages.aggregate(last=Max("position"))["last"]
            row.position = (last or 0) + 1


class SpanForm(DeskForm[Any]):
    """A mark or a redaction, by the words that it covers."""

    TOGETHER = dict.fromkeys(("words", "which"), ("start", "end"))

    words = TextField(
        label=gettext_lazy("Words"),
        max_length=5000,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 2, "data-takes-selection": ""}),
        help_text=gettext_lazy("Copied from the passage, to the letter."),
    )
    which = forms.IntegerField(
        label=gettext_lazy("Which"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("1, 2 … where the words stand there more than once."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        span = self.instance
        if span.pk:
            self.initial["words"] = span.passage.text[span.start : span.end]

    def clean(self) -> Any:
        cleaned = super().clean()
        words = self.cleaned_data.get("words")
        if words and (not self.instance.pk or self._is_moved()):
            self.instance.start, self.instance.end = self._place(words)
        return cleaned

    def _is_moved(self) -> bool:
        return bool({"words", "which"} & {*self.changed_data})

    def _place(self, words: str) -> Span:
        places = places_of(words, self.instance.passage.text)
        if not places:
            raise ValidationError({"words": _("These words are not in the passage.")})
        which = self.cleaned_data.get("which")
        if len(places) > 1 and not which:
            message = _("These words stand there %(count)d times. Say which one.")
            raise ValidationError({"which": message % {"count": len(places)}})
        if (which or 1) > len(places):
            raise ValidationError({"which": _("They do not stand there so often.")})
        return places[(which or 1) - 1]


class MarkInline(DeskInline, admin.TabularInline[Mark, Passage]):
    """What the source printed inside the words that the witness did not say."""

    model = Mark
    form = SpanForm
    fields = ("kind", "words", "which")


class RedactionInline(DeskInline, admin.TabularInline[Redaction, Passage]):
    """What readers never see."""

    model = Redaction
    form = SpanForm
    fields = ("kind", "words", "which", "reason", "author")
    readonly_fields = ("author",)


class PassageAdmin(Parented):
    """One passage with its marks and redactions."""

    form = PassageForm
    inlines = (MarkInline, RedactionInline)
    own_pages = (OwnPage("quote", "quote/", "quote_view", Role.EDITOR),)
    fields = (("number", "position", "kind", "speaker"), "text", ("start_ms", "end_ms"))

    def above(self, row: Passage) -> Model:
        return row.transcript

    def roots(self, key: Any) -> QuerySet[Any] | None:
        return Testimony.objects.filter(transcripts__passages=key)

    def prepare_new(self, request: HttpRequest, row: Model) -> None:
        if isinstance(row, Redaction):
            row.author = person_of(request)

    def quote_view(self, request: HttpRequest, passage: Passage) -> HttpResponse:
        """Make a quote from words of the passage."""
        return quoting_view(self, request, passage)

    def about(self, request: HttpRequest, row: Passage) -> dict[str, Any]:
        quotes = holds(request, Role.EDITOR) and self.has_change_permission(
            request, row
        )
        address = self.url_of("quote", row.pk) if quotes else ""
        return {**super().about(request, row), "quote_address": address}
