"""The archive's addresses and an empty view beside them, to measure against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive import urls
from archive.audiences import AUDIENCES, Audience


def empty(_: HttpRequest) -> HttpResponse:
    """Answer with nothing: what Django, the middleware and gunicorn cost alone."""
    return HttpResponse(b"")


# A route that says not whom it is for answers nobody.
AUDIENCES["empty"] = Audience.READERS
urlpatterns = [path("empty/", empty, name="empty"), *urls.urlpatterns]
