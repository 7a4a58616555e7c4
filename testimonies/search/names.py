"""Which tags and witnesses the names in a search stand for.

Names are compared folded, in any script: алматы, Almaty and АЛМАТЫ are one. Only what
is public has a row here, so a hidden name is as unknown as one that never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from testimonies.catalogue import entries
from testimonies.search.words import Known
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
    wanted = set(folded)
    if not wanted:
        return Names()
    rows = entries().filter(
        kind__in=[Kind.TAG, Kind.WITNESS], names__overlap=sorted(wanted)
    )
    found = Names()
    for ref, kind, names in rows.values_list("ref", "kind", "names")[:MOST_ROWS]:
        for name in wanted.intersection(names):
            _add(found.known, name, ref, names)
            if kind == Kind.TAG:
                found.tags[name] = ref
    return found


def _add(known: dict[str, Known], name: str, ref: str, names: list[str]) -> None:
    old = known.get(name, Known(frozenset(), ()))
    spellings = tuple(dict.fromkeys([*old.names, *names]))
    known[name] = Known(old.refs | {ref}, spellings)


def near_tags(folded: Iterable[str]) -> list[str]:
    """Give refs of tags whose names resemble one of the names. One query."""
    wanted = list(folded)
    if not wanted:
        return []
    rows = entries().filter(kind=Kind.TAG).values_list("ref", "names")
    refs = {name: ref for ref, names in rows[:MOST_COMPARED] for name in names}
    near = [
        refs[match]
        for name in wanted
        for match in get_close_matches(name, refs, n=3, cutoff=0.72)
        if match != name
    ]
    return list(dict.fromkeys(near))[:MOST_NEAR]
