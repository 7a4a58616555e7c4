"""Which tags and witnesses the names in a search stand for.

Names are compared folded, then by their keys, in any script: алматы, Almaty and АЛМАТЫ
are one. Only what is public has a row here, so a hidden name is as unknown as one that
never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial

from django.contrib.postgres.search import SearchQuery

from testimonies.catalogue import (
    NOISE,
    address_names,
    entries,
    folded_name,
    is_name_key,
    known_names,
)
from testimonies.search.words import MOST_SPELLINGS, Known
from testimonies.terms import Kind

MOST_ROWS = 200
MOST_COMPARED = 3000
MOST_NEAR = 5


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a search stand for; tags apart, for tag= means tags alone."""

    known: dict[str, Known] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


def names_among(folded: Iterable[str]) -> Names:
    """Look names up, tags' and witnesses'. One query (none for no names)."""
    wanted = {name: set(known_names(name)) for name in folded}
    keys = sorted({key for keys in wanted.values() for key in keys})
    if not keys:
        return Names()
    rows = entries().filter(kind__in=[Kind.TAG, Kind.WITNESS], names__overlap=keys)
    found = Names()
    columns = ("ref", "kind", "names", "slug", "title")
    there = list(rows.order_by("ref").values_list(*columns)[:MOST_ROWS])
    for name, ways in wanted.items():
        # Who bears the very name comes before who only sounds alike.
        exact = [row for row in there if name in row[2]]
        meant = exact or [row for row in there if ways.intersection(row[2])]
        for ref, kind, names, *_ in sorted(meant, key=partial(_nearness, name)):
            _add(found.known, name, ref, names)
            if kind == Kind.TAG:
                found.tags.setdefault(name, ref)
    return found


def _nearness(name: str, row: tuple[str, str, list[str], str, str]) -> int:
    """Order those that have a name: whose address it is, whose first name, others."""
    *_, slug, title = row
    return [folded_name(slug), folded_name(title), name].index(name)


def _add(known: dict[str, Known], name: str, ref: str, names: list[str]) -> None:
    old = known.get(name, Known(frozenset(), ()))
    plain = _spellings(names)
    spellings = tuple(dict.fromkeys([*old.names, *plain]))[:MOST_SPELLINGS]
    known[name] = Known(old.refs | {ref}, spellings)


def _spellings(names: list[str]) -> list[str]:
    """Give the names as people write them: neither keys, nor words of addresses."""
    plain = [each for each in names if not is_name_key(each)]
    derived = {way for each in plain for way in address_names([each]) - {each}}
    return [each for each in plain if each not in derived]


def near_tags(folded: Iterable[str]) -> list[tuple[str, str]]:
    """Give (ref, slug) of tags whose names resemble one of the names. One query."""
    wanted = list(folded)
    if not wanted:
        return []
    noise = SearchQuery(f"'{NOISE}'", search_type="raw")
    subjects = entries().filter(kind=Kind.TAG).exclude(vector=noise)
    rows = subjects.values_list("ref", "slug", "names")
    tags = {
        name: (ref, folded_name(slug))
        for ref, slug, names in rows[:MOST_COMPARED]
        for name in names
    }
    near = [
        tags[match]
        for name in wanted
        for way in known_names(name)
        for match in get_close_matches(way, tags, n=3, cutoff=0.72)
        if match != name
    ]
    return list(dict.fromkeys(near))[:MOST_NEAR]
