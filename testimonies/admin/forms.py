"""What all of the desk's forms do: show a refusal, keep texts that nobody changed."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from testimonies.admin.fields import TextField

ModelT = TypeVar("ModelT", bound=Model)


class Refusable(forms.BaseForm):
    """A form that can be shown again with what was refused."""

    refusal: ClassVar[str] = ""

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)
        return cleaned


class DeskForm(Refusable, forms.ModelForm[ModelT]):
    """A form over one row.

    `TOGETHER` names the columns that a field of the form writes besides its own.
    """

    TOGETHER: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def clean(self) -> Any:
        cleaned = super().clean()
        # A text that was not changed is saved to the letter, white space included.
        for name in self.fields.keys() & self.initial.keys():
            is_text = isinstance(self.fields[name], TextField)
            if is_text and name in self.cleaned_data and name not in self.changed_data:
                self.cleaned_data[name] = self.initial[name]
        return cleaned


def columns_of(
    form: type[forms.BaseForm], row: Model, changed: Iterable[str]
) -> list[str]:
    """Name the columns to save for the fields that a person changed."""
    together = getattr(form, "TOGETHER", {})
    wanted = {column for name in changed for column in (name, *together.get(name, ()))}
    return [field.name for field in row._meta.concrete_fields if field.name in wanted]
