"""The API's operations, put together; describes itself and serves no page of its own.

The library's own pages (Swagger) and its own description of errors are left out, so it
needs no place in INSTALLED_APPS and no static file.
"""

from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from testimonies.api.errors import Malformed, malformed
from testimonies.api.parameters import problems_of
from testimonies.api.records import add_kind
from testimonies.api.search import add_search
from testimonies.terms import Kind


def _refuse(request: HttpRequest, refusal: Any) -> HttpResponse:
    return malformed(request, refusal)


def _refuse_values(request: HttpRequest, refusal: Any) -> HttpResponse:
    return malformed(request, Malformed(problems_of(refusal.errors)))


def _leave_to_django(_request: HttpRequest, fault: Any) -> NoReturn:
    """Let the project's handler answer: it knows a silent database from a fault."""
    raise fault


def _router() -> Router:
    router = Router()
    for kind in Kind:
        add_kind(router, kind)
    add_search(router)
    return router


interface = NinjaAPI(
    title=f"{settings.ARCHIVE_NAME}: what is public, as JSON",
    version="1",
    description=(
        "Read-only. Records are given as the documents that were published; what was"
        " withdrawn answers 410. Times are UTC, dates EDTF, languages BCP 47."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    default_router=_router(),
)
interface.add_exception_handler(Malformed, _refuse)
interface.add_exception_handler(ValidationError, _refuse_values)
interface.add_exception_handler(Exception, _leave_to_django)
