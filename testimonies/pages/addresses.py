"""How addresses of pages are written: the language's prefix, permanent ones."""

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import get_script_prefix
from django.utils.translation import get_language

DEFAULT_LANGUAGE = "en"


def prefixed(path: str) -> str:
    """Give a public path in the language of this response."""
    language = get_language() or DEFAULT_LANGUAGE
    prefix = "" if language == DEFAULT_LANGUAGE else f"/{language}"
    return f"{get_script_prefix().rstrip('/')}{prefix}{path}"


def moved(
    request: HttpRequest, path: str, *, query: str = ""
) -> HttpResponseBase | None:
    """Redirect for good to a record's one address; None: this is it.

    The parameters that belong to the address go along.
    """
    canonical = prefixed(path)
    if request.path == canonical:
        return None
    asked = f"?{query}" if query else ""
    response = HttpResponsePermanentRedirect(f"{canonical}{asked}")
    response.headers["Cache-Control"] = "no-cache"
    return response
