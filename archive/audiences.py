"""Who may use each route: declared here, by name, and refused where it is not.

A route without a line here answers nobody, stops the server's start and fails the
tests. This is the first door: at the desk, roles and a record's state decide further
(testimonies/admin/rules.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    UnreadablePostError,
)
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.csrf import csrf_failure

from archive.readers import DESK_PATHS
from archive.whole import is_cut_off, refuse_cut_off
from testimonies.accounts import lacks_second_factor
from testimonies.admin import Why, desk, may_enter, unsaved
from testimonies.exchange import OF_A_SEARCH
from testimonies.terms import Kind


class Audience(StrEnum):
    """Who may use a route, from everybody to the fewest."""

    READERS = "readers"
    """Everybody, on the reader's login: no session is read, no cookie is set."""

    DOOR = "door"
    """Everybody, on the desk's login: the way in."""

    REPORTERS = "reporters"
    """Everybody, to send a concern: without a cookie, on the desk's login for that
    one statement (archive/readers.py)."""

    SIGNED_IN = "signed in"
    """Whoever has an account: their own sign-in and nothing of the archive."""

    DESK = "desk"
    """Whoever works at the desk: contributors and up, and managers of accounts.

    Outside a demo, with a second factor that was used in this session.
    """


KINDS_WITH_PAGES = [kind for kind in Kind if kind is not Kind.TAG]
OF_A_KIND = ("-list", "", "-editions", "-edition", "-changes", "-slug")

AUDIENCES: dict[str, Audience] = {
    **dict.fromkeys(
        [
            "feed",
            "file",
            "search-feed",
            *(f"search-results-{ending}" for ending in ("csv", *OF_A_SEARCH)),
            "tag-file",
            "testimony-captions",
            *(f"{kind.word}-file" for kind in KINDS_WITH_PAGES),
            "sitemap",
            "sitemap-part",
            "robots",
            "security",
            "health",
            "pages:home",
            "pages:search",
            "pages:timeline",
            "pages:places",
            "pages:quote-picture",
            "pages:tag-list",
            "pages:tag",
            "pages:about",
            "pages:privacy",
            "pages:corrections",
            *(
                f"pages:{kind.word}{page}"
                for kind in KINDS_WITH_PAGES
                for page in OF_A_KIND
            ),
            "api:openapi",
            "api:search",
            *(f"api:{kind.word}-list" for kind in Kind),
            *(f"api:{kind.word}" for kind in Kind),
        ],
        Audience.READERS,
    ),
    **dict.fromkeys(
        [
            *(f"pages:{kind.word}-report" for kind in KINDS_WITH_PAGES),
            "pages:report-thanks",
        ],
        Audience.REPORTERS,
    ),
    **dict.fromkeys(
        [
            "admin:login",
            "account_login",
            "account_logout",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "account_reset",
            "account_reset_asked",
            "account_reset_confirm",
            "account_invitation",
            "account_accept",
        ],
        Audience.DOOR,
    ),
    **dict.fromkeys(
        [
            "mfa_index",
            "account_language",
            "account_reauthenticate",
            "account_change_password",
            "account_app_picture",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_remove_webauthn",
            "mfa_edit_webauthn",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "account_searches",
            "account_search_add",
            "account_search_open",
            "account_search_rename",
            "account_search_delete",
        ],
        Audience.SIGNED_IN,
    ),
    "account_invite": Audience.DESK,
    "account_take_back": Audience.DESK,
}

# The pages of the desk say by themselves whom they answer (testimonies/admin/doors.py).
DESK = "admin:"
# Where somebody without a second factor is led from the desk's door.
SET_UP = "mfa_index"
DESK_VERBS = ("GET", "HEAD", "POST")


class RouteUndeclared(ImproperlyConfigured):
    """A route has no line in AUDIENCES."""


@dataclass(frozen=True, slots=True)
class Route:
    """One pattern of the URLconf: its full name, its path as written, its view."""

    name: str
    path: str
    view: Callable[..., Any]
    patterns: tuple[Any, ...]


