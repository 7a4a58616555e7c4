"""What somebody sent that cannot be saved, given back to be copied.

A session ends while a transcript is typed, or a colleague publishes the record or
deletes it: then the browser holds the only copy, and an answer without it would lose
hours of work. Shows nothing but what the request itself holds.
"""

from collections.abc import Iterator
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# A long transcript with every field of its passages stays below.
MOST_FIELDS, MOST_LETTERS = 500, 1_000_000

# Parts of names of fields that are never given back, whoever sent them.
_SECRETS = ("password", "token", "credential", "code", "secret")
# What forms of several rows carry for themselves.
_OF_THE_FORM = ("_FORMS", "-id")
_ROW_TO_COPY = "__prefix__"


class Why(StrEnum):
    """Why nothing could be saved."""

    SIGNED_OUT = "signed out"
    NO_FACTOR = "no second factor"
    OLD_FORM = "old form"
    CLOSED = "closed"
    GONE = "gone"


_NOT_FOUND, _FORBIDDEN = 404, 403


def sent_by(request: HttpRequest) -> list[tuple[str, str]]:
    """Give the fields that a person filled in, by name, in their order.

    A body longer than a form may be is not read: it may be a stranger's file.
    """
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.method != "POST" or length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return []
    return list(_filled_in(request))


def _filled_in(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        # Names with _ in front are buttons and the form's version.
        is_persons = not name.startswith("_") and not name.endswith(_OF_THE_FORM)
        is_secret = any(part in name.lower() for part in _SECRETS)
        if is_persons and not is_secret and _ROW_TO_COPY not in name:
            yield from ((name, value) for value in values if value.strip())


def _most_of(sent: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep what fits on a page: the longest texts first, for they cost the most."""
    room, kept = MOST_LETTERS, set[int]()
    by_length = sorted(range(len(sent)), key=lambda at: -len(sent[at][1]))
    for at in by_length:
        size = sum(map(len, sent[at]))
        if len(kept) < MOST_FIELDS and size <= room:
            kept.add(at)
            room -= size
    return [sent[at] for at in sorted(kept)]


def unsaved(request: HttpRequest, why: Why, *, way_on: str = "") -> HttpResponse | None:
    """Answer with what was sent and `way_on`, an address; None where nothing was."""
    sent = sent_by(request)
    if not sent:
        return None
    shown = _most_of(sent)
    context = {
        "why": why.value,
        "way_on": way_on,
        "sent": shown,
        "is_cut": len(shown) < len(sent),
    }
    status = _NOT_FOUND if why is Why.GONE else _FORBIDDEN
    response = render(request, "account/unsaved.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
