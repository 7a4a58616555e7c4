"""Texts of ours in the reader's language, and how a text in another one is marked.

Escapes everything that it sets; knows no record.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain

from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from testimonies.catalogue import Text
from testimonies.templatetags.here import Here
from testimonies.templatetags.labels import LABELS, RIGHT_TO_LEFT

NOTHING = escape("")
# Between short facts on a line: it may end a line, and never begins one.
BETWEEN = "\N{NO-BREAK SPACE}· "
# A longer date is broken where the line ends.
_UNBROKEN = 28
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def joined(parts: Iterable[str], between: str = "") -> SafeString:
    """Join set parts and bare words; the bare ones are escaped."""
    found = list(parts)
    if len(found) == 1:
        return conditional_escape(found[0])
    return format_html(between.join(["{}"] * len(found)), *found) if found else NOTHING


def repeated(
    shape: str, rows: Iterable[tuple[object, ...]], between: str = ""
) -> SafeString:
    """Set every row in the same shape, as format_html_join does, in one go."""
    found = list(rows)
    if not found:
        return NOTHING
    return format_html(between.join([shape] * len(found)), *chain.from_iterable(found))


def part_labels(parts: Iterable[str]) -> list[str]:
    """Give the words for the parts of a document that changed, each once."""
    known, other = LABELS["part"], _("details")
    return list(dict.fromkeys(str(known.get(part, other)) for part in parts))


def when(text: str, here: Here) -> SafeString:
    """Set an EDTF date in words; a single day is a machine-readable time."""
    words = here.date(text) if text else ""
    if not words:
        unknown = text or here.gettext("not recorded")
        return format_html('<span class="unknown">{}</span>', unknown)
    if _WHOLE_DAY.fullmatch(text):
        return format_html('<time datetime="{}">{}</time>', text, words)
    shape = "date" if len(words) <= _UNBROKEN else "date date--long"
    return format_html('<span class="{}">{}</span>', shape, words)


def printed_where(words: str, here: Here) -> SafeString:
    """Name a place in a source; in what language another was written is not known."""
    if words in LABELS["printed where"]:
        return escape(here.label(words, "printed where"))
    return format_html('<span lang="">{}</span>', words)


def lang(code: str, here: Here) -> SafeString:
    """Give the lang attribute of a text, where it is not the page's language."""
    if not code or code == here.language:
        return NOTHING
    # An empty value says that the language is not known.
    spoken = "" if code == "und" else code
    if code in RIGHT_TO_LEFT:
        return format_html(' lang="{}" dir="rtl"', spoken)
    return format_html(' lang="{}"', spoken)


def lang_here(around: str, here: Here) -> SafeString:
    """Give the lang attribute of words of the page inside a text in a language."""
    if around == here.language:
        return NOTHING
    return format_html(' lang="{}"', here.language)


def _note(text: Text, language: str, here: Here) -> str:
    """Say in what way a text is not what the reader would expect; "": as expected."""
    if language != here.language:
        spoken = here.label(language, "language")
        message = here.gettext("not translated yet; in this language: {}")
        return format_html(message, spoken)
    used = next((each for each in text.translations if each.language == language), None)
    if used is None or (used.is_reviewed and not used.is_machine):
        return ""
    if used.is_machine and not used.is_reviewed:
        return here.gettext("translated by a machine, not reviewed")
    if used.is_machine:
        return here.gettext("translated by a machine, reviewed")
    return here.gettext("translated, not reviewed")


def chip(text: Text, language: str, here: Here) -> SafeString:
    """Set the note after a longer text."""
    note = _note(text, language, here)
    return (
        format_html(' <small class="text-note">{}</small>', note) if note else NOTHING
    )


def _sign(text: Text, language: str, here: Here) -> SafeString:
    """Set the note on a short text: a sign, explained at the foot of the page."""
    note = _note(text, language, here)
    if not note:
        return NOTHING
    sign = "*" if language == here.language else language
    return format_html('<sup class="text-sign" title="{}">{}</sup>', note, sign)


def our_text(text: Text, here: Here) -> SafeString:
    """Set a short text of ours in the reader's language or marked with its own."""
    words, language = text.pick(here.language)
    sign = _sign(text, language, here)
    if language != here.language:
        marked = lang(language, here)
        return format_html("<span{}>{}</span>{}", marked, words, sign)
    return format_html("{}{}", words, sign) if sign else escape(words)


def our_words(text: Text, here: Here) -> str:
    """Give the bare words of a text of ours, for attributes and titles."""
    return text.pick(here.language)[0]


def our_paragraphs(text: Text, here: Here) -> SafeString:
    """Set a longer text of ours, a paragraph for each blank line."""
    words, language = text.pick(here.language)
    parts = [part for part in _BLANK_LINE.split(words) if part.strip()]
    chips = [NOTHING] * (len(parts) - 1) + [chip(text, language, here)]
    marked = lang(language, here)
    rows = ((marked, part, chip) for part, chip in zip(parts, chips, strict=False))
    return repeated("<p{}>{}{}</p>", rows, "\n")


def day(moment: date | None, here: Here) -> str:
    """Give a day, or that of a moment in the archive's time zone, in words."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        moment = timezone.localdate(moment)
    return here.date(moment.isoformat())


def quotation(words: str, here: Here) -> str:
    """Put words in the quotation marks of the page's language."""
    pairs = {"ru": "«{}»", "kk": "«{}»"}
    return pairs.get(here.language, "“{}”").format(words)
