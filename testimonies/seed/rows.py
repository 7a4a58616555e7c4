"""Saves the rows that tables of the data files describe, and their translations.

What a model finds wrong is told with the file, the table and the key.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import (
    NON_FIELD_ERRORS,
    FieldDoesNotExist,
    ValidationError,
)
from django.db import models

from testimonies.models import (
    ChronologyEvent,
    Collection,
    Illustration,
    MediaItem,
    Place,
    Tag,
    Testimony,
    Translation,
    Witness,
)
from testimonies.seed.tables import SeedMalformed, Table

ModelT = TypeVar("ModelT", bound=models.Model)
Translatable = (
    Tag
    | Place
    | Collection
    | ChronologyEvent
    | MediaItem
    | Witness
    | Testimony
    | Illustration
)


def saved(row: ModelT, table: Table) -> ModelT:
    """Save a row that its model finds whole. Raises SeedMalformed."""
    with _telling(row, table):
        row.full_clean()
    row.save()
    return row


@contextmanager
def _telling(row: models.Model, table: Table) -> Iterator[None]:
    """Let what a model finds wrong name the table and the key."""
    try:
        yield
    except ValidationError as error:
        key, messages = next(iter(error.message_dict.items()))
        advice = " ".join([*messages, *_choices(row, key)])
        if key == NON_FIELD_ERRORS:
            raise SeedMalformed(f"{table.where}: {advice}") from None
        raise table.refusal(key, advice) from None


def _choices(row: models.Model, key: str) -> list[str]:
    try:
        field: Any = row._meta.get_field(key)
    except FieldDoesNotExist:
        return []
    values = [str(value) for value, _ in getattr(field, "flatchoices", ())]
    return [f"Use one of {', '.join(values)}."] if values else []


def translate(row: Translatable, table: Table) -> None:
    """Save the table's translations of the row's own texts. Raises SeedMalformed."""
    translations = [
        _translation(row, texts, field=field, language=language)
        for language, texts in table.translations()
        for field in texts.values
    ]
    Translation.objects.bulk_create(translations)


def _translation(
    row: Translatable, table: Table, *, field: str, language: str
) -> Translation:
    if field not in row.TRANSLATED or not getattr(row, field):
        advice = "there is no text of ours under this key to translate."
        raise table.refusal(field, advice)
    translation = Translation(
        record=row,
        field=field,
        language=language,
        text=table.text(field),
        **table.translated,
    )
    with _telling(translation, table):
        # The row that it belongs to was saved just now: nothing to look up.
        translation.clean_fields(exclude=["content_type"])
    return translation
