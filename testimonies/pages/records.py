"""The page of one record, whatever its kind: two queries, one when nothing changed.

Redirects to the record's one address; 410 for what was withdrawn, 404 for the rest.
"""

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from testimonies.answers import answer
from testimonies.catalogue import (
    Bundle,
    Stamps,
    bundle,
    current_stamps,
    etag_of,
)
from testimonies.pages.addresses import moved
from testimonies.pages.errors import missing
from testimonies.terms import Kind

TEMPLATES = {
    Kind.TESTIMONY: "pages/testimonies/detail.html",
    Kind.WITNESS: "pages/witnesses/detail.html",
    Kind.QUOTE: "pages/quotes/detail.html",
    Kind.MEDIA: "pages/media/detail.html",
    Kind.COLLECTION: "pages/collections/detail.html",
}

# A publication between the two queries is met by asking again.
ATTEMPTS = 3


class EditionsMoved(RuntimeError):
    """What is public changed between the stamps and the bundle."""


def bundle_behind(stamps: Stamps) -> Bundle:
    """Fetch what the stamps name. Raises EditionsMoved where it is that no more."""
    found = bundle(stamps)
    if found is None:
        raise EditionsMoved(stamps.ref)
    shown = [found.main, *found.others.values()]
    if etag_of((issue.ref, issue.digest) for issue in shown) != stamps.etag:
        raise EditionsMoved(stamps.ref)
    return found


def _body(stamps: Stamps) -> str:
    context = {"bundle": bundle_behind(stamps), "path": stamps.path}
    return render_to_string(TEMPLATES[stamps.kind], context)


def _answer(request: HttpRequest, ref: str) -> HttpResponseBase:
    stamps = current_stamps(ref)
    if stamps is None:
        return missing(request, ref)
    return moved(request, stamps.path) or answer(
        request, stamp=stamps.etag, render=lambda: _body(stamps)
    )


def _record(request: HttpRequest, ref: str) -> HttpResponseBase:
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _answer(request, ref)
        except EditionsMoved:
            continue
    return _answer(request, ref)


@require_safe
def record(request: HttpRequest, ref: str, slug: str = "") -> HttpResponseBase:
    """Show a record at its one address; `slug` is decoration and may be wrong."""
    del slug
    return _record(request, ref)
