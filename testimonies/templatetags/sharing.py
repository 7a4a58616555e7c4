"""A page as a card where it is shared: Open Graph, and a picture of a quote.

The words are those of the page; of what it covers there are none. Nobody is named as
the speaker of what is no quotation. Set by functions; every word is escaped.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from testimonies.catalogue import Issue
from testimonies.exchange import (
    PICTURE_HIGH,
    PICTURE_WIDE,
    Item,
    can_draw,
    card_of,
)
from testimonies.templatetags.addresses import site
from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import joined, our_words, repeated
from testimonies.terms import Kind

_PROPERTY = '<meta property="{}" content="{}">'
_CARD = '<meta name="twitter:card" content="{}">'
_LOCALES = {"en": "en_GB", "ru": "ru_RU", "kk": "kk_KZ"}
LONGEST_TITLE, LONGEST_WORDS = 100, 300

Property = tuple[str, str]


def of_record(item: Item, path: str, here: Here, *, is_edition: bool) -> SafeString:
    """Set the card of a record; an older edition shares no picture of the newest."""
    kind = "profile" if item.issue.kind is Kind.WITNESS else "article"
    card = list(_card(title_of(item.issue, here), path, kind, here))
    card += [("og:description", _described(item.issue, here))]
    is_drawn = (
        item.issue.kind is Kind.QUOTE and not is_edition and has_picture(item, here)
    )
    if is_drawn:
        card += _picture(item, here)
    return _set(card, size="summary_large_image" if is_drawn else "summary")


def of_page(name: str, path: str, here: Here) -> SafeString:
    """Set the card of a page that shows no record."""
    return _set(_card(name, path, "website", here), size="summary")


def _set(card: list[Property] | Iterator[Property], *, size: str) -> SafeString:
    rows = [each for each in card if each[1]]
    return joined([repeated(_PROPERTY, rows, "\n"), format_html(_CARD, size)], "\n")


def _card(title: str, path: str, kind: str, here: Here) -> Iterator[Property]:
    at = site()
    yield "og:site_name", at.name
    yield "og:type", kind
    yield "og:title", title
    yield "og:url", f"{at.url}{here.href(path)}"
    yield "og:locale", _LOCALES[here.language]
    for code, _name in settings.LANGUAGES:
        if code != here.language:
            yield "og:locale:alternate", _LOCALES[code]


def title_of(issue: Issue, here: Here) -> str:
    """Give what a record is called, in bare words."""
    document = issue.document
    match issue.kind:
        case Kind.WITNESS:
            return str(document.name)
        case Kind.QUOTE:
            return _short(document.text, LONGEST_TITLE)
        case Kind.TAG:
            return our_words(document.name, here)
        case _:
            return our_words(document.title, here)


def _short(words: str, most: int) -> str:
    return Truncator(" ".join(words.split())).chars(most)


def _described(issue: Issue, here: Here) -> str:
    document = issue.document
    match issue.kind:
        case Kind.TESTIMONY:
            words = our_words(document.summary, here)
        case Kind.QUOTE:
            words = here.label(document.fidelity, "fidelity sentence")
        case Kind.MEDIA:
            words = here.label(document.verification, "verification")
        case _:
            words = our_words(document.description, here)
    return _short(words, LONGEST_WORDS)


def picture_path(item: Item) -> str:
    """Give the path of a quote's picture, in no language yet."""
    return f"/quotes/{item.issue.ref}/picture.png"


def has_picture(item: Item, here: Here) -> bool:
    """Say whether a quote can be drawn; a draft has no address to be drawn at."""
    words = here.label(item.issue.document.fidelity, "fidelity")
    return bool(item.issue.number) and can_draw(card_of(item, fidelity=words))


def _picture(item: Item, here: Here) -> Iterator[Property]:
    document = item.issue.document
    fidelity = here.label(document.fidelity, "fidelity")
    yield "og:image", f"{site().url}{here.href(picture_path(item))}"
    yield "og:image:type", "image/png"
    yield "og:image:width", str(PICTURE_WIDE)
    yield "og:image:height", str(PICTURE_HIGH)
    words = _short(document.text, LONGEST_WORDS)
    yield "og:image:alt", f"{fidelity}: {words}"
