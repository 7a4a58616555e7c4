"""Rows that are edited on the page of the record to which they belong."""

from typing import Any, ClassVar

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from testimonies.admin.doors import Who, may
from testimonies.admin.forms import DeskForm
from testimonies.admin.rules import DeskRules
from testimonies.terms import Role


class DeletionBox(forms.CheckboxInput):
    """The box that deletes a row, with a name for those who do not see its column."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"aria-label": _("Delete"), **(attrs or {})})


def pair_by_key(formset: Any) -> None:
    """Show each form that was sent with its own row, or with none where that is gone.

    Django pairs them by their place, and leaves out as many forms at the end as rows
    were deleted meanwhile: what was typed in them would be lost.
    """
    rows = [form.instance for form in formset.initial_forms]
    paired = [row if row.pk else None for row in rows]
    formset.get_queryset = lambda: paired


class DeskInline(DeskRules):
    """Rows edited on their record's page; the record decides whether they may be."""

    deletes: ClassVar[Who] = Role.CONTRIBUTOR
    form: type[forms.ModelForm[Any]] = DeskForm
    # One empty row, so that a row can be added without script.
    extra = 1
    show_change_link = False
    template: str
    parent: Any = None
    model: type[Model]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # An inline lives for one request: its fields may ask whose page they are on.
        self.parent = obj
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        formset.deletion_widget = DeletionBox
        if "tabular" in self.template:
            # A table's heads are no labels.
            for field in formset.form.base_fields.values():
                field.widget.attrs.setdefault("aria-label", field.label)
        return formset

    def rows_of(self, row: Model) -> QuerySet[Any]:
        """Give the rows that the record's page shows, without making their forms."""
        columns = self.model._meta.concrete_fields
        links = {one.name: row for one in columns if one.related_model is type(row)}
        kind = ContentType.objects.get_for_model(row)
        # Tags and translations hang on records of every kind.
        among = links or {"content_type": kind, "object_id": row.pk}
        return self.model._default_manager.filter(**among)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A row is deleted as it is changed: while its record is open."""
        return may(request, self.deletes) and self._is_open(request, obj)
