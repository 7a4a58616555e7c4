"""The places that public records name, each with how many name it. Two queries a page.

A place is known by the name that documents give it first. What is told of it is what
they hold: names, a country, and whole degrees.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from testimonies.analysis import quoted
from testimonies.catalogue import place_tokens, reading_connection
from testimonies.search.words import any_of

FAMILY = "place:"
# Records asked for the country of their place: one name may be that of two places.
ASKED = 20

_COUNTED = """
SELECT token, records FROM testimonies_facetcount
WHERE token > %s AND token < 'place;' ORDER BY token LIMIT %s
"""
_TOLD = """(
SELECT json_build_array(
  min(place), array_agg(DISTINCT country),
  array_agg(DISTINCT degrees) FILTER (WHERE degrees IS NOT NULL))::text FROM (
  SELECT n.place, e.document::json -> 'place' ->> 'country' AS country,
    (e.document::json -> 'place' ->> 'latitude') || ' '
      || (e.document::json -> 'place' ->> 'longitude') AS degrees
  FROM testimonies_entry n JOIN testimonies_edition e ON e.id = n.edition_id
  WHERE n.vector @@ %s::tsquery AND n.facets @> ARRAY[%s]::text[] LIMIT %s
) sample)"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its names by language, on how many records, in which countries.

    `countries` are ISO 3166 codes; several where the name is that of several places.
    `degrees` are (latitude, longitude); None where records say none or several.
    """

    name: str
    names: Mapping[str, str]
    countries: tuple[str, ...]
    records: int
    degrees: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Places by name; `next` is the name to go on after, "" at the end."""

    places: tuple[Place, ...]
    next: str


def places(after: str = "", *, limit: int) -> PlacePage:
    """Give the places whose names follow `after`, in the order of their letters."""
    with reading_connection().cursor() as cursor:
        cursor.execute(_COUNTED, [f"{FAMILY}{after}", limit + 1])
        rows: list[tuple[str, int]] = cursor.fetchall()
        shown = rows[:limit]
        told: list[str] = []
        if shown:
            ways = ((_way(token), token, ASKED) for token, _ in shown)
            told_of = ", ".join([_TOLD] * len(shown))
            cursor.execute(f"SELECT {told_of}", [part for way in ways for part in way])
            told = cursor.fetchone()
    found = (_place(*row, each) for row, each in zip(shown, told, strict=True))
    last = shown[-1][0].removeprefix(FAMILY) if len(rows) > limit else ""
    return PlacePage(tuple(place for place in found if place), last)


def _way(token: str) -> str:
    return any_of(map(quoted, place_tokens(token.removeprefix(FAMILY))))


def _place(token: str, records: int, told: str) -> Place | None:
    """Give a place; None: it was withdrawn between the two queries."""
    names, countries, degrees = json.loads(told)
    if names is None:
        return None
    return Place(
        token.removeprefix(FAMILY),
        json.loads(names),
        tuple(sorted(each for each in countries if each)),
        records,
        _degrees(degrees or []),
    )


def _degrees(told: list[str]) -> tuple[int, int] | None:
    if len(told) != 1:
        return None
    latitude, longitude = map(int, told[0].split())
    return latitude, longitude
