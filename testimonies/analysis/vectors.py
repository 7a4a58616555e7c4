"""A document's words as a `tsvector` literal, within what PostgreSQL takes.

PostgreSQL 15 to 18: a position is 16383 at most, a lexeme has at most 255 of them, and
all together stay below 1 MB. Beyond: words after position 16383 are found, but in no
phrase; then each lexeme keeps fewer positions; at last the rarest lexemes go.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from testimonies.analysis.stems import lexemes
from testimonies.analysis.words import Token, tokens

_LAST_POSITION: Final = 16_383
_MOST_POSITIONS: Final = 255
_MOST_BYTES: Final = 1_048_575
_LONGEST_LEXEME: Final = 2046
# So many stop words in a row count, in texts and phrases alike; the parts of a document
# stand further from each other, so that no phrase crosses.
_MOST_STOPS: Final = 8
_GAP: Final = 10

Word = tuple[int, Token, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document; `weight` is A, B, C or D, as PostgreSQL ranks them."""

    text: str
    language: str = ""
    weight: str = "D"


class LexemeMalformed(ValueError):
    """A bare lexeme that PostgreSQL would refuse."""


def words_of(text: str, language: str = "", *, after: int = 0) -> Iterator[Word]:
    """Give (position, token, lexemes) of the words that are no stop words."""
    position, stops = after, 0
    for token in tokens(text):
        found = lexemes(token.text, language)
        stops = 0 if found else stops + 1
        position += stops <= _MOST_STOPS
        if found:
            yield position, token, found


def vector(parts: Sequence[Part], also: Iterable[str] = ()) -> str:
    """Give a `tsvector` literal of the parts, and of bare lexemes besides.

    Raises:
        LexemeMalformed: one of `also` is empty, too long, or holds a NUL.
    """
    places: dict[str, list[str]] = {}
    bare = set(map(_checked, also))
    position = 0
    for part in parts:
        weight = "" if part.weight == "D" else part.weight
        start = position
        for position, _token, found in words_of(part.text, part.language, after=start):
            place = f"{position}{weight}" if position <= _LAST_POSITION else ""
            for lexeme in found:
                of_lexeme = places.setdefault(lexeme, [])
                if place and len(of_lexeme) < _MOST_POSITIONS:
                    of_lexeme.append(place)
        position += _GAP
    return _literal(places, bare)


def _checked(lexeme: str) -> str:
    if not lexeme or "\0" in lexeme or len(lexeme.encode()) > _LONGEST_LEXEME:
        raise LexemeMalformed("A lexeme has 1 to 2046 bytes and no NUL.")
    return lexeme


def _literal(places: dict[str, list[str]], bare: set[str]) -> str:
    return " ".join(
        [
            *(
                f"{quoted(lexeme)}:{','.join(found)}" if found else quoted(lexeme)
                for lexeme, found in places.items()
            ),
            *(quoted(lexeme) for lexeme in sorted(bare - places.keys())),
        ]
    )


def quoted(lexeme: str) -> str:
    """Give a lexeme as it stands in a `tsvector` or `tsquery`."""
    return "'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''"))
