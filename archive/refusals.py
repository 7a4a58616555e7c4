"""Which face words a refusal: the API in JSON below /api/, the pages everywhere else.

The project's handlers, and what its middleware answers by itself.
"""

from types import ModuleType

from django.http import HttpRequest, HttpResponse

from testimonies.api import errors as of_the_api
from testimonies.pages import errors as of_the_pages

API_PATHS = "/api/"


def _face(request: HttpRequest) -> ModuleType:
    return of_the_api if request.path_info.startswith(API_PATHS) else of_the_pages


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 400; the project's handler400."""
    response: HttpResponse = _face(request).bad_request(request, exception)
    return response


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 403; the project's handler403."""
    response: HttpResponse = _face(request).forbidden(request, exception)
    return response


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 404; the project's handler404."""
    response: HttpResponse = _face(request).not_found(request, exception)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 or 503; the project's handler500."""
    response: HttpResponse = _face(request).server_error(request)
    return response


def too_long(request: HttpRequest) -> HttpResponse:
    """Answer 414."""
    response: HttpResponse = _face(request).too_long(request)
    return response
