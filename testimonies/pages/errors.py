"""The pages that show no record: 400, 403, 404, 410 and 500.

A 404 tells nothing of what was asked for, so that an unknown, a draft and a sealed
record answer byte for byte alike; a 410 has neutral words and the public note alone.
"""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from testimonies.catalogue import Erased, Tombstone, tombstone
from testimonies.pages.conditional import bodies


def _refusal(template: str, status: int, **context: object) -> HttpResponse:
    body = render_to_string(template, context)
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 404; also the project's handler404."""
    del exception
    bodies.forget(request.path_info)
    return _refusal("404.html", 404)


def bad_request(
    request: HttpRequest, exception: object = None, *, message: str = ""
) -> HttpResponse:
    """Answer 400 with a sentence for the reader; also the project's handler400."""
    del request, exception
    sentence = message or _("The archive cannot read this request.")
    return _refusal("400.html", 400, message=sentence)


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 403 at the desk; the project's handler403."""
    del request, exception
    return _refusal("403.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without asking the database anything; the project's handler500."""
    del request
    return _refusal("500.html", 500)


def gone(request: HttpRequest, stone: Tombstone | Erased) -> HttpResponse:
    """Answer 410 for what was withdrawn, or for one edition that was."""
    bodies.forget(request.path_info)
    is_edition = isinstance(stone, Erased)
    return _refusal(
        "410.html",
        410,
        at=stone.erased_at if isinstance(stone, Erased) else stone.withdrawn_at,
        public_note=stone.public_note,
        is_edition=is_edition,
    )


def missing(request: HttpRequest, ref: str) -> HttpResponse:
    """Answer 410 where the record was public once, else 404. One query."""
    stone = tombstone(ref)
    return gone(request, stone) if stone else not_found(request)
