"""The suffixes of Kazakh, where in a word they stand, and after which sounds.

Written as in grammars: A is а or е, Y ы or і, G ғ or г, Q қ or к; D is д or т, L is л,
д or т, and so on after the sound before. Derivation is left alone: тұрғын is no form of
тұр, балалық none of бала.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import Final

BACK: Final = frozenset("аоұыё")
FRONT: Final = frozenset("әеөүі")
VOWELS: Final = BACK | FRONT | frozenset("эюя")
# Kinds of sounds: v vowels, r glides and р, l, n nasals, z, t the voiceless.
_SOUNDS: Final = {
    **dict.fromkeys("аәеёоөұүыіэюя", "v"),
    **dict.fromkeys("рйуи", "r"),
    "л": "l",
    **dict.fromkeys("мнң", "n"),
    **dict.fromkeys("зж", "z"),
}
_ANY: Final = "vrlnzt"
_VOICED: Final = "vrlnz"
_CLOSED: Final = "rlnzt"


class Place(IntEnum):
    """Where in a word one stands who reads it from its end. Numbers: they hash fast."""

    WORD = auto()
    CASE = auto()
    OWNER = auto()
    PLURAL = auto()
    NOUN = auto()
    VERB = auto()
    ROOT = auto()
    BARE = auto()


# Which suffixes may come next: those of this place, and of those further in.
PLACES: Final = {
    Place.WORD: frozenset(
        {Place.WORD, Place.CASE, Place.OWNER, Place.PLURAL, Place.NOUN}
    ),
    Place.CASE: frozenset({Place.CASE, Place.OWNER, Place.PLURAL, Place.NOUN}),
    Place.OWNER: frozenset({Place.OWNER, Place.PLURAL, Place.NOUN}),
    Place.PLURAL: frozenset({Place.PLURAL, Place.NOUN}),
    Place.NOUN: frozenset({Place.NOUN}),
    Place.VERB: frozenset({Place.VERB}),
    Place.ROOT: frozenset[Place](),
    Place.BARE: frozenset[Place](),
}


@dataclass(frozen=True, slots=True)
class Suffix:
    """A spelled suffix: where it stands, what it follows, and where one reads on."""

    text: str
    place: Place
    inner: Place
    after: str
    # "back" or "front"; empty where the suffix does not change.
    harmony: str
    # What the next suffix has to be, and what this one is to the one outside it.
    asks: str = ""
    gives: str = ""
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    place: Place
    inner: Place
    # Pairs of a pattern and the sounds after which it stands.
    forms: tuple[tuple[str, str], ...]
    asks: str = ""
    gives: str = ""
    is_weak: bool = False


def sound_of(text: str) -> str:
    """Give the kind of a text's last sound; signs of Russian are passed over."""
    return _SOUNDS.get(text.rstrip("ьъ")[-1:], "t")


def _by_sound(rest: str, *, vowel: str = "vr") -> tuple[tuple[str, str], ...]:
    """Spell a suffix that begins with д: н after `vowel`, т after the voiceless."""
    others = "".join(sound for sound in _VOICED if sound not in vowel)
    return (("н" + rest, vowel), ("д" + rest, others), ("т" + rest, "t"))


_D: Final = (("д", _VOICED), ("т", "t"))
_MINE: Final = ("", "м", "ң", "ңYз", "ңдAр", "ңYздAр")
_PERSONS: Final = ("мYн", "сYң", "сYз", "дY", "мYз", "сYңдAр", "сYздAр")

