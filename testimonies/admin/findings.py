"""What the gates found, each with the address of the field or record to mend."""

from dataclasses import dataclass

from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from testimonies.admin.visit import holds
from testimonies.models import Passage, Quote, Testimony
from testimonies.moderation import Finding, Moving, findings
from testimonies.terms import Role

# Parts of a page that are no single field.
_GROUPS = {
    "quotes": "quotes-group",
    "transcripts": "transcripts-group",
    "sources": "testimonysource_set-group",
    "illustrations": "illustrations-group",
    "files": "files-group",
    "events": "events-group",
    "tags": "testimonies-tagging-content_type-object_id-group",
}


@dataclass(frozen=True, slots=True)
class FoundAt:
    """A finding and where to mend it."""

    message: str
    is_blocking: bool
    address: str


def findings_for(request: HttpRequest, record: Moving) -> list[FoundAt]:
    """Give what the gates find, each with its address; blocking ones first.

    Where a protected term stands is for editors: it would let others guess at vaults.
    """
    is_editor = holds(request, Role.EDITOR)
    found = [each for each in findings(record) if is_editor or each.code != "protected"]
    ordered = sorted(found, key=lambda finding: not finding.is_blocking)
    return [
        FoundAt(finding.message, finding.is_blocking, _address(record, finding))
        for finding in ordered
    ]


def _address(record: Model, finding: Finding) -> str:
    if isinstance(record, Testimony):
        row = _row_of(record, finding)
        if row is not None:
            return page_of(row)
    return f"{page_of(record)}#{_anchor(record, finding.field)}"


def _row_of(testimony: Testimony, finding: Finding) -> Model | None:
    """Give the other row that a finding is about, if it is about one."""
    kind, _, name = finding.field.partition(" ")
    if finding.code == "consent" and kind == "witness":
        return testimony.witness
    if kind == "quote":
        return Quote.objects.filter(testimony=testimony, ref=name).first()
    if kind == "passage" and name.isdigit():
        passages = Passage.objects.filter(transcript__testimony=testimony)
        return passages.filter(number=int(name)).first()
    return None


def _anchor(record: Model, field: str) -> str:
    """Give the id of the field on the record's page: its path's first step names it."""
    name = field.split(".", 1)[0]
    return _GROUPS.get(name, f"id_{name}")


def page_of(row: Model) -> str:
    """Give the address of a row's page at the desk, or "" where it has none."""
    options = row._meta
    try:
        name = f"admin:{options.app_label}_{options.model_name}_change"
        return reverse(name, args=[row.pk])
    except NoReverseMatch:
        return ""
