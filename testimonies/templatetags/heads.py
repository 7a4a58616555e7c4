"""The head of a page: what browsers are told, what it is called, what to know first.

Set by functions, for speed; every word is escaped.
"""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Issue
from testimonies.exchange import FORMATS, OF_A_RECORD
from testimonies.templatetags.addresses import Alternate, Site, file_path
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link
from testimonies.templatetags.texts import (
    BETWEEN,
    NOTHING,
    joined,
    our_paragraphs,
    our_text,
    repeated,
)
from testimonies.terms import Kind

_CANONICAL = '<link rel="canonical" href="{}{}{}">'
_ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}{}{}">'


def address_links(
    site: Site, path: str, query: str, languages: list[Alternate], here: Here
) -> SafeString:
    """Say where this page is, in this language and in each of the others."""
    asked = f"?{query}" if query else ""
    canonical = format_html(_CANONICAL, site.url, here.href(path), asked)
    rows = ((each.code, site.url, each.href, asked) for each in languages)
    return joined([canonical, repeated(_ALTERNATE, rows, "\n")], "\n")


_FILE = '<link rel="alternate" type="{}" href="{}" title="{}">'


def file_links(issue: Issue, *, is_edition: bool) -> SafeString:
    """Name the formats in which programs can have this record; of a tag, its data."""
    endings = ["json"] if issue.kind is Kind.TAG else OF_A_RECORD
    rows = (
        (
            form.media_type.partition(";")[0],
            file_path(issue, form.ending, is_edition=is_edition),
            form.name,
        )
        for form in map(FORMATS.__getitem__, endings)
    )
    return repeated(_FILE, rows, "\n")


_STYLES = """
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}">
<link rel="stylesheet" href="{}" media="print">
<script src="{}" defer></script>
<link rel="icon" href="{}" type="image/svg+xml">
<link rel="alternate" type="application/atom+xml" href="{}" title="{}">
"""
_SHEETS = ("tokens", "base", "layout", "components", "print")


def styles(site: Site, here: Here) -> SafeString:
    """Name the style sheets, the script of the way out, the sign and the feed."""
    sheets = (here.static(f"testimonies/css/{name}.css") for name in _SHEETS)
    script = here.static("testimonies/js/leave.js")
    icon = here.static("testimonies/pictures/mark.svg")
    return format_html(_STYLES, *sheets, script, icon, here.url("feed"), site.name)


_TESTIMONY = """
<header class="record__head">
<p class="kicker">{}</p>
<h1>{}</h1>
<p class="byline">{}</p>
</header>
"""
_TOLD = (
    '{} <a href="{}" class="byline__name">{}</a> <span class="byline__kind">({})</span>'
)


def testimony_head(bundle: Bundle, here: Here) -> SafeString:
    """Name a testimony, its collection, its witness and the place."""
    document = bundle.main.document
    collection = bundle.get(document.collection)
    kicker = [here.gettext("Testimony")]
    if collection is not None:
        title = our_text(collection.document.title, here)
        kicker.append(link(collection, title, here))
    byline = [_told_by(bundle, here)]
    if document.place:
        byline.append(our_text(document.place.name, here))
    return format_html(
        _TESTIMONY,
        joined(kicker, BETWEEN),
        our_text(document.title, here),
        joined(byline, ", "),
    )


def _told_by(bundle: Bundle, here: Here) -> SafeString:
    witness = bundle.get(bundle.main.document.witness)
    if witness is None:
        return here.gettext("Told by a witness whose name is not public")
    document = witness.document
    return format_html(
        _TOLD,
        here.gettext("Told by"),
        here.href(witness),
        document.name,
        here.label(document.name_kind, "name kind"),
    )


_CONTENT_NOTE = """
<aside class="content-note" aria-labelledby="content-note">
<h2 id="content-note">{}</h2>
{}
{}
<p class="content-note__choice"><a href="{}">{}</a> <a href="{}">{}</a></p>
</aside>
"""


def content_note(document: Any, target: str, leave: str, here: Here) -> SafeString:
    """Say what a page tells of before it is read; `leave` is the way back."""
    notes, words = NOTHING, NOTHING
    if document.content_note_text:
        words = our_paragraphs(document.content_note_text, here)
    if document.content_notes:
        named = joined(here.labels(document.content_notes, "content note"), ", ")
        told = here.gettext("This page tells of:")
        notes = format_html("<p>{} {}.</p>", told, named)
    if not (notes or words):
        return NOTHING
    return format_html(
        _CONTENT_NOTE,
        here.gettext("Before you read"),
        words,
        notes,
        target,
        here.gettext("Go on reading"),
        leave,
        here.gettext("Not now: back to the list"),
    )
