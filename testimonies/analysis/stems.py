"""What the index holds for a word, and what a query asks for.

English stems for Latin letters; for Cyrillic ones Kazakh stems, Russian stems or both;
any other word as it stands. Stop words give nothing, whatever the text's language: were
бар dropped from Kazakh texts alone, a phrase with it could not be asked for.
"""

import re
from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache, partial
from threading import Lock
from typing import Final

import Stemmer

from testimonies.analysis import kazakh
from testimonies.analysis.folding import folded
from testimonies.analysis.stops import STOPS

# Longer than any word, and far below what PostgreSQL takes for a lexeme.
LONGEST: Final = 64
# So much of a word is read and remembered: letters may have marks that go.
MOST_READ: Final = 256
# Distinct words of some tens of testimonies: about 15 MB.
_REMEMBERED: Final = 32_768

_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_KAZAKH: Final = re.compile("[әғқңөұүһі]")
_LATIN: Final = re.compile("[a-z]")
# What French and Italian put before a word: l'armée, d'Almaty, qu'ils.
_ELIDED: Final = re.compile("^(?:[cdjlmnst]|qu)'(?=[a-z]{3})")

# Its objects are not safe in threads. It works for microseconds, and only on words
# that are not remembered: one lock costs less than one object for each thread.
_LOCK: Final = Lock()
_ENGLISH: Final = Stemmer.Stemmer("english", 0)
_RUSSIAN: Final = Stemmer.Stemmer("russian", 0)


def lexemes(word: str, language: str = "") -> tuple[str, ...]:
    """Give what the index holds for a word in a text of that language (BCP 47).

    Nothing for a stop word. An unknown language gives all that may be meant.
    """
    return reader_of(language)(word[:MOST_READ])


def alternatives(word: str) -> tuple[str, ...]:
    """Give what a query asks for: any of these is the word, whatever the language."""
    return _READERS[False](word[:MOST_READ])


def reader_of(language: str) -> Callable[[str], tuple[str, ...]]:
    """Give what reads the words of a text in that language, MOST_READ of each."""
    return _READERS[language.partition("-")[0].lower() == "ru"]


def _lexemes(word: str, *, is_russian: bool) -> tuple[str, ...]:
    plain = folded(word)[:LONGEST]
    if not plain or plain in STOPS:
        return ()
    if _CYRILLIC.search(plain):
        return _of_cyrillic(plain, is_russian=is_russian)
    if _LATIN.search(plain):
        return (f"e:{_stem(_ENGLISH, _ELIDED.sub('', plain, 1))}",)
    return (f"w:{plain}",)


def _of_cyrillic(word: str, *, is_russian: bool) -> tuple[str, ...]:
    if _KAZAKH.search(word):
        return (f"k:{kazakh.stem(word)}",)
    russian = f"r:{_stem(_RUSSIAN, word)}"
    # The Kazakh stem of a Russian word is none.
    return (russian,) if is_russian else (f"k:{kazakh.stem(word)}", russian)


def remember_words(most: int) -> None:
    """Remember so many words from now on, in this process: about 500 bytes for each.

    A load in bulk reads more different words than a server does.
    """
    for is_russian in (False, True):
        read = partial(_lexemes, is_russian=is_russian)
        _READERS[is_russian] = lru_cache(most)(read)


_READERS: Final[dict[bool, "_lru_cache_wrapper[tuple[str, ...]]"]] = {}
remember_words(_REMEMBERED)


def _stem(stemmer: Stemmer.Stemmer, word: str) -> str:
    with _LOCK:
        return str(stemmer.stemWord(word))
