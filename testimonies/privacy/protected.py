"""Terms that must never appear: found whatever their letters' shape, spacing and order.

Look-alikes of three scripts are one letter, a telephone number is its last ten digits,
and the words of a name stand in any order, each with any ending. Transliteration is not
read here: how names sound is asked by moderation. Nothing here tells the term.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, permutations
from typing import Final
from urllib.parse import unquote

from testimonies.models import VaultedIdentity

# What Unicode calls default-ignorable, beyond category Cf: fillers, selectors, joiners;
# and the blank sign of Braille.
_IGNORABLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
# Marks on a letter and beside one (an apostrophe that is a letter), and what nobody
# sees: of format, of control, and no characters.
_DROPPED: Final = {"Mn", "Me", "Lm", "Cf", "Cc", "Cn", "Co", "Cs"}
# Small letters that look alike, or whose capitals do: Cyrillic and Greek as Latin, and
# Greek ones of which no Latin letter has the shape as Cyrillic. Latin ones that have a
# stroke, or the shape of capitals.
_ALIKE: Final = str.maketrans(
    "аеорсухіӏѕјһвнкмтԛԝԁәөɑɡıαβεζηικμνορτυχγλπφłđħøŧᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxiisjhbhkmtqwdəɵagiabezhikmnoptyxглпфldhotabcdefghijklmnoprstuvwyz",
)
_REMEMBERED: Final = 0x3000
_WORD: Final = re.compile(r"[^\W_]+")

# Shorter ones would be found where two words meet.
_SHORTEST_JOINED: Final = 4
_SHORTEST_WORD: Final = 4
# Shorter ones are a part of many words.
_SHORT: Final = 5
# A longer line is a sentence: it is looked for as it is written. The words of a shorter
# name are looked for as one, too, in each order.
_MOST_WORDS, MOST_JOINED = 4, 3
# The endings of cases and persons, in Kazakh one after another.
_LONGEST_ENDING: Final = 6
_FEWEST_DIGITS, _LAST_DIGITS = 7, 10


class _Folds(dict[int, str]):
    """How each sign is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        made = _fold(chr(code))
        if code < _REMEMBERED:
            self[code] = made
        return made


def _fold(sign: str) -> str:
    if sign.isspace():
        return " "
    if unicodedata.category(sign) in _DROPPED or _IGNORABLE.match(sign):
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return sign.casefold().translate(_ALIKE)


_FOLDS: Final = _Folds()
# A label of a host name in letters that are not ASCII's (RFC 3492), of the length that
# one has (RFC 1035): a longer one takes long to decode.
_LABEL: Final = re.compile(r"xn--([a-z0-9-]{1,59})(?![a-z0-9-])", re.IGNORECASE)
# So often an address is percent-encoded that holds another which is.
_MOST_TIMES: Final = 3


def spelled_out(text: str) -> str:
    """Give a text with what addresses spell in it: %D0%90 is А, and xn--80ak6aa92e is.

    A browser shows such a link as words. What spells nothing stays as it is.
    """
    for _ in range(_MOST_TIMES if "%" in text else 0):
        text = unquote(text)
    return _LABEL.sub(_label, text) if "xn--" in text.lower() else text


def as_read(text: str) -> str:
    """Give a text and, after it, how it reads where a browser spells out addresses.

    Both, for "100%Dana" says Dana although %Da spells a sign.
    """
    read = spelled_out(text)
    return text if read == text else f"{text}\n{read}"


def _label(found: re.Match[str]) -> str:
    try:
        return found[1].encode().decode("punycode")
    except UnicodeError:
        return found[0]


def folded(text: str) -> str:
    """Fold case, width, composition, marks, look-alikes and white space, to look up.

    Characters that nobody sees (soft hyphens, joiners, fillers, marks of direction) go,
    and so does every accent: it finds too much rather than too little.
    """
    plain = unicodedata.normalize("NFKD", text).translate(_FOLDS)
    return " ".join(plain.split())


# What another ending takes the place of.
_ENDS: Final = "аеёиоуыэюяьйіәөүұaeiouy"
_CHANGING: Final = frozenset(_ENDS + folded(_ENDS))


def beginning(word: str) -> str:
    """Give what of a word in small letters stays when it takes another ending."""
    is_changed = len(word) >= _SHORTEST_WORD and word[-1] in _CHANGING
    return word[:-1] if is_changed else word


