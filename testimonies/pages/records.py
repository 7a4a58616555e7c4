"""The page of one record, whatever its kind: two queries, one when nothing changed.

A quote's takes three: who said it stands in its testimony alone. A testimony's has a
parameter: `text` says in which languages its account is shown. Redirects to the
record's one address; 410 for what was withdrawn, 404 for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from testimonies.answers import answer
from testimonies.catalogue import (
    Bundle,
    ReadingUnknown,
    Stamps,
    bundle,
    current_stamps,
    readings,
    with_teller,
)
from testimonies.pages.addresses import moved
from testimonies.pages.errors import bad_request, missing
from testimonies.terms import Kind

TEMPLATES = {
    Kind.TESTIMONY: "pages/testimonies/detail.html",
    Kind.WITNESS: "pages/witnesses/detail.html",
    Kind.QUOTE: "pages/quotes/detail.html",
    Kind.MEDIA: "pages/media/detail.html",
    Kind.COLLECTION: "pages/collections/detail.html",
}

PARAMETER = "text"

# A publication between the two queries is met by asking again.
ATTEMPTS = 3


class EditionsMoved(RuntimeError):
    """What is public changed between the stamps and the bundle."""


def bundle_behind(stamps: Stamps) -> Bundle:
    """Fetch what the stamps name. Raises EditionsMoved where it is that no more."""
    found = bundle(stamps)
    if found is None:
        raise EditionsMoved(stamps.ref)
    if found.etag != stamps.etag:
        raise EditionsMoved(stamps.ref)
    return found


def in_one_piece(ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Ask again where something was published between two queries."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            return ask()
        except EditionsMoved:
            continue
    return ask()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a request wants the account: "" as it was told, languages, or two of them.

    Other records have no account, and their pages never look at the parameter.
    """

    values: tuple[str, ...]

    @classmethod
    def of(cls, request: HttpRequest, kind: Kind) -> "Reading":
        is_read = kind is Kind.TESTIMONY
        return cls(tuple(request.GET.getlist(PARAMETER)) if is_read else ())

    @property
    def query(self) -> str:
        """The parameter as it belongs to the address of the page."""
        return urlencode([(PARAMETER, value) for value in self.values])

    def in_document(self, document: object) -> str:
        """Give the one value. Raises ReadingUnknown where the account has it not."""
        if not self.values:
            return ""
        known = readings(document)
        if len(self.values) > 1 or self.values[0] not in known:
            raise ReadingUnknown(known)
        return self.values[0]


def reading_refused(refusal: ReadingUnknown) -> HttpResponseBase:
    """Answer 400: name the parameter and what it may be here."""
    if not refusal.known:
        message = _("“text”: this testimony has no written account. Leave it out.")
        return bad_request(message=message)
    message = _(
        "“text” says in which language the account is shown. Here it may be one of:"
        " %(known)s."
    )
    known = ", ".join(f"text={value}" for value in refusal.known)
    return bad_request(message=message % {"known": known})


def _body(stamps: Stamps, shown: Bundle, reading: Reading) -> str:
    context = {
        "bundle": shown,
        "path": stamps.path,
        "reading": reading.in_document(shown.main.document),
        "state": reading.query,
    }
    return render_to_string(TEMPLATES[stamps.kind], context)


def _quote(request: HttpRequest, stamps: Stamps, reading: Reading) -> HttpResponseBase:
    """Answer with a quote and who said it; a new name of hers is another page."""
    shown = with_teller(bundle_behind(stamps))
    render = partial(_body, stamps, shown, reading)
    return answer(request, stamp=shown.etag, render=render)


def _answer(request: HttpRequest, ref: str) -> HttpResponseBase:
    stamps = current_stamps(ref)
    if stamps is None:
        return missing(request, ref)
    reading = Reading.of(request, stamps.kind)
    elsewhere = moved(request, stamps.path, query=reading.query)
    if elsewhere is not None:
        return elsewhere
    if stamps.kind is Kind.QUOTE:
        return _quote(request, stamps, reading)
    return answer(
        request,
        stamp=f"{stamps.etag}{reading.query}",
        render=lambda: _body(stamps, bundle_behind(stamps), reading),
        is_kept=not reading.values,
    )


@require_safe
def record(request: HttpRequest, ref: str, slug: str = "") -> HttpResponseBase:
    """Show a record at its one address; `slug` is decoration and may be wrong."""
    del slug
    try:
        return in_one_piece(lambda: _answer(request, ref))
    except ReadingUnknown as refusal:
        return reading_refused(refusal)
