"""What a person tells readers beside an edition, such as why a record is withdrawn."""

from collections.abc import Iterator

from testimonies.catalogue import Moving
from testimonies.moderation.carried import names_in, tellers_of, withheld_in
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
    records = [record, *accounts_beside(record)]
    sealed = _sealed(record)
    return (
        not sealed.holds(text)
        and not sealed.hints(text)
        and not holds_protected(text, withheld_in(records))
        and not keys_of_words(text) & names_in(records)
    )


def met_in(record: Moving, note: str) -> Iterator[str]:
    """Give the field of a note about a record that holds what the vaults hold."""
    found = found_in(_sealed(record), [("public_note", note)])
    return (each.field for each in found)


def _sealed(record: Moving) -> Sealed:
    return Sealed(record, *tellers_of([record]))
