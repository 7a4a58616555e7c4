"""How the words of a search are read: words, "phrases", -exclusions, OR.

As a web search engine reads them: OR parts alternatives, all else must hold together.
Nothing here can be malformed; marks that mean nothing are passed over.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from testimonies.analysis import Pattern, name_keys, pattern_of, quoted
from testimonies.catalogue import folded_name, tag_token, witness_token
from testimonies.terms import Kind, kind_of

MOST_WORDS = 32
# A tag's or a witness's name may be so many words long and still be recognised.
LONGEST_NAME = 4
MOST_SPELLINGS = 20

_TOKEN = re.compile(r'(?P<minus>-?)"(?P<phrase>[^"]+)"|(?P<word>[^\s"]+)')
_IN_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase as it was typed, without the marks round it."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for: refs of tags and witnesses, and their other names.

    `city` is the city that a name means which calls it one, as no phrase does: its
    words must stand as they are.
    """

    refs: frozenset[str]
    names: tuple[str, ...]
    city: str = ""


NOBODY = Known(frozenset(), ())


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must (or must not) be there, in one of the ways given.

    `patterns` are found in texts, `lexemes` stand for names and tags. Neither: a word
    so common that it is not looked for.
    """

    patterns: tuple[Pattern, ...]
    lexemes: tuple[str, ...] = ()
    is_excluded: bool = False
    refs: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()

    @property
    def tsquery(self) -> str:
        """What is enough, as a query of the index; "" for a word that is not in it."""
        ways = [pattern.tsquery for pattern in self.patterns]
        return any_of([*ways, *map(quoted, self.lexemes)])


Alternative = tuple[Word, ...]


def read_words(text: str) -> list[Alternative]:
    """Split at OR; inside an alternative everything must hold together."""
    alternatives: list[list[Word]] = [[]]
    for token in _TOKEN.finditer(text):
        word = _word(token)
        if word.text.casefold() == "or" and not word.is_phrase:
            alternatives.append([])
        elif word.text:
            alternatives[-1].append(word)
    return [tuple(words) for words in alternatives if words]


def _word(token: re.Match[str]) -> Word:
    if token["word"] is None:
        text = _without_edges(token["phrase"])
        return Word(text, is_phrase=True, is_excluded=bool(token["minus"]))
    is_excluded = token["word"].startswith("-")
    return Word(_without_edges(token["word"]), is_excluded=is_excluded)


def _without_edges(text: str) -> str:
    """Take off what is no letter and no digit at both ends, each looked at once."""
    inner = [place for place, sign in enumerate(text) if _IN_WORD.match(sign)]
    return text[inner[0] : inner[-1] + 1] if inner else ""


def count_words(text: str) -> int:
    """Say how many words a search has, those inside phrases too."""
    return len(text.replace('"', " ").split())


def possible_names(alternatives: list[Alternative]) -> set[str]:
    """Give every folded name that the words may spell."""
    return {
        folded_name(_joined(words[start:end]))
        for words in alternatives
        for start in range(len(words))
        for end in _ends(words, start)
    } - {""}


def _joined(words: Alternative) -> str:
    return " ".join(word.text for word in words)


def _ends(words: Alternative, start: int) -> list[int]:
    """Where a name that begins at `start` may end, the longest first."""
    if words[start].is_phrase or words[start].is_excluded:
        return [start + 1]
    end = start + 1
    while end < min(len(words), start + LONGEST_NAME) and _is_plain(words[end]):
        end += 1
    return list(range(end, start, -1))


def _is_plain(word: Word) -> bool:
    return not (word.is_phrase or word.is_excluded)


def terms_of(words: Alternative, known: Mapping[str, Known]) -> list[Term]:
    """Read an alternative as terms; the longest known name at each place is one."""
    terms: list[Term] = []
    start = 0
    while start < len(words):
        ends = [
            end
            for end in _ends(words, start)
            if folded_name(_joined(words[start:end])) in known
        ]
        end = ends[0] if ends else start + 1
        terms.append(_term(words[start:end], known))
        start = end
    return terms


def _term(words: Alternative, known: Mapping[str, Known]) -> Term:
    joined = _joined(words)
    own = pattern_of(joined, is_phrase=words[0].is_phrase or len(words) > 1)
    named = known.get(folded_name(joined), NOBODY)
    if named.city and words[0].is_phrase:
        named = NOBODY
    spellings = [pattern_of(name, is_phrase=True) for name in named.names]
    patterns = dict.fromkeys(each for each in (own, *spellings) if each)
    lexemes = {*name_keys(joined), *name_keys(named.city), *map(_token_of, named.refs)}
    return Term(
        tuple(patterns),
        tuple(sorted(lexemes)) if patterns else (),
        words[0].is_excluded,
        named.refs,
        tuple(name for name in named.names if name != folded_name(joined)),
    )


def _token_of(ref: str) -> str:
    return tag_token(ref) if kind_of(ref) is Kind.TAG else witness_token(ref)


def any_of(parts: Iterable[str]) -> str:
    """Join parts of a tsquery so that one is enough; "" for none."""
    return _joined_by("|", parts)


def all_of(parts: Iterable[str]) -> str:
    """Join parts of a tsquery so that all must hold; "" for none."""
    return _joined_by("&", parts)


def _joined_by(operator: str, parts: Iterable[str]) -> str:
    there = [part for part in parts if part]
    inside = f" {operator} ".join(there)
    return f"({inside})" if len(there) > 1 else inside
