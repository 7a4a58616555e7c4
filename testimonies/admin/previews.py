"""A draft in the readers' form: their templates, with a bundle of the candidate.

It shows what travels with the record as drafted, and other records only as they are
public now.
"""

from django.http import HttpResponse
from django.template.loader import render_to_string

from testimonies.admin.rules import Moving
from testimonies.moderation import candidate_bundle
from testimonies.terms import kind_of


def preview(record: Moving) -> HttpResponse:
    """Render the draft under its banner; no copy of the page may be kept."""
    kind = kind_of(record.ref)
    context = {"bundle": candidate_bundle(record), "path": "", "is_preview": True}
    body = render_to_string(f"pages/{kind.plural}/detail.html", context)
    return HttpResponse(body, headers={"Cache-Control": "no-store"})
