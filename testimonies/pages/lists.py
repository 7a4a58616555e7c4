"""Lists of what is public, newest first, by cursor; two queries each."""

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from testimonies.answers import answer
from testimonies.catalogue import (
    Cursor,
    CursorMalformed,
    Issue,
    Page,
    etag_of,
    issues,
    listing,
    within,
)
from testimonies.pages.errors import bad_request
from testimonies.terms import Kind, TagKind, kind_of

PAGE_SIZE = 20
NEWEST = 6
# A page of the timeline: so many collections, and so many records of them.
TIMELINE_COLLECTIONS = 10
TIMELINE_RECORDS = 200

TEMPLATES = {
    Kind.TESTIMONY: "pages/testimonies/list.html",
    Kind.WITNESS: "pages/witnesses/list.html",
    Kind.QUOTE: "pages/quotes/list.html",
    Kind.MEDIA: "pages/media/list.html",
    Kind.COLLECTION: "pages/collections/list.html",
}


@require_safe
def records(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """List one kind; `after` is the marker of a further page."""
    try:
        after = _marker(request, kind)
    except CursorMalformed:
        return _no_such_page(request)
    page = listing(kind, after=after, limit=PAGE_SIZE)
    context = {"page": page, "after": after, "path": f"/{kind.plural}/"}
    return answer(
        request,
        stamp=f"{page.etag} {after}",
        query=f"after={after}" if after else "",
        render=lambda: render_to_string(TEMPLATES[kind], context),
    )


def _marker(request: HttpRequest, kind: Kind) -> Cursor | None:
    """Read where a page of a kind begins. Raises CursorMalformed."""
    markers = request.GET.getlist("after")
    # Two of them joined are no marker of ours either.
    after = Cursor.parse(" ".join(markers)) if any(markers) else None
    if after and kind_of(after.ref) is not kind:
        raise CursorMalformed
    return after


def _no_such_page(request: HttpRequest) -> HttpResponseBase:
    message = _("This page marker is not one of ours; start from the first page.")
    return bad_request(request, message=message)


@require_safe
def timeline(request: HttpRequest) -> HttpResponseBase:
    """Show the events, testimonies and clips of collections by date. Two queries."""
    try:
        after = _marker(request, Kind.COLLECTION)
    except CursorMalformed:
        return _no_such_page(request)
    page = listing(
        Kind.COLLECTION, after=after, limit=TIMELINE_COLLECTIONS, with_named=False
    )
    refs = [issue.ref for issue in page.issues]
    found = within(refs, limit=TIMELINE_RECORDS + 1) if refs else []
    context = {
        "page": page,
        "records": found[:TIMELINE_RECORDS],
        "is_cut": len(found) > TIMELINE_RECORDS,
        "after": after,
        "path": "/timeline/",
    }
    stamps = [(issue.ref, issue.digest) for issue in found]
    return answer(
        request,
        stamp=f"{etag_of([*stamps, ('page', page.etag)])} {after}",
        query=f"after={after}" if after else "",
        render=lambda: render_to_string("pages/timeline.html", context),
    )


def _subjects_of(pages: list[Page]) -> list[Issue]:
    shown = [issue for page in pages for issue in page.issues]
    refs = {ref for issue in shown for ref in getattr(issue.document, "tags", ())}
    found = sorted(issues(refs).values(), key=lambda tag: tag.title.casefold())
    return [tag for tag in found if tag.document.tag_kind == TagKind.SUBJECT]


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Say what the archive is, and show the newest of it: seven queries."""
    collections = listing(Kind.COLLECTION, limit=NEWEST)
    testimonies = listing(Kind.TESTIMONY, limit=NEWEST)
    media = listing(Kind.MEDIA, limit=NEWEST)
    subjects = _subjects_of([testimonies, media])
    stamps = [
        ("collections", collections.etag),
        ("testimonies", testimonies.etag),
        ("media", media.etag),
        *((tag.ref, tag.digest) for tag in subjects),
    ]
    context = {
        "collections": collections,
        "testimonies": testimonies,
        "subjects": subjects,
        "path": "/",
    }
    return answer(
        request,
        stamp=etag_of(stamps),
        render=lambda: render_to_string("pages/home.html", context),
    )
