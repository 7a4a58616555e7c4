"""What a person tells readers beside an edition, such as why a record is withdrawn."""

from collections.abc import Iterator

from testimonies.catalogue import Moving
from testimonies.moderation.carried import tellers_of, withheld_with
from testimonies.moderation.sealed import Sealed, found_in
from testimonies.moderation.withheld import accounts_beside, keys_of_words
from testimonies.privacy import holds_protected
from testimonies.terms import is_hidden


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
    sealed = _sealed(record)
    if sealed.holds(text) or sealed.hints(text):
        return False
    withheld = withheld_with([record, *accounts_beside(record)])
    return not (
        holds_protected(text, withheld.terms) or keys_of_words(text) & withheld.names
    )


def met_in(record: Moving, note: str) -> Iterator[str]:
    """Give the field of a note about a record that holds what the vaults hold."""
    found = found_in(_sealed(record), [("public_note", note)])
    return (each.field for each in found)


def _sealed(record: Moving) -> Sealed:
    return Sealed(record, *tellers_of([record]))
