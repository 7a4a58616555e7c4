"""Tags on a record: one name a line, completed by the browser from those there are.

A name that no tag has becomes a new one, through moderation's gate; an alias leads to
its tag.
"""
# ruff: noqa: FBT001, FBT002 - Django's own signatures

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.admin.fields import LineField
from testimonies.admin.forms import DeskForm
from testimonies.admin.inlines import DeskInline
from testimonies.admin.visit import person_of
from testimonies.models import Tag, TagAlias, Tagging, User
from testimonies.moderation import save_tag
from testimonies.terms import Role

LONGEST_NAME = 100


def tag_called(name: str) -> Tag | None:
    """Give the tag that a name or alias leads to, whatever its case; None if none."""
    found = (
        Tag.objects.filter(Q(name__iexact=name) | Q(aliases__name__iexact=name))
        .select_related("merged_into")
        .first()
    )
    return found.kept if found else None


def completions() -> list[tuple[str, str]]:
    """Give (what to type, the tag's name) for every tag and alias; two queries."""
    tags = Tag.objects.filter(merged_into=None).values_list("name", "name")
    aliases = TagAlias.objects.values_list("name", "tag__name")
    return sorted([*tags, *aliases])


class TaggingForm(DeskForm[Tagging]):
    """One tag by its name."""

    TOGETHER = {"name": ("tag",)}
    by: User
    tag: Tag | None = None

    name = LineField(
        label=gettext_lazy("Tag"),
        max_length=LONGEST_NAME,
        widget=AdminTextInputWidget(attrs={"list": "desk-tags", "autocomplete": "off"}),
    )

    class Meta:
        model = Tagging
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = self.instance.tag.kept.name

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip().lstrip("#").strip()
        if not name:
            raise ValidationError(_("A tag needs a name."))
        self.tag = tag_called(name)
        return name

    def meaning(self) -> str:
        """Give what the name leads to: a tag's ref, or itself for a new tag."""
        name = str(self.cleaned_data["name"])
        return self.tag.ref if self.tag else name.casefold()

    def save(self, commit: bool = True) -> Tagging:
        name = self.cleaned_data.get("name", "")
        self.instance.tag = tag_called(name) or save_tag(Tag(name=name), by=self.by)
        return super().save(commit)


class TaggingFormSet(BaseGenericInlineFormSet[Tagging, TaggingForm]):
    """The tags of one record, each once; two that were merged meanwhile may stay."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        there, named = set(), []
        for form in self.forms:
            if form.cleaned_data.get("DELETE") or not form.cleaned_data.get("name"):
                continue
            if form.has_changed():
                named.append(form.meaning())
            else:
                there.add(form.meaning())
        if len(there.union(named)) < len(there) + len(named):
            raise ValidationError(_("Two of these names lead to one tag."))


class TagInline(DeskInline, GenericTabularInline):
    """The tags of a record; editors tag."""

    model = Tagging
    form = TaggingForm
    formset: Any = TaggingFormSet
    adds = changes = deletes = Role.EDITOR
    verbose_name = gettext_lazy("tag")
    verbose_name_plural = gettext_lazy("tags")
    fields = ("name",)
    reads = {"name": "name_read"}
    extra = 3

    @admin.display(description=gettext_lazy("tag"))
    def name_read(self, tagging: Tagging) -> str:
        return str(tagging.tag.kept)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = person_of(request)
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tagging]:
        return super().get_queryset(request).select_related("tag__merged_into")
