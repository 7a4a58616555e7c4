"""Quotes: words, where they were printed, and the passage they are bound to.

Fidelity is computed and shown, never typed. Words that are not in the passage need
the editor's word that they are a paraphrase.
"""
# ruff: noqa: FBT001, FBT002 - Django's own signatures

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.admin.base import DeskAdmin
from testimonies.admin.doors import Beside
from testimonies.admin.forms import DeskForm
from testimonies.admin.passages import passage_choices
from testimonies.admin.tagging import TagInline, completions
from testimonies.catalogue import fidelity_of
from testimonies.models import Passage, Quote, Testimony
from testimonies.terms import Fidelity, QuoteMalformed, Role

LONGEST_QUOTE = 10_000

BOUND = (
    "passage_digest",
    "anchor_start",
    "anchor_end",
    "anchor_exact",
    "anchor_prefix",
    "anchor_suffix",
)

FIDELITY_IN_WORDS: dict[Fidelity, Any] = {
    Fidelity.VERBATIM: gettext_lazy("verbatim"),
    Fidelity.CONDENSED: gettext_lazy("condensed: omissions or insertions are marked"),
    Fidelity.PARAPHRASE: gettext_lazy(
        "a paraphrase: these are not the witness's words"
    ),
    Fidelity.ABSENT: gettext_lazy("not in the account"),
}


def fidelity_in_words(quote: Quote) -> Any:
    """Say how faithful a saved quote is."""
    return FIDELITY_IN_WORDS[fidelity_of(quote)] if quote.pk else "–"


def review_in_words(quote: Quote) -> Any:
    """Say whether the passage has changed since the quote was bound to it."""
    if not quote.pk or quote.passage is None:
        return "–"
    if quote.needs_review:
        return _("needs review: the passage has changed. Compare, then bind it again.")
    return _("bound to the passage as it reads now")


def fidelity_to(passage: Passage, words: str) -> Fidelity:
    """Say how faithful words would be to a passage. Raises QuoteMalformed."""
    return fidelity_of(Quote(text=words, passage=passage))


class QuoteForm(DeskForm[Quote]):
    """A quote; saving binds it to its passage where that is asked for or needed."""

    TOGETHER = dict.fromkeys(("text", "passage", "rebind"), BOUND)

    is_paraphrase = forms.BooleanField(
        label=gettext_lazy("This is a paraphrase"),
        required=False,
        help_text=gettext_lazy(
            "Tick where the words are not in the passage, and it is what they tell."
        ),
    )
    rebind = forms.BooleanField(
        label=gettext_lazy("Bind again to the passage as it reads now"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quote = self.instance
        # What an editor said when it was bound, not what the passage has become since.
        is_bound = quote.pk and quote.passage_id
        self.initial["is_paraphrase"] = bool(is_bound and quote.anchor_start is None)

    def clean(self) -> Any:
        cleaned = super().clean()
        words, passage = (self.cleaned_data.get(name) for name in ("text", "passage"))
        if not words:
            return cleaned
        if len(words) > LONGEST_QUOTE:
            raise ValidationError(
                {"text": _("A quote is no longer than 10,000 signs.")}
            )
        if self.instance.pk and not {*self.changed_data} & {
            *self.TOGETHER,
            "is_paraphrase",
        }:
            return cleaned
        self._check_words(words, passage)
        return cleaned

    def _check_words(self, words: str, passage: Passage | None) -> None:
        try:
            found = fidelity_to(passage, words) if passage else Fidelity.ABSENT
        except QuoteMalformed as refusal:
            raise ValidationError({"text": str(refusal)}) from None
        says = self.cleaned_data.get("is_paraphrase")
        if found is Fidelity.PARAPHRASE and not says:
            raise ValidationError({"text": not_in_passage()})
        if says and found is not Fidelity.PARAPHRASE:
            message = _("These words are in the passage: untick the paraphrase.")
            if passage is None:
                message = _("Choose the passage that this is a paraphrase of.")
            raise ValidationError({"is_paraphrase": message})

    def save(self, commit: bool = True) -> Quote:
        if not self.instance.pk or {*self.changed_data} & {*self.TOGETHER}:
            self.instance.bind()
        return super().save(commit)


def not_in_passage() -> str:
    """Say why words are refused as a quotation."""
    return _(
        "These words are not in the passage as they stand. Copy them from it, mark what"
        " you leave out with […], or tick that this is a paraphrase."
    )


class QuoteAdmin(DeskAdmin[Quote]):
    """The quotes; one is made on its testimony's page or from a passage."""

    form = QuoteForm
    adds = Beside.NOBODY
    changes = deletes = Role.EDITOR
    list_display = ("__str__", "testimony", "ref")
    list_select_related = ("testimony",)
    list_filter = ("language",)
    search_fields = ("text", "ref", "testimony__title")
    ordering = ("-pk",)
    readonly_fields = ("ref", "testimony", "fidelity", "review")
    inlines = (TagInline,)
    fields = (
        "testimony",
        "text",
        ("passage", "is_paraphrase", "rebind"),
        ("fidelity", "review"),
        ("language", "position"),
        ("printed_in", "printed_where"),
        "ref",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).select_related("testimony", "passage")

    def roots(self, key: Any) -> QuerySet[Any] | None:
        return Testimony.objects.filter(quotes=key)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and "passage" in form.base_fields:
            field = passage_choices(obj.testimony, Quote._meta.get_field("passage"))
            form.base_fields["passage"] = field
        return form

    def about(self, request: HttpRequest, row: Quote) -> dict[str, Any]:
        return {"tag_names": completions(), "parent": row.testimony}

    @admin.display(description=gettext_lazy("fidelity"))
    def fidelity(self, quote: Quote) -> Any:
        return fidelity_in_words(quote)

    @admin.display(description=gettext_lazy("review"))
    def review(self, quote: Quote) -> Any:
        return review_in_words(quote)