_NOMINAL: Final = (
    # Persons: мұғаліммін, барғансыз.
    _Rule(
        Place.WORD,
        Place.CASE,
        (
            *((f"мY{end}", "vrln") for end in "нз"),
            *((f"бY{end}", "nz") for end in "нз"),
            *((f"пY{end}", "t") for end in "нз"),
            *((each, _ANY) for each in ("сYң", "сYз", "сYңдAр", "сYздAр")),
        ),
    ),
    # Cases.
    _Rule(Place.CASE, Place.OWNER, _by_sound("Yң", vowel="vn")),
    _Rule(Place.CASE, Place.OWNER, _by_sound("Y", vowel="v")),
    _Rule(Place.CASE, Place.OWNER, (("GA", _VOICED), ("QA", "t"))),
    _Rule(Place.CASE, Place.OWNER, (("дA", _VOICED), ("тA", "t"))),
    _Rule(Place.CASE, Place.OWNER, (("дAн", "vrlz"), ("нAн", "n"), ("тAн", "t"))),
    _Rule(Place.CASE, Place.OWNER, (("мен", "vrln"), ("бен", "z"), ("пен", "t"))),
    _Rule(Place.CASE, Place.OWNER, (("дAй", _VOICED), ("тAй", "t"))),
    _Rule(Place.CASE, Place.OWNER, (("шA", _ANY),), is_weak=True),
    # After "his": баласын, үйінде; after "my": балама.
    _Rule(
        Place.CASE,
        Place.OWNER,
        tuple((each, "v") for each in ("н", "нA", "ндA", "нAн", "ндAй", "ншA")),
        asks="his",
    ),
    _Rule(Place.CASE, Place.OWNER, (("A", "n"),), asks="mine"),
    # What is there, or theirs: қаладағы, үйіндегі, балаларынікі.
    _Rule(Place.NOUN, Place.OWNER, (("дAGY", _VOICED), ("тAGY", "t"))),
    _Rule(Place.NOUN, Place.OWNER, (("ндAGY", "v"),), asks="his"),
    _Rule(Place.CASE, Place.OWNER, (("нікі", "vn"), ("дікі", "rlz"), ("тікі", "t"))),
    _Rule(Place.NOUN, Place.OWNER, (("GY", _VOICED), ("QY", "t")), is_weak=True),
    # Whose.
    _Rule(Place.OWNER, Place.PLURAL, (("сY", "v"), ("Y", _CLOSED)), gives="his"),
    _Rule(
        Place.OWNER,
        Place.PLURAL,
        (("м", "v"), ("ң", "v")),
        gives="mine",
        is_weak=True,
    ),
    _Rule(Place.OWNER, Place.PLURAL, (("Yм", _CLOSED), ("Yң", _CLOSED)), gives="mine"),
    _Rule(
        Place.OWNER,
        Place.PLURAL,
        (("ңYз", "v"), ("YңYз", _CLOSED), ("мYз", "v"), ("YмYз", _CLOSED)),
    ),
    _Rule(Place.PLURAL, Place.NOUN, (("лAр", "vr"), ("дAр", "lnz"), ("тAр", "t"))),
    # More so: жақынырақ, биігірек.
    _Rule(Place.NOUN, Place.BARE, (("рAQ", "v"), ("YрAQ", _CLOSED)), is_weak=True),
    # What Russian brought takes a vowel before its suffixes: митингілер.
    _Rule(Place.NOUN, Place.BARE, (("і", "t"),), is_weak=True),
)
# Verbs that have become nouns or attributes, and take all that a noun takes.
_PARTICIPLES: Final = (
    _Rule(Place.NOUN, Place.VERB, (("GAн", _VOICED), ("QAн", "t"))),
    _Rule(Place.NOUN, Place.VERB, (("AтYн", _CLOSED), ("йтYн", "v"))),
    _Rule(Place.NOUN, Place.VERB, (("у", _ANY), ("ушY", _ANY))),
    _Rule(Place.NOUN, Place.VERB, (("Aр", _CLOSED), ("р", "v")), is_weak=True),
    _Rule(Place.NOUN, Place.VERB, (("итYн", _CLOSED),)),
    _Rule(
        Place.NOUN,
        Place.VERB,
        tuple(
            (text + end, after)
            for text, after in (("мAQ", "vrl"), ("бAQ", "nz"), ("пAQ", "t"))
            for end in ("", "шY")
        ),
        is_weak=True,
    ),
    _Rule(Place.NOUN, Place.ROOT, (("мAс", "vrl"), ("бAс", "nz"), ("пAс", "t"))),
    _Rule(Place.NOUN, Place.VERB, (("GY", _VOICED), ("QY", "t")), is_weak=True),
)
_VERBAL: Final = (
    # Past: бардым. Condition: барсаңыз.
    _Rule(
        Place.WORD,
        Place.VERB,
        tuple((f"{d}Y{end}", after) for d, after in _D for end in _MINE),
    ),
    _Rule(Place.WORD, Place.VERB, tuple((f"сA{end}", _ANY) for end in _MINE)),
    # "We did" is also the end of many nouns: сандық, ерлік.
    _Rule(
        Place.WORD,
        Place.VERB,
        (*((f"{d}YQ", after) for d, after in _D), ("сAQ", _ANY)),
        is_weak=True,
    ),
    # Present and future: барамын, сөйлейді, оқиды; the converb by itself.
    _Rule(Place.WORD, Place.VERB, tuple((f"A{end}", _CLOSED) for end in _PERSONS)),
    _Rule(Place.WORD, Place.VERB, tuple((f"й{end}", "v") for end in _PERSONS)),
    _Rule(Place.WORD, Place.VERB, tuple((f"и{end}", _CLOSED) for end in _PERSONS)),
    _Rule(
        Place.WORD,
        Place.VERB,
        (("A", _CLOSED), ("й", "v"), ("и", _CLOSED)),
        is_weak=True,
    ),
    # Converbs: барып, барыпты; барғалы, барғанша, барғасын, барғандықтан.
    _Rule(
        Place.WORD,
        Place.VERB,
        tuple((f"Yп{end}", _CLOSED) for end in ("", "тY", "пYн", "сYң", "сYз", "пYз")),
    ),
    _Rule(
        Place.WORD,
        Place.VERB,
        tuple((f"п{end}", "v") for end in ("", "тY", "пYн", "сYң", "сYз", "пYз")),
    ),
    _Rule(
        Place.WORD,
        Place.VERB,
        tuple(
            (first + end, after)
            for end in ("AншA", "AсYн", "AндYQтAн")
            for first, after in (("G", _VOICED), ("Q", "t"))
        ),
    ),
    _Rule(
        Place.WORD,
        Place.VERB,
        (("GAлY", _VOICED), ("QAлY", "t")),
        is_weak=True,
    ),
    # Commands and wishes: барыңыз, барсын, барайын, барайық.
    _Rule(
        Place.WORD,
        Place.VERB,
        (
            *((f"Yң{end}", _CLOSED) for end in ("", "Yз", "дAр", "YздAр")),
            *((f"ң{end}", "v") for end in ("Yз", "дAр", "YздAр")),
            *((f"A{end}", _CLOSED) for end in ("йYн", "йYQ")),
            *((each, "v") for each in ("йYн", "йYQ")),
            ("сYн", _ANY),
        ),
    ),
    _Rule(
        Place.WORD,
        Place.VERB,
        (("GYн", _VOICED), ("QYн", "t"), ("ң", "v")),
        is_weak=True,
    ),
    # Not.
    _Rule(Place.VERB, Place.ROOT, (("мA", "vrl"), ("бA", "nz"), ("пA", "t"))),
    _Rule(
        Place.WORD, Place.ROOT, (("мA", "vrl"), ("бA", "nz"), ("пA", "t")), is_weak=True
    ),
)
_BACK_LETTERS: Final = str.maketrans("AYGQ", "аығқ")
_FRONT_LETTERS: Final = str.maketrans("AYGQ", "еігк")


def _spelled(rule: _Rule) -> Iterator[Suffix]:
    for pattern, after in rule.forms:
        plain = pattern.translate(_BACK_LETTERS)
        spellings = {plain: "back", pattern.translate(_FRONT_LETTERS): "front"}
        for text, harmony in spellings.items():
            changes = len(spellings) > 1
            yield Suffix(
                text,
                rule.place,
                rule.inner,
                after,
                harmony if changes else "",
                rule.asks,
                rule.gives,
                rule.is_weak,
            )


def _by_text() -> dict[str, tuple[Suffix, ...]]:
    found: dict[str, list[Suffix]] = {}
    for rule in (*_NOMINAL, *_PARTICIPLES, *_VERBAL):
        for suffix in _spelled(rule):
            found.setdefault(suffix.text, []).append(suffix)
    return {text: tuple(suffixes) for text, suffixes in found.items()}


SUFFIXES: Final = _by_text()
LONGEST: Final = max(map(len, SUFFIXES))
