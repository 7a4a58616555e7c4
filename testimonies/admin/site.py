"""The desk itself: whose door it opens, its first page, and nothing by accident.

A model has pages here only where testimonies/admin/__init__.py registers it.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from testimonies.admin.doors import SITE_PAGES, Beside, Who, may
from testimonies.admin.visit import person_of
from testimonies.admin.words import MOVES_IN_WORDS, STATES_IN_WORDS
from testimonies.moderation import QueueItem, concerns_waiting, protected_met, queue_for
from testimonies.terms import State

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin


class DeskSite(admin.AdminSite):
    """The admin site of the archive."""

    site_header = gettext_lazy("Kuä desk")
    site_title = gettext_lazy("Kuä desk")
    index_title = gettext_lazy("The desk")
    index_template = "admin/desk/index.html"
    app_index_template = "admin/desk/app_index.html"
    enable_nav_sidebar = False
    # An address below the desk that is no page of it is unknown like any other.
    final_catch_all_view = False

    def has_permission(self, request: HttpRequest) -> bool:
        return may(request, Beside.EVERYBODY)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the one door: a form of the desk's would know no second factor."""
        if request.user.is_authenticated:
            raise PermissionDenied
        target = request.GET.get(REDIRECT_FIELD_NAME, reverse("admin:index"))
        return redirect_to_login(target)

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sign out, and lead to the door; a link from elsewhere signs nobody out."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        logout(request)
        return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to the page where everybody manages their own sign-in."""
        return HttpResponseRedirect(reverse("mfa_index"))

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self.password_change(request, extra_context)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show what awaits the person, then the models."""
        person = person_of(request)
        context = {
            **(extra_context or {}),
            "waiting": [line_of(item) for item in queue_for(person)],
            "concerns": concerns_waiting(person),
            "met": protected_met(person),
        }
        return super().index(request, context)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """Give the models in the order in which they were registered."""
        order = {model: place for place, model in enumerate(self._registry)}
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda line: order[line["model"]])
        return apps

    def get_urls(self) -> list[Any]:
        """Leave out the shortcut to a row by its content type: nothing links to it."""
        return [
            each
            for each in super().get_urls()
            if getattr(each, "name", "") != "view_on_site"
        ]

    def doors(self) -> Mapping[str, Who]:
        """Give who may open each page of the desk, by the name of its route."""
        return self._doors

    @cached_property
    def _doors(self) -> Mapping[str, Who]:
        # Every request asks; what is declared stands when the first one comes.
        found = dict(SITE_PAGES)
        for page in self._registry.values():
            found.update(cast("DeskAdmin[Any]", page).doors())
        return found

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """No field of the desk uses it, so it answers nobody."""
        raise Http404


def line_of(item: QueueItem) -> dict[str, Any]:
    """Give what the first page shows of one record that waits."""
    options = item.record._meta
    try:
        name = f"admin:{options.app_label}_{options.model_name}_change"
        address = reverse(name, args=[item.record.pk])
    except NoReverseMatch:
        address = ""
    return {
        "title": str(item.record),
        "kind": options.verbose_name,
        "address": address,
        "state": STATES_IN_WORDS[State(item.record.state)],
        "moves": [MOVES_IN_WORDS[move.name].label for move in item.waits_for],
        "why": item.why,
        "since": item.since,
        "days": (timezone.now() - item.since).days,
    }
