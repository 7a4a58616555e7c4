"""Who at the desk met a protected term, given to moderation for the ledger.

Pages that show findings only read: what is recorded is what a person wrote or tried.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.forms import BaseForm, CharField, PasswordInput
from django.http import HttpRequest

from testimonies import ledger
from testimonies.admin.visit import holds, person_of
from testimonies.models import (
    Collection,
    MediaItem,
    Passage,
    Tag,
    Testimony,
    Witness,
)
from testimonies.moderation import (
    MoveRefused,
    Moving,
    Sealed,
    found_in,
    note_meetings,
    note_refusal,
    said_address,
    shown_of,
    told_by,
)
from testimonies.terms import Role

# Of a witness's accounts so many are looked at; each shows what her page tells.
MOST_DRAFTS = 50
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
    """Record which texts hold protected terms now that these forms are saved.

    What was typed is looked at, and where anything else changed (another row chosen or
    attached, a row deleted, a choice) all that the draft shows: words that were written
    elsewhere, or were not shown before, are met there. Inside acting(), last.
    `roots` gives the record to which a row belongs that is none itself.
    """
    above = roots(row.pk) if roots else None
    record = (above.first() if above is not None else None) or row
    saved = [*chain(*forms)]
    typed = [pair for form in saved for pair in _written(form)]
    if typed and isinstance(record, Tag):
        # Made of the name, and not typed.
        typed.append(("slug", said_address(record.slug)))
    _note(
        request,
        record,
        typed,
        _drafts_of(record) if any(map(_does_more, saved)) else (),
    )


def note_merged(request: HttpRequest, kept: Tag) -> None:
    """Record which words of a tag that took over another hold protected terms."""
    kept.refresh_from_db()
    _note(request, kept, told_by(kept))


def _note(
    request: HttpRequest,
    record: Model,
    texts: Iterable[tuple[str, str]],
    drafts: Iterable[Moving] = (),
) -> None:
    """Look at texts and at all that drafts show, then record.

    The ledger is locked from the first event on. All are of one witness.
    """
    if holds(request, Role.STEWARD):
        return
    sealed = Sealed(record)
    met = [(record, [*found_in(sealed, texts)])]
    met += [(draft, [*found_in(sealed, shown_of(draft))]) for draft in drafts]
    for row, found in met:
        ref = _ref_of(row)
        fields = [
            each.field if ref else f"{_named(row)} {each.field}" for each in found
        ]
        note_meetings(fields, by=person_of(request), ref=ref)


def _written(form: BaseForm) -> Iterator[tuple[str, str]]:
    """Give the texts that were typed, for columns or for what is made of them."""
    for name in form.changed_data:
        field, text = form.fields[name], form.cleaned_data.get(name)
        is_secret = isinstance(field.widget, PasswordInput)
        if isinstance(field, CharField) and isinstance(text, str) and not is_secret:
            yield name, text


def _does_more(form: BaseForm) -> bool:
    """Say whether a form changed anything but the texts of its row's own columns.

    Of a passage that hides words, readers get another text than is typed.
    """
    row = getattr(form, "instance", None)
    if form.changed_data and isinstance(row, Passage) and _hides_words(row):
        return True
    columns = {each.name for each in row._meta.concrete_fields} if row else set()
    return any(
        not isinstance(form.fields[name], CharField) or (row and name not in columns)
        for name in form.changed_data
    )


def _hides_words(passage: Passage) -> bool:
    # One that the form has deleted is no row any more.
    return bool(passage.pk) and passage.redactions.exists()


def _drafts_of(record: Model) -> list[Moving]:
    """Give the drafts that show what was changed: a record itself, a witness's newest.

    What many records share (a source, a place, a tag) is listened to by itself, for
    every witness's names (moderation/sealed.py).
    """
    match record:
        case Testimony() | MediaItem() | Collection():
            return [record]
        case Witness():
            accounts = Testimony.objects.filter(witness=record)
            return [*accounts.order_by("-pk")[:MOST_DRAFTS]]
        case _:
            return []


def _named(row: Model) -> str:
    """Say which row is meant that has no ref."""
    return f"{row._meta.model_name} {row.pk}"


def _ref_of(row: Model | None) -> str:
    return str(getattr(row, "ref", None) or "")