def routes() -> Iterator[Route]:
    """Give every route of the URLconf, in the order in which they are tried."""
    yield from _below(get_resolver(), (), "", ())


def _below(
    resolver: URLResolver,
    namespaces: tuple[str, ...],
    path: str,
    patterns: tuple[Any, ...],
) -> Iterator[Route]:
    for each in resolver.url_patterns:
        longer, way = path + str(each.pattern), (*patterns, each.pattern)
        if isinstance(each, URLResolver):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _below(each, inner, longer, way)
        elif isinstance(each, URLPattern):
            name = ":".join([*namespaces, each.name or ""])
            yield Route(name, longer, each.callback, way)


def audience_of(name: str) -> Audience:
    """Say who may use the route. Raises RouteUndeclared."""
    if name in AUDIENCES:
        return AUDIENCES[name]
    if name.startswith(DESK) and name.removeprefix(DESK) in desk.doors():
        return Audience.DESK
    message = f"Nothing declares who may use the route {name or 'without a name'}."
    raise RouteUndeclared(message)


def require_declared_routes() -> None:
    """Refuse to serve where a route does not say who may use it."""
    for route in routes():
        audience_of(route.name)


class AudienceMiddleware:
    """Lets nobody use a route that is not for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse a verb that no page of the desk has; readers' pages do so themselves.

        Django's admin would take PUT for GET, and show a form.
        """
        is_desks = request.path_info.startswith(DESK_PATHS)
        if is_desks and request.method not in DESK_VERBS:
            return HttpResponseNotAllowed(DESK_VERBS)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        """Answer instead of the view: with the way in, or with a refusal."""
        audience = audience_of(_name_of(request))
        if audience in {Audience.READERS, Audience.REPORTERS, Audience.DOOR}:
            return None
        if kept := _kept(request):
            return kept
        if not request.user.is_authenticated:
            return _the_way_in(request)
        if audience is Audience.DESK and not may_enter(request):
            raise PermissionDenied
        if audience is Audience.DESK and lacks_second_factor(request):
            return HttpResponseRedirect(reverse(SET_UP))
        return None


def refuse_forgery(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """Answer a form without its token; the project's CSRF_FAILURE_VIEW.

    The token is looked at before the audience: who was signed out meanwhile may have
    lost it too, as has who signed in again beside the form, and gets back what was
    typed. It lacks where the form was cut off, too.
    """
    if is_cut_off(request):
        return refuse_cut_off(request)
    return _kept(request, lacks_token=True) or csrf_failure(request, reason)


def _name_of(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _kept(
    request: HttpRequest, *, lacks_token: bool = False
) -> HttpResponseBase | None:
    """Give back what was typed to whom the desk's door is shut; None for others.

    `lacks_token`: to whom it is open as well, for the form was another session's.

    A form that was cut off on its way is refused as such.
    """
    try:
        return _unsaved(request, lacks_token=lacks_token)
    except UnreadablePostError:
        return refuse_cut_off(request)


def _unsaved(request: HttpRequest, *, lacks_token: bool) -> HttpResponse | None:
    # On the pages of invitations a role is chosen and nothing typed.
    name = _name_of(request)
    is_typed = name.startswith(DESK) and audience_of(name) is Audience.DESK
    if request.method != "POST" or not is_typed:
        return None
    if not request.user.is_authenticated:
        return unsaved(request, Why.SIGNED_OUT, way_on=_the_way_in(request).url)
    if may_enter(request) and lacks_second_factor(request):
        return unsaved(request, Why.NO_FACTOR, way_on=reverse(SET_UP))
    if lacks_token and may_enter(request):
        return unsaved(request, Why.OLD_FORM, way_on=request.path)
    return None


def _the_way_in(request: HttpRequest) -> HttpResponseRedirect:
    return redirect_to_login(request.get_full_path())
