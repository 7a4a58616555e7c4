"""A clip or picture as pages show it: what it shows, covered where need be, and facts.

Set by functions, for speed; every word is escaped, nothing is loaded from a platform.
"""

from typing import Any

from django.urls import get_script_prefix
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Issue, Text
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link, original_link
from testimonies.templatetags.texts import (
    NOTHING,
    chip,
    joined,
    lang,
    our_paragraphs,
    our_text,
    our_words,
    when,
)
from testimonies.terms import FileRole

_CLIP = """
<figure class="clip" id="m-{}">
<p class="clip__head">{}</p>
<p class="clip__title">{}</p>
{}
<figcaption class="clip__facts">
<p>{}</p>
<p>{}</p>
<p>{}</p>
</figcaption>
</figure>
"""
_COVERED = """<details class="covered">
<summary>{} {}. <span class="covered__ask">{}</span></summary>
{}
</details>"""
_CONTENT = """
<div class="clip__content{}">
{}
<div class="clip__words">
{}
{}
{}
{}
</div>
</div>
"""
_VIDEO = '<video controls preload="none" src="{}"{}{} aria-label="{}"></video>'
_AUDIO = '<audio controls preload="none" src="{}" aria-label="{}"></audio>'
_PICTURE = '<img src="{}" alt="{}"{}{} loading="lazy" decoding="async">'
# Room is kept before the file comes, so that nothing moves.
_SIZE = ' width="{}" height="{}"'
# A clip is as wide as the measure, or as a narrow screen without its edges.
_SIZES = ' srcset="{}" sizes="(min-width: 44rem) 38rem, calc(100vw - 2rem)"'
# The picture for whoever reads no srcset: the smallest that is not blurred there.
_WIDE_ENOUGH = 640
_PLACEHOLDER = (
    '<img class="clip__placeholder" src="{}" alt="{}" width="160" height="100"'
    ' loading="lazy">'
)
_AS_POSTED = (
    '<p class="clip__caption"><span class="clip__label">{}{}:</span> <q{}>{}</q></p>'
)
_TRANSLATED = (
    '<p class="clip__caption"><span class="clip__label">{}:</span> <q>{}</q>{}</p>'
)
_SOUND = (
    '<p class="clip__caption"><span class="clip__label">{}</span>'
    ' <span lang="">{}</span></p>'
)


def file_href(name: str) -> str:
    """Give the address of a public copy."""
    return iri_to_uri(f"{get_script_prefix()}files/{name}")


def clip(issue: Issue, caption: Text | None, here: Here) -> SafeString:
    """Set a clip beside an account; `caption` is ours for this place."""
    document = issue.document
    return format_html(
        _CLIP,
        issue.ref,
        _head(document, here),
        link(issue, our_text(document.title, here), here),
        clip_content(document, caption, here),
        posted(document, here),
        _verification(document, here),
        original_link(document, here),
    )


def _head(document: Any, here: Here) -> SafeString:
    account = NOTHING
    if document.account:
        account = format_html(
            ' <span class="clip__account">{}</span>', document.account
        )
    return format_html(
        '<span class="clip__platform">{}</span>{} <span class="clip__kind">{}</span>',
        here.label(document.platform, "platform"),
        account,
        here.label(document.media_kind, "media kind"),
    )


def posted(document: Any, here: Here) -> SafeString:
    """Say when a clip was posted and how that is known."""
    if not document.posted:
        return here.gettext("When it was posted is not recorded.")
    return format_html(
        '{} {} <span class="clip__how">— {}</span>',
        here.gettext("Posted"),
        when(document.posted, here),
        here.label(document.posted_basis, "date basis"),
    )


def _verification(document: Any, here: Here) -> SafeString:
    words = here.label(document.verification, "verification")
    if not document.verification_notes:
        return format_html("{}.", words)
    return format_html("{}: {}", words, our_text(document.verification_notes, here))


def clip_content(document: Any, caption: Text | None, here: Here) -> SafeString:
    """Set what a clip shows; what is covered, covered."""
    shown = format_html(
        _CONTENT,
        " clip__content--held" if document.files else "",
        _medium(document, here),
        our_paragraphs(document.description, here),
        our_paragraphs(caption, here) if caption else NOTHING,
        _as_posted(document, here),
        _sound(document, here),
    )
    return covered(document, shown, here) if document.is_covered else shown


def covered(document: Any, shown: SafeString, here: Here) -> SafeString:
    """Cover what an item shows until it is asked for, and say what it is."""
    return format_html(
        _COVERED,
        here.gettext("Covered:"),
        joined(here.labels(document.content_notes, "content note"), ", "),
        here.gettext("Show it"),
        shown,
    )


def _medium(document: Any, here: Here) -> SafeString:
    words = our_words(document.description, here)
    copies = [file for file in document.files if file.role != FileRole.POSTER]
    posters = [file for file in document.files if file.role == FileRole.POSTER]
    for file in copies:
        match file.media_type.partition("/")[0]:
            case "video":
                shown = (file_href(file.name), poster(posters), size(file), words)
                return format_html(_VIDEO, *shown)
            case "audio":
                return format_html(_AUDIO, file_href(file.name), words)
    return _picture(copies, words) if copies else _placeholder(document, here)


def _picture(copies: list[Any], words: str) -> SafeString:
    """Set a picture in the sizes that there are; a browser takes one of them."""
    by_width = sorted(copies, key=lambda file: file.width or 0)
    wide = (file for file in by_width if (file.width or 0) >= _WIDE_ENOUGH)
    plain = next(wide, by_width[-1])
    sizes = NOTHING
    if len(by_width) > 1:
        named = [f"{file_href(file.name)} {file.width}w" for file in by_width]
        sizes = format_html(_SIZES, ", ".join(named))
    return format_html(_PICTURE, file_href(plain.name), words, sizes, size(plain))


def size(file: Any) -> SafeString:
    """Give the size of a picture or video, in pixels, as attributes."""
    if not file.width or not file.height:
        return NOTHING
    return format_html(_SIZE, file.width, file.height)


def poster(posters: list[Any]) -> SafeString:
    """Give the picture that stands for a video, as an attribute."""
    if not posters:
        return NOTHING
    return format_html(' poster="{}"', file_href(posters[0].name))


def _placeholder(document: Any, here: Here) -> SafeString:
    kind = document.media_kind
    name = kind if kind in {"audio", "video"} else "picture"
    return format_html(
        _PLACEHOLDER,
        here.static(f"testimonies/pictures/placeholder-{name}.svg"),
        here.gettext("The archive holds no copy of it."),
    )


def _as_posted(document: Any, here: Here) -> SafeString:
    if not document.caption:
        return NOTHING
    language = document.caption_language
    named = NOTHING
    if language != "und":
        named = format_html(" ({})", here.label(language, "language"))
    posted = format_html(
        _AS_POSTED,
        here.gettext("Caption as posted"),
        named,
        lang(language, here),
        document.caption,
    )
    return joined([posted, _translated(document.caption_text, here)])


def _translated(caption: Text, here: Here) -> SafeString:
    """Set the caption's translation into the reader's language, where there is one."""
    words, language = caption.pick(here.language)
    if language != here.language or language == caption.language:
        return NOTHING
    note = chip(caption, language, here)
    return format_html(_TRANSLATED, here.gettext("In translation"), words, note)


def _sound(document: Any, here: Here) -> SafeString:
    if not document.sound:
        return NOTHING
    return format_html(_SOUND, here.gettext("Sound as credited:"), document.sound)
