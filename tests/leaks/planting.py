"""Puts canaries into the columns of every model, by what `_meta` says of them.

While an archive grows, each new row gets one in every column that a person fills in.
Afterwards one row of every table gets them in all its text columns, past every rule but
the database's constraints: so no model and no column can be forgotten.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import pre_save

from testimonies.catalogue import PUBLIC_TABLES
from tests.leaks.tokens import SHORTEST, Canary, Garden, holds_one
from tests.logins import DESK

Column = models.Field[Any, Any]

WORDLESS = (
    models.AutoField,
    models.BigAutoField,
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.GeneratedField,
    models.GenericIPAddressField,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
)
"""Types that hold no words; a generated column holds those of others."""

AUTOMATIC = (models.AutoField, models.BigAutoField, models.GeneratedField)
WORDY = (models.CharField, models.TextField, models.FileField)
STRUCTURED = (models.JSONField, ArrayField, models.BinaryField)

CODE = {"auth.Permission", "contenttypes.ContentType"}
"""They name the code's own tables, alike in every copy; `migrate` writes them."""

DATES = {"happened", "given", "posted", "captured", "published", "given_on", "date"}
"""EDTF while an archive grows: the gates refuse another text."""

DIGEST = 64
"""Hexadecimal digits of a SHA-256."""

KEYS = {"password", "slug", "field"}
"""Columns that the product makes or looks up, by a form of their own."""

SHAPED = {"admin.LogEntry", "sessions.Session", "testimonies.MediaFile"}
"""Rows that the product writes and reads back: canaries come last."""


