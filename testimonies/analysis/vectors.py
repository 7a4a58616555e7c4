"""A document's words as a `tsvector` literal, within what PostgreSQL takes.

PostgreSQL (15 to 18, section 12.11): a position is 16383 at most, a lexeme has at most
255 of them, and all together stay below 1 MB. Beyond: words after position 16383 are
found, but in no phrase; a text with more different words keeps fewer positions, then
none, and at last loses the words that are rarest and stand last.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from testimonies.analysis.stems import MOST_READ, reader_of
from testimonies.analysis.words import words

_LAST_POSITION: Final = 16_383
_MOST_POSITIONS: Final = 255
# Of the literal, which is never shorter than what the server makes of it.
_MOST_BYTES: Final = 1_048_575
_FEWER_POSITIONS: Final = (_MOST_POSITIONS, 16, 1, 0)
_LONGEST_LEXEME: Final = 2046
# So many stop words in a row count, in texts and phrases alike; the parts of a document
# stand further from each other, so that no phrase crosses.
_MOST_STOPS: Final = 8
_GAP: Final = 10

Places = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a document; `weight` is A, B, C or D, as PostgreSQL ranks them."""

    text: str
    language: str = ""
    weight: str = "D"


class LexemeMalformed(ValueError):
    """A bare lexeme that PostgreSQL would refuse."""


def placed(
    found: Iterable[str], language: str = "", *, after: int = 0
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Give (position, index, lexemes) of the words that are no stop words."""
    read = reader_of(language)
    position, stops = after, 0
    for index, word in enumerate(found):
        lexemes = read(word[:MOST_READ])
        stops = 0 if lexemes else stops + 1
        position += stops <= _MOST_STOPS
        if lexemes:
            yield position, index, lexemes


def vector(parts: Sequence[Part], also: Iterable[str] = ()) -> str:
    """Give a `tsvector` literal of the parts, and of bare lexemes besides.

    Raises:
        LexemeMalformed: one of `also` is empty, too long, or holds a NUL, or they are
            more than fit.
    """
    places: Places = {}
    position = 0
    for part in parts:
        position = _add(places, part, after=position) + _GAP
    bare = [quoted(_checked(lexeme)) for lexeme in sorted({*also} - places.keys())]
    room = _MOST_BYTES - _bytes_of(bare)
    if room < 0:
        raise LexemeMalformed("More bare lexemes than an entry can hold: give fewer.")
    return " ".join([*_literal(places, room), *bare])


def _add(places: Places, part: Part, *, after: int) -> int:
    """Put a part's words in their places; give the last position."""
    weight = "" if part.weight == "D" else part.weight
    position = after
    for position, _index, lexemes in placed(
        words(part.text), part.language, after=after
    ):
        at = [f"{position}{weight}"] if position <= _LAST_POSITION else []
        for lexeme in lexemes:
            if lexeme in places:
                places[lexeme] += at
            else:
                places[lexeme] = at.copy()
    return position


def _checked(lexeme: str) -> str:
    if not lexeme or "\0" in lexeme or len(lexeme.encode()) > _LONGEST_LEXEME:
        raise LexemeMalformed("A lexeme has 1 to 2046 bytes and no NUL.")
    return lexeme


def _literal(places: Places, room: int) -> list[str]:
    for most in _FEWER_POSITIONS:
        found = [_written(lexeme, at[:most]) for lexeme, at in places.items()]
        if _bytes_of(found) <= room:
            return found
    return _commonest(places, room)


def _commonest(places: Places, room: int) -> list[str]:
    """Give as many lexemes as fit, without places; equals stay in the text's order."""
    kept: list[str] = []
    for lexeme in sorted(places, key=lambda each: -len(places[each])):
        room -= _bytes_of([quoted(lexeme)])
        if room < 0:
            break
        kept.append(quoted(lexeme))
    return kept


def _bytes_of(texts: Sequence[str]) -> int:
    """Count bytes with a space after each."""
    return len(" ".join(texts).encode()) + bool(texts)


def _written(lexeme: str, at: list[str]) -> str:
    return f"{quoted(lexeme)}:{','.join(at)}" if at else quoted(lexeme)


def quoted(lexeme: str) -> str:
    """Give a lexeme as it stands in a `tsvector` or `tsquery`."""
    if "'" in lexeme or "\\" in lexeme:
        lexeme = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{lexeme}'"
