"""The description of the API (OpenAPI 3.1), made once from its operations."""

import json
from functools import lru_cache

from django.http import HttpRequest, HttpResponseBase

from testimonies.answers import answer, typed
from testimonies.api.errors import JSON
from testimonies.api.interface import interface
from testimonies.api.parameters import require_known

MOUNTED_AT = "api/v1"


def description(request: HttpRequest) -> HttpResponseBase:
    """Give the description; it changes with a release or the archive's name only."""
    require_known(request)
    text = _text()
    return typed(answer(request, stamp="openapi", render=lambda: text), JSON)


@lru_cache(maxsize=1)
def _text() -> str:
    described = interface.get_openapi_schema(path_prefix=MOUNTED_AT)
    for path in described["paths"].values():
        # The same operation as GET; two may not have one name.
        path.pop("head")
    del described["servers"]
    return json.dumps(described, ensure_ascii=False)
