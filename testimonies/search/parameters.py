"""Reads the parameters of a search one by one and names everything that is wrong.

Pure: no database. What a reader sent is repeated only in a form that a page can show.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from testimonies.catalogue import folded_name
from testimonies.search.words import MOST_WORDS, count_words
from testimonies.terms import LANGUAGES, DateMalformed, EdtfDate, Kind, Platform

MOST_PARAMETERS = 20
MOST_TAGS = 8
MOST_CHARACTERS = 300
LONGEST_TAG = 100
_SHOWN = 40

LONGEST_DATE = 40

PARAMETERS = (
    "q",
    "tag",
    "any",
    "not",
    "kind",
    "lang",
    "place",
    "platform",
    "from",
    "to",
    "sort",
    "view",
    "after",
)
KIND_WORDS = {kind.word: kind for kind in Kind}


class Sort(StrEnum):
    """The orders of results; relevance needs words to measure by.

    A concordance is also sorted by what stands left or right of the words.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    HAPPENED = "happened"
    LEFT = "left"
    RIGHT = "right"


SIDES = (Sort.LEFT, Sort.RIGHT)


class View(StrEnum):
    """How results are set: records with extracts, or each occurrence on a line."""

    LIST = "list"
    KWIC = "kwic"


@dataclass(frozen=True, slots=True)
class Problem:
    """One parameter that cannot be used; the message is a sentence for the reader."""

    parameter: str
    message: str

    @property
    def named(self) -> str:
        """The sentence behind the parameter's name, as plain text."""
        return f"{self.parameter}: {self.message}" if self.parameter else self.message


class Parameters:
    """The parameters of one address; `problems` grows as they are read."""

    def __init__(self, parameters: Mapping[str, Sequence[str]]) -> None:
        self.problems: list[Problem] = []
        pairs = [
            (name, value)
            for name, values in parameters.items()
            for value in values
            # A form sends its empty fields too.
            if value.strip() or name not in PARAMETERS
        ]
        if len(pairs) > MOST_PARAMETERS:
            message = _(
                "A search has at most %(most)s parameters; the others are left out."
            )
            self.refuse("", message % {"most": MOST_PARAMETERS})
        self._given: dict[str, list[str]] = {}
        for name, value in pairs[:MOST_PARAMETERS]:
            self._given.setdefault(name, []).append(value)

    def refuse(self, parameter: str, message: str) -> None:
        self.problems.append(Problem(parameter, message))

    def check_names(self) -> None:
        for name in self._given:
            if name not in PARAMETERS:
                message = _("There is no parameter “%(name)s”.")
                self.refuse(_shown(name), message % {"name": _shown(name)})

    def one(self, name: str) -> str:
        values = self._given.get(name, [""])
        if len(values) > 1:
            message = _("“%(name)s” is given more than once; the first counts.")
            self.refuse(name, message % {"name": name})
        return values[0]

    def _clean(self, name: str, value: str, most: int) -> str:
        """Give the text in NFC with single spaces; "" where it was refused."""
        text = " ".join(unicodedata.normalize("NFC", value).split())
        if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
            message = _("“%(name)s” holds a character that cannot be searched for.")
        elif len(text) > most:
            message = _("“%(name)s” is too long: use at most %(most)s characters.")
        else:
            return text
        self.refuse(name, message % {"name": name, "most": most})
        return ""

    def words(self) -> str:
        words = self._clean("q", self.one("q"), MOST_CHARACTERS)
        if count_words(words) <= MOST_WORDS:
            return words
        message = _("A search has at most %(most)s words.") % {"most": MOST_WORDS}
        self.refuse("q", message)
        return ""

    def tags(self) -> list[tuple[str, ...]]:
        """Give the names after `tag`, after `any` and after `not`."""
        found: list[tuple[str, ...]] = []
        left = MOST_TAGS
        for parameter in ("tag", "any", "not"):
            names = self._names(parameter)
            if len(names) > left:
                message = _(
                    "A search has at most %(most)s tags; the others are left out."
                )
                self.refuse(parameter, message % {"most": MOST_TAGS})
            found.append(tuple(names[:left]))
            left -= len(found[-1])
        return found

    def _names(self, parameter: str) -> list[str]:
        values = self._given.get(parameter, [])
        short = [self._clean(parameter, value, LONGEST_TAG) for value in values]
        # Folding can make a name longer.
        names = [self._clean(parameter, _folded(name), LONGEST_TAG) for name in short]
        return sorted(set(names) - {""})

    def kinds(self) -> tuple[Kind, ...]:
        values = self._given.get("kind", [])
        for value in dict.fromkeys(values):
            if value not in KIND_WORDS:
                message = _("There is no kind “%(value)s”: use %(words)s.")
                words = ", ".join(KIND_WORDS)
                self.refuse("kind", message % {"value": _shown(value), "words": words})
        return tuple(KIND_WORDS[value] for value in values if value in KIND_WORDS)

    def language(self) -> str:
        value = self.one("lang")
        if not value or value in LANGUAGES:
            return value
        message = _("“%(value)s” is no language of the archive: use a code such as kk.")
        self.refuse("lang", message % {"value": _shown(value)})
        return ""

    def place(self) -> str:
        """Give a place's name; "" where it was refused."""
        name = self._clean("place", self.one("place"), LONGEST_TAG)
        if name and not _folded(name):
            message = _("“%(value)s” is no name of a place.") % {"value": _shown(name)}
            self.refuse("place", message)
            return ""
        return name

    def platform(self) -> str:
        value = self.one("platform")
        if not value or value in set(Platform):
            return value
        message = _("There is no platform “%(value)s”: use %(words)s.")
        words = ", ".join(Platform)
        self.refuse("platform", message % {"value": _shown(value), "words": words})
        return ""

    def date(self, name: str) -> str:
        """Give an EDTF date in its canonical form; "" where it was refused."""
        value = self.one(name).strip()
        if not value:
            return ""
        try:
            date = EdtfDate.parse(value[:LONGEST_DATE])
        except DateMalformed:
            date = None
        if date is not None and date.earliest and date.latest:
            return str(date)
        message = _("“%(value)s” is no date: use one such as 2022-01 or 2022-01-05.")
        self.refuse(name, message % {"value": _shown(value)})
        return ""

    def view(self) -> View:
        value = self.one("view")
        if not value or value in set(View):
            return View(value or View.LIST)
        message = _("There is no view “%(value)s”: use %(words)s.")
        words = ", ".join(View)
        self.refuse("view", message % {"value": _shown(value), "words": words})
        return View.LIST

    def sort(self, view: View) -> Sort | None:
        value = self.one("sort")
        orders = [each for each in Sort if view is View.KWIC or each not in SIDES]
        if not value or value in orders:
            return Sort(value) if value else None
        message = _("Results cannot be sorted by “%(value)s”: use %(words)s.")
        words = ", ".join(orders)
        self.refuse("sort", message % {"value": _shown(value), "words": words})
        return None


def _folded(name: str) -> str:
    """Fold until nothing changes: small letters can compose with what stands behind."""
    while (folded := folded_name(name)) != name:
        name = folded
    return name


def _shown(text: str) -> str:
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in short
    )
