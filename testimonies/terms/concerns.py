"""What somebody may report of a record, what comes of it, and its short reference.

A reference tells nothing: neither the record, nor when, nor how many there were.
"""

from enum import StrEnum
from typing import Final

# No vowel and no y, lest chance spell a word; no 0, 1 or l, which look like others.
RECEIPT_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
# Without anchors, for URL converters; a CHECK writes ^ and $ round it.
RECEIPT_PATTERN: Final = f"[{RECEIPT_LETTERS}]{{8}}"


class ConcernKind(StrEnum):
    """What is wrong, in the order in which the form asks."""

    DANGER = "danger"
    PERSON = "person"
    MISTAKE = "mistake"
    RIGHT = "right"
    OTHER = "other"

    @property
    def needs_words(self) -> bool:
        """Say whether it cannot be acted on without words."""
        return self not in {ConcernKind.DANGER, ConcernKind.PERSON}


class ConcernState(StrEnum):
    """Whether somebody still has to look at it."""

    OPEN = "open"
    CLOSED = "closed"


class ConcernOutcome(StrEnum):
    """What came of it; the ledger keeps this word for good."""

    CORRECTED = "corrected"
    WITHHELD = "part_withheld"
    WITHDRAWN = "withdrawn"
    UNCHANGED = "left_as_it_is"
    NONE = "no_concern"


def receipt_of(digest: bytes) -> str:
    """Write the first 40 bits of a digest as a reference."""
    number, letters = int.from_bytes(digest[:5], "big"), ""
    for _ in range(8):
        number, place = divmod(number, len(RECEIPT_LETTERS))
        letters += RECEIPT_LETTERS[place]
    return letters
