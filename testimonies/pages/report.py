"""Report a concern: the one form that anybody may send, without account or cookie.

The record is looked for as every reader's page does it, on the readers' login, so that
what is hidden answers here as everywhere; then one statement goes to the desk's. No
word of it is logged, mailed or kept anywhere else (docs/decisions/0017).
"""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.db import Error
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from testimonies.answers import RETRY_AFTER
from testimonies.catalogue import Issue, failure_of, issues
from testimonies.moderation import WORDS_KEPT, Received, Report, receive_concern
from testimonies.pages.addresses import DEFAULT_LANGUAGE, moved, prefixed
from testimonies.pages.errors import missing, not_found
from testimonies.pages.report_form import LONGEST_WORDS, ReportForm
from testimonies.pages.slips import (
    BITS,
    WAIT,
    Slip,
    SlipRefused,
    new_slip,
    read_receipt,
    read_slip,
    sealed,
)
from testimonies.terms import ConcernKind

# Bytes: five times the longest words and contact, each character written as
# %F0%9F%92%94. What is too long to keep is given back to be made shorter: a browser
# does not remember it, for the form may stand in no memory.
MOST_BODY = 256 * 1024
FORM = "application/x-www-form-urlencoded"
# Seconds to the next hour at most, when there is room again.
AN_HOUR = "3600"
_HEADERS = {"Cache-Control": "no-store"}


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, ref: str) -> HttpResponseBase:
    """Show the form about a public record, or take in what was sent."""
    if request.method == "POST" and _is_too_large(request):
        return _too_large()
    form = ReportForm(request.POST if request.content_type == FORM else {})
    with request.reading():  # type: ignore[attr-defined]
        found = issues([ref]).get(ref)
        if found is None:
            return missing(request, ref, typed=form.typed)
    if request.method == "POST":
        return _sent(found, form)
    if elsewhere := moved(request, _path(ref)):
        elsewhere.headers["Cache-Control"] = "no-store"
        return elsewhere
    return _shown(found, ReportForm(), new_slip(ref))


@require_safe
def thanks(request: HttpRequest, receipt: str) -> HttpResponseBase:
    """Say that something has arrived; the address alone says under which reference.

    Only an address that we gave says it, lest somebody be sent here in place of the
    form. Asks no database: whether there is such a reference is nobody's to find out.
    """
    try:
        reference = read_receipt(receipt)
    except SlipRefused:
        return not_found(request)
    context = {
        "receipt": reference,
        "days": WORDS_KEPT.days,
        "path": f"/report/thanks/{receipt}/",
    }
    body = render_to_string("pages/report/thanks.html", context)
    return HttpResponse(body, headers=_HEADERS)


def _path(ref: str) -> str:
    return f"/report/{ref}/"


