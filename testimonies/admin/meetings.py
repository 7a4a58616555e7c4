"""Who at the desk met a protected term, given to moderation for the ledger.

Pages that show findings only read: what is recorded is what a person wrote or tried.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, TypeVar

from django.contrib.admin.utils import unquote
from django.db.models import Model, Q, QuerySet
from django.forms import BaseForm, CharField, ModelChoiceField, PasswordInput
from django.http import HttpRequest

from testimonies import ledger
from testimonies.admin.visit import person_of
from testimonies.models import (
    Collection,
    MediaItem,
    Place,
    Source,
    Tag,
    Testimony,
    Witness,
)
from testimonies.moderation import (
    MoveRefused,
    note_refusal,
    note_written,
    shown_of,
)

# Of one row that many records show, so many are listened to for their witnesses' names.
MOST_DRAFTS = 50
RowOf = Callable[[HttpRequest, str], Model | None]
ModelT = TypeVar("ModelT", bound=Model)


def note_refused(
    request: HttpRequest, error: Exception, row_of: RowOf, object_id: str = ""
) -> None:
    """Record what a refusal told of protected terms; what was refused is undone.

    `row_of` gives the row that would have been written; it is asked only then.
    """
    if isinstance(error, MoveRefused) and error.findings:
        person, ref = person_of(request), _ref_of(row_of(request, unquote(object_id)))
        with ledger.acting(person):
            note_refusal(error, by=person, ref=ref)


def note_saved(
    request: HttpRequest,
    row: Model,
    *forms: Iterable[BaseForm],
    roots: Callable[[Any], QuerySet[Any] | None] | None = None,
) -> None:
    """Record which texts hold protected terms now that these forms are saved.

    What was typed is looked at, and where another row was chosen (a witness, a source)
    all that the draft shows: words written elsewhere are met there. Inside acting().
    `roots` gives the record to which a row belongs that is none itself.
    """
    above = roots(row.pk) if roots else None
    record = (above.first() if above is not None else None) or row
    saved = [*chain(*forms)]
    typed = [pair for form in saved for pair in _written(form)]
    is_chosen = any(map(_has_chosen, saved))
    drafts = _drafts_with(record, is_chosen=is_chosen) if typed or is_chosen else ()
    for each in drafts:
        texts = [*typed, *(_shown(each) if is_chosen else ())]
        note_written(texts, by=person_of(request), ref=_ref_of(each), record=each)


def note_left_out(request: HttpRequest, record: Model, note: str) -> None:
    """Record that a note for readers was left out, where a protected term is why."""
    person = person_of(request)
    with ledger.acting(person):
        texts = [("public_note", note)]
        note_written(texts, by=person, ref=_ref_of(record), record=record)


def _written(form: BaseForm) -> Iterator[tuple[str, str]]:
    """Give the texts that were typed, for columns or for what is made of them."""
    for name in form.changed_data:
        field, text = form.fields[name], form.cleaned_data.get(name)
        is_secret = isinstance(field.widget, PasswordInput)
        if isinstance(field, CharField) and isinstance(text, str) and not is_secret:
            yield name, text


def _shown(row: Model) -> list[tuple[str, str]]:
    return shown_of(row) if isinstance(row, Testimony | MediaItem | Collection) else []


def _has_chosen(form: BaseForm) -> bool:
    return any(
        isinstance(form.fields[name], ModelChoiceField) for name in form.changed_data
    )


def _drafts_with(row: Model, *, is_chosen: bool) -> list[Model]:
    """Give the newest records that show a row's words, by which they are listened to.

    A record shows its own; so does what no record shows yet. Of a witness her own page
    tells; another place for her is met in her accounts.
    """
    accounts, clips = Testimony.objects, MediaItem.objects
    found: list[Model] = []
    match row:
        case Source():
            showing = Q(testimonysource__source=row) | Q(quotes__printed_in=row)
            found = [
                *_newest(accounts.filter(showing)),
                *_newest(clips.filter(found_via=row)),
            ]
        case Place():
            showing = Q(place=row) | Q(witness__place=row)
            found = [*_newest(accounts.filter(showing))]
        case Tag():
            showing = Q(taggings__tag=row) | Q(quotes__taggings__tag=row)
            found = [
                *_newest(accounts.filter(showing)),
                *_newest(clips.filter(taggings__tag=row)),
            ]
        case Witness() if is_chosen:
            found = [*_newest(accounts.filter(witness=row))]
    return found or [row]


def _newest(rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    return rows.order_by("-pk").distinct()[:MOST_DRAFTS]


def _ref_of(row: Model | None) -> str:
    return str(getattr(row, "ref", None) or "")
