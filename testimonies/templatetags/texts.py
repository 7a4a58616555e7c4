"""Texts of ours in the reader's language, and how a text in another one is marked.

Escapes everything that it sets; knows no record and no address.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from testimonies.catalogue import Text
from testimonies.templatetags.labels import LABELS, RIGHT_TO_LEFT

NOTHING = escape("")
_BLANK_LINE = re.compile(r"\n\s*\n")


def page_language() -> str:
    """Give the language of the page."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def label(value: str, family: str) -> str:
    """Give the words for a value of a closed list; an unknown value as it is."""
    return str(LABELS[family].get(value, value))


def labels(values: Iterable[str], family: str) -> list[str]:
    """Give the words for several values, in their order."""
    return [label(value, family) for value in values]


def part_labels(parts: Iterable[str]) -> list[str]:
    """Give the words for the parts of a document that changed, each once."""
    known, other = LABELS["part"], _("details")
    return list(dict.fromkeys(str(known.get(part, other)) for part in parts))


def lang(code: str) -> SafeString:
    """Give the lang attribute of a text, where it is not the page's language."""
    if not code or code == page_language():
        return NOTHING
    # An empty value says that the language is not known.
    spoken = "" if code == "und" else code
    if code in RIGHT_TO_LEFT:
        return format_html(' lang="{}" dir="rtl"', spoken)
    return format_html(' lang="{}"', spoken)


def lang_here(around: str) -> SafeString:
    """Give the lang attribute of words of the page inside a text in a language."""
    shown = page_language()
    return NOTHING if around == shown else format_html(' lang="{}"', shown)


def _note(text: Text, language: str) -> str:
    """Say in what way a text is not what the reader would expect; "": as expected."""
    if language != page_language():
        spoken = label(language, "language")
        return _("not translated yet; in this language: {}").format(spoken)
    used = next((each for each in text.translations if each.language == language), None)
    if used is None or (used.is_reviewed and not used.is_machine):
        return ""
    if used.is_machine and not used.is_reviewed:
        return _("translated by a machine, not reviewed")
    if used.is_machine:
        return _("translated by a machine, reviewed")
    return _("translated, not reviewed")


def _chip(text: Text, language: str) -> SafeString:
    """Set the note after a longer text."""
    note = _note(text, language)
    return (
        format_html(' <small class="text-note">{}</small>', note) if note else NOTHING
    )


def _sign(text: Text, language: str) -> SafeString:
    """Set the note on a short text: a sign, explained at the foot of the page."""
    note = _note(text, language)
    if not note:
        return NOTHING
    sign = "*" if language == page_language() else language
    return format_html('<sup class="text-sign" title="{}">{}</sup>', note, sign)


def our_text(text: Text) -> SafeString:
    """Set a short text of ours in the reader's language or marked with its own."""
    words, language = text.pick(page_language())
    sign = _sign(text, language)
    if language == page_language():
        return format_html("{}{}", words, sign)
    return format_html("<span{}>{}</span>{}", lang(language), words, sign)


def our_words(text: Text) -> str:
    """Give the bare words of a text of ours, for attributes and titles."""
    return text.pick(page_language())[0]


def our_paragraphs(text: Text) -> SafeString:
    """Set a longer text of ours, a paragraph for each blank line."""
    words, language = text.pick(page_language())
    parts = [part for part in _BLANK_LINE.split(words) if part.strip()]
    chips = [NOTHING] * (len(parts) - 1) + [_chip(text, language)]
    rows = zip((lang(language) for _part in parts), parts, chips, strict=False)
    return format_html_join("\n", "<p{}>{}{}</p>", rows)
