"""How addresses are read and written: refs, the language's prefix, permanent ones."""

from functools import cache

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, register_converter
from django.utils.translation import get_language

from testimonies.terms import REF_PATTERN, Kind, parse_ref

_CHARACTERS = REF_PATTERN.partition("]")[2]
DEFAULT_LANGUAGE = "en"


def _either_case(pattern: str) -> str:
    return f"(?i:{pattern})"


class _RefConverter:
    """Reads a ref of one kind in either case; a mistyped one is no address."""

    kind: Kind
    regex: str

    def to_python(self, value: str) -> str:
        return parse_ref(value)

    def to_url(self, value: str) -> str:
        return value


@cache
def converter_of(kind: Kind) -> str:
    """Register the kind's converter and give its name in routes."""
    name = f"{kind.name.lower()}_ref"
    regex = _either_case(f"{kind}{_CHARACTERS}")
    converter = type(name, (_RefConverter,), {"kind": kind, "regex": regex})
    register_converter(converter, name)
    return name


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
