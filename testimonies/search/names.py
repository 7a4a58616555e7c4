"""Which tags and witnesses the names in a search stand for.

Names are compared folded, then by their keys, in any script: алматы, Almaty and АЛМАТЫ
are one. Only what is public has a row here, so a hidden name is as unknown as one that
never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from testimonies.catalogue import entries, folded_name, is_name_key, known_names
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
    there = list(rows.order_by("ref").values_list("ref", "kind", "names")[:MOST_ROWS])
    for name, ways in wanted.items():
        # Who bears the very name comes before who only sounds alike.
        exact = [row for row in there if name in row[2]]
        for ref, kind, names in exact or [r for r in there if ways.intersection(r[2])]:
            _add(found.known, name, ref, names)
            if kind == Kind.TAG:
                found.tags.setdefault(name, ref)
    return found


def _add(known: dict[str, Known], name: str, ref: str, names: list[str]) -> None:
    old = known.get(name, Known(frozenset(), ()))
    plain = [each for each in names if not is_name_key(each)]
    spellings = tuple(dict.fromkeys([*old.names, *plain]))[:MOST_SPELLINGS]
    known[name] = Known(old.refs | {ref}, spellings)


def near_tags(folded: Iterable[str]) -> list[tuple[str, str]]:
    """Give (ref, slug) of tags whose names resemble one of the names. One query."""
    wanted = list(folded)
    if not wanted:
        return []
    rows = entries().filter(kind=Kind.TAG).values_list("ref", "slug", "names")
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
