"""Every route of the URLconf with every kind of argument that the archive can give it.

A route is found by itself. A converter or an argument that is not known here fails the
walk: say below what stands for it, in every state that it can have.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby, product
from operator import itemgetter
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls.resolvers import LocalePrefixPattern, RegexPattern, RoutePattern
from django.utils.http import urlsafe_base64_encode

from archive.audiences import Audience, Route, audience_of, routes
from testimonies.exchange import OF_A_RECORD
from testimonies.models import Edition, Entry, MediaFile, SavedSearch, Tag
from testimonies.pages.slips import sealed
from testimonies.terms import Kind, MoveName, kind_of, new_ref

_ARGUMENT = re.compile(r"<(?:(?P<converter>[^>:]+):)?(?P<name>[^>]+)>")
_NAMED_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>(?P<rest>(?:[^()]|\([^()]*\))*)\)")
UNTAKEN = 999_999
# So many numbers of editions are asked of a record that never had one, and its first.
IN_TURN = 2


@dataclass(frozen=True, slots=True)
class Address:
    """One path below a route."""

    route: Route
    path: str

    @property
    def name(self) -> str:
        return self.route.name

    @property
    def is_public(self) -> bool:
        return is_public(self.route)


def is_public(route: Route) -> bool:
    """Say whether the route is for readers."""
    return audience_of(route.name) is Audience.READERS


class Arguments:
    """What may stand for each argument of a route, read from the archive once."""

    def __init__(self) -> None:
        self.refs = {kind: _refs(kind) for kind in Kind}
        self.slugs = [*Tag.objects.values_list("slug", flat=True), "nothing"]
        self.entry_slugs = dict(Entry.objects.values_list("ref", "slug"))
        files = MediaFile.objects.order_by("-pk")
        self.files = list(files.values_list("name", flat=True))
        # A copy and an original, each asked for below every record.
        newest = {file.is_cleaned: str(file.pk) for file in files.order_by("pk")}
        self.two_files = list(newest.values())
        self.most = max(Edition.objects.values_list("number", flat=True), default=0)
        self.issued = set(Edition.objects.values_list("ref", flat=True))

    def of(self, route: Route, converter: str, name: str) -> list[str]:
        """Give the values. Fails on an argument that nobody has thought of."""
        known: dict[str, Callable[[], list[str]]] = {
            "ref": lambda: self.refs[_kind_of(converter)],
            "number": lambda: [*map(str, range(1, self.most + 2)), "0", "999999"],
            # Of two editions that are compared, the one before.
            "earlier": lambda: ["1", "2"],
            "part": lambda: ["1", "2", "0"],
            "slug": lambda: self._slugs(route),
            "ending": lambda: [*OF_A_RECORD],
            "object_id": lambda: self._keys(route),
            "id": lambda: self._keys(route),
            "move": lambda: [*MoveName, "unheard-of"],
            "app_label": lambda: ["testimonies", "auth"],
            "url": lambda: ["", "nothing"],
            "name": lambda: [*self.files, f"{'0' * 32}.jpg"],
            "file_id": lambda: [*self.two_files, str(UNTAKEN)],
            "receipt": lambda: [sealed("23456789"), "23456789"],
            # Of somebody's own sign-in, of an invitation, of saved searches.
            "pk": lambda: self._own(route),
            "uidb64": lambda: [urlsafe_base64_encode(b"1"), "nobody"],
            "token": lambda: ["made-up", "set-password"],
        }
        assert name in known, f"the walk knows nothing for <{name}> in {route.path}"
        return known[name]()

    def _own(self, route: Route) -> list[str]:
        if not route.name.startswith("account_search_"):
            return ["1", str(UNTAKEN)]
        keys = SavedSearch.objects.order_by("pk").values_list("pk", flat=True)
        return [*map(str, keys), str(UNTAKEN)]

    def _slugs(self, route: Route) -> list[str]:
        is_tag = "tags/" in route.path
        return self.slugs if is_tag else ["{slug}", "another-slug"]

    def _keys(self, route: Route) -> list[str]:
        rows = model_of(route)._base_manager.order_by("pk")
        return [*(str(key) for key in rows.values_list("pk", flat=True)), str(UNTAKEN)]


def _refs(kind: Kind) -> list[str]:
    model: Any = next(
        each
        for each in apps.get_app_config("testimonies").get_models()
        if each.__name__.lower().startswith(kind.name.lower())
    )
    known = list(model._base_manager.order_by("pk").values_list("ref", flat=True))
    unknown = new_ref(kind)
    return [*known, unknown, known[0].upper(), f"{unknown[:-1]}2", f"{kind}2"]


def _kind_of(converter: str) -> Kind:
    return Kind[converter.removesuffix("_ref").upper()]


def model_of(route: Route) -> type[Model]:
    """Give the model of one of the desk's pages, by the path that it is mounted at."""
    found = re.search(r"(\w+)/(\w+)/<", route.path)
    assert found, f"whose page is {route.path}?"
    return apps.get_model(found[1], found[2])


