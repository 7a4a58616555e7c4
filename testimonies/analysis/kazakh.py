"""The stem of a Kazakh word in Cyrillic letters, found through its chain of suffixes.

A word is read from its end: persons, cases, possession, plural; tenses, participles,
converbs, negation. A suffix counts only where its vowels agree with the stem's and
its first consonant with the sound before it. Of all readings, the one with the longest
known stem is taken; of an unknown word, the one that strips most, with no suffix that
might as well be the end of a stem.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from testimonies.analysis.kazakh_suffixes import (
    BACK,
    FRONT,
    LONGEST,
    PLACES,
    SUFFIXES,
    VOWELS,
    Place,
    Suffix,
    sound_of,
)
from testimonies.analysis.kazakh_words import NOUNS, VERBS

# A stem that nobody knows keeps so many letters.
_SHORTEST: Final = 3
_OPEN: Final = VOWELS | frozenset("уи")
_DERIVING: Final = ("ла", "ле", "да", "де", "та", "те")
_HARD: Final = str.maketrans("бғг", "пқк")
# Two consonants with which a verb may end; before others, а and е are the stem's own.
_CODAS: Final = frozenset(
    ("рт", "лт", "нт", "йт", "рс", "лп", "рп", "рқ", "рк", "лқ", "лк", "нк")
)


class _Reading(NamedTuple):
    """A stem that may be meant; `is_weak` where only a known stem makes it likely."""

    stem: str
    is_verb: bool = False
    is_weak: bool = False
    # The suffix's first letter: before a vowel, the stem's last sound may change.
    opening: str = ""


def stem(word: str) -> str:
    """Give the stem of a folded word, never less than a syllable."""
    if word in NOUNS:
        return word
    readings = list(_readings(word))
    known = [
        (not reading.is_weak, len(found), found)
        for reading in readings
        for found in _known(reading)
    ]
    return max(known)[-1] if known else _guess(word, readings)


def _readings(word: str) -> Iterator[_Reading]:
    """Give every way to read a word as a stem with a chain of suffixes."""
    yield _Reading(word)
    # A command is rare: тілде is rather "in the language" than "speak".
    yield _Reading(word, is_verb=True, is_weak=True)
    waiting = [(_Reading(word), Place.WORD, "")]
    while waiting:
        reading, place, asked = waiting.pop()
        for suffix, rest in _endings(reading.stem, PLACES[place]):
            if asked and suffix.gives != asked:
                continue
            inner = _Reading(
                rest,
                is_verb=suffix.inner in {Place.VERB, Place.ROOT},
                is_weak=reading.is_weak or suffix.is_weak,
                opening=suffix.text[0],
            )
            waiting.append((inner, suffix.inner, suffix.asks))
            if not suffix.asks:
                yield inner


def _endings(word: str, places: frozenset[Place]) -> Iterator[tuple[Suffix, str]]:
    """Give the suffixes with which a word may end at these places, and what is left."""
    for length in range(1, min(LONGEST, len(word) - 2) + 1):
        rest = word[:-length]
        for suffix in SUFFIXES.get(word[-length:], ()):
            if suffix.place in places and _fits(suffix, rest):
                yield suffix, rest


def _fits(suffix: Suffix, rest: str) -> bool:
    if suffix.text[0] in "аеыі" and rest[-1] in "қк" and rest[-2] in VOWELS:
        # It would be soft by now: оғы is a bullet's, оқы is no form of it.
        return False
    return sound_of(rest) in suffix.after and _agrees(suffix.harmony, rest)


def _agrees(harmony: str, rest: str) -> bool:
    """Say whether the last vowel lets a suffix with such vowels follow.

    у tells nothing, nor do и and what Russian brought: артистер, вокзалға. Nor does
    a last ә, which is of Arabic and Persian words: күнәлар, куәлер.
    """
    if rest[-1] == "ә":
        return True
    for letter in reversed(rest):
        if letter in BACK:
            return harmony != "front"
        if letter in FRONT:
            return harmony != "back"
        if letter in "июяэь":
            return True
    # No vowel but у, or none: тв-да, су-ға.
    return "у" in rest or not harmony


def _known(reading: _Reading) -> Iterator[str]:
    words = VERBS if reading.is_verb else NOUNS
    for found in (reading.stem, *_before_change(reading)):
        if found in words:
            yield found


def _before_change(reading: _Reading) -> Iterator[str]:
    """Give what the stem may have been before a vowel changed its end."""
    if reading.opening not in _OPEN:
        return
    text = reading.stem
    hard = text[:-1] + text[-1].translate(_HARD)
    yield hard
    if hard[-1] != "т":
        # орны of орын, халқы of халық, қорқады of қорық
        yield from (hard[:-1] + vowel + hard[-1] for vowel in "ыі")
    if reading.is_verb and reading.opening in "уи":
        # оқиды of оқы
        yield from (text + "ы", text + "і")
    if reading.is_verb and text.endswith("у"):
        # тауып of тап
        yield text[:-1] + "п"


def _guess(word: str, readings: list[_Reading]) -> str:
    likely = [
        reading.stem
        for reading in readings
        if not reading.is_weak
        and len(reading.stem) >= _SHORTEST
        and any(letter in VOWELS or letter in "уи" for letter in reading.stem)
        and not (reading.is_verb and _is_unlikely(word, reading.stem))
    ]
    found = min(likely, key=len, default=word)
    return _evened(found)


def _is_unlikely(word: str, found: str) -> bool:
    """Say whether a verb that nobody knows would hardly be one.

    Its а or е may be its own: бастады is of баста, not of баст. A last п may be a
    noun's, but not in бағдарлап.
    """
    if word == found + "п":
        return len(found) <= _SHORTEST + 1 or not found.endswith(_DERIVING)
    if not word[len(found) :].startswith(("а", "е")):
        return False
    before, last = found[-2], found[-1]
    if before in VOWELS:
        # мазалады is of мазала; айтылады and сақталады of айтыл and сақтал.
        return last == "л" and before not in "ыі" and found[-3] not in "тд"
    return before + last not in _CODAS


def _evened(found: str) -> str:
    """Make alike what suffixes may have changed: алматы, алмат; митинг, митинк."""
    if len(found) > _SHORTEST and found[-1] in "ыіь":
        found = found[:-1]
    return found[:-1] + found[-1:].translate(_HARD)
