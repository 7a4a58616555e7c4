"""The language of a response: by path for readers, by profile at the desk.

Accept-Language is never read: one address shows one page to everyone.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from archive.readers import STAFF_PATHS

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def language_of_path(path: str) -> str:
    """Give the language that a path's first segment names, else the default."""
    first = path.lstrip("/").split("/", 1)[0]
    prefixed = {code for code, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in prefixed else settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Activates the path's language for the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of_path(request.path_info)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


class DeskLanguageMiddleware:
    """Activates the language in the profile of whoever is signed in.

    Before that, at the door, `?lang=` says it and nothing keeps it: the pages to which
    the door leads on carry it along.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(STAFF_PATHS):
            return self.get_response(request)
        asked = request.GET.get("lang", "")
        if asked not in dict(settings.LANGUAGES):
            asked = ""
        language = getattr(request.user, "language", asked or settings.LANGUAGE_CODE)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        if asked and not request.user.is_authenticated:
            _carry_along(response, asked)
        return response


def _carry_along(response: HttpResponseBase, language: str) -> None:
    target = response.headers.get("Location", "")
    if target.startswith("/account/") and "lang=" not in target:
        mark = "&" if "?" in target else "?"
        response.headers["Location"] = f"{target}{mark}{urlencode({'lang': language})}"
