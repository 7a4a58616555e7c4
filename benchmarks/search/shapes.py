"""Invented words that look like English, Russian and Kazakh, in inflected forms.

No word is taken from a text. Endings are real, so that stemming has its real work.
"""

from collections.abc import Iterator
from random import Random

LANGUAGES = ("en", "ru", "kk")


def _listed(words: str) -> list[str]:
    return words.split()


FUNCTION_WORDS = {
    "en": _listed(
        "the and of to in that was we it they were on with for but there had"
    ),
    "ru": _listed("и в на что мы они был не с как по это из за там уже было но"),
    "kk": _listed("және бұл мен бір да де олар біз сол үшін еді ол бар деп сонда"),
}
_CONSONANTS = {
    "en": _listed("b br c ch d dr f fl g gr h j k l m n p pl r s sh st t tr v w z"),
    "ru": _listed("б бр в г гр д др ж з к кр л м н п пр р с ст т тр ф х ч ш"),
    "kk": _listed("б ғ д ж з к қ л м н п р с т ш й"),
}
_VOWELS = {
    "en": ("a e i o u ea oo",),
    "ru": ("а е и о у ы я",),
    # Back and front: a Kazakh word has the one or the other.
    "kk": ("а о ы ұ", "ә е і ө ү"),
}
_FINALS = {
    "en": _listed("b ck d g l ll m n nd p r rk s sk t x"),
    "ru": _listed("б в г д ж з к л м н п р с т ш к"),
    "kk": _listed("б з қ к л м н р с т ш"),
}
_RUSSIAN = (
    ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"),
    ("а", "ы", "е", "у", "ой", "ам", "ами", "ах"),
    ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ые", "ых", "ыми"),
    ("ать", "ал", "ала", "али", "ает", "ают"),
)
_ENGLISH = (
    ("", "", "s"),
    ("", "ed", "ing", "s", "er"),
    ("", "ly", "ness"),
)
# By the sound that a stem ends in; {а} and {ы} take the stem's colour.
_KAZAKH = {
    "voiced": "|д{а}р|д{а}рд{ы}ң|ғ{а}|д{а}|д{а}н|д{ы}ң|{ы}|{ы}нд{а}|д{а}рғ{а}",
    "voiceless": "|т{а}р|т{а}рд{ы}ң|қ{а}|т{а}|т{а}н|т{ы}ң|{ы}|{ы}нд{а}|т{а}рғ{а}",
    "liquid": "|л{а}р|л{а}рд{ы}ң|ғ{а}|д{а}|д{а}н|д{ы}ң|{ы}|{ы}нд{а}|л{а}рғ{а}",
}


def stems(language: str, *, seed: int) -> Iterator[str]:
    """Give different stems without end, the same for a seed."""
    random, seen = Random(f"{seed} {language}"), set[str]()
    while True:
        stem = _stem(language, random)
        if stem not in seen and stem not in FUNCTION_WORDS[language]:
            seen.add(stem)
            yield stem


def _stem(language: str, random: Random) -> str:
    vowels = random.choice(_VOWELS[language]).split()
    syllables = random.choices((1, 2, 3), weights=(1, 5, 3))[0]
    opened = "".join(
        random.choice(_CONSONANTS[language]) + random.choice(vowels)
        for _ in range(syllables)
    )
    return opened + random.choice(_FINALS[language])


def forms(stem: str, language: str, *, seed: int) -> list[str]:
    """Give the forms of a stem, each once."""
    random = Random(f"{seed} {stem}")
    endings: tuple[str, ...]
    match language:
        case "en":
            endings = random.choice(_ENGLISH)
        case "ru":
            endings = random.choice(_RUSSIAN)
        case _:
            endings = _kazakh(stem)
    return list(dict.fromkeys(stem + ending for ending in endings))


def _kazakh(stem: str) -> tuple[str, ...]:
    is_front = any(vowel in stem for vowel in "әеіөү")
    sound = "liquid" if stem[-1] in "рйу" else "voiced"
    if stem[-1] in "пткқсшб":
        sound = "voiceless"
    wide, narrow = ("е", "і") if is_front else ("а", "ы")
    written = _KAZAKH[sound].replace("{а}", wide).replace("{ы}", narrow)
    if is_front:
        written = written.replace("ғ", "г").replace("қ", "к")
    return tuple(written.split("|"))
