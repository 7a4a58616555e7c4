"""What a person tells readers beside an edition, such as why a record is withdrawn."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from testimonies.catalogue import Moving, MovingT
from testimonies.models import Collection, MediaItem, Testimony
from testimonies.moderation.carried import withheld_with
from testimonies.moderation.once import history, tellers_of
from testimonies.moderation.sealed import Sealed, found_in
from testimonies.moderation.showing import accounts_beside
from testimonies.moderation.withheld import keys_of_words
from testimonies.privacy import holds_protected
from testimonies.terms import Standing, is_hidden


def told_of(record: Moving, note: str) -> str:
    """Give a public note about a record as it may be shown; "" where it may not.

    What nobody sees is taken out of it, and it is one line: withdrawing waits for no
    character.
    """
    shown = (" " if sign.isspace() else sign for sign in note)
    line = " ".join("".join(each for each in shown if not is_hidden(each)).split())
    return line if may_be_told(record, line) else ""


def may_be_told(record: Moving, text: str) -> bool:
    """Say whether a text about a record holds nothing that is withheld with it.

    Nor a protected name by its sound: what is told so is told for good, by one person.
    """
    if not text:
        return True
    records = _beside(record)
    sealed = _sealed(records)
    if sealed.holds(text) or sealed.hints(text):
        return False
    withheld = withheld_with(records)
    return not (
        holds_protected(text, withheld.terms) or keys_of_words(text) & withheld.names
    )


def met_in(record: Moving, note: str) -> Iterator[str]:
    """Give the field of a note about a record that holds what the vaults hold."""
    sealed = _sealed(_beside(record)) if note.strip() else None
    found = found_in(sealed, [("public_note", note)]) if sealed else ()
    return (each.field for each in found)


def _sealed(records: list[Moving]) -> Sealed:
    return Sealed(*records, *tellers_of(records))


def _beside(record: Moving) -> list[Moving]:
    """List the record, and what readers know it by: accounts and clips beside it.

    Whatever ever stood there: a note that is left out harms nobody.
    """
    if isinstance(record, Collection):
        return [
            record,
            *_once(Testimony, collection=record),
            *_once(MediaItem, collection=record),
        ]
    now = record.witness if isinstance(record, Testimony) else record.basis_witness
    tellers = [*tellers_of([record]), *([now] if now else ())]
    hers = _once(Testimony, witness__in=tellers).filter(standing=Standing.PUBLISHED)
    return [record, *accounts_beside(record), *hers.exclude(ref=record.ref)]


def _once(model: type[MovingT], **columns: Any) -> QuerySet[MovingT]:
    """Give the rows that are so, or ever were."""
    keys = history(model, **columns).values("id")
    return model._default_manager.filter(pk__in=keys)  # type: ignore[return-value]
