"""The archive's addresses and an empty view beside them, to measure against."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def empty(_: HttpRequest) -> HttpResponse:
    """Answer with nothing: what Django, the middleware and gunicorn cost alone."""
    return HttpResponse(b"")


urlpatterns = [path("empty/", empty), path("", include("archive.urls"))]
