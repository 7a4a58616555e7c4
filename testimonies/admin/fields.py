"""The desk's form fields: lists as checkboxes, dates as EDTF, links, plain texts.

No field here is JSON, and none lets a scheme but http or https through.
"""

import re
from typing import Any, Final

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from testimonies.terms import (
    LANGUAGES,
    ContentNote,
    DateMalformed,
    EdtfDate,
    labelled,
)

LONGEST_PASSAGE: Final = 100_000
LONGEST_TEXT: Final = 20_000

DATES: Final = frozenset(
    {"happened", "given", "posted", "captured", "published", "given_on", "date"}
)
LISTS: Final = {
    "content_notes": labelled(ContentNote),
    "languages": list(LANGUAGES.items()),
}

# Control characters, those that turn or hide what stands beside them in a line, blank
# signs that are no space, and what is no character. A soft hyphen and a joiner spell.
_HIDDEN: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\u2800\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


class LineField(forms.CharField):
    """One line of text, without characters that nobody can see."""

    widget = AdminTextInputWidget

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if isinstance(text, str) and _HIDDEN.search(text):
            raise ValidationError(
                _("This line holds an invisible character. Type it instead of pasting.")
            )
        return text


class TextField(forms.CharField):
    """Plain text; what a browser does to line ends is undone, so offsets stay."""

    widget = AdminTextareaWidget

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), data)


class NoteField(forms.CharField):
    """A line that no character refuses; whoever takes it in takes out what is hidden.

    For what may not wait until somebody has typed it again.
    """

    widget = AdminTextInputWidget

    def to_python(self, value: Any) -> Any:
        # Django refuses it before anybody could take it out.
        if isinstance(value, str):
            value = value.replace("\x00", "")
        return super().to_python(value)


class EdtfField(LineField):
    """A date or interval as precise as it is known."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return str(EdtfDate.parse(text))
        except DateMalformed as refusal:
            raise ValidationError(str(refusal)) from None


class LinkField(forms.URLField):
    """A link that a reader may follow: http or https."""

    # Not the admin's own: that shows what is stored as a link.
    widget = forms.URLInput(attrs={"class": "vURLField"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        message = _("Only links that begin with http:// or https:// are kept.")
        self.validators = [
            *(each for each in self.validators if not isinstance(each, URLValidator)),
            URLValidator(schemes=["http", "https"], message=message),
        ]


class ListField(forms.MultipleChoiceField):
    """A list column, as checkboxes."""

    widget = forms.CheckboxSelectMultiple


def field_for(column: models.Field[Any, Any]) -> forms.Field | None:
    """Give the desk's own field for a column; None where Django's will do."""
    if column.choices:
        return None
    common: dict[str, Any] = {
        "label": capfirst(str(column.verbose_name)),
        "required": not column.blank,
        "help_text": column.help_text,
    }
    if column.name in LISTS and isinstance(column, models.JSONField):
        return ListField(choices=LISTS[column.name], **common)
    if isinstance(column, models.URLField):
        return LinkField(max_length=column.max_length, **common)
    if isinstance(column, models.TextField):
        return TextField(
            max_length=_longest(column),
            widget=AdminTextareaWidget(attrs={"rows": _rows(column)}),
            **common,
        )
    if isinstance(column, models.CharField):
        kind = EdtfField if column.name in DATES else LineField
        return kind(max_length=column.max_length, **common)
    return None


def _is_passage(column: models.TextField[Any, Any]) -> bool:
    return column.model._meta.model_name == "passage" and column.name == "text"


def _rows(column: models.TextField[Any, Any]) -> int:
    return 8 if _is_passage(column) else 3


def _longest(column: models.TextField[Any, Any]) -> int:
    return LONGEST_PASSAGE if _is_passage(column) else LONGEST_TEXT
