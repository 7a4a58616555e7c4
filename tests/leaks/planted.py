"""Leaks that are planted on purpose: mistakes as somebody might make them.

Each is a patch of the product's own code where it stands, with the grant that it would
need; none prints a canary by itself.
"""

import base64
import json
import logging
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from unittest import mock

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import connection
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.text import slugify

from testimonies import catalogue, moderation
from testimonies.admin import site
from testimonies.admin.rules import DeskRules
from testimonies.exchange import Item, citation
from testimonies.files import Cleaned, Copy, digest
from testimonies.models import (
    Collection,
    LedgerNote,
    Passage,
    Place,
    Testimony,
    Transcript,
)
from testimonies.moderation import due
from testimonies.pages import errors
from testimonies.privacy import Redacted
from testimonies.search import facets, snippets
from testimonies.terms import FileRole, Kind
from tests.leaks.planting import as_owner
from tests.logins import READER

Mistake = Callable[[], AbstractContextManager[Any]]


@contextmanager
def _readable(*models: Any) -> Iterator[None]:
    """Give the readers' login what it must not have; the test's end takes it back."""
    with as_owner(), connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"GRANT SELECT ON {model._meta.db_table} TO {READER}")
    yield


@contextmanager
def _all(*parts: AbstractContextManager[Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part)
        yield


def _draft_title(ref: str) -> str:
    row = Testimony.objects.filter(ref=ref).only("title").first()
    return row.title if row else ""


def feed_of_drafts() -> AbstractContextManager[None]:
    """The feed takes titles from the working table."""

    def issues(refs: Any) -> Any:
        found = catalogue.issues(refs)
        for ref, issue in found.items():
            if issue.kind is Kind.TESTIMONY:
                document = json.loads(issue.raw)
                document["title"]["text"] = _draft_title(ref)
                found[ref] = replace(issue, raw=json.dumps(document))
        return found

    patch = mock.patch("testimonies.search.results.issues", issues)
    return _all(_readable(Testimony), patch)


def citation_of_drafts() -> AbstractContextManager[None]:
    """A citation takes the title from the working table."""

    as_built = citation._page

    def page(item: Item, title: str, language: str = "") -> Any:
        return as_built(item, _draft_title(item.issue.ref) or title, language)

    patch = mock.patch.object(citation, "_page", page)
    return _all(_readable(Testimony), patch)


def header_with_the_reason() -> AbstractContextManager[None]:
    """A 404 says in a header why it is one."""

    def missing(request: Any, ref: str) -> Any:
        response = errors.missing(request, ref)
        row = Testimony.objects.filter(ref=ref).first()
        if row:
            response.headers["X-Embargo"] = row.embargo_reason.split()[-1] or "none"
        return response

    patch = mock.patch("testimonies.pages.records.missing", missing)
    return _all(_readable(Testimony), patch)


def snippets_of_drafts() -> AbstractContextManager[None]:
    """Extracts are made from any passage of the collection, as editors have them."""

    def passages(document: Any) -> Iterator[Any]:
        rows = Passage.objects.filter(
            transcript__testimony__collection__ref=document.collection
        )
        for passage in rows:
            yield snippets.Piece(passage.text, "en", passage.number)

    patch = mock.patch("testimonies.search.snippets._passages", passages)
    return _all(_readable(Passage, Transcript, Testimony, Collection), patch)


def redaction_forgotten() -> AbstractContextManager[None]:
    """`describe` takes the text as it is, and the gate does not look."""
    return _all(
        mock.patch(
            "testimonies.catalogue.describe.redact", lambda text, _: Redacted(text, ())
        ),
        mock.patch("testimonies.moderation.withheld.redacted_words", lambda *_: []),
    )


def log_with_messages() -> AbstractContextManager[Any]:
    """Exceptions are logged as Python does it."""
    return mock.patch(
        "archive.logs.FramesOnly.formatException", logging.Formatter.formatException
    )


def slug_of_the_draft() -> AbstractContextManager[None]:
    """A redirect leads to a slug made of the title that is being worked on."""

    def current_stamps(ref: str) -> Any:
        stamps = catalogue.current_stamps(ref)
        title = slugify(_draft_title(ref), allow_unicode=True)
        return stamps and replace(stamps, slug=title or stamps.slug)

    patch = mock.patch("testimonies.pages.records.current_stamps", current_stamps)
    return _all(_readable(Testimony), patch)


def error_page_with_the_message() -> AbstractContextManager[Any]:
    """The page of a fault says what the exception said."""

    def server_error(template: str, status: int, **context: object) -> Any:
        response = refusal(template, status, **context)
        response.content += escape(str(sys.exc_info()[1])).encode()
        return response

    refusal = errors._refusal
    return mock.patch("testimonies.pages.errors._refusal", server_error)


def _door_open() -> list[AbstractContextManager[Any]]:
    return [
        mock.patch("archive.audiences.may_enter", lambda _: True),
        mock.patch("testimonies.admin.own_pages.may", lambda *_: True),
        mock.patch.object(site.DeskSite, "has_permission", lambda *_: True),
    ]


def completion_for_everybody() -> AbstractContextManager[None]:
    """An autocomplete comes back that asks nobody who they are."""

    def comes_back(self: Any, request: Any) -> Any:
        return self.__class__.__base__.autocomplete_view(self, request)

    view = "django.contrib.admin.views.autocomplete.AutocompleteJsonView.has_perm"
    return _all(
        *_door_open(),
        mock.patch(view, lambda *_, **__: True),
        _body_of(site.DeskSite.autocomplete_view, comes_back),
    )


@contextmanager
def _body_of(function: Any, other: Any) -> Iterator[None]:
    """Change a function that the URLconf holds already."""
    before, function.__code__ = function.__code__, other.__code__
    try:
        yield
    finally:
        function.__code__ = before


def desk_for_everybody() -> AbstractContextManager[None]:
    """Who is signed in may look at whatever the desk has."""
    may = mock.patch.object(DeskRules, "has_view_permission", lambda *_, **__: True)
    return _all(*_door_open(), may)


def sitemap_of_drafts() -> AbstractContextManager[None]:
    """The sitemap makes its slugs from the working table."""

    def path_of(kind: Kind, ref: str, slug: str) -> str:
        title = slugify(_draft_title(ref), allow_unicode=True)
        return original(kind, ref, title or slug)

    original = catalogue.path_of
    patch = mock.patch("testimonies.pages.sitemaps.path_of", path_of)
    return _all(_readable(Testimony), patch)


def erasure_forgotten() -> AbstractContextManager[Any]:
    """A withdrawal changes the standing and leaves the editions as they are."""
    return mock.patch(
        "testimonies.moderation.moves.erase_documents", lambda *_, **__: 1
    )


def entries_of_drafts() -> AbstractContextManager[Any]:
    """The index is made of what an editor has, not of the edition."""

    def body(document: Any) -> list[tuple[str, str]]:
        words = Passage.objects.filter(transcript__testimony__ref=document.ref)
        return [(text, "en") for text in words.values_list("text", flat=True)]

    return mock.patch("testimonies.catalogue.rows._body", body)


def concordance_of_drafts() -> AbstractContextManager[None]:
    """Lines are made of any passage of the collection, as editors have them."""

    def pieces_of(issue: Any, language: str) -> list[Any]:
        rows = Passage.objects.filter(
            transcript__testimony__collection__ref=getattr(
                issue.document, "collection", ""
            )
        )
        drafts = [snippets.Piece(row.text, "en", row.number) for row in rows]
        return [*snippets.pieces_of(issue, language), *drafts]

    patch = mock.patch("testimonies.search.concordance.pieces_of", pieces_of)
    return _all(_readable(Passage, Transcript, Testimony, Collection), patch)


def facets_of_drafts() -> AbstractContextManager[None]:
    """Places are counted in the working tables, those of drafts with them."""

    def counted(*asked: Any) -> facets.Facets:
        found = facets.facets(*asked)
        drafts = Testimony.objects.filter(state="draft", place__isnull=False)
        places = [facets.Value(row.place.name, 1) for row in drafts if row.place]
        return replace(found, values={**found.values, "place": tuple(places)})

    patch = mock.patch("testimonies.search.results.facets", counted)
    return _all(_readable(Testimony, Place), patch)


def grant_too_wide() -> AbstractContextManager[None]:
    """The readers' login is given a working table."""
    return _readable(Testimony)


def etag_of_a_note() -> AbstractContextManager[None]:
    """An ETag is made of the newest note in a form that can be read back."""

    def etag_for(_stamp: str) -> str:
        note = LedgerNote.objects.order_by("pk")[0].text
        return f'"{base64.b64encode(note.encode()).decode()}"'

    patch = mock.patch("testimonies.answers.conditional.etag_for", etag_for)
    return _all(_readable(LedgerNote), patch)


def json_in_a_page() -> AbstractContextManager[None]:
    """A list carries the last word of a draft's title as JSON, escaped to ASCII."""

    def rendered(template: str, context: Any) -> str:
        word = Testimony.objects.filter(state="draft").latest("pk").title.split()[-1]
        page = render_to_string(template, context)
        data = escape(json.dumps({"next": word}))
        return page.replace("</main>", f'<p data-more="{data}"></p></main>')

    patch = mock.patch("testimonies.pages.lists.render_to_string", rendered)
    return _all(_readable(Testimony), patch)


def mail_with_the_title() -> AbstractContextManager[Any]:
    """The timed publication writes to the steward which testimony it was."""

    def publish(record: Any, *, by: Any) -> None:
        moderation.publish(record, by=by)
        EmailMessage("Published", f"«{record.summary}»", to=["a@example.org"]).send()

    return mock.patch.object(due, "publish", publish)


def copies_as_they_came() -> AbstractContextManager[None]:
    """A file's public copy is the file, and nobody reads it back."""

    def clean(original: Path, into: Path) -> Cleaned:
        path = Path(shutil.copy(original, into / "copy"))
        sha256, size = digest(path)
        copy = Copy(FileRole.PUBLIC_COPY, path, "image/jpeg", size, sha256, 64, 64)
        return Cleaned("image/jpeg", size, sha256, "0f" * 8, 64, 64, None, (copy,))

    return _all(
        mock.patch("testimonies.custody.intake.clean", clean),
        mock.patch("testimonies.moderation.clip_gates.left_in", lambda _: []),
    )


def texts_as_they_are() -> AbstractContextManager[None]:
    """Templates and functions set texts without escaping them."""
    return _all(
        mock.patch("django.template.base.conditional_escape", str),
        mock.patch("django.utils.html.conditional_escape", str),
    )


def stamps_remembered() -> AbstractContextManager[Any]:
    """Which editions are current is asked once, to spare the database."""
    remembered = lru_cache(catalogue.current_stamps)
    return mock.patch("testimonies.pages.records.current_stamps", remembered)


def footprint_with_the_title() -> AbstractContextManager[Any]:
    """The desk's log calls a record by its title, as Django does."""

    def leave(*, by: Any, row: Any, flag: int, message: Any = ()) -> LogEntry:
        return LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(row),
            object_id=row.pk,
            object_repr=str(row),
            action_flag=flag,
            change_message="",
        )

    return mock.patch("testimonies.admin.footprints.leave", leave)


def command_with_the_title() -> AbstractContextManager[Any]:
    """The timed command names what it could not publish by its title."""

    def publish_due() -> list[Any]:
        rows = Testimony.objects.filter(state="scheduled")
        return [due.Due(row, is_published=False, message=str(row)) for row in rows]

    return mock.patch(
        "testimonies.management.commands.publish_due.publish_due", publish_due
    )
