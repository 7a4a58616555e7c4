"""Canaries: two unusual words each, one in Latin and one in Cyrillic letters.

Two words, because a slug in ASCII drops the one and an escape hides the other, and
because a search for one of them may only give back that one. All share their stems, so
that a text is looked through once for all of them. A Latin word has the form of a ref.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

LATIN: Final = "qzwxvj"
CYRILLIC: Final = "щъғүһэ"
HEX: Final = "0dec0de5"
MARKUP: Final = "<b oncopy=x>"

# No letter that folds, decomposes or is stemmed away, nor one that a stem makes another
# (б is п in Kazakh, г is к); the same place, the same value.
_LETTERS: Final = "bcdfghkmnpqrtvwx"
_CYRILLIC_LETTERS: Final = "вджзклмнпрстфхцч"
_LENGTH: Final = 3
MOST: Final = len(_LETTERS) ** _LENGTH
SHORTEST: Final = len(LATIN) + _LENGTH

IN_WORDS: Final = re.compile(
    f"{LATIN}([{_LETTERS}]{{{_LENGTH}}})"
    f"|{CYRILLIC}([{_CYRILLIC_LETTERS}]{{{_LENGTH}}})"
    f"|{HEX}([0-9a-f]{{4}})"
)


@dataclass(frozen=True, slots=True)
class Canary:
    """One token: the column that it stands in, and what is to become of the row."""

    number: int
    column: str
    state: str

    @property
    def latin(self) -> str:
        return LATIN + _written(self.number, _LETTERS)

    @property
    def cyrillic(self) -> str:
        return CYRILLIC + _written(self.number, _CYRILLIC_LETTERS)

    @property
    def words(self) -> str:
        """Give both words, with a tag between them that no page may set as one."""
        return f"{self.latin} {MARKUP} {self.cyrillic}"

    @property
    def slug(self) -> str:
        return f"{self.latin}-{self.cyrillic}"

    def hexadecimal(self, length: int) -> str:
        return f"{HEX}{self.number:04x}".ljust(length, "0")

    def __str__(self) -> str:
        return f"{self.column} ({self.state})"


def _written(number: int, letters: str) -> str:
    digits = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, len(letters))
        digits.append(letters[digit])
    return "".join(reversed(digits))


def _read(text: str, letters: str) -> int:
    number = 0
    for letter in text:
        number = number * len(letters) + letters.index(letter)
    return number


def number_in(found: re.Match[str]) -> tuple[int, bool]:
    """Give a match's number, and whether it was the Latin word."""
    latin, cyrillic, hexadecimal = found.groups()
    if latin:
        return _read(latin, _LETTERS), True
    if cyrillic:
        return _read(cyrillic, _CYRILLIC_LETTERS), False
    return int(hexadecimal, 16), False


def holds_one(text: object) -> bool:
    """Say whether a value has a canary already."""
    return IN_WORDS.search(str(text).casefold()) is not None


class Garden:
    """All canaries of an archive; `state` is what is told of those minted now."""

    def __init__(self) -> None:
        self.canaries: list[Canary] = []
        self.state = "stray"

    def mint(self, column: str) -> Canary:
        number = len(self.canaries)
        assert number < MOST, "more canaries than tokens: lengthen them"
        canary = Canary(number, column, self.state)
        self.canaries.append(canary)
        return canary

    @contextmanager
    def growing(self, state: str) -> Iterator[None]:
        """Mint with the given state inside the block."""
        before, self.state = self.state, state
        yield
        self.state = before

    def columns(self) -> set[str]:
        return {canary.column for canary in self.canaries}