def addresses(names: Collection[str] = ()) -> Iterator[Address]:
    """Give every address (or those of the named routes), readers' in every language."""
    given = Arguments()
    for route in routes():
        if names and route.name not in names:
            continue
        for path in dict.fromkeys(_paths(route, given)):
            yield Address(route, path)


def _paths(route: Route, given: Arguments) -> Iterator[str]:
    parts = [_alternatives(route, pattern, given) for pattern in route.patterns]
    for chosen in product(*parts):
        path = "/" + "".join(chosen)
        if "{slug}" in path:
            refs = [ref for ref in given.entry_slugs if f"/{ref}/" in path]
            slug = given.entry_slugs[refs[0]] if refs else "a-slug"
            path = path.replace("{slug}", slug)
        yield quote(path, safe="/%")


def _alternatives(route: Route, pattern: Any, given: Arguments) -> list[str]:
    if isinstance(pattern, LocalePrefixPattern):
        others = [code for code, _ in settings.LANGUAGES]
        return ["", *(f"{code}/" for code in others if code != settings.LANGUAGE_CODE)]
    if isinstance(pattern, RoutePattern):
        return _filled(str(pattern), _ARGUMENT, route, given)
    assert isinstance(pattern, RegexPattern), f"what is {pattern!r}?"
    text = pattern.regex.pattern.removeprefix("^").removesuffix("$")
    return _filled(text.replace("\\Z", ""), _NAMED_GROUP, route, given)


def _filled(
    text: str, argument: re.Pattern[str], route: Route, given: Arguments
) -> list[str]:
    found = list(argument.finditer(text))
    values = [
        given.of(route, each.groupdict().get("converter") or "", each["name"])
        for each in found
    ]
    chosen = list(product(*values))
    if [each["name"] for each in found[:2]] == ["ref", "number"]:
        chosen = list(_numbered(chosen, given.issued))
    return [_put(text, found, each) for each in chosen]


def _numbered(
    chosen: list[tuple[str, ...]], issued: set[str]
) -> Iterator[tuple[str, ...]]:
    """Give every number of a record that has editions; of another, some in turn.

    Nothing stands under any number of what never had an edition. So each is asked for
    the first, which would be its next, and for IN_TURN others: all of them come by.
    """
    for turn, (ref, each) in enumerate(groupby(chosen, key=itemgetter(0))):
        first, *others = each
        yield first
        if ref.lower() in issued:
            yield from others
        else:
            at = turn * IN_TURN % len(others)
            yield from (others * 2)[at : at + IN_TURN]


def _put(text: str, found: list[re.Match[str]], chosen: tuple[str, ...]) -> str:
    for each, value in reversed(list(zip(found, chosen, strict=True))):
        text = text[: each.start()] + value + text[each.end() :]
    return text


BESIDE = (
    "/no/such/page/",
    "/admin",
    "/ru/admin/",
    "//admin/",
    "/testimonies/../admin/",
    "/media/%2e%2e/%2e%2e/etc/passwd",
    "/files/",
    "/files/%00",
    "/api/",
    "/api/v1/",
    "/api/v1/testimonies",
    "/api/v1/none/",
    "/account/signup/",
)
"""Addresses that no route has, and tricks with paths."""

# Formats that may come.
FORMATS = (".xml", ".csv")


def beside(refs: Iterator[str]) -> Iterator[str]:
    """Give what lies beside the routes, and a record in formats that may come."""
    yield from BESIDE
    for ref in refs:
        for ending in FORMATS:
            yield f"/{kind_of(ref).plural}/{ref}{ending}"
