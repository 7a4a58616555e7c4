"""The pages of a model at the desk: each behind its door, each declared."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import path, reverse

from testimonies.admin.doors import MODEL_PAGES, OwnPage, Who, may

ModelT = TypeVar("ModelT", bound=Model)


class OwnPages(admin.ModelAdmin[ModelT]):
    """Django's pages of a model, and those of our own."""

    own_pages: ClassVar[tuple[OwnPage, ...]] = ()
    # Pages that a class of Django's adds, by the name of their route.
    inherited_pages: ClassVar[Mapping[str, Who]] = {}

    def url_of(self, page: str, *args: Any) -> str:
        """Give the address of one of the model's pages."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args)

    def get_urls(self) -> list[Any]:
        """Put the pages of our own first; a route without a name is left out.

        Django's only such route leads from an address that no page has any more.
        """
        own = [
            path(page.route, self.opened(page), name=name)
            for page, name in zip(self.own_pages, self._own_names(), strict=True)
        ]
        return [*own, *(each for each in super().get_urls() if each.name)]

    def opened(self, page: OwnPage) -> Any:
        """Give the view behind its door: the role first, then the row if it has one."""

        def view(request: HttpRequest, **given: Any) -> HttpResponseBase:
            if not may(request, page.who) or not self.has_view_permission(request):
                raise PermissionDenied
            key = given.pop("object_id", None)
            row = () if page.of_all else (self.row_or_404(request, key),)
            answer: HttpResponseBase = getattr(self, page.view)(request, *row, **given)
            return answer

        # What admin_view and the middleware look at.
        view.csrf_exempt = page.checks_token  # type: ignore[attr-defined]
        return self.admin_site.admin_view(view)

    def doors(self) -> Iterator[tuple[str, Who]]:
        """Give the name of each of the model's routes and who may open it."""
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        for page, declaration in MODEL_PAGES.items():
            yield f"{prefix}_{page}", getattr(self, declaration)
        for own, name in zip(self.own_pages, self._own_names(), strict=True):
            yield name, own.who
        yield from self.inherited_pages.items()

    def _own_names(self) -> list[str]:
        prefix = f"{self.opts.app_label}_{self.opts.model_name}"
        return [f"{prefix}_{page.name}" for page in self.own_pages]

    def row_or_404(self, request: HttpRequest, object_id: str) -> Any:
        """Give the row of an own view. Raises Http404 and PermissionDenied."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row
