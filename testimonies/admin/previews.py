"""A draft in the readers' form: their templates, with a bundle of the candidate.

It shows what travels with the record as drafted, and other records only as they are
public now. What is covered for readers is covered here.
"""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse

from testimonies.catalogue import readings
from testimonies.models import MediaItem
from testimonies.moderation import Moving, candidate_bundle, draft_changes
from testimonies.terms import kind_of


def preview(record: Moving, reading: str = "") -> HttpResponse:
    """Render the draft under its banner; no copy of the page may be kept.

    A reading that the draft has not shows the original, as without one.
    """
    kind = kind_of(record.ref)
    bundle = candidate_bundle(record)
    is_known = reading in readings(bundle.main.document)
    context = {
        "bundle": bundle,
        "path": "",
        "is_preview": True,
        "reading": reading if is_known else "",
    }
    body = render_to_string(f"pages/{kind.plural}/detail.html", context)
    return _unkept(_with_own_copies(record, body))


def _with_own_copies(record: Moving, body: str) -> str:
    """Fetch a draft's copies from the desk: no address of readers has them yet."""
    if not isinstance(record, MediaItem):
        return body
    for pk, name in record.files.values_list("pk", "name"):
        address = reverse("admin:testimonies_mediaitem_copy", args=[record.pk, pk])
        body = body.replace(f"{get_script_prefix()}files/{name}", address)
    return body


def changes(record: Moving) -> HttpResponse:
    """Render what the draft changes of what readers have, as they would be told it."""
    compared = draft_changes(record)
    context = {"ref": record.ref, "compared": compared, "path": "", "is_preview": True}
    return _unkept(render_to_string("pages/editions/draft.html", context))


def _unkept(body: str) -> HttpResponse:
    return HttpResponse(body, headers={"Cache-Control": "no-store"})
