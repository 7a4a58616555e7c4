"""A draft's history: who changed which field when, with its rows in other tables.

For the desk only. The vault and consent have no history here; the ledger has theirs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, Window
from django.db.models.functions import Lag
from django.http import HttpRequest

from testimonies.admin.spans import edit_between
from testimonies.admin.visit import holds
from testimonies.models import (
    ChronologyEvent,
    Collection,
    Illustration,
    LedgerEvent,
    Mark,
    MediaFile,
    MediaItem,
    Passage,
    Quote,
    Redaction,
    Tagging,
    Testimony,
    TestimonySource,
    Transcript,
    Translation,
    User,
)
from testimonies.terms import Role

NEWEST = 100
# Which events, and which events' words, are for some roles alone: that a guess at a
# vault hit, that somebody reported a danger, why a vault was opened.
_TOLD_TO = {
    "met_protected_term": Role.STEWARD,
    "read_concern": Role.REVIEWER,
    "close_concern": Role.REVIEWER,
    "reopen_concern": Role.REVIEWER,
    "erase_concern": Role.REVIEWER,
}
_NOTE_TOLD_TO = {"open_vault": Role.STEWARD}
# What rows that a history names call themselves, each asked for once.
Known = dict[tuple[type[Model], Any], str]
_CONTEXT = 40
# Written by the database, or said by the place where the row stands.
_ASIDE = frozenset(
    {
        "id",
        "ref",
        "created_at",
        "passage_counter",
        "passage_digest",
        "anchor_prefix",
        "anchor_suffix",
        "content_type",
        "object_id",
    }
)
_NOTHING = frozenset({"", "False", "[]", "0"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's value before and after; what stands round the change is cut short."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, changed or deleted."""

    at: datetime
    by: str
    act: str
    what: str
    fields: tuple[FieldChange, ...]


def events_of(model: type[Model]) -> QuerySet[Any]:
    """Give the history rows of a model."""
    event_model: Any = model._meta.get_field("history").related_model
    rows: QuerySet[Any] = event_model._default_manager.all()
    return rows


def history_of(record: Model) -> list[Change]:
    """Give the newest changes of a record and its rows, newest first.

    Two queries for each table that the record's content stands in.
    """
    found = [
        pair
        for events in _sources(record)
        for pair in _with_previous(events.order_by("-pgh_id"))
    ]
    found.sort(key=lambda pair: (pair[0].pgh_created_at, pair[0].pgh_id), reverse=True)
    names = _names(event for event, _ in found[:NEWEST])
    known: Known = {}
    changes = [
        _change(event, _fields(event, previous, known), names)
        for event, previous in found[:NEWEST]
    ]
    # The database counts passages on the testimony's row: that is nobody's change.
    return [change for change in changes if change.fields or change.act != "update"]


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the ledger, as far as it may be told; `said`: category and note."""

    at: datetime
    by: str
    action: str
    said: str


def ledger_of(request: HttpRequest, ref: str) -> list[Event]:
    """Give the ledger's events of a ref, newest first, as far as one's roles tell."""
    hidden = {action for action, role in _TOLD_TO.items() if not holds(request, role)}
    events = LedgerEvent.objects.filter(ref=ref).exclude(action__in=hidden)
    rows = events.select_related("actor", "note").order_by("-id") if ref else ()
    return [
        Event(each.at, each.actor.username, each.action, _said(request, each))
        for each in rows
    ]


def _said(request: HttpRequest, event: LedgerEvent) -> str:
    note, role = getattr(event, "note", None), _NOTE_TOLD_TO.get(event.action)
    words = note.text if note and (role is None or holds(request, role)) else ""
    return " ".join(filter(None, (event.category, words)))


def _sources(record: Model) -> Iterator[QuerySet[Any]]:
    if not _is_tracked(type(record)):
        return
    yield events_of(type(record)).filter(pgh_obj_id=record.pk)
    match record:
        case Testimony():
            yield from _sources_of_testimony(record.pk)
        case Transcript():
            yield from _sources_of_passages(transcript_id=record.pk)
        case Passage():
            yield from _sources_of_spans([record.pk])
        case MediaItem():
            yield events_of(MediaFile).filter(item_id=record.pk)
        case Collection():
            yield events_of(ChronologyEvent).filter(collection_id=record.pk)
    generic = _generic(record)
    yield events_of(Translation).filter(generic)
    yield events_of(Tagging).filter(generic)


def _is_tracked(model: type[Model]) -> bool:
    return any(field.name == "history" for field in model._meta.get_fields())


def _generic(record: Model) -> Q:
    """Match rows that hang on the record by content type, or on a testimony's rows."""
    matching = _hanging_on(type(record), [record.pk])
    children: tuple[type[Model], ...] = ()
    if isinstance(record, Testimony):
        children = (Quote, Illustration)
        lookup = {"testimony_id": record.pk}
    elif isinstance(record, Collection):
        children = (ChronologyEvent,)
        lookup = {"collection_id": record.pk}
    for child in children:
        rows = events_of(child).filter(**lookup).values("pgh_obj_id")
        matching |= _hanging_on(child, rows)
    return matching


