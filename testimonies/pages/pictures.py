"""The picture of a quote, to be shown where its page is shared: PNG, three queries.

Made of the same documents as the page, and known by an ETag of them all; what is
withdrawn answers 410 here too. Nothing of it can be read but by looking at it.
"""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from testimonies.answers import answer, typed
from testimonies.catalogue import current_stamps, with_teller
from testimonies.exchange import Item, can_draw, card_of, draw
from testimonies.pages.addresses import moved
from testimonies.pages.errors import missing, not_found
from testimonies.pages.formats import the_archive
from testimonies.pages.records import bundle_behind, in_one_piece
from testimonies.terms import Fidelity

PNG = "image/png"
# As the quote's page says it (templatetags/labels.py).
FIDELITY = {
    Fidelity.VERBATIM: _("Word for word"),
    Fidelity.CONDENSED: _("Condensed"),
    Fidelity.PARAPHRASE: _("Not the witness’s words: a paraphrase"),
    Fidelity.ABSENT: _("Not in the account"),
}


@require_safe
def quote_picture(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Draw a public quote; 404 where its letters cannot be drawn."""
    return in_one_piece(lambda: _answer(request, ref))


def _answer(request: HttpRequest, ref: str) -> HttpResponseBase:
    stamps = current_stamps(ref)
    if stamps is None:
        return missing(request, ref)
    elsewhere = moved(request, f"/{stamps.kind.plural}/{ref}/picture.png")
    if elsewhere is not None:
        return elsewhere
    shown = with_teller(bundle_behind(stamps))
    words = str(FIDELITY[Fidelity(shown.main.document.fidelity)])
    card = card_of(Item(shown.main, shown.others, the_archive()), fidelity=words)
    if not can_draw(card):
        return not_found(request)
    response = typed(answer(request, stamp=shown.etag, render=partial(draw, card)), PNG)
    policy = settings.CONTENT_SECURITY_POLICY_OF_FILES
    response.headers["Content-Security-Policy"] = policy
    # Search engines may list the page, and need no copy besides.
    response.headers["X-Robots-Tag"] = "noindex"
    return response
