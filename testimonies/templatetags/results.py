"""A hit of a search and the values of a facet. Set by functions, for speed.

A page has twenty hits and some fifty values; every word is escaped.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Issue
from testimonies.search import Hit, Snippet
from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import (
    BETWEEN,
    NOTHING,
    joined,
    lang,
    our_text,
    repeated,
    when,
)
from testimonies.terms import Kind

_HIT = """<li class="hit">
<p class="hit__kind">{kind}</p>
<h3 class="hit__title"><a href="{href}">{title}</a></h3>
{notes}
{snippet}
{tags}
</li>"""
_TAG = '<li><a class="tag{}" href="{}">{}</a></li>'
_COVERED = """<details class="covered"><summary>{}</summary>
{}
</details>"""
_PLACE = '<p class="hit__place"><a href="{}{}">{}</a></p>'
_VALUE = (
    '<li><a class="facet__value" href="{}" rel="nofollow"{}>'
    '<span class="facet__name">{}</span>'
    ' <span class="facet__count">{}{}</span></a></li>'
)
_CHOSEN = format_html(' aria-current="{}"', "true")


def hits(found: Iterable[Hit], here: Here) -> SafeString:
    """Set the hits of a page, each an item of a list."""
    tags: dict[str, SafeString] = {}
    return joined((_hit(each, here, tags) for each in found), "\n")


def _hit(hit: Hit, here: Here, set_already: dict[str, SafeString]) -> SafeString:
    issue, document = hit.issue, hit.issue.document
    return format_html(
        _HIT,
        kind=_kind(issue, here),
        href=here.href(issue),
        title=_title(issue, hit.snippet, here),
        notes=_notes(document, here),
        snippet=_extract(issue, hit.snippet, here),
        tags=_tags(hit.tags, here, set_already),
    )


def _kind(issue: Issue, here: Here) -> SafeString:
    parts = [here.label(issue.kind, "kind")]
    if issue.kind is Kind.QUOTE:
        parts.append(here.label(issue.document.fidelity, "fidelity"))
    elif issue.kind is Kind.MEDIA:
        parts.append(here.label(issue.document.verification, "verification"))
    return joined(parts, BETWEEN)


def _title(issue: Issue, snippet: Snippet | None, here: Here) -> SafeString:
    document = issue.document
    match issue.kind:
        case Kind.QUOTE:
            words = _segments(snippet) if snippet else joined([document.text])
            return format_html("<q{}>{}</q>", lang(document.language, here), words)
        case Kind.WITNESS:
            return joined([document.name])
        case Kind.TAG:
            return our_text(document.name, here)
        case _:
            return our_text(document.title, here)


def _notes(document: Any, here: Here) -> SafeString:
    notes = getattr(document, "content_notes", ())
    if not notes:
        return NOTHING
    words = ", ".join(here.label(note, "content note") for note in notes)
    return format_html(
        '<p class="hit__notes">{} {}</p>', here.gettext("Content note:"), words
    )


def _extract(issue: Issue, snippet: Snippet | None, here: Here) -> SafeString:
    """Set the extract; a quote's stands in its title, a covered clip's is covered."""
    if snippet is None or issue.kind is Kind.QUOTE:
        return NOTHING
    words = format_html(
        '<p class="hit__snippet{}"{}>{}</p>',
        " hit__snippet--words" if snippet.passage else "",
        lang(snippet.language, here),
        _segments(snippet),
    )
    if getattr(issue.document, "is_covered", False):
        label = here.gettext("Covered: show the description")
        words = format_html(_COVERED, label, words)
    if not snippet.anchor:
        return words
    label = here.gettext("Read on at passage %(number)s", number=snippet.passage)
    place = format_html(_PLACE, here.href(issue), snippet.anchor, label)
    return joined([words, place], "\n")


def _segments(snippet: Snippet) -> SafeString:
    return joined(
        format_html("<mark>{}</mark>", text) if is_match else text
        for text, is_match in snippet.segments
    )


def _tags(
    tags: Iterable[Issue], here: Here, set_already: dict[str, SafeString]
) -> SafeString:
    """Set a hit's tags; most stand at several hits of a page, and are set once."""
    items: list[SafeString] = []
    for tag in tags:
        if tag.ref not in set_already:
            set_already[tag.ref] = _tag(tag, here)
        items.append(set_already[tag.ref])
    if not items:
        return NOTHING
    label = here.gettext("Tags")
    return format_html(
        '<ul class="tags hit__tags" aria-label="{}">{}</ul>',
        label,
        joined(items),
    )


def _tag(tag: Issue, here: Here) -> SafeString:
    return format_html(
        _TAG,
        " tag--noise" if tag.document.tag_kind == "noise" else "",
        here.href(tag),
        our_text(tag.document.name, here),
    )


def values(choices: Iterable[Any], here: Here, *, are_about: bool) -> SafeString:
    """Set a facet's values, each a link that adds or removes itself."""
    about = "≈\N{NO-BREAK SPACE}" if are_about else ""
    rows = (
        (
            here.href(choice.path),
            _CHOSEN if choice.is_chosen else NOTHING,
            choice_name(choice, here),
            about,
            choice.records,
        )
        for choice in choices
    )
    return repeated(_VALUE, rows, "\n")


def choice_name(choice: Any, here: Here) -> SafeString:
    """Give the name of a filter that is or may be chosen."""
    if choice.tag:
        return our_text(choice.tag.document.name, here)
    if choice.kind:
        return joined([here.label(choice.kind, "kinds")])
    match choice.family:
        case "lang":
            return joined([here.label(choice.name, "language")])
        case "platform":
            return joined([here.label(choice.name, "platform")])
        case "from" | "to":
            return when(choice.name, here)
        case _:
            return format_html("<bdi>{}</bdi>", choice.name)
