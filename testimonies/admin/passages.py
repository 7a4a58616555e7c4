"""Passages as a choice: those of one testimony and no other."""

from typing import Any

from django import forms
from django.utils.text import Truncator, capfirst

from testimonies.models import Passage, Testimony


class PassageChoice(forms.ModelChoiceField[Passage]):
    """A passage, by its number, language and first words."""

    def label_from_instance(self, obj: Passage) -> str:
        return label_of(obj)


def label_of(passage: Passage) -> str:
    """Name a passage so that a person finds it again."""
    start = Truncator(passage.text).words(8)
    return f"{passage.number} ({passage.transcript.language}) {start}"


def passage_choices(testimony: Testimony | None, column: Any) -> PassageChoice:
    """Give a choice among the passages of a testimony, read once for all forms."""
    rows = (
        Passage.objects.filter(transcript__testimony=testimony)
        if testimony
        else Passage.objects.none()
    )
    ordered = rows.select_related("transcript").order_by(
        "-transcript__is_original", "transcript__language", "position", "number"
    )
    field = PassageChoice(
        ordered,
        label=capfirst(str(column.verbose_name)),
        required=False,
        help_text=column.help_text,
    )
    field.choices = [("", "---------"), *((row.pk, label_of(row)) for row in ordered)]
    return field
