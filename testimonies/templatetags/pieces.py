"""The small pieces of pages: links, sources, tags, signs. Set by functions, for speed.

Every piece is made of format_html and escaped words; white space is as in templates.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Issue, SourceCopy
from testimonies.templatetags.here import Here
from testimonies.templatetags.segments import PlacedQuote
from testimonies.templatetags.texts import (
    NOTHING,
    joined,
    lang,
    our_text,
    repeated,
    when,
)

SHOWN_SCHEMES = ("https://", "http://")
_AWAY = '<a href="{}" rel="noreferrer noopener external">{}</a>'


def linkable(url: str | None) -> str:
    """Give a link that may be followed, or nothing."""
    return url if url and url.startswith(SHOWN_SCHEMES) else ""


def link(issue: Issue, words: str, here: Here) -> SafeString:
    """Set a link to a record."""
    return format_html('<a href="{}">{}</a>', here.href(issue), words)


def link_away(url: str, words: str) -> SafeString:
    """Set a link that leaves the archive; bare words where it may not be followed."""
    return format_html(_AWAY, url, words) if linkable(url) else joined([words])


def source(copy: SourceCopy, here: Here) -> SafeString:
    """Set where something was published."""
    named: list[str] = [copy.outlet] if copy.outlet else []
    if copy.title:
        named.append(link_away(copy.url, copy.title))
    parts: list[str] = [
        format_html('<cite class="source" lang="">{}</cite>', joined(named, ", "))
    ]
    if copy.author:
        parts.append(f", {copy.author}")
    if copy.published:
        parts.append(format_html(", {}", when(copy.published, here)))
    if linkable(copy.archived_url):
        words = here.gettext("archived copy")
        parts.append(format_html(" ({})", link_away(copy.archived_url, words)))
    return joined(parts)


_SOURCES = """
<section aria-labelledby="sources">
<h2 id="sources">{}</h2>
<ol class="sources">{}</ol>
<p class="aside">{}</p>
</section>
"""


def sources(copies: Iterable[SourceCopy], here: Here) -> SafeString:
    """Set the sources of a record, if there are any."""
    rows = [(source(copy, here),) for copy in copies]
    if not rows:
        return NOTHING
    return format_html(
        _SOURCES,
        here.gettext("Sources"),
        repeated("<li>{}</li>", rows),
        here.gettext("Links to sources leave the archive."),
    )


_TAGS = """
<section class="block" aria-labelledby="tags">
<h2 id="tags">{}</h2>
<ul class="tags">{}</ul>
</section>
"""
_TAG = '<li><a class="tag{}" href="{}">{}</a></li>'


def tags(issues: Iterable[Issue], here: Here) -> SafeString:
    """Set a record's tags, if there are any."""
    rows = [(_kind_of_tag(tag), here.href(tag), _name(tag, here)) for tag in issues]
    if not rows:
        return NOTHING
    return format_html(_TAGS, here.gettext("Tags"), repeated(_TAG, rows))


def _kind_of_tag(tag: Issue) -> str:
    return " tag--noise" if tag.document.tag_kind == "noise" else ""


def _name(tag: Issue, here: Here) -> SafeString:
    return our_text(tag.document.name, here)


def original_link(clip: Any, here: Here) -> SafeString:
    """Set the link to a clip's original, or say why there is none."""
    if linkable(clip.url):
        words = here.gettext(
            "The original on %(platform)s (leaves the archive)",
            platform=here.label(clip.platform, "platform"),
        )
        return link_away(clip.url, words)
    if clip.account_holder == "private_person":
        return here.gettext(
            "The account belongs to a private person: neither its name nor its link is"
            " shown."
        )
    return here.gettext("The original link was not recorded by the source.")


_QUOTES = """
<section class="block" aria-labelledby="quotes">
<h2 id="quotes">{}</h2>
<ul class="quote-list">
{}
</ul>
</section>
"""
_QUOTE = """<li class="quote quote--{fidelity}">
<blockquote{lang}><p>{words}</p></blockquote>
<p class="quote__note"><span class="fidelity fidelity--{fidelity}">{label}.</span> \
{sentence} \
<a href="{href}">{about}<span class="visually-hidden"> {number}</span></a></p>
</li>"""


def quotes(placed: Iterable[PlacedQuote], here: Here) -> SafeString:
    """Set what was quoted from a testimony, each a link to its place, and how it is."""
    rows = (_quote(quote, number, here) for number, quote in enumerate(placed, 1))
    return format_html(
        _QUOTES, here.gettext("Quoted from this testimony"), joined(rows, "\n")
    )


def _quote(quote: PlacedQuote, number: int, here: Here) -> SafeString:
    document = quote.document
    words = document.text
    if quote.place:
        words = format_html('<a href="{}">{}</a>', quote.place, words)
    return format_html(
        _QUOTE,
        fidelity=document.fidelity,
        lang=lang(document.language, here),
        words=words,
        label=here.label(document.fidelity, "fidelity"),
        sentence=here.label(document.fidelity, "fidelity sentence"),
        href=here.href(quote.issue),
        about=here.gettext("About this quote"),
        number=number,
    )
