"""Turns a query into one condition on entries, and what its hits are ranked by.

A word is held by a record's text or by the name of a tag, witness or place that it has,
in any of that name's spellings. The whole condition is one tsquery over the vector, but
for the very days of a time. One query, for the names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from testimonies.analysis import Pattern, quoted
from testimonies.catalogue import (
    dated_tokens,
    kind_token,
    language_token,
    place_tokens,
    platform_token,
    tag_token,
)
from testimonies.search.names import Names, city_in, names_among
from testimonies.search.query import SearchQuery
from testimonies.search.words import (
    Term,
    all_of,
    any_of,
    possible_names,
    read_words,
    terms_of,
)
from testimonies.terms import EdtfDate

MANY_WORDS = 3


class Advice(StrEnum):
    """Why a search that names words was not made."""

    COMMON_WORDS = "common_words"
    EXCLUSIONS = "exclusions"


@dataclass(frozen=True, slots=True)
class Plan:
    """A search made ready for the database; `match` "": nothing can be found.

    `rank` is what hits are ranked by ("": nothing), `patterns` what is marked in them,
    `named` the refs of tags and witnesses that the words name, `also` other
    spellings that are searched, `joined` how many words must be there together.
    """

    query: SearchQuery
    names: Names
    match: str = ""
    rank: str = ""
    patterns: tuple[Pattern, ...] = ()
    named: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    advice: Advice | None = None
    has_phrase: bool = False
    joined: int = 0

    @property
    def has_many_words(self) -> bool:
        """Whether the planner, who takes words for independent, is far too low."""
        return self.joined >= MANY_WORDS

    @property
    def bounds(self) -> tuple[date | None, date | None]:
        """The first and the last day that are searched for."""
        since, until = self.query.since, self.query.until
        return (
            EdtfDate.parse(since).earliest if since else None,
            EdtfDate.parse(until).latest if until else None,
        )


def plan(query: SearchQuery) -> Plan:
    """Look up the names in a query and say what would match it. One query."""
    return plan_with(query, names_among(names_in(query)))


def names_in(query: SearchQuery) -> set[str]:
    """Give every folded name that a query may mean."""
    return possible_names(read_words(query.words)) | set(query.tag_names)


def plan_with(query: SearchQuery, names: Names) -> Plan:
    """Say what would match a query whose names were looked up. No query."""
    alternatives = read_words(query.words)
    read = _without_common([terms_of(words, names.known) for words in alternatives])
    is_narrowed = bool(query.without("q"))
    usable = [terms for terms in read if is_narrowed or not _only_excludes(terms)]
    if alternatives and not usable and not is_narrowed:
        advice = Advice.EXCLUSIONS if read else Advice.COMMON_WORDS
        return Plan(query, names, advice=advice)
    wanted = [term for terms in usable for term in terms if not term.is_excluded]
    patterns = dict.fromkeys(each for term in wanted for each in term.patterns)
    return Plan(
        query,
        names,
        match=_match(query, names, usable),
        rank=any_of(dict.fromkeys(term.tsquery for term in wanted)),
        patterns=tuple(patterns),
        named=frozenset(ref for term in wanted for ref in term.refs),
        also=tuple(dict.fromkeys(name for term in wanted for name in term.also)),
        has_phrase=any("<" in pattern.tsquery for pattern in patterns),
        joined=max(map(_wanted, usable), default=0),
    )


def _wanted(terms: Iterable[Term]) -> int:
    return sum(not term.is_excluded for term in terms)


def _only_excludes(terms: Iterable[Term]) -> bool:
    return all(term.is_excluded for term in terms)


def _without_common(alternatives: list[list[Term]]) -> list[list[Term]]:
    """Leave out words that the index does not hold, and what is empty without them."""
    kept = [[term for term in terms if term.tsquery] for terms in alternatives]
    return [terms for terms in kept if terms]


def _match(query: SearchQuery, names: Names, alternatives: Sequence[list[Term]]) -> str:
    """Write the condition; "" where a name is of no public tag, or nothing is asked."""
    if not query or not names.tags.keys() >= set(query.tags):
        return ""
    any_tag = [names.tags[name] for name in query.any if name in names.tags]
    if query.any and not any_tag:
        return ""
    none_of = [names.tags[name] for name in query.not_ if name in names.tags]
    return all_of(
        [
            any_of(all_of(map(_condition, terms)) for terms in alternatives),
            *_tokens(tag_token(names.tags[name]) for name in query.tags),
            any_of(_tokens(map(tag_token, any_tag))),
            *(f"!{token}" for token in _tokens(map(tag_token, none_of))),
            any_of(_tokens(map(kind_token, query.kinds))),
            *_tokens([language_token(query.language)] if query.language else []),
            any_of(_tokens(_placed(query.place))),
            *_tokens([platform_token(query.platform)] if query.platform else []),
            any_of(_tokens(dated_tokens(query.since, query.until))),
        ]
    )


def _placed(place: str) -> list[str]:
    names = filter(None, [place, city_in(place)])
    return [token for name in names for token in place_tokens(name)]


def _condition(term: Term) -> str:
    return f"!{term.tsquery}" if term.is_excluded else term.tsquery


def _tokens(tokens: Iterable[str]) -> list[str]:
    return [quoted(token) for token in tokens]
