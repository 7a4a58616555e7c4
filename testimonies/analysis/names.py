"""Under which keys a name is found across scripts and transliterations.

A key is how a name sounds, coarsely, in a few Latin letters. What one romanisation
writes as another does not (j is ж or й, x is х or кс) gives a key for each reading.
Read are Kazakh and Russian in Cyrillic; the Kazakh Latin alphabets of 2017, 2018 and
2021; BGN, ISO 9, GOST and scholars' Russian; and what people type.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from testimonies.analysis.words import APOSTROPHES

# No name begins so as it is written.
_MARK: Final = "~"
_SHORTEST: Final = 3
_MOST_KEYS: Final = 16
_LONGEST: Final = 120

# What sounds alike, or is the same letter in the other language, has one letter: k for
# к қ х һ, q for ш ч щ, j for ж дж, i for и і ы й, u for у ұ ү, c for ц тс. After a
# spelling come its readings; a dash is silence.
_CYRILLIC: Final = """
а a|ә a|б b|в v|г g|ғ g|ґ g|д d|е e|є e|ж j|дж j|з z|и i|й i|і i|ї i|ы i|к k|қ k|х k
һ k|л l|м m|н n|ң n ng|нг ng n|о o|ө o|п p|р r|с s|т t|у u|ұ u|ү u|ў u|ф f|ц c|тс c|ч q
ш q|щ q|ъ -|ь -|э e|ё e o|ю iu u|я ia a
"""
_LATIN: Final = """
a a|b b|c k c|d d|e e|f f|g g|h k|i i|j j i|k k|l l|m m|n n|o o|p p|q k|r r|s s|t t|u u
v v|w u|x k ks|y i|z z|ə a|æ a|ñ n ng|ń n ng|ş q|š q|ș q|ŝ q|ç q|č q|ć q|ž j|ı i|ë e o
ý u i|ŭ u i|sh q|ch q|shch q|sch q|zh j|dzh j|dj j|kh k|gh g|ts c|tz c|ph f|ng ng n
ya ia a|ja ia ja a|yu iu u|ju iu ju u|yo e o io|jo e o jo|ye e|je e je|n' n ng|s' q s
c' q c|y' u i
"""
# Where no consonant stands before them they have their i: Мария is no Мара.
_ROUND: Final = frozenset(["я", "ю", "ya", "ja", "yu", "ju"])
_VOWELS: Final = "aeiou"

_TWICE: Final = re.compile(r"(.)\1+")
# Ауыл and аул, Бауыржан and Бауржан.
_AFTER_U: Final = re.compile("(?<=[aeo]u)i")
_SPELLED: Final = dict.fromkeys(map(ord, APOSTROPHES), "'")

Readings = tuple[str, ...]


def _table(*texts: str) -> dict[str, Readings]:
    lines = [line.split() for text in texts for line in re.split(r"[|\n]", text)]
    return {
        spelled: tuple(reading.replace("-", "") for reading in readings)
        for spelled, *readings in filter(None, lines)
    }


_READINGS: Final = _table(_CYRILLIC, _LATIN)
_WIDEST: Final = max(map(len, _READINGS))


def name_keys(name: str) -> frozenset[str]:
    """Give the keys of a name, place or tag; two that share one mean the same.

    None for a name of fewer than three sounds, or in a script that is not read.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_SPELLED)
    read = list(_read(unicodedata.normalize("NFC", plain)[:_LONGEST]))
    if () in read:
        return frozenset()
    spoken = islice(product(*read), _MOST_KEYS)
    keys = {_evened("".join(readings)) for readings in spoken}
    return frozenset(f"{_MARK}{key}" for key in keys if len(key) >= _SHORTEST)


def _read(text: str) -> Iterator[Readings]:
    """Give the readings of each letter or group; nothing for a letter unheard of."""
    place, before = 0, ""
    while place < len(text):
        spelled = _longest(text, place)
        readings = _READINGS.get(spelled) or _of_sign(spelled)
        if spelled in _ROUND and (not before or before[-1] in _VOWELS):
            readings = tuple(each for each in readings if len(each) > 1)
        yield readings
        place += len(spelled)
        if spelled[-1].isalnum():
            before = readings[0] if readings else ""
        elif spelled in " -":
            before = ""


def _longest(text: str, place: int) -> str:
    for length in range(_WIDEST, 1, -1):
        if text[place : place + length] in _READINGS:
            return text[place : place + length]
    return text[place]


def _of_sign(sign: str) -> Readings:
    """Read a letter with a mark as without; digits stay, other signs are silent."""
    if sign.isdigit():
        return (sign,)
    if unicodedata.category(sign)[0] != "L" or unicodedata.category(sign) == "Lm":
        return ("",)
    return _READINGS.get(unicodedata.normalize("NFD", sign)[0], ())


def _evened(key: str) -> str:
    return _AFTER_U.sub("", _TWICE.sub(r"\1", key))
