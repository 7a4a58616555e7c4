"""Which tags and witnesses the names in a search stand for.

Names are compared folded, then by their keys, in any script: алматы, Almaty and АЛМАТЫ
are one. Only what is public has a row here, so a hidden name is as unknown as one that
never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from typing import Any

from testimonies.analysis import alternatives, quoted
from testimonies.catalogue import (
    NOISE,
    address_names,
    folded_name,
    is_name_key,
    known_names,
    place_tokens,
    reading_connection,
)
from testimonies.search.words import MOST_SPELLINGS, NOBODY, Known, any_of
from testimonies.terms import Kind

MOST_ROWS = 200
MOST_COMPARED = 3000
MOST_NEAR = 5
# So many spellings of a name are compared: folded, and how it sounds.
MOST_WAYS = 3
# So many names are looked up as those of cities too.
MOST_CITIES = 8

# What stands beside a city's name and says no more than that it is one.
_CITY = frozenset(["e:citi", "e:town", "k:қала", "r:город"])
_ABBREVIATED = frozenset(["г", "қ"])
_NAMED = """
(SELECT ref, kind, names, slug, title FROM testimonies_entry
 WHERE kind = ANY(%(kinds)s) AND names && %(keys)s::text[]
 ORDER BY ref LIMIT %(most)s)"""
_PLACED = """
(SELECT '', '', ARRAY[%(name{0})s::text], '', '' FROM testimonies_entry
 WHERE vector @@ %(place{0})s::tsquery LIMIT 1)"""
# What names no subject is not offered.
_SUBJECTS = """
SELECT ref, slug, names FROM testimonies_entry
WHERE kind = %(kind)s AND NOT vector @@ %(noise)s::tsquery
ORDER BY ref LIMIT %(most)s
"""

Row = tuple[str, str, list[str], str, str]


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a search stand for; tags apart, for tag= means tags alone."""

    known: dict[str, Known] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)


def city_in(name: str) -> str:
    """Give a name without the words that call it a city: Алматы of Алматы қаласы.

    "" where it has none of these words, or nothing else.
    """
    words = name.split()
    kept = list(words)
    while kept and _is_idle(kept[0]):
        del kept[0]
    while kept and _is_idle(kept[-1]):
        del kept[-1]
    has_word = len(kept) < len(words) and any(map(_calls_it_a_city, words))
    return " ".join(kept) if has_word else ""


def _is_idle(word: str) -> bool:
    return _calls_it_a_city(word) or not alternatives(word)


def _calls_it_a_city(word: str) -> bool:
    return word.strip(".") in _ABBREVIATED or not _CITY.isdisjoint(alternatives(word))


def names_among(folded: Iterable[str]) -> Names:
    """Look names up, tags' and witnesses'. One query (none for no names).

    A city's name is also known with the word for a city beside it.
    """
    wanted = {name: set(known_names(name)) for name in folded}
    cities = {name: city for name in sorted(wanted) if (city := city_in(name))}
    cities = dict(list(cities.items())[:MOST_CITIES])
    wanted |= {city: set(known_names(city)) for city in cities.values()}
    keys = sorted({key for keys in wanted.values() for key in keys})
    if not keys:
        return Names()
    rows = _rows(keys, sorted(set(cities.values())))
    found = Names()
    there = [row for row in rows if row[0]]
    for name, ways in wanted.items():
        # Who bears the very name comes before who only sounds alike.
        exact = [row for row in there if name in row[2]]
        meant = exact or [row for row in there if ways.intersection(row[2])]
        for ref, kind, names, *_ in sorted(meant, key=partial(_nearness, name)):
            _add(found.known, name, ref, names)
            if kind == Kind.TAG:
                found.tags.setdefault(name, ref)
    _add_cities(found, cities, {row[2][0] for row in rows if not row[0]})
    return found


def _nearness(name: str, row: Row) -> int:
    """Order those that have a name: whose address it is, whose first name, others."""
    *_, slug, title = row
    return [folded_name(slug), folded_name(title), name].index(name)


def _rows(keys: list[str], cities: list[str]) -> list[Row]:
    """Fetch who is known by the keys, and which of the names are a record's place."""
    kinds = [Kind.TAG.value, Kind.WITNESS.value]
    given: dict[str, Any] = {"keys": keys, "kinds": kinds, "most": MOST_ROWS}
    parts = [_NAMED]
    for index, city in enumerate(cities):
        place = any_of(map(quoted, place_tokens(city)))
        given |= {f"name{index}": city, f"place{index}": place}
        parts.append(_PLACED.format(index))
    with reading_connection().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        rows: list[Row] = cursor.fetchall()
    return rows


def _add_cities(found: Names, cities: dict[str, str], places: set[str]) -> None:
    for name, city in cities.items():
        if city in places and name not in found.known:
            named = found.known.get(city, NOBODY)
            names = tuple(dict.fromkeys([*named.names, city]))
            found.known[name] = Known(named.refs, names, city)
            if city in found.tags:
                found.tags[name] = found.tags[city]


def _add(known: dict[str, Known], name: str, ref: str, names: list[str]) -> None:
    old = known.get(name, NOBODY)
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
    with reading_connection().cursor() as cursor:
        given: dict[str, Any] = {
            "kind": Kind.TAG,
            "noise": quoted(NOISE),
            "most": MOST_COMPARED,
        }
        cursor.execute(_SUBJECTS, given)
        rows: list[tuple[str, str, list[str]]] = cursor.fetchall()
    tags = {
        name: (ref, folded_name(slug)) for ref, slug, names in rows for name in names
    }
    near = [
        tags[match]
        for name in wanted
        for way in known_names(name)[:MOST_WAYS]
        for match in get_close_matches(way, _like(way, tags), n=3, cutoff=0.72)
        if match != name
    ]
    return list(dict.fromkeys(near))[:MOST_NEAR]


def _like(way: str, names: Iterable[str]) -> list[str]:
    """Leave out what cannot be near: comparing letter by letter is slow.

    A name of similar length that begins alike, or goes on alike.
    """
    most = len(way) // 3 + 1
    return [
        name
        for name in names
        if abs(len(name) - len(way)) <= most
        and (name[:2] == way[:2] or name[1:3] == way[1:3])
    ]
