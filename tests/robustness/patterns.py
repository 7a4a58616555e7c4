"""What makes a regular expression slow, seen in its structure and not by a clock.

Python's engine goes back over what a repetition took. Three shapes make that cost more
than the length of the text: a repetition inside a repetition, a repetition before
something that it could have taken itself, and alternatives in a repetition that begin
alike. A pattern that begins with a repetition and must be followed by something is the
fourth where it is searched for: every place is a new beginning.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from re import _constants as names
from re import _parser as parser
from typing import Any

# A repetition below this many times is no repetition here.
FEW = 100
REPEATS = {names.MAX_REPEAT, names.MIN_REPEAT}
if hasattr(names, "POSSESSIVE_REPEAT"):
    REPEATS.add(names.POSSESSIVE_REPEAT)
# Letters, digits, signs and spaces of several scripts stand for all.
SAMPLE = [*map(chr, range(0x180)), *"әғқңөұүһіЖжё٣中\u2028\u200b\ufeff\ue000\U0001f600"]

Item = tuple[Any, Any]
Letters = frozenset[str]
NONE: Letters = frozenset()


def faults(pattern: str, *, is_searched: bool = True, flags: int = 0) -> list[str]:
    """Say in words what is wrong with a pattern."""
    items = list(parser.parse(pattern, flags))
    found = list(_faults(items, NONE))
    if is_searched:
        for way in _ways(items):
            if way and _is_loose(way[0]) and _must_follow(way[1:]):
                found.append("begins with a repetition and asks for more")
    return found


def _ways(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Give each alternative of the outermost level."""
    if len(items) == 1 and items[0][0] is names.BRANCH:
        for branch in items[0][1][1]:
            yield list(branch)
    else:
        yield list(items)


def _must_follow(items: Sequence[Item]) -> bool:
    return any(kind not in REPEATS or value[0] > 0 for kind, value in items)


def _is_loose(item: Item) -> bool:
    return (item[0] in REPEATS and item[1][1] is names.MAXREPEAT) or (
        item[0] in REPEATS and item[1][1] > FEW
    )


def _faults(items: Sequence[Item], after: Letters) -> Iterator[str]:
    for place, item in enumerate(items):
        follows = first(items[place + 1 :]) | (
            after if not _must_follow(items[place + 1 :]) else NONE
        )
        if _is_loose(item):
            yield from _faults_of_repeat(item, follows)
        for inner in inside(item):
            yield from _faults(inner, follows)


def _faults_of_repeat(item: Item, follows: Letters) -> Iterator[str]:
    repeated = item[1][2]
    if any(_is_loose(each) for each in everything(repeated)):
        yield "a repetition inside a repetition"
    if first(repeated) & follows:
        yield "a repetition before what it could have taken"
    for each in everything(repeated):
        if each[0] is names.BRANCH:
            starts = [first(branch) for branch in each[1][1]]
            union = frozenset().union(*starts)
            if sum(map(len, starts)) > len(union):
                yield "alternatives that begin alike in a repetition"


def inside(item: Item) -> Iterator[Sequence[Item]]:
    kind, value = item
    if kind in REPEATS:
        yield value[2]
    elif kind is names.SUBPATTERN:
        yield value[-1]
    elif kind is names.BRANCH:
        yield from value[1]
    elif kind in {names.ASSERT, names.ASSERT_NOT}:
        yield value[1]
    elif kind is getattr(names, "ATOMIC_GROUP", None):
        yield value


def everything(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        for inner in inside(item):
            yield from everything(inner)


def first(items: Sequence[Item]) -> Letters:
    """Give the letters of the sample that may come first."""
    found = NONE
    for item in items:
        found |= _first_of(item)
        if not _may_be_empty(item):
            break
    return found


def _may_be_empty(item: Item) -> bool:
    kind, value = item
    if kind in REPEATS:
        return bool(value[0] == 0) or all(map(_may_be_empty, value[2]))
    if kind in {names.AT, names.ASSERT, names.ASSERT_NOT}:
        return True
    return kind in {names.SUBPATTERN, names.BRANCH} and any(
        all(map(_may_be_empty, inner)) for inner in inside(item)
    )


def _first_of(item: Item) -> Letters:
    kind, value = item
    if kind in REPEATS or kind in {names.SUBPATTERN, names.BRANCH}:
        return frozenset().union(*map(first, inside(item)))
    test = _TESTS.get(kind)
    if test is None:
        return NONE if kind is names.AT else frozenset(SAMPLE)
    return frozenset(letter for letter in SAMPLE if test(value, letter))


def _is_in(sets: Sequence[Item], letter: str) -> bool:
    hit = any(
        _TESTS[kind](value, letter) for kind, value in sets if kind is not names.NEGATE
    )
    return hit != (sets[0][0] is names.NEGATE)


def _is_of(category: Any, letter: str) -> bool:
    short = {"SPACE": r"\s", "WORD": r"\w", "DIGIT": r"\d"}
    name = str(category).removeprefix("CATEGORY_").removeprefix("UNI_")
    is_in = re.match(short[name.removeprefix("NOT_")], letter) is not None
    return is_in != name.startswith("NOT_")


_TESTS: dict[Any, Callable[[Any, str], bool]] = {
    names.LITERAL: lambda value, letter: ord(letter) == value,
    names.NOT_LITERAL: lambda value, letter: ord(letter) != value,
    names.RANGE: lambda value, letter: value[0] <= ord(letter) <= value[1],
    names.ANY: lambda _value, letter: letter != "\n",
    names.IN: _is_in,
    names.CATEGORY: _is_of,
}
