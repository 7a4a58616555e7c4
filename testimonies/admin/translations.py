"""Translations of the archive's own texts, beside the record that they stand for."""

from typing import Any

from django import forms
from django.contrib.contenttypes.admin import GenericStackedInline
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.admin.forms import DeskForm
from testimonies.admin.inlines import DeskInline
from testimonies.models import Translation


class TranslationForm(DeskForm[Translation]):
    """A translation; the field it stands for is one of the record's translated ones."""

    def clean(self) -> Any:
        cleaned = super().clean()
        record = self.record
        name = self.cleaned_data.get("field")
        if record is not None and name and not getattr(record, name, ""):
            raise ValidationError(_("The original of this text is still empty."))
        return cleaned

    @property
    def record(self) -> Any:
        return self.instance.record if self.instance.object_id else None


class TranslationInline(DeskInline, GenericStackedInline):
    """The translations of one record."""

    model = Translation
    form = TranslationForm
    verbose_name = gettext_lazy("translation")
    verbose_name_plural = gettext_lazy("translations of our texts")
    classes = ("collapse",)
    fields = (
        ("field", "language"),
        "text",
        ("translator", "is_machine", "is_reviewed"),
    )

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> Any:
        if db_field.name != "field":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.ChoiceField(label=_("Text"), choices=self._texts())

    def _texts(self) -> list[tuple[str, Any]]:
        model: Any = self.parent_model
        return [
            ("", "---------"),
            *(
                (name, capfirst(str(model._meta.get_field(name).verbose_name)))
                for name in model.TRANSLATED
            ),
        ]