def _hanging_on(model: type[Model], keys: Any) -> Q:
    return Q(
        content_type_id=ContentType.objects.get_for_model(model).pk,
        object_id__in=keys,
    )


def _sources_of_testimony(key: int) -> Iterator[QuerySet[Any]]:
    for model in (Transcript, Quote, Illustration, TestimonySource):
        yield events_of(model).filter(testimony_id=key)
    # By history, so that the rows of a deleted transcript are found too.
    transcripts = events_of(Transcript).filter(testimony_id=key).values("pgh_obj_id")
    yield from _sources_of_passages(transcript_id__in=transcripts)


def _sources_of_passages(**lookup: Any) -> Iterator[QuerySet[Any]]:
    passages = events_of(Passage).filter(**lookup)
    yield passages
    yield from _sources_of_spans(passages.values("pgh_obj_id"))


def _sources_of_spans(passages: Any) -> Iterator[QuerySet[Any]]:
    for span in (Mark, Redaction):
        yield events_of(span).filter(passage_id__in=passages)


def _with_previous(events: QuerySet[Any]) -> list[tuple[Any, Any]]:
    before = Window(Lag("pgh_id"), partition_by="pgh_obj_id", order_by="pgh_id")
    newest = list(events.select_related("pgh_context").annotate(before=before)[:NEWEST])
    keys = [event.before for event in newest if event.before]
    previous = {row.pgh_id: row for row in events.model.objects.filter(pk__in=keys)}
    return [(event, previous.get(event.before)) for event in newest]


def _actor(event: Any) -> int | None:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    return metadata.get("user")


def _names(events: Iterable[Any]) -> dict[int, str]:
    wanted = {actor for event in events if (actor := _actor(event))}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "username"))


def _change(event: Any, fields: Iterable[FieldChange], names: dict[int, str]) -> Change:
    model = _model_of(event)
    return Change(
        at=event.pgh_created_at,
        by=names.get(_actor(event) or 0, "?"),
        act=event.pgh_label,
        what=f"{model._meta.verbose_name} {_number(event)}",
        fields=tuple(fields),
    )


def _number(event: Any) -> str:
    """Give what people know the row by: a passage's number, a ref, or its key."""
    known = getattr(event, "number", None) or getattr(event, "ref", None)
    return str(known or event.pgh_obj_id)


def _model_of(event: Any) -> Any:
    return event._meta.get_field("pgh_obj").related_model


def _fields(event: Any, previous: Any, known: Known) -> Iterator[FieldChange]:
    model = _model_of(event)
    # A column that no history is kept of is none of the event's.
    kept = {field.attname for field in event._meta.concrete_fields}
    if event.pgh_label == "delete":
        event, previous = None, event
    for field in model._meta.concrete_fields:
        if field.name in _ASIDE or field.attname not in kept:
            continue
        old, new = _value(previous, field, known), _value(event, field, known)
        if old != new and {old, new} - _NOTHING:
            yield _shortened(str(field.verbose_name), old, new)


def _value(event: Any, field: Any, known: Known) -> str:
    value = None if event is None else getattr(event, field.attname)
    if value is None or not field.is_relation:
        return "" if value is None else str(value)
    key = (field.related_model, value)
    if key not in known:
        row = field.related_model._default_manager.filter(pk=value).first()
        known[key] = str(row) if row else f"#{value}"
    return known[key]


def _shortened(name: str, old: str, new: str) -> FieldChange:
    """Cut off what is the same on both sides, but for a few words."""
    edit = edit_between(old, new)
    start = max(0, edit.start - _CONTEXT)
    if not old or not new:
        return FieldChange(name, old, new)
    return FieldChange(
        name,
        _cut(old, start, edit.old_end + _CONTEXT),
        _cut(new, start, edit.new_end + _CONTEXT),
    )


def _cut(text: str, start: int, end: int) -> str:
    head = "…" if start else ""
    return f"{head}{text[start:end]}{'…' if end < len(text) else ''}"
