"""The API's addresses. All of them read: other verbs are refused, OPTIONS is answered.

Pages of other sites may read too (CORS), without credentials: nothing here knows any.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from testimonies.api.errors import Malformed, malformed, preflight, wrong_verb
from testimonies.api.interface import interface
from testimonies.api.openapi import description
from testimonies.api.records import READING

app_name = "api"

View = Callable[..., HttpResponseBase]


def _reading(view: View) -> View:
    @csrf_exempt
    @wraps(view)
    def read(request: HttpRequest, **given: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in READING:
            return wrong_verb()
        try:
            return view(request, **given)
        except Malformed as refusal:
            return malformed(request, refusal)

    return read


def _patterns() -> list[URLPattern]:
    """Give the library's routes, but for a first page that it would have for people."""
    made, _, _ = interface.urls
    return [
        path(str(each.pattern), _reading(each.callback), name=each.name)
        for each in made
        if isinstance(each, URLPattern) and each.name != "api-root"
    ]


urlpatterns = [
    path("openapi.json", _reading(description), name="openapi"),
    *_patterns(),
]
