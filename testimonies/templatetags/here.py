"""The page's language, and what is made once for each: words, labels, addresses, dates.

Only our own words and addresses are kept; nothing of a record is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.encoding import iri_to_uri
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from testimonies.catalogue import Issue
from testimonies.templatetags.chronology import parsed
from testimonies.templatetags.labels import LABELS
from testimonies.terms import display

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Here:
    """The language of the page; `root` is what its addresses begin with."""

    language: str
    root: str

    def gettext(self, message: str, **values: object) -> SafeString:
        """Translate, fill in the values and escape; what needs none is kept."""
        if values:
            return format_html(_shape(message, self.language), **values)
        return _said(message, self.language)

    def label(self, value: str, family: str) -> str:
        """Give the words for a value of a closed list; an unknown value as it is."""
        return _labels(family, self.language).get(value, value)

    def labels(self, values: Iterable[str], family: str) -> list[str]:
        """Give the words for several values, in their order."""
        return [self.label(value, family) for value in values]

    def href(self, target: Issue | str) -> str:
        """Give a record's or a path's address in this language."""
        path = target if isinstance(target, str) else target.path
        return iri_to_uri(f"{self.root}{path}")

    def url(self, name: str) -> str:
        """Give the address of a route without parts that vary."""
        return _route(name, self.root)

    def static(self, name: str) -> str:
        """Give the address of a style sheet or a picture of ours."""
        return _static(name)

    def date(self, text: str) -> str:
        """Give an EDTF date in words; "": it cannot be read."""
        return _dated(text, self.language)


def page_language() -> str:
    """Give the language of the page."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def root_of(language: str) -> str:
    """Give what the addresses of a language begin with."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{get_script_prefix().rstrip('/')}{prefix}"


def here() -> Here:
    """Give the page's language with what is known for it."""
    return _here(page_language(), get_script_prefix())


@lru_cache(maxsize=64)
def _here(language: str, script_prefix: str) -> Here:
    del script_prefix
    return Here(language, root_of(language))


_static = lru_cache(maxsize=64)(static)


# The functions below run while `language` is the active one: it is the key alone.
@lru_cache(maxsize=2048)
def _said(message: str, language: str) -> SafeString:
    del language
    return escape(_(message))


@lru_cache(maxsize=256)
def _shape(message: str, language: str) -> str:
    """Give a message with places named as gettext does in the form of format_html."""
    said = _said(message, language).replace("{", "{{").replace("}", "}}")
    return _PLACE.sub(r"{\1}", said).replace("%%", "%")


@lru_cache(maxsize=256)
def _labels(family: str, language: str) -> dict[str, SafeString]:
    del language
    return {value: escape(str(words)) for value, words in LABELS[family].items()}


@lru_cache(maxsize=256)
def _route(name: str, root: str) -> str:
    del root
    return reverse(name)


@lru_cache(maxsize=4096)
def _dated(text: str, language: str) -> str:
    date = parsed(text)
    return display(date, language) if date else ""
