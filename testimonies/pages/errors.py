"""The pages that show no record: 400, 403, 404, 410, 414, 500 and 503.

A 404 tells nothing of what was asked for, so that an unknown, a draft and a sealed
record answer byte for byte alike; a 410 has neutral words and the public note alone.
"""

import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from testimonies.answers import RETRY_AFTER, bodies, printed
from testimonies.catalogue import Erased, Failure, Tombstone, failure_of, tombstone

PLAIN = "text/plain; charset=utf-8"

# What somebody wrote about a record that is not public (any more): words and contact.
# It goes back to them and nowhere else.
Typed = Mapping[str, str]


def _refusal(template: str, status: int, **context: object) -> HttpResponse:
    return _sent(render_to_string(template, context), status)


def _sent(body: str, status: int) -> HttpResponse:
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _still(template: str, status: int) -> HttpResponse:
    """Answer with a page that is given nothing: a robot asks for thousands of them."""
    # With DEBUG a template may have changed meanwhile.
    page = _page.__wrapped__ if settings.DEBUG else _page
    body = page(template, get_language(), get_script_prefix(), printed())
    return _sent(body, status)


@lru_cache(maxsize=32)
def _page(template: str, *_drawn_for: object) -> str:
    """Draw the page once for each language and for what settings print on it."""
    return render_to_string(template)


def not_found(
    request: HttpRequest, exception: object = None, *, typed: Typed | None = None
) -> HttpResponse:
    """Answer 404, and give back what was typed; also the project's handler404."""
    del exception
    bodies.forget(request.path_info)
    if typed:
        return _refusal("404.html", 404, **typed)
    return _still("404.html", 404)


def bad_request(
    request: HttpRequest | None = None,
    exception: object = None,
    *,
    message: str = "",
) -> HttpResponse:
    """Answer 400 with a sentence for the reader; also the project's handler400."""
    del request
    sentence = message or _why(exception) or _("The archive cannot read this request.")
    return _refusal("400.html", 400, message=sentence)


def _why(exception: object) -> str:
    """Say what is wrong with a body; only the browser has it still."""
    match exception:
        case UnreadablePostError():
            return _(
                "The connection ended before all of it had arrived, so nothing was"
                " saved. Go back to the page before: what you wrote is still there."
            )
        case RequestDataTooBig() | TooManyFieldsSent():
            return _(
                "This is more than the archive takes at once, so nothing was saved. Go"
                " back to the page before, and send it in parts."
            )
        case _:
            return ""


def in_plain_words(sentences: Iterable[str], *, status: int = 400) -> HttpResponse:
    """Answer a program, with a sentence for each thing that is wrong."""
    return HttpResponse(
        "\n".join(sentences),
        status=status,
        content_type=PLAIN,
        headers={"Cache-Control": "no-store"},
    )


def too_long(request: HttpRequest) -> HttpResponse:
    """Answer 414: no page of the archive has so long an address."""
    del request
    message = _("This address is too long. Use fewer words or fewer filters.")
    return _refusal("400.html", 414, message=message)


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer 403 at the desk; the project's handler403."""
    del request, exception
    return _still("403.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 where the database gave no answer; the project's handler500.

    Django calls it while it handles the exception. Asks the database nothing.
    """
    failure = failure_of(sys.exception())
    if failure is None:
        return _refusal("500.html", 500)
    return unavailable(failure, request)


def unavailable(failure: Failure, request: HttpRequest) -> HttpResponse:
    """Answer 503, in plain text where a program asked; nothing tells why it failed."""
    if request.path_info.endswith("/"):
        context = {
            "is_slow": failure is Failure.SLOW,
            "is_sent": request.method == "POST",
        }
        response = _refusal("503.html", 503, **context)
    else:
        words = _("The archive got no answer in time.")
        response = HttpResponse(f"{words}\n", status=503, content_type=PLAIN)
        response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = RETRY_AFTER
    return response


def gone(
    request: HttpRequest, stone: Tombstone | Erased, *, typed: Typed | None = None
) -> HttpResponse:
    """Answer 410 for what was withdrawn, or for one edition that was."""
    bodies.forget(request.path_info)
    is_edition = isinstance(stone, Erased)
    return _refusal(
        "410.html",
        410,
        on=stone.erased_on if isinstance(stone, Erased) else stone.withdrawn_on,
        public_note=stone.public_note,
        is_edition=is_edition,
        **(typed or {}),
    )


def missing(
    request: HttpRequest, ref: str, *, typed: Typed | None = None
) -> HttpResponse:
    """Answer 410 where the record was public once, else 404. One query."""
    stone = tombstone(ref)
    if stone:
        return gone(request, stone, typed=typed)
    return not_found(request, typed=typed)
