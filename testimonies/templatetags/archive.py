"""What templates may ask: texts in languages, dates, labels, addresses, set accounts.

Everything is computed from documents; no tag can fetch, and none marks text as safe.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.encoding import iri_to_uri
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from testimonies.catalogue import Bundle, Issue
from testimonies.templatetags.account import AccountView, account_of, place_of
from testimonies.templatetags.chronology import (
    Chronology,
    chronology_of,
    days_of,
    parsed,
)
from testimonies.templatetags.texts import (
    label,
    labels,
    lang,
    lang_here,
    our_paragraphs,
    our_text,
    our_words,
    page_language,
    part_labels,
)
from testimonies.terms import EdtfDate, FileRole, Kind, display

register = template.Library()

_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SHOWN_SCHEMES = ("https://", "http://")


def _address(path: str, language: str) -> str:
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return iri_to_uri(f"{get_script_prefix().rstrip('/')}{prefix}{path}")


@dataclass(frozen=True, slots=True)
class Site:
    """What pages print of the settings."""

    name: str
    contact: str
    url: str


@register.simple_tag
def site() -> Site:
    """Give the archive's name, contact and address."""
    return Site(settings.ARCHIVE_NAME, settings.ARCHIVE_CONTACT, settings.ARCHIVE_URL)


@dataclass(frozen=True, slots=True)
class Alternate:
    """One page in one language."""

    code: str
    name: str
    href: str
    is_shown: bool


@register.simple_tag
def alternates(path: str) -> list[Alternate]:
    """Give a page's address in every language; a page without one leads home."""
    shown = page_language()
    return [
        Alternate(code, name, _address(path or "/", code), code == shown)
        for code, name in settings.LANGUAGES
    ]


@register.filter
def href(target: Issue | str) -> str:
    """Give a record's or a path's address in the language of the page."""
    return _address(target if isinstance(target, str) else target.path, page_language())


@register.filter
def permanent(issue: Issue) -> str:
    """Give the address to cite: without a language or a title in it."""
    path = issue.path if issue.kind is Kind.TAG else _short_path(issue)
    return iri_to_uri(f"{settings.ARCHIVE_URL}{path}")


def _short_path(issue: Issue) -> str:
    return f"/{issue.kind.plural}/{issue.ref}/"


@register.filter
def short_path(issue: Issue) -> str:
    """Give a record's path without its slug."""
    return _short_path(issue)


@register.filter
def editions_path(issue: Issue) -> str:
    """Give the path of a record's history."""
    return f"{_short_path(issue)}editions/"


@register.filter
def permanent_edition(issue: Issue) -> str:
    """Give the address to cite of one numbered edition."""
    return f"{settings.ARCHIVE_URL}{editions_path(issue)}{issue.number}/"


@register.filter
def file_href(name: str) -> str:
    """Give the address of a public copy."""
    return iri_to_uri(f"{get_script_prefix()}files/{name}")


@register.filter
def linkable(url: str | None) -> str:
    """Give a link that may be followed, or nothing."""
    return url if url and url.startswith(SHOWN_SCHEMES) else ""


register.simple_tag(lang)
register.simple_tag(lang_here)
register.simple_tag(our_text)
register.simple_tag(our_words)
register.simple_tag(our_paragraphs)
register.filter(label)
register.filter(labels)
register.filter(part_labels)


_dated = lru_cache(maxsize=4096)(display)


@register.simple_tag
def when(text: str) -> SafeString:
    """Set an EDTF date in words; a single day is a machine-readable time."""
    date = parsed(text) if text else None
    if date is None:
        return format_html('<span class="unknown">{}</span>', text or _("not recorded"))
    words = _dated(date, page_language())
    if _WHOLE_DAY.fullmatch(text):
        return format_html('<time datetime="{}">{}</time>', text, words)
    return format_html('<span class="date">{}</span>', words)


@register.filter
def day(moment: datetime | None) -> str:
    """Give the day of a moment in the archive's time zone, in words."""
    if moment is None:
        return ""
    local = timezone.localtime(moment).date()
    return display(EdtfDate.parse(local.isoformat()), page_language())


@register.filter
def iso(moment: datetime | None) -> str:
    """Give a moment as ISO 8601 in the archive's time zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


@register.simple_tag
def account(bundle: Bundle) -> AccountView:
    """Set a testimony's account with its quotes and clips."""
    return account_of(bundle)


@register.simple_tag
def place(quote: Any, testimony: Issue | None) -> str:
    """Give the address of a quote's place in the account; "" where it has none."""
    if testimony is None:
        return ""
    fragment = place_of(quote, testimony.document)
    return f"{href(testimony)}#{fragment}" if fragment else ""


@register.simple_tag
def chronology(*collections: Issue) -> Chronology:
    """Give the collections' events by date."""
    return chronology_of(collections)


@register.simple_tag
def chronology_in(collections: Iterable[Issue]) -> Chronology:
    """Give the events of several collections by date."""
    return chronology_of(collections)


@register.simple_tag
def days(bundle: Bundle) -> Chronology:
    """Give what happened around a testimony in the days that it tells of."""
    return days_of(bundle)


@register.filter
def linking(bundle: Bundle, kind: str) -> list[Issue]:
    """Give the public records of one kind that name this one, newest first."""
    found = bundle.all(bundle.linking)
    return [issue for issue in found if issue.kind.plural == kind]


@register.filter
def shown_file(files: Iterable[Any]) -> Any:
    """Give the public copy among a clip's files, or nothing."""
    return next((file for file in files if file.role != FileRole.POSTER), None)


@register.filter
def poster_file(files: Iterable[Any]) -> Any:
    """Give the still among a clip's files, or nothing."""
    return next((file for file in files if file.role == FileRole.POSTER), None)


@register.filter
def get_in(bundle: Bundle, ref: str | None) -> Issue | None:
    """Give a record of the bundle by its ref, where it is public."""
    return bundle.get(ref)


@register.filter
def get(others: Any, ref: str | None) -> Issue | None:
    """Give a record by its ref, where it is public."""
    return others.get(ref) if ref else None


@register.filter
def named(bundle: Bundle, refs: Iterable[str]) -> list[Issue]:
    """Give the public ones among the refs."""
    return bundle.all(refs)


@register.filter
def quotation(words: str) -> str:
    """Put words in the quotation marks of the page's language."""
    pairs = {"ru": "«{}»", "kk": "«{}»"}
    return pairs.get(page_language(), "“{}”").format(words)
