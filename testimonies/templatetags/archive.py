"""What templates may ask: texts in languages, dates, labels, addresses, set accounts.

Everything is computed from documents; no tag can fetch, and none marks text as safe.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Issue, Text
from testimonies.templatetags import addresses, pieces, texts
from testimonies.templatetags.account import AccountView, account_of, place_of
from testimonies.templatetags.chronology import Chronology, chronology_of
from testimonies.templatetags.here import here
from testimonies.templatetags.texts import part_labels

register = template.Library()

register.simple_tag(addresses.site, name="site")
register.simple_tag(addresses.alternates, name="alternates")


@register.filter
def href(target: Issue | str) -> str:
    """Give a record's or a path's address in the language of the page."""
    return here().href(target)


@register.filter
def short_path(issue: Issue) -> str:
    """Give a record's path without its slug."""
    return addresses.short_path(issue)


@register.filter
def editions_path(issue: Issue) -> str:
    """Give the path of a record's history."""
    return addresses.editions_path(issue)


@register.filter
def changes_path(issue: Issue, since: int) -> str:
    """Give the path of what changed from an edition to the one shown."""
    return addresses.changes_path(issue, since)


@register.filter
def permanent(issue: Issue) -> str:
    """Give the address to cite: without a language or a title in it."""
    return addresses.permanent(issue)


@register.filter
def linkable(url: str | None) -> str:
    """Give a link that may be followed, or nothing."""
    return pieces.linkable(url)


@register.filter
def label(value: str, family: str) -> str:
    """Give the words for a value of a closed list; an unknown value as it is."""
    return here().label(value, family)


@register.filter
def labels(values: Iterable[str], family: str) -> list[str]:
    """Give the words for several values, in their order."""
    return here().labels(values, family)


register.filter(part_labels)


@register.simple_tag
def lang(code: str) -> SafeString:
    """Give the lang attribute of a text, where it is not the page's language."""
    return texts.lang(code, here())


@register.simple_tag
def our_text(text: Text) -> SafeString:
    """Set a short text of ours in the reader's language or marked with its own."""
    return texts.our_text(text, here())


@register.simple_tag
def our_words(text: Text) -> str:
    """Give the bare words of a text of ours, for attributes and titles."""
    return texts.our_words(text, here())


@register.simple_tag
def our_language(text: Text) -> str:
    """Give the language in which a text of ours is shown here."""
    return text.pick(here().language)[1]


@register.simple_tag
def our_paragraphs(text: Text) -> SafeString:
    """Set a longer text of ours, a paragraph for each blank line."""
    return texts.our_paragraphs(text, here())


@register.simple_tag
def printed_where(words: str) -> SafeString:
    """Say where in a source words stand; what the desk wrote itself is marked."""
    return texts.printed_where(words, here())


@register.simple_tag
def when(text: str) -> SafeString:
    """Set an EDTF date in words; a single day is a machine-readable time."""
    return texts.when(text, here())


@register.filter
def date_words(text: str) -> str:
    """Give an EDTF date in words, without a mark round it."""
    return here().date(text) or text


@register.filter
def day(moment: date | None) -> str:
    """Give a day, or that of a moment in the archive's time zone, in words."""
    return texts.day(moment, here())


@register.filter
def iso(moment: datetime | None) -> str:
    """Give a moment as ISO 8601 in the archive's time zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


@register.simple_tag
def account(bundle: Bundle, reading: str = "") -> AccountView:
    """Set a testimony's account with its quotes and clips, in one of its readings."""
    return account_of(bundle, reading, here().language)


@register.simple_tag
def place(quote: Any, testimony: Issue | None) -> str:
    """Give the address of a quote's place in the account; "" where it has none."""
    if testimony is None:
        return ""
    way = place_of(quote, testimony.document)
    return f"{href(testimony)}{way}" if way else ""


@register.simple_tag
def chronology(*collections: Issue) -> Chronology:
    """Give the collections' events by date."""
    return chronology_of(collections)


@register.simple_tag
def chronology_in(collections: Iterable[Issue]) -> Chronology:
    """Give the events of several collections by date."""
    return chronology_of(collections)


@register.filter
def linking(bundle: Bundle, kind: str) -> list[Issue]:
    """Give the public records of one kind that name this one, newest first."""
    found = bundle.all(bundle.linking)
    return [issue for issue in found if issue.kind.plural == kind]


@register.filter
def recorded(bundle: Bundle) -> list[Issue]:
    """Give the public testimonies of which an item is the recording."""
    found = linking(bundle, "testimonies")
    return [each for each in found if each.document.recording == bundle.main.ref]


@register.filter
def beside(bundle: Bundle) -> list[Issue]:
    """Give the public testimonies beside whose account an item stands."""
    return [
        each
        for each in linking(bundle, "testimonies")
        if bundle.main.ref in {clip.item for clip in each.document.illustrations}
    ]


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
    return texts.quotation(words, here())
