"""Tags: saved through moderation's gate with their aliases, merged, never deleted."""
# ruff: noqa: FBT001 - Django's own signatures

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies import ledger
from testimonies.admin.base import LIST_VERBS, DeskAdmin
from testimonies.admin.doors import Beside, OwnPage
from testimonies.admin.fields import TextField
from testimonies.admin.forms import DeskForm
from testimonies.admin.meetings import note_merged, note_refused
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.tagging import LONGEST_NAME
from testimonies.admin.translations import TranslationInline
from testimonies.admin.visit import person_of
from testimonies.models import Tag, TagAlias
from testimonies.moderation import (
    MOST_ALIKE,
    Likeness,
    leaves_description,
    likenesses,
    merge_tags,
    save_tag,
)
from testimonies.terms import Role


@dataclass(frozen=True, slots=True)
class Offered:
    """Two tags that may be one, and where the one with fewer records is merged."""

    pair: Likeness
    address: str


class TagForm(DeskForm[Tag]):
    """A tag with its other spellings, one a line."""

    aliases = TextField(
        label=gettext_lazy("Other spellings and scripts"),
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One a line. Each leads to this tag. When you rename the tag, its old name"
            " is added here, unless readers may not have it."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = self.instance.aliases.values_list("name", flat=True)
            self.initial["aliases"] = "\n".join(names)

    def clean_aliases(self) -> str:
        text: str = self.cleaned_data["aliases"]
        if any(len(line.strip()) > LONGEST_NAME for line in text.splitlines()):
            raise forms.ValidationError(_("A name has 100 characters at most."))
        return text


class TagAdmin(DeskAdmin[Tag]):
    """The tags."""

    form = TagForm
    adds = changes = Role.EDITOR
    deletes = Beside.NOBODY
    own_pages = (
        OwnPage("alike", "alike/", "alike_view", Role.EDITOR, of_all=True),
        OwnPage("merge", "merge/", "merge_view", Role.EDITOR),
    )
    change_list_template = "admin/desk/tags.html"
    list_display = ("name", "kind", "ref")
    list_filter = ("kind",)
    search_fields = ("name", "aliases__name", "ref")
    readonly_fields = ("ref", "slug")
    fields = ("name", "aliases", "kind", "description", "text_language", "slug", "ref")
    inlines = (TranslationInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).filter(merged_into=None)

    def save_model(
        self, request: HttpRequest, obj: Tag, form: Any, change: bool
    ) -> None:
        """Save a new tag; what is known of it is saved once, with what is beside it."""
        if not change:
            self._save(request, obj, form)

    def save_last(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the tag with its translations: public words, so the gate sees them."""
        if change or any(formset.has_changed() for formset in formsets):
            self._save(request, form.instance, form)

    def _save(self, request: HttpRequest, tag: Tag, form: Any) -> None:
        names = form.cleaned_data["aliases"].splitlines()
        is_changed = "aliases" in form.changed_data
        save_tag(tag, by=person_of(request), aliases=names if is_changed else None)

    def rows_shown(self, request: HttpRequest, row: Any) -> Iterator[QuerySet[Any]]:
        yield from super().rows_shown(request, row)
        yield TagAlias.objects.filter(tag=row)

    def about(self, request: HttpRequest, row: Tag) -> dict[str, Any]:
        if not self.has_change_permission(request):
            return {}
        return {
            "merge_address": self.url_of("merge", row.pk),
            "alike": self._offered(likenesses(row)),
        }

    def alike_view(self, request: HttpRequest) -> HttpResponse:
        """Show the tags that may be one, each pair with the way to merge it."""
        if request.method not in LIST_VERBS:
            return HttpResponseNotAllowed(LIST_VERBS)
        pairs = likenesses()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Tags that may be one"),
            "opts": self.opts,
            "alike": self._offered(pairs),
            "is_cut": len(pairs) >= MOST_ALIKE,
        }
        return TemplateResponse(request, "admin/desk/alike.html", context)

    def _offered(self, pairs: list[Likeness]) -> list[Offered]:
        return [Offered(pair, self.url_of("merge", pair.merged.pk)) for pair in pairs]

    def merge_view(self, request: HttpRequest, merged: Tag) -> HttpResponse:
        """Choose the tag that is kept, be asked once more, and merge."""
        person = person_of(request)
        form = MergeForm(request.POST or None, merged=merged)
        if request.method != "POST" or not form.is_valid():
            return self._merging(request, merged, form)
        kept = form.cleaned_data["kept"]
        if "_sure" not in request.POST:
            return self._merging(request, merged, form, kept=kept)
        try:
            with ledger.acting(person):
                merge_tags(kept, merged, by=person)
                note_merged(request, kept)
        except REFUSALS as error:
            if not is_refusal(error):
                raise
            note_refused(request, error, lambda *_: kept)
            form.add_error(None, sentence_of(error))
            return self._merging(request, merged, form)
        self.message_user(request, _("The tags are merged."), messages.SUCCESS)
        return HttpResponseRedirect(self.url_of("change", kept.pk))

    def _merging(
        self,
        request: HttpRequest,
        merged: Tag,
        form: "MergeForm",
        *,
        kept: Tag | None = None,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge into another tag"),
            "subtitle": str(merged),
            "opts": self.opts,
            "form": form,
            "merged": merged,
            "kept": kept,
            "count": merged.taggings.count(),
            "leaves_description": kept is not None and leaves_description(kept, merged),
            "back": self.url_of("change", merged.pk),
        }
        return TemplateResponse(request, "admin/desk/merge.html", context)


class MergeForm(forms.Form):
    """Which tag is kept."""

    kept = forms.ModelChoiceField(Tag.objects.none(), label=gettext_lazy("Keep"))

    def __init__(self, *args: Any, merged: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Tag.objects.filter(merged_into=None).exclude(pk=merged.pk)
        self.fields["kept"].queryset = others  # type: ignore[attr-defined]
