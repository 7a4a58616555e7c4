"""The archive's addresses and an empty view beside them, to measure against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive import urls


def empty(_: HttpRequest) -> HttpResponse:
    """Answer with nothing: what Django, the middleware and gunicorn cost alone."""
    return HttpResponse(b"")


urlpatterns = [path("empty/", empty), *urls.urlpatterns]
