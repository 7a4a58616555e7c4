"""Where the words of a text are.

A word is a run of letters, digits and their marks, with apostrophes inside it. A hyphen
parts words. Scripts that are written without spaces give a word for each sign, so that
a search for several of them is a phrase.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

APOSTROPHES: Final = "'’‘ʼʻ"
# Chinese characters and Japanese syllables.
_SINGLE: Final = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# Nobody sees them, and they part no word: soft hyphens, joiners, marks of direction.
UNSEEN: Final = (
    "\u00ad"
    + "".join(
        chr(code)
        for first, last in [(0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)]
        for code in range(first, last + 1)
    )
    + "\ufeff"
)


def _marks() -> str:
    """Give the combining marks as ranges of a character class."""
    found = [
        code
        for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
        if unicodedata.category(chr(code))[0] == "M"
    ]
    runs = groupby(enumerate(found), key=lambda each: each[1] - each[0])
    ranges = [[code for _, code in run] for _, run in runs]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in ranges)


_MARKS: Final = _marks()
_LETTER: Final = rf"[^\W_{APOSTROPHES}{_SINGLE}]"
# A run of letters is one step. Nobody writes a word with more signs between its runs.
_WORD: Final = re.compile(
    rf"{_LETTER}+"
    rf"(?:(?:[{_MARKS}{UNSEEN}]|[{APOSTROPHES}](?={_LETTER})){_LETTER}*){{0,99}}"
    rf"|[{_SINGLE}][{_MARKS}]*"
)


# With the apostrophes that count as letters.
_UNSPACED: Final = re.compile(rf"[{_SINGLE}ʼʻ]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written; `start` and `end` count code points."""

    start: int
    end: int
    text: str


def words(text: str) -> list[str]:
    """Give the words of a text without their places, which is twice as fast."""
    return _WORD.findall(text)


def is_unspaced(text: str) -> bool:
    """Say whether a run of letters between spaces may be more than one word."""
    return _UNSPACED.search(text) is not None


def word_at(text: str, start: int) -> str:
    """Give the word that begins just there in a text; "": none does."""
    found = _WORD.match(text, start)
    return found[0] if found else ""


def found_in(text: str) -> Iterator[re.Match[str]]:
    """Give the words of a text as matches, which is cheapest where few are wanted."""
    return _WORD.finditer(text)


def tokens(text: str) -> list[Token]:
    """Give the words of a text in order. Takes time in proportion to its length."""
    return [Token(*found.span(), found[0]) for found in _WORD.finditer(text)]
