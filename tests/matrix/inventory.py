"""Every route with addresses to try, from the URLconf and the registry alone.

A route that takes something which nothing here stands for stops the tests: say what.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import translation

from archive.audiences import Audience, Route, audience_of, routes
from testimonies.admin import desk
from testimonies.models import Quote, Tag, Testimony, User
from testimonies.pages.slips import sealed
from testimonies.terms import Kind, MoveName
from tests.matrix.scene import Scene

DESK = "admin:"
TAGS = {"pages:tag", "tag-file"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a route; `given` says what stands for what it takes."""

    route: Route
    path: str
    given: tuple[tuple[str, Any], ...] = ()

    @property
    def name(self) -> str:
        return self.route.name

    @property
    def audience(self) -> Audience:
        return audience_of(self.name)

    @property
    def is_of_accounts(self) -> bool:
        return self.path.startswith("/account/")


def all_routes() -> list[Route]:
    found = {route.name: route for route in routes()}
    return list(found.values())


def model_of(name: str) -> type[Model] | None:
    """Give the model whose page at the desk a route is; None for all others."""
    for model in desk._registry:
        prefix = f"{DESK}{model._meta.app_label}_{model._meta.model_name}_"
        if name.startswith(prefix) or name == f"{DESK}auth_user_password_change":
            return User if "auth_user_" in name else model
    return None


def page_of(name: str) -> str:
    """Give which page of its model a route is: a word of MODEL_PAGES, or its own."""
    return name.rpartition("_")[2]


def checks_token(name: str) -> bool:
    """Say whether a page of the desk checks a form's token by itself."""
    model = model_of(name)
    pages = getattr(desk._registry.get(model), "own_pages", ()) if model else ()
    return any(each.checks_token and each.name == page_of(name) for each in pages)


def takes(route: Route) -> set[str]:
    """Name what the route's address takes."""
    return {name for pattern in route.patterns for name in _names_in(pattern)}


def _names_in(pattern: Any) -> set[str]:
    regex = getattr(pattern, "regex", None)
    named = regex.groupindex if regex is not None else {}
    return {*getattr(pattern, "converters", {}), *named}


def addresses(scene: Scene, *, row: Model | None = None) -> Iterator[Address]:
    """Give each route's address once, and a page of moves once a move."""
    for route in all_routes():
        yield from addresses_of(route, scene, row=row)


def one_each(scene: Scene) -> list[Address]:
    """Give every route once: the first move stands for all."""
    found: dict[str, Address] = {}
    for address in addresses(scene):
        found.setdefault(address.name, address)
    return list(found.values())


def addresses_of(
    route: Route, scene: Scene, *, row: Model | None = None
) -> Iterator[Address]:
    """Give the addresses of one route about the row, or about the scene's."""
    names = takes(route)
    given: dict[str, Any] = {}
    if names & {"object_id", "id"}:
        model = model_of(route.name)
        assert model, route
        wanted = row or scene.rows[model]
        given[(names & {"object_id", "id"}).pop()] = wanted.pk
    if "ref" in names:
        given["ref"] = ref_of(scene, kind_in(route.name))
    known = stands_for(scene, route.name)
    given |= {name: known[name]() for name in names & known.keys()}
    moves = [m.value for m in MoveName] if "move" in names else [None]
    for move in moves:
        kwargs = {**given, "move": move} if move else given
        assert names == kwargs.keys(), f"nothing stands for {names - kwargs.keys()}"
        yield Address(route, reverse(route.name, kwargs=kwargs), (*kwargs.items(),))


def stands_for(scene: Scene, name: str) -> dict[str, Callable[[], Any]]:
    """Say how to get what stands for what a route takes, where no row of its model."""
    visitors = scene.visitors
    is_reset = name == "account_reset_confirm"
    return {
        "number": lambda: 1,
        "earlier": lambda: 1,
        "part": lambda: 1,
        "receipt": lambda: sealed("23456789"),
        "slug": lambda: scene.aliased.slug if name in TAGS else "a-slug",
        "ending": lambda: "bib",
        "app_label": lambda: "testimonies",
        "name": lambda: scene.copy("published").name,
        "file_id": lambda: scene.copy("draft").pk,
        "uidb64": lambda: visitors.uid,
        "token": lambda: visitors.reset if is_reset else visitors.invitation,
        "pk": lambda: _row_of(visitors, name).pk,
    }


def _row_of(visitors: Any, name: str) -> Model:
    """Give the row of somebody's account that a route's number stands for."""
    if name == "account_take_back":
        row: Model = visitors.invited
    elif name.startswith("account_search_"):
        row = visitors.search
    else:
        row = visitors.passkey
    return row


def kind_in(name: str) -> Kind:
    """Give the kind of record whose page a reader's route is."""
    word = name.rpartition(":")[2].partition("-")[0]
    return Kind[word.upper()]


def ref_of(scene: Scene, kind: Kind, state: str = "published") -> str:
    """Give the ref of a record, or of what belongs to a testimony, in a state."""
    testimony: Testimony = scene.testimonies[state]
    match kind:
        case Kind.TESTIMONY:
            return testimony.ref
        case Kind.WITNESS:
            return testimony.witness.ref
        case Kind.QUOTE:
            return Quote.objects.get(testimony=testimony).ref
        case Kind.MEDIA:
            return scene.media[state].ref
        case Kind.COLLECTION:
            return str(scene.collections[state].ref)
        case Kind.TAG:
            return str(Tag.objects.get(name=f"Tag {state}").ref)


def in_language(path: str, language: str) -> str:
    """Give a reader's address in a language."""
    with translation.override(language):
        return path if language == "en" else f"/{language}{path}"


def is_of_the_api(name: str) -> bool:
    """Say whether a route is the API's, which tells other sites what they may ask."""
    return name.startswith("api:")
