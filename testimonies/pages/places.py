"""The places that records name, by country, each a search for its records.

Of where a place lies a document holds whole degrees at most, so that is what is drawn,
on a sheet without coasts and borders, and nobody can be found by it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from testimonies.answers import answer
from testimonies.catalogue import etag_of
from testimonies.pages.addresses import DEFAULT_LANGUAGE
from testimonies.pages.choices import address
from testimonies.pages.errors import bad_request
from testimonies.search import Place, PlacePage, SearchQuery
from testimonies.search import places as places_after

PAGE_SIZE = 100
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A place as a page names it; `path` finds its records.

    `degrees` are (latitude, longitude), where they are known.
    """

    name: str
    language: str
    records: int
    path: str
    degrees: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Country:
    """Places of one country, by its code; "": not recorded, or of several."""

    code: str
    places: tuple[Named, ...]


@require_safe
def places(request: HttpRequest) -> HttpResponseBase:
    """List the places; `after` is the name that a further page follows. Two queries."""
    markers = [each for each in request.GET.getlist("after") if each]
    after = markers[0] if markers else ""
    if len(markers) > 1 or len(after) > LONGEST_NAME or "\x00" in after:
        message = _("This page marker is not one of ours; start from the first page.")
        return bad_request(request, message=message)
    page = places_after(after, limit=PAGE_SIZE)
    stamps = [
        (each.name, f"{each.records} {each.names} {each.degrees}")
        for each in page.places
    ]
    return answer(
        request,
        stamp=etag_of([*stamps, ("next", page.next), ("after", after)]),
        query=f"after={after}" if after else "",
        render=lambda: _body(page, after),
    )


def _body(page: PlacePage, after: str) -> str:
    countries = tuple(_by_country(page.places))
    context = {
        "countries": countries,
        "placed": [p for each in countries for p in each.places if p.degrees],
        "page": page,
        "after": after,
        "path": "/places/",
    }
    return render_to_string("pages/places.html", context)


def _by_country(found: Iterable[Place]) -> Iterator[Country]:
    ordered = sorted(found, key=_code)
    for code, those in groupby(ordered, key=_code):
        named = sorted(map(_named, those), key=lambda each: each.name.casefold())
        yield Country(code, tuple(named))


def _code(place: Place) -> str:
    return place.countries[0] if len(place.countries) == 1 else ""


def _named(place: Place) -> Named:
    language = get_language() or DEFAULT_LANGUAGE
    own = place.names.get(language, "")
    path = address(SearchQuery(place=place.name))
    return Named(
        own or place.name,
        language if own else "",
        place.records,
        path,
        place.degrees,
    )
