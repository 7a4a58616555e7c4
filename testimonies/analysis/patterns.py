"""What a query's word or phrase asks the index for, and where a text has it.

Both come from the same steps, so that what is marked in a snippet is what was found.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from testimonies.analysis.folding import folded
from testimonies.analysis.stems import MOST_READ, reader_of
from testimonies.analysis.vectors import placed, quoted
from testimonies.analysis.words import (
    Token,
    found_in,
    is_unspaced,
    tokens,
    words,
)

# So many letters of a word say whether it may be the one that is looked for.
_START: Final = 2
# What stands before and after words.
_EDGES: Final = '.,:;!?…()[]«»“”„"–—-'


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: so many positions after the one before it."""

    distance: int
    lexemes: tuple[str, ...]


Way = tuple[Step, ...]
Reader = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word or phrase; `tsquery` is a text for `::tsquery`. One way is enough."""

    tsquery: str
    lexemes: frozenset[str]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A match in code points; `pattern` is its index among those looked for."""

    start: int
    end: int
    pattern: int


def pattern_of(text: str, *, is_phrase: bool) -> Pattern | None:
    """Read a word or a phrase; None where it has nothing but stop words.

    A word that splits into several (Алма-Ата) is a phrase too, and is also found
    written as one word unless it was asked for as a phrase.
    """
    ways = [_way(text)]
    if not is_phrase and len(text.split()) == 1:
        ways.append(_way("".join(words(text))))
    kept = tuple(dict.fromkeys(way for way in ways if way))
    if not kept:
        return None
    found = frozenset(name for way in kept for step in way for name in step.lexemes)
    ways_of_it = " | ".join(map(_tsquery, kept))
    # In brackets: what is joined to it must hold whichever way it is found.
    return Pattern(f"({ways_of_it})" if len(kept) > 1 else ways_of_it, found, kept)


def _way(text: str) -> Way:
    steps: list[Step] = []
    before = 0
    for position, _index, found in placed(words(text)):
        steps.append(Step(position - before if steps else 0, found))
        before = position
    return tuple(steps)


def _tsquery(way: Way) -> str:
    first, *others = way
    text = _any_of(first)
    for step in others:
        text += f" <{step.distance}> {_any_of(step)}"
    return f"({text})"


def _any_of(step: Step) -> str:
    return "({})".format(" | ".join(map(quoted, step.lexemes)))


def occurrences(
    text: str, patterns: Sequence[Pattern], language: str = ""
) -> list[Occurrence]:
    """Give every match in a text, in order of place, then of pattern.

    Matches may overlap. A text longer than the index counts positions for is read to
    its end.
    """
    read = reader_of(language)
    if all(len(way) == 1 for pattern in patterns for way in pattern.ways):
        return _single(text, patterns, read)
    starts = _starts_of(patterns)
    likely = _likely(text, starts)
    there = {lexeme for word in likely for lexeme in read(word[:MOST_READ])}
    if not any(_may_stand(way, there) for each in patterns for way in each.ways):
        return []
    found_words = tokens(text)
    at: dict[int, Token] = {}
    places: dict[str, set[int]] = {}
    texts = (token.text for token in found_words)
    for position, index, found in placed(texts, language):
        at[position] = found_words[index]
        for lexeme in found:
            places.setdefault(lexeme, set()).add(position)
    matches = {
        Occurrence(at[first].start, at[last].end, index)
        for index, pattern in enumerate(patterns)
        for way in pattern.ways
        for first, last in _matches(way, places)
    }
    return sorted(matches, key=lambda each: (each.start, each.end, each.pattern))


def _may_stand(way: Way, there: set[str]) -> bool:
    return all(not there.isdisjoint(step.lexemes) for step in way)


def _single(text: str, patterns: Sequence[Pattern], read: Reader) -> list[Occurrence]:
    """Give the matches of single words, whose positions do not matter.

    Words that begin otherwise are not analysed: in a long account almost all do.
    """
    starts = _starts_of(patterns)
    wanted: dict[str, list[int]] = {}
    for index, pattern in enumerate(patterns):
        for lexeme in pattern.lexemes:
            wanted.setdefault(lexeme, []).append(index)
    meant: dict[str, list[int]] = {}
    for word in _likely(text, starts):
        lexemes = read(word[:MOST_READ])
        indexes = {each for lexeme in lexemes for each in wanted.get(lexeme, ())}
        if indexes:
            meant[word] = sorted(indexes)
    if not meant:
        return []
    return [
        Occurrence(*found.span(), each)
        for found in found_in(text)
        for each in meant.get(found[0], ())
    ]


def _likely(text: str, starts: tuple[str, ...]) -> set[str]:
    """Give the words of a text that may have a lexeme that begins so, and few others.

    Between spaces there is mostly one word of letters alone, which is the cheapest to
    see; signs that are words without spaces are looked for in the whole text.
    """
    if is_unspaced(text):
        return {word for word in words(text) if may_be(word, starts)}
    runs = {run.strip(_EDGES) for run in text.split()}
    found = {run for run in runs if may_be(run, starts)}
    mixed = [run for run in found if not run.isalnum()]
    found.difference_update(mixed)
    found.update(word for run in mixed for word in words(run))
    return found


def _starts_of(patterns: Sequence[Pattern]) -> tuple[str, ...]:
    return starts_of(lexeme for pattern in patterns for lexeme in pattern.lexemes)


def starts_of(lexemes: Iterable[str]) -> tuple[str, ...]:
    """Give how words begin that may have one of the lexemes: no stem changes that.

    Only its last two letters may be others than the word's: dying is die, егеді is ек,
    орны is орын. A single letter may be any other: б is п.
    """
    return tuple({_start_of(*lexeme.split(":", 1)) for lexeme in lexemes})


def _start_of(analyser: str, stem: str) -> str:
    if len(stem) == 1 and analyser == "k":
        return ""
    return stem[: max(1, min(len(stem) - 2, _START))]


def may_be(word: str, starts: tuple[str, ...]) -> bool:
    """Say whether a word may have a lexeme that begins so.

    What is elided before an apostrophe begins otherwise.
    """
    return _start(word[:_START]).startswith(starts) or not word.isalnum()


# Of the beginnings of words, not of words: as many as there are pairs of letters.
@lru_cache(4096)
def _start(letters: str) -> str:
    return folded(letters)


def _matches(way: Way, places: dict[str, set[int]]) -> list[tuple[int, int]]:
    """Give the first and the last position of each match."""
    found = {place: place for place in _places_of(way[0], places)}
    for step in way[1:]:
        at = _places_of(step, places)
        found = {
            first: last + step.distance
            for first, last in found.items()
            if last + step.distance in at
        }
    return list(found.items())


def _places_of(step: Step, places: dict[str, set[int]]) -> set[int]:
    return set().union(*(places.get(lexeme, ()) for lexeme in step.lexemes))
