"""The archive's addresses, and beside them what is measured against: an empty view, and
the search page without facets."""

from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from archive import urls
from archive.audiences import AUDIENCES, Audience
from testimonies.pages import search
from testimonies.search import Counting


def empty(_: HttpRequest) -> HttpResponse:
    """Answer with nothing: what Django, the middleware and gunicorn cost alone."""
    return HttpResponse(b"")


def page_alone(request: HttpRequest) -> HttpResponseBase:
    """Answer as the search page does, but for facets and counts."""
    asking = search.search
    search.search = partial(asking, counting=Counting.NOTHING)
    try:
        return search.search_page(request)
    finally:
        search.search = asking


# A route that says not whom it is for answers nobody.
AUDIENCES["empty"] = AUDIENCES["page-alone"] = Audience.READERS
urlpatterns = [
    path("empty/", empty, name="empty"),
    path("page-alone/", page_alone, name="page-alone"),
    *urls.urlpatterns,
]
