"""Who at the desk met a protected term, given to moderation for the ledger.

Pages that show findings only read: what is recorded is what a person wrote or tried.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.forms import BaseForm, BaseModelForm
from django.http import HttpRequest

from testimonies import ledger
from testimonies.admin.visit import person_of
from testimonies.moderation import MoveRefused, note_refusal, note_written

RowOf = Callable[[HttpRequest, str], Model | None]


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
    """Record which texts that were changed now hold protected terms; inside acting().

    `roots` gives the record to which a row belongs that is none itself.
    """
    above = roots(row.pk) if roots else None
    record = (above.first() if above is not None else None) or row
    texts = (pair for form in chain(*forms) for pair in _written(form))
    note_written(texts, by=person_of(request), ref=_ref_of(record), record=record)


def note_left_out(request: HttpRequest, record: Model, note: str) -> None:
    """Record that a note for readers was left out, where a protected term is why."""
    person = person_of(request)
    with ledger.acting(person):
        texts = [("public_note", note)]
        note_written(texts, by=person, ref=_ref_of(record), record=record)


def _written(form: BaseForm) -> Iterator[tuple[str, str]]:
    """Give the changed columns of a form that are texts."""
    if not isinstance(form, BaseModelForm):
        return
    columns = {field.name for field in form._meta.model._meta.concrete_fields}
    for name in columns.intersection(form.changed_data):
        text = form.cleaned_data.get(name)
        if isinstance(text, str):
            yield name, text


def _ref_of(row: Model | None) -> str:
    return str(getattr(row, "ref", None) or "")