def planted_models() -> list[type[models.Model]]:
    """Give every model with a table of its own that readers must not read."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        if model._meta.label not in CODE
        if model._meta.db_table not in PUBLIC_TABLES
    ]


def name_of(column: Column) -> str:
    return f"{column.model._meta.label_lower}.{column.name}"


def text_columns(model: type[models.Model]) -> list[Column]:
    """Give the columns that can hold words. Fails on a type that is not known here."""
    found: list[Column] = []
    for column in model._meta.concrete_fields:
        kind = column.base_field if isinstance(column, ArrayField) else column
        if column.is_relation or isinstance(kind, WORDLESS):
            continue
        assert isinstance(column, WORDY + STRUCTURED), (
            f"can a {type(column).__name__} hold words? {name_of(column)}"
        )
        found.append(column)
    return found


# --- While it grows -------------------------------------------------------------------


@contextmanager
def growing(garden: Garden, *, only: Any = lambda _: True) -> Iterator[None]:
    """Plant in every row that is made inside the block; `only` chooses columns."""
    receiver = partial(_before_saving, garden, only)
    pre_save.connect(receiver, weak=False)
    try:
        yield
    finally:
        pre_save.disconnect(receiver)


def _before_saving(garden: Garden, only: Any, **signal: Any) -> None:
    row = signal["instance"]
    model = type(row)
    if not row._state.adding or model not in planted_models():
        return
    if model._meta.label in SHAPED:
        return
    for column in text_columns(model):
        if _is_filled_in(column) and only(column):
            _add(garden, row, column)


def _is_filled_in(column: Column) -> bool:
    return (
        column.editable
        and not column.choices
        and isinstance(column, WORDY)
        and column.name not in DATES | KEYS
    )


def _add(garden: Garden, row: models.Model, column: Column) -> None:
    value = getattr(row, column.attname)
    room = (column.max_length or 10_000) - len(str(value)) - 1
    if not isinstance(value, str) or holds_one(value) or room < SHORTEST:
        return
    is_bare = not value and isinstance(column, models.URLField | models.EmailField)
    if value and isinstance(column, models.URLField | models.EmailField):
        return
    canary = garden.mint(name_of(column))
    written = next(each for each in _forms(canary, column) if len(each) <= room)
    setattr(
        row, column.attname, written if is_bare or not value else f"{value} {written}"
    )


# --- Afterwards -----------------------------------------------------------------------


@dataclass
class Planted:
    """What became of every text column of every model."""

    columns: set[str] = field(default_factory=set)
    skipped: dict[str, str] = field(default_factory=dict)


def plant_everywhere(garden: Garden) -> Planted:
    """Overwrite the text columns of the newest row of every table."""
    planted = Planted()
    for model in planted_models():
        if not text_columns(model):
            continue
        row = model._base_manager.order_by("-pk").first() or _made(model)
        overwrite(garden, row, planted)
    return planted


def overwrite(garden: Garden, row: models.Model, planted: Planted) -> None:
    """Put a canary in the place of every text of the row, past all triggers."""
    with _without_triggers(type(row)):
        # The key last: the row is found by it.
        for column in sorted(
            text_columns(type(row)), key=lambda each: each.primary_key
        ):
            reason = _overwrite(garden, row, column)
            if reason:
                planted.skipped[name_of(column)] = reason
            else:
                planted.columns.add(name_of(column))


def _overwrite(garden: Garden, row: models.Model, column: Column) -> str:
    """Put one in; give why not, where nothing that holds a canary is let in."""
    if column.choices:
        return "a closed list"
    if column.max_length is not None and column.max_length < SHORTEST:
        return "shorter than a canary"
    canary = garden.mint(name_of(column))
    reason = ""
    for value in _values(canary, column, getattr(row, column.attname)):
        try:
            with transaction.atomic():
                type(row)._base_manager.filter(pk=row.pk).update(**{column.name: value})
        except DatabaseError as error:
            reason = f"refused by the database: {str(error).splitlines()[0]}"
        else:
            return ""
    garden.canaries.pop()
    return reason


def _values(canary: Canary, column: Column, held: Any) -> Iterator[Any]:
    """Give what holds the canary; beside what a mapping held, which is read by name."""
    if isinstance(column, models.BinaryField):
        yield canary.words.encode()
    elif isinstance(held, dict):
        yield {**held, "planted": canary.words}
    elif isinstance(column, STRUCTURED):
        yield [canary.words]
    else:
        longest = column.max_length or 10_000
        yield from (each for each in _forms(canary, column) if len(each) <= longest)


def _forms(canary: Canary, column: Column) -> Iterator[str]:
    """Give the texts that hold a canary, the fullest first."""
    if isinstance(column, models.URLField):
        yield f"https://example.org/{canary.slug}"
    elif isinstance(column, models.EmailField):
        yield f"{canary.latin}@example.org"
    elif isinstance(column, models.SlugField):
        yield canary.slug
    else:
        yield canary.words
        yield canary.latin
        yield from (canary.hexadecimal(length) for length in (64, 16, 32, 40, 128))
        yield f"{canary.hexadecimal(32)}.jpg"


@contextmanager
def as_owner() -> Iterator[None]:
    """Run with the rights of the login that made the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("RESET ROLE")
        yield
        cursor.execute(f"SET LOCAL ROLE {DESK}")


@contextmanager
def _without_triggers(model: type[models.Model]) -> Iterator[None]:
    table = connection.ops.quote_name(model._meta.db_table)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _made(model: type[models.Model]) -> models.Model:
    """Make a row of a table that the scene leaves empty."""
    row = model()
    for column in model._meta.concrete_fields:
        if column.null or column.has_default() or isinstance(column, AUTOMATIC):
            continue
        if isinstance(column, models.ForeignKey):
            related: Any = column.related_model
            setattr(row, column.attname, related._base_manager.latest("pk").pk)
        elif column.flatchoices:
            setattr(row, column.attname, column.flatchoices[0][0])
        elif isinstance(column, models.DateField):
            setattr(row, column.attname, "2100-01-05T00:00Z")
        else:
            # A digest, where the column is as long as one.
            is_digest = column.max_length == DIGEST
            setattr(row, column.attname, "1" * (DIGEST if is_digest else 1))
    try:
        with _without_triggers(model):
            row.save(force_insert=True)
    except DatabaseError as refusal:
        message = f"make a {model.__name__} in Scene.stray(): {refusal}"
        raise AssertionError(message) from None
    return row