@dataclass(frozen=True)
class Term:
    """Words that must not appear, such as a line of a vault; folded once for all texts.

    `is_verbatim`: looked for as they stand, in no other order, form or parting.
    """

    line: str
    is_verbatim: bool = False

    @cached_property
    def folded(self) -> str:
        return folded(spelled_out(self.line))

    @property
    def is_short(self) -> bool:
        """Whether it is a part of many words that have nothing to do with it."""
        return len(self.folded) < _SHORT

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its folded words, in its order."""
        return tuple(_WORD.findall(self.folded))

    @cached_property
    def joined(self) -> str:
        """Its letters and digits alone; "" where they are too few."""
        joined = "".join(self.words)
        return joined if len(joined) >= _SHORTEST_JOINED else ""

    @cached_property
    def joins(self) -> tuple[str, ...]:
        """Its words as one, as in a handle; those of a name in each order."""
        if self.beginnings and len(self.words) <= MOST_JOINED:
            return tuple(map("".join, permutations(self.words)))
        return (self.joined,)

    @cached_property
    def number(self) -> str:
        """The last digits of a telephone number; "" for any other term."""
        is_number = self.joined.isdigit() and len(self.joined) >= _FEWEST_DIGITS
        return self.joined[-_LAST_DIGITS:] if is_number else ""

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What each word begins with, where they may stand in any order."""
        is_name = 1 < len(self.words) <= _MOST_WORDS
        is_name = is_name and any(map(_is_inflected, self.words))
        return tuple(map(beginning, self.words)) if is_name else ()


def _is_inflected(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word.isalpha()


def protected_terms(*, of: Collection[int] | None = None) -> list[Term]:
    """Give every protected term of every vault; the vaults are not shown.

    `of`: the keys of witnesses, for the terms of their vaults alone.
    """
    vaults = VaultedIdentity.objects.only("protected_terms")
    lines = (
        line.strip()
        for identity in (vaults if of is None else vaults.filter(witness__in=of))
        for line in identity.protected_terms.splitlines()
    )
    return [term for term in map(Term, sorted(set(lines))) if term.folded]


@dataclass(frozen=True)
class Searched:
    """A text in which terms are looked for; folded once for all terms."""

    text: str

    @cached_property
    def whole(self) -> str:
        return folded(as_read(self.text))

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.whole)

    @cached_property
    def joined(self) -> str:
        return "".join(self.words)

    @cached_property
    def _spaced(self) -> str:
        return f" {' '.join(self.words)} "

    def holds(self, terms: Iterable[Term]) -> bool:
        """Say whether any of the terms stands there; not which one, nor where."""
        return any(map(self._holds, terms))

    def says(self, term: Term) -> bool:
        """Say whether the words of a term stand there whole, in its order.

        It finds too little rather than too much: by it a word is known to be told.
        """
        return f" {' '.join(term.words)} " in self._spaced

    def _holds(self, term: Term) -> bool:
        if term.is_verbatim:
            return self._reads(term.folded, is_short=term.is_short)
        if term.folded in self.whole:
            return True
        if term.number and term.number in self.joined:
            return True
        if any(_begins_a_word(each, self.joined, self.words) for each in term.joins):
            return True
        return (
            bool(term.beginnings)
            and all(each in self.joined for each in term.beginnings)
            and _stand_together(term, self.words)
        )

    def _reads(self, words: str, *, is_short: bool) -> bool:
        """Say whether words stand there as they are; short ones where a word begins."""
        place = self.whole.find(words)
        while is_short and place > 0 and self.whole[place - 1].isalnum():
            place = self.whole.find(words, place + 1)
        return place >= 0


def holds_protected(text: str, terms: Sequence[Term]) -> bool:
    """Say whether a term stands in a text; not which one, nor where."""
    return bool(terms) and Searched(text).holds(terms)


def _begins_a_word(needle: str, joined: str, words: list[str]) -> bool:
    """Say whether a term stands there, parted in any way, from a word's start on."""
    place = joined.find(needle) if needle else -1
    starts = set(accumulate(map(len, words), initial=0)) if place >= 0 else set()
    while place >= 0 and place not in starts:
        place = joined.find(needle, place + 1)
    return place >= 0


def _stand_together(term: Term, words: list[str]) -> bool:
    """Say whether a term's words stand in any order, with at most one between them."""
    reach = len(term.words) + 1
    return any(
        _fit(term.words, words[start : start + reach]) for start in range(len(words))
    )


def _fit(wanted: Sequence[str], words: list[str]) -> bool:
    if not wanted:
        return True
    return any(
        _is_form(word, wanted[0])
        and _fit(wanted[1:], [*words[:place], *words[place + 1 :]])
        for place, word in enumerate(words)
    )


def _is_form(word: str, of: str) -> bool:
    if not _is_inflected(of):
        return word == of
    is_longer = len(word) > len(of) + _LONGEST_ENDING
    return word.startswith(beginning(of)) and not is_longer
