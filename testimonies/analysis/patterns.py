"""What a query's word or phrase asks the index for, and in what steps a text has it.

Both come from the same steps, so that what is marked in a snippet is what was found.
"""

from dataclasses import dataclass

from testimonies.analysis.vectors import placed, quoted
from testimonies.analysis.words import words


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a phrase: so many positions after the one before it."""

    distance: int
    lexemes: tuple[str, ...]


Way = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A word or phrase; `tsquery` is a text for `::tsquery`. One way is enough."""

    tsquery: str
    lexemes: frozenset[str]
    ways: tuple[Way, ...]


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
