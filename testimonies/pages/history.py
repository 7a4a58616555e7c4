"""A record's editions, one of them as it was, and what changed from one to another.

Eight queries at most, whatever the size. What was taken back answers 410, and no words
of it are compared.
"""

from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from testimonies.answers import answer
from testimonies.catalogue import (
    Bundle,
    EditionLine,
    Erased,
    Issue,
    ReadingUnknown,
    changed_parts,
    compare,
    edition,
    etag_of,
    issues,
    tells_removed,
    with_teller,
)
from testimonies.catalogue import editions as history_of
from testimonies.pages.addresses import moved
from testimonies.pages.errors import gone, missing, not_found
from testimonies.pages.records import TEMPLATES, Reading, reading_refused
from testimonies.terms import kind_of


@dataclass(frozen=True, slots=True)
class Changes:
    """Which parts of a document differ from those of an earlier edition."""

    since: int
    parts: tuple[str, ...]


def _path(ref: str, *, number: int | None = None) -> str:
    tail = "" if number is None else f"{number}/"
    return f"/{kind_of(ref).plural}/{ref}/editions/{tail}"


def _stamps_of(lines: list[EditionLine]) -> list[tuple[str, str]]:
    return [
        (f"{line.number}", f"{line.digest} {line.erased_on} {line.public_note}")
        for line in lines
    ]


@require_safe
def editions(request: HttpRequest, ref: str) -> HttpResponseBase:
    """List what was published of a record, and when; also what was taken back."""
    shown = issues([ref]).get(ref)
    if shown is None:
        return missing(request, ref)
    lines = history_of(ref)
    path = _path(ref)
    return moved(request, path) or answer(
        request,
        stamp=etag_of([*_stamps_of(lines), (ref, shown.digest)]),
        render=lambda: _list_body(shown, lines, path),
    )


def _list_body(shown: Issue, lines: list[EditionLine], path: str) -> str:
    parts = changed_parts(shown.ref)
    context = {
        "issue": shown,
        "rows": [(line, parts.get(line.number)) for line in lines],
        "path": path,
    }
    return render_to_string("pages/editions/list.html", context)


@require_safe
def one_edition(request: HttpRequest, ref: str, number: int) -> HttpResponseBase:
    """Show one numbered edition among the records that are public now."""
    lines = history_of(ref)
    is_known = any(line.number == number for line in lines)
    found = edition(ref, number) if is_known else None
    if found is None:
        is_public = any(line.is_current for line in lines)
        return not_found(request) if is_public else missing(request, ref)
    if isinstance(found, Erased):
        return gone(request, found)
    path, bundle = _path(ref, number=number), with_teller(found)
    reading = Reading.of(request, found.main.kind)
    try:
        shown = reading.in_document(found.main.document)
    except ReadingUnknown as refusal:
        return reading_refused(refusal)
    stamps = [*_stamps_of(lines), ("shown", bundle.etag), ("text", shown)]
    return moved(request, path, query=reading.query) or answer(
        request,
        stamp=etag_of(stamps),
        render=lambda: _edition_body(bundle, lines, path=path, reading=shown),
        is_kept=not shown,
    )


@require_safe
def changes(
    request: HttpRequest, ref: str, number: int, earlier: int
) -> HttpResponseBase:
    """Compare an edition with an earlier one, or itself, as readers may be told it.

    Nothing of it is kept: an edition that is taken back is in no memory of ours.
    """
    lines = history_of(ref)
    # What the history has no line of is not asked for.
    known = {line.number for line in lines}
    found = [edition(ref, n) if n in known else None for n in (number, earlier)]
    erased = next((each for each in found if isinstance(each, Erased)), None)
    if erased is not None:
        return gone(request, erased)
    later, before = found
    if not (isinstance(later, Bundle) and isinstance(before, Bundle)):
        is_public = any(line.is_current for line in lines)
        return not_found(request) if is_public else missing(request, ref)
    if earlier > number:
        return not_found(request)
    path = f"{_path(ref, number=number)}since/{earlier}/"
    shown = Bundle(later.main, {**before.others, **later.others})
    return moved(request, path) or answer(
        request,
        stamp=etag_of([*_stamps_of(lines), ("shown", shown.etag)]),
        render=lambda: _changes_body(before, shown, path),
        is_kept=False,
    )


def _changes_body(before: Bundle, shown: Bundle, path: str) -> str:
    since = before.main.number
    is_told = tells_removed(shown.main.ref, since)
    found = compare(before.main.document, shown.main.document, tells_removed=is_told)
    context = {
        "bundle": shown,
        "since": since,
        "changes": found,
        "parts": list(dict.fromkeys(change.part for change in found)),
        "tells_removed": is_told,
        "path": path,
    }
    return render_to_string("pages/editions/changes.html", context)


def _edition_body(
    shown: Bundle, lines: list[EditionLine], *, path: str, reading: str
) -> str:
    number = shown.main.number
    context = {
        "bundle": shown,
        "line": next(line for line in lines if line.number == number),
        "changes": _changes(shown, lines),
        "path": path,
        "is_edition": True,
        "reading": reading,
        "state": f"text={reading}" if reading else "",
    }
    return render_to_string(TEMPLATES[shown.main.kind], context)


def _changes(shown: Bundle, lines: list[EditionLine]) -> Changes | None:
    """Compare with the edition before, where that one still stands. Two queries."""
    numbers = [line.number for line in lines if line.number < shown.main.number]
    before = edition(shown.main.ref, max(numbers)) if numbers else None
    if not isinstance(before, Bundle):
        return None
    then, now = asdict(before.main.document), asdict(shown.main.document)
    names = tuple(name for name in now if now[name] != then.get(name))
    return Changes(before.main.number, names)
