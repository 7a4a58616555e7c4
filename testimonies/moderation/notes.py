"""What a person tells readers beside an edition, such as why a record is withdrawn."""

from collections.abc import Iterator

from testimonies.catalogue import Moving
from testimonies.models import Collection, MediaItem, Testimony
from testimonies.moderation.carried import withheld_with
from testimonies.moderation.once import tellers_of
from testimonies.moderation.sealed import Sealed, found_in
from testimonies.moderation.withheld import accounts_beside, keys_of_words
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
    """List the record, and what readers know it by: accounts and clips beside it."""
    if isinstance(record, Collection):
        accounts = Testimony.objects.filter(collection=record)
        return [record, *accounts, *MediaItem.objects.filter(collection=record)]
    tellers = tellers_of([record])
    hers = Testimony.objects.filter(witness__in=tellers, standing=Standing.PUBLISHED)
    return [record, *accounts_beside(record), *hers.exclude(ref=record.ref)]
