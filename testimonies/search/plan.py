"""Turns a query into one condition on entries, and the words that hits are ranked by.

A word is held by a record's text or by the name of a tag or witness that it has, in any
of that name's spellings. At most two queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.postgres import search as pg
from django.db import connections
from django.db.models import Q

from testimonies.catalogue import entries
from testimonies.search.names import Names, names_among
from testimonies.search.query import SearchQuery
from testimonies.search.words import (
    Term,
    one_of,
    possible_names,
    read_words,
    terms_of,
)

CONFIGURATION = "public.archive"
_INDEXED = """
SELECT term FROM unnest(%(terms)s::text[]) term
WHERE numnode(websearch_to_tsquery('public.archive', term)) > 0
"""


class Advice(StrEnum):
    """Why a search that names words was not made."""

    COMMON_WORDS = "common_words"
    EXCLUSIONS = "exclusions"


@dataclass(frozen=True, slots=True)
class Plan:
    """A search made ready for the database; `match` None: nothing can be found.

    `words` is in websearch syntax, any of them enough; `named` holds the refs of the
    tags and witnesses that the words name.
    """

    query: SearchQuery
    names: Names
    match: Q | None
    words: str = ""
    named: frozenset[str] = frozenset()
    advice: Advice | None = None


def plan(query: SearchQuery) -> Plan:
    """Look up the names in a query and say what would match it."""
    alternatives = read_words(query.words)
    names = names_among(possible_names(alternatives) | set(query.tag_names))
    read = _without_common([terms_of(words, names.known) for words in alternatives])
    usable = _usable(read, has_filter=bool(query.tags or query.any))
    if alternatives and not usable and not (query.tags or query.any):
        advice = Advice.EXCLUSIONS if read else Advice.COMMON_WORDS
        return Plan(query, names, None, advice=advice)
    wanted = [term for terms in usable for term in terms if not term.is_excluded]
    return Plan(
        query,
        names,
        _match(query, names, usable),
        words=one_of([term.text for term in wanted]),
        named=frozenset(ref for term in wanted for ref in term.refs),
    )


def _usable(read: list[list[Term]], *, has_filter: bool) -> list[list[Term]]:
    """Leave out the alternatives that only exclude, where nothing else narrows."""
    return [
        terms
        for terms in read
        if has_filter or not all(term.is_excluded for term in terms)
    ]


def _without_common(alternatives: list[list[Term]]) -> list[list[Term]]:
    """Leave out words that the index does not hold, and what is empty without them."""
    texts = {term.text for terms in alternatives for term in terms}
    if not texts:
        return []
    with connections[entries().db].cursor() as cursor:
        cursor.execute(_INDEXED, {"terms": sorted(texts)})
        indexed = {text for (text,) in cursor.fetchall()}
    kept = [
        [term for term in terms if term.text in indexed or term.refs]
        for terms in alternatives
    ]
    return [terms for terms in kept if terms]


def _match(
    query: SearchQuery, names: Names, alternatives: Sequence[list[Term]]
) -> Q | None:
    if not query or not names.tags.keys() >= set(query.tags):
        return None
    any_of = [names.tags[name] for name in query.any if name in names.tags]
    if query.any and not any_of:
        return None
    all_of = [names.tags[name] for name in query.tags]
    none_of = [names.tags[name] for name in query.not_ if name in names.tags]
    parts = [
        Q(tags__contains=all_of) if all_of else Q(),
        Q(tags__overlap=any_of) if any_of else Q(),
        ~Q(tags__overlap=none_of) & ~Q(ref__in=none_of) if none_of else Q(),
        Q(kind__in=query.kinds) if query.kinds else Q(),
        Q(language=query.language) if query.language else Q(),
        _words(alternatives),
    ]
    return Q(*parts)


def _words(alternatives: Sequence[list[Term]]) -> Q:
    match = Q()
    for terms in alternatives:
        # In one condition: the index answers a word and an exclusion together.
        plain = [term.required for term in terms if not term.refs]
        together = Q(vector=tsquery(" ".join(plain))) if plain else Q()
        for term in terms:
            if term.refs:
                together &= ~_named(term) if term.is_excluded else _named(term)
        match |= together
    return match


def _named(term: Term) -> Q:
    # A record's `refs` name its tags too.
    refs = sorted(term.refs)
    return Q(vector=tsquery(term.text)) | Q(refs__overlap=refs) | Q(ref__in=refs)


def tsquery(text: str) -> pg.SearchQuery:
    """Give a text in websearch syntax as a query of the archive's configuration."""
    return pg.SearchQuery(text, config=CONFIGURATION, search_type="websearch")
