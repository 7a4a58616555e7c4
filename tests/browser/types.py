"""Every type of page, from the URLconf: a route that nothing here fills in fails.

An address stands for its type; what answers with no HTML is no page, and is left out by
its Content-Type, not by a list.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import urlopen

from archive.audiences import Audience, Route, audience_of, routes
from testimonies.pages.slips import sealed
from testimonies.terms import Kind
from tests.browser.house import House

_ARGUMENT = re.compile(r"<(?:[^>:]+:)?(\w+)>|\(\?P<(\w+)>.+\)\$?")
# What a type of page looks like in other states than its first.
STATES = {
    "pages:search": (
        "/search/?q=gunfire&tag=almaty",
        "/search/?q=gunfire&view=kwic",
        "/search/?q=zzzz",
        "/search/?sort=none",
    ),
}
NOWHERE = "/testimonies/nothing/"


@dataclass(frozen=True, slots=True)
class PageType:
    """One type of page, by the name of its route, and an address of it."""

    name: str
    path: str


def readers_routes() -> list[Route]:
    """Give every route for readers once."""
    return list({r.name: r for r in routes() if _is_readers(r)}.values())


def _is_readers(route: Route) -> bool:
    return audience_of(route.name) in {Audience.READERS, Audience.REPORTERS}


def readers_types(house: House) -> list[PageType]:
    """Give every page of readers that answers with HTML, in each of its states."""
    found = [PageType(r.name, filled(r, house)) for r in readers_routes()]
    pages = distinct([each for each in found if _is_page(house, each.path)])
    pages = [each for each in pages if not each.path.endswith("/a-slug/")]
    for page in list(pages):
        pages += [PageType(page.name, path) for path in STATES.get(page.name, ())]
    pages.append(PageType("404", NOWHERE))
    if house.withdrawn:
        pages.append(PageType("410", house.withdrawn))
    return pages


def filled(route: Route, house: House) -> str:
    """Give an address of the route, with what the house has for its arguments."""
    path = "/" + route.path.replace("^", "")
    known = _known(route, house)
    for argument in list(_ARGUMENT.finditer(path)):
        name = argument[1] or argument[2]
        assert name in known, f"say what stands for <{name}> in {path}"
        path = path.replace(argument[0], known[name](), 1)
    return path


def _known(route: Route, house: House) -> dict[str, Callable[[], str]]:
    is_tag = route.name in {"pages:tag", "tag-file"}
    return {
        "ref": lambda: _part(house, route, 2),
        "slug": lambda: "gunfire" if is_tag else _part(house, route, 3),
        "number": lambda: "1",
        "earlier": lambda: "1",
        "receipt": lambda: sealed("23456789"),
        "part": lambda: "1",
        "ending": lambda: "bib",
        "name": lambda: f"{'0' * 32}.jpg",
        "uidb64": lambda: "x",
        "token": lambda: "y",
    }


def _part(house: House, route: Route, at: int) -> str:
    """Give the ref or the slug of the record that shows the most."""
    kind = Kind[route.name.rpartition(":")[2].partition("-")[0].upper()]
    place = "tags" if kind is Kind.TAG else kind.plural
    if kind is Kind.TAG:
        return house.tag_ref()
    return house.one(place).split("/")[at] or "a-slug"


def _is_page(house: House, path: str) -> bool:
    try:
        with urlopen(f"{house.address}{path}") as answer:  # noqa: S310
            return str(answer.headers.get_content_type()) == "text/html"
    except HTTPError as refusal:
        # A file of the archive's clips, captions of a recording: the demo has none. A
        # link that nobody was sent.
        refusal.close()
        is_known = path.startswith(("/files/", "/account/")) or path.endswith(".vtt")
        assert is_known, f"{path}: {refusal.code}"
        return path.startswith("/account/")


def door_types(house: House) -> list[PageType]:
    """Give every page that a stranger gets at the door; links are of nobody."""
    found = []
    for route in {r.name: r for r in routes()}.values():
        if audience_of(route.name) is Audience.DOOR and "admin" not in route.name:
            path = filled(route, house)
            if _is_page(house, path):
                found.append(PageType(route.name, path))
    return found


def distinct(types: list[PageType]) -> list[PageType]:
    """Leave out addresses that lead to another's page: a record without its title."""
    with_title = {t.name.removesuffix("-slug") for t in types if _has_title(t)}
    return [each for each in types if each.name not in with_title]


def _has_title(each: PageType) -> bool:
    return each.name.endswith("-slug") and not each.path.endswith("/a-slug/")


def names(types: list[PageType]) -> Iterator[str]:
    """Give the names of the routes, each once."""
    yield from dict.fromkeys(each.name for each in types)
