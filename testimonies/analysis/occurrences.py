"""Where texts have the words and phrases that a search looks for.

A page of results has some fifty texts of a hundred words, and few of these are looked
for: most words are passed over by how they begin, and are never analysed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from testimonies.analysis.folding import folded
from testimonies.analysis.patterns import Pattern, Way
from testimonies.analysis.stems import MOST_READ, reader_of
from testimonies.analysis.vectors import placed
from testimonies.analysis.words import (
    Token,
    found_in,
    is_unspaced,
    tokens,
    word_at,
    words,
)

# So many letters of a word say whether it may be the one that is looked for.
_START: Final = 2
# Pairs of letters whose answers are kept; no alphabet has more.
_PAIRS: Final = 4096
# What stands before and after words.
_EDGES: Final = '.,:;!?…()[]«»“”„"–—-'
_OUTSIDE: Final = frozenset(f"{_EDGES} \t\n\r")

Reader = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A match in code points; `pattern` is its index among those looked for."""

    start: int
    end: int
    pattern: int


class Finder:
    """Finds patterns in texts; what every text needs of them is made once."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        ways = [way for pattern in patterns for way in pattern.ways]
        self._are_single = all(len(way) == 1 for way in ways)
        self._wanted: dict[str, list[int]] = {}
        for index, pattern in enumerate(patterns):
            for lexeme in pattern.lexemes:
                self._wanted.setdefault(lexeme, []).append(index)
        self._beginnings = Beginnings(self._wanted)

    def occurrences(self, text: str, language: str = "") -> list[Occurrence]:
        """Give every match in a text, in order of place, then of pattern.

        Matches may overlap. A text longer than the index counts positions for is read
        to its end.
        """
        read = reader_of(language)
        likely = self._likely(text)
        if self._are_single:
            return self._single(text, likely, read)
        there = {lexeme for word in likely for lexeme in read(word[:MOST_READ])}
        if not any(
            _may_stand(way, there) for each in self._patterns for way in each.ways
        ):
            return []
        return self._phrases(text, language)

    def _likely(self, text: str) -> set[str]:
        """Give the words of a text that may have a lexeme looked for, and few others.

        Between spaces there is mostly one word of letters alone, which is the cheapest
        to see; signs that are words without spaces are looked for in the whole text.
        """
        begins = self._beginnings
        if is_unspaced(text):
            return {word for word in words(text) if begins.may_have(word)}
        runs = {run.strip(_EDGES) for run in text.split()}
        # May_have() written out: it is asked of every word of a page.
        found = {run for run in runs if begins[run[:_START]] or not run.isalnum()}
        mixed = [run for run in found if not run.isalnum()]
        found.difference_update(mixed)
        found.update(word for run in mixed for word in words(run))
        return found

    def _single(
        self, text: str, likely: Iterable[str], read: Reader
    ) -> list[Occurrence]:
        """Give the matches of single words, whose positions do not matter."""
        meant: dict[str, list[int]] = {}
        for word in likely:
            lexemes = read(word[:MOST_READ])
            indexes = {i for lexeme in lexemes for i in self._wanted.get(lexeme, ())}
            if indexes:
                meant[word] = sorted(indexes)
        if not meant:
            return []
        return [
            Occurrence(start, start + len(word), index)
            for start, word in _places_of_words(text, meant)
            for index in meant[word]
        ]

    def _phrases(self, text: str, language: str) -> list[Occurrence]:
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
            for index, pattern in enumerate(self._patterns)
            for way in pattern.ways
            for first, last in _matches(way, places)
        }
        return sorted(matches, key=lambda each: (each.start, each.end, each.pattern))


class Beginnings(dict[str, bool]):
    """Whether words that begin so may have one of some lexemes; asked, then known.

    Of a stem only its last two letters may be others than the word's: dying is die,
    егеді is ек, орны is орын. A single letter may be any other: б is п.
    """

    def __init__(self, lexemes: Iterable[str]) -> None:
        super().__init__()
        self._starts = tuple({_start_of(*each.split(":", 1)) for each in lexemes})

    def __missing__(self, letters: str) -> bool:
        may_be = folded(letters).startswith(self._starts)
        if len(self) < _PAIRS:
            self[letters] = may_be
        return may_be

    def may_have(self, word: str) -> bool:
        """Say whether the word may; what is elided before an apostrophe, too."""
        return self[word[:_START]] or not word.isalnum()


def _start_of(analyser: str, stem: str) -> str:
    if len(stem) == 1 and analyser == "k":
        return ""
    return stem[: max(1, min(len(stem) - 2, _START))]


def _places_of_words(text: str, wanted: Iterable[str]) -> list[tuple[int, str]]:
    """Give where words of a text stand, in their order; each is one of its words.

    Where what stands before one leaves open whether the word begins there, or signs
    are words without spaces, the whole text is read.
    """
    if is_unspaced(text):
        return _read_through(text, wanted)
    found = []
    for word in wanted:
        for start in _everywhere(text, word):
            before = text[start - 1] if start else " "
            if before not in _OUTSIDE:
                if before.isalnum():
                    continue
                return _read_through(text, wanted)
            if word_at(text, start) == word:
                found.append((start, word))
    return sorted(found)


def _everywhere(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


def _read_through(text: str, wanted: Iterable[str]) -> list[tuple[int, str]]:
    known = frozenset(wanted)
    return [(found.start(), found[0]) for found in found_in(text) if found[0] in known]


def _may_stand(way: Way, there: set[str]) -> bool:
    return all(not there.isdisjoint(step.lexemes) for step in way)


def _matches(way: Way, places: dict[str, set[int]]) -> list[tuple[int, int]]:
    """Give the first and the last position of each match."""
    found = {place: place for place in _places_of(way[0].lexemes, places)}
    for step in way[1:]:
        at = _places_of(step.lexemes, places)
        found = {
            first: last + step.distance
            for first, last in found.items()
            if last + step.distance in at
        }
    return list(found.items())


def _places_of(lexemes: Iterable[str], places: dict[str, set[int]]) -> set[int]:
    return set().union(*(places.get(lexeme, ()) for lexeme in lexemes))