def _is_too_large(request: HttpRequest) -> bool:
    """Say so before a byte is read; a body of no stated length is read as empty."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BODY
    except ValueError:
        return True


def _too_large() -> HttpResponse:
    body = render_to_string("pages/report/too_large.html", {"most": LONGEST_WORDS})
    return HttpResponse(
        body, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers=_HEADERS
    )


@sensitive_variables()
def _sent(found: Issue, form: ReportForm) -> HttpResponseBase:
    try:
        slip = read_slip(form.data.get("slip", ""), found.ref)
    except SlipRefused:
        form.add_error(None, _said_of_old())
        return _refused(found, form, new_slip(found.ref))
    if not form.is_valid():
        return _refused(found, form, slip)
    has_worked = slip.work_in(form.data.get("proof", "")) >= BITS
    if not has_worked and (seconds := slip.seconds_to_wait()):
        form.add_error(None, _said_of_waiting(seconds))
        return _refused(found, form, slip, status=429, retry=str(seconds))
    return _sending(found, form, slip)


@sensitive_variables()
def _sending(found: Issue, form: ReportForm, slip: Slip) -> HttpResponseBase:
    try:
        reception = receive_concern(_report(found, form, slip))
    except Error as error:
        if failure_of(error) is None:
            raise
        form.add_error(None, _said_of_absence())
        return _refused(found, form, slip, status=503, retry=RETRY_AFTER)
    received = reception.became
    if received is Received.RECEIVED:
        thanks_at = prefixed(f"/report/thanks/{sealed(slip.receipt)}/")
        response = HttpResponseRedirect(thanks_at, headers=_HEADERS)
        response.status_code = HTTPStatus.SEE_OTHER
        return response
    if received is Received.USED:
        form.add_error(None, _said_of_used(slip.receipt))
        return _refused(found, form, new_slip(found.ref), status=409)
    if received is Received.DEARER:
        form.add_error(None, _said_of_more_work())
        seconds = str(slip.seconds_to_wait())
        dearer = replace(slip, asked=reception.asked)
        return _refused(found, form, dearer, status=429, retry=seconds)
    form.add_error(None, _said_of_full())
    return _refused(found, form, slip, status=429, retry=AN_HOUR)


@sensitive_variables()
def _report(found: Issue, form: ReportForm, slip: Slip) -> Report:
    cleaned = form.cleaned_data
    return Report(
        ref=found.ref,
        kind=ConcernKind(cleaned["kind"]),
        language=cleaned["language"],
        words=cleaned["words"],
        contact=cleaned["contact"],
        token_digest=slip.digest,
        receipt=slip.receipt,
        bits=slip.work_in(form.data.get("proof", "")),
        has_waited=not slip.seconds_to_wait(),
    )


def _said_of_old() -> str:
    return _(
        "This form was too old, or was not whole, so nothing was sent. What you wrote"
        " is still here: send it once more."
    )


def _said_of_waiting(seconds: int) -> str:
    return ngettext(
        "Nothing was sent yet. Against machines, a form without a script is taken only"
        " some time after it was opened: wait %(seconds)s second and send it again."
        " What you wrote is still here.",
        "Nothing was sent yet. Against machines, a form without a script is taken only"
        " some time after it was opened: wait %(seconds)s seconds and send it again."
        " What you wrote is still here.",
        seconds,
    ) % {"seconds": seconds}


def _said_of_more_work() -> str:
    return _(
        "Nothing was sent yet. Against machines, your browser has to work some seconds"
        " more: send it once more. What you wrote is still here."
    )


def _said_of_absence() -> str:
    return _(
        "The archive is away for a moment, and nothing of what you wrote was kept. It"
        " is still here: send it again in a minute, or write to us by another way."
    )


def _said_of_used(receipt: str) -> str:
    return _(
        "This form was sent before and has arrived, under the reference %(receipt)s."
        " You need do nothing more. If you have changed something, send it again."
    ) % {"receipt": receipt}


def _said_of_full() -> str:
    return _(
        "So much has come in this hour, about this record or in all, that no more is"
        " taken, and nothing was kept. What you wrote is still here: send it in an"
        " hour, or from the page of another record, or write to us by another way if it"
        " cannot wait."
    )


def _refused(
    found: Issue,
    form: ReportForm,
    slip: Slip,
    *,
    status: int = HTTPStatus.BAD_REQUEST,
    retry: str = "",
) -> HttpResponse:
    """Give the form back with all that was typed, and with what is wrong."""
    response = _shown(found, form, slip)
    response.status_code = status
    if retry:
        response.headers["Retry-After"] = retry
    return response


@sensitive_variables()
def _shown(found: Issue, form: ReportForm, slip: Slip) -> HttpResponse:
    proof = form.data.get("proof", "")
    context: dict[str, Any] = {
        "issue": found,
        "form": form,
        "slip": slip.text,
        # Work that was done stays done while the slip is the same.
        "proof": proof if slip.work_in(proof) >= slip.asked else "",
        "bits": slip.asked,
        "wait": WAIT,
        "days": WORDS_KEPT.days,
        "most": LONGEST_WORDS,
        "chosen_language": form["language"].value()
        or get_language()
        or DEFAULT_LANGUAGE,
        "path": _path(found.ref),
    }
    return HttpResponse(
        render_to_string("pages/report/form.html", context), headers=_HEADERS
    )
