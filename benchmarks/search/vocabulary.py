"""What the synthetic archive is drawn from: words, tags, places and refs, by rank.

The same for a seed, in any process.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from random import Random

from benchmarks.search.shapes import FUNCTION_WORDS, LANGUAGES, forms, stems
from testimonies.catalogue import Text
from testimonies.catalogue.documents import PlaceCopy, Translated
from testimonies.terms import Kind

SEED = 20220105
WORDS, COLLOCATIONS, TAGS, PLACES = 50_000, 3_000, 5_000, 500
# What part of a text is words like "the", and what part begins a collocation.
FUNCTION_SHARE, COLLOCATION_SHARE = 0.3, 0.03
# Of a hundred texts, how many are in each of LANGUAGES.
SHARES = (40, 40, 20)
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's words by rank, each in its forms, and what texts are drawn from."""

    words: tuple[tuple[str, ...], ...]
    collocations: tuple[str, ...]
    drawn: tuple[str, ...]
    cumulated: tuple[float, ...]

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self.drawn, cum_weights=self.cumulated, k=count)


@cache
def vocabulary(language: str) -> Vocabulary:
    """Make the words of a language."""
    words = tuple(
        tuple(forms(stem, language, seed=SEED))
        for stem in islice(stems(language, seed=SEED), WORDS)
    )
    random = Random(f"{SEED} collocations {language}")
    middle = words[100:8000]
    pairs = [random.choice(middle) + random.choice(middle) for _ in range(COLLOCATIONS)]
    collocations = tuple(f"{pair[0]} {pair[-1]}" for pair in pairs)
    plain = 1 - FUNCTION_SHARE - COLLOCATION_SHARE
    drawn: list[str] = []
    weights: list[float] = []
    for rank, forms_of in enumerate(words, 1):
        drawn += forms_of
        weights += [plain / rank / _sum_of_zipf(WORDS) / len(forms_of)] * len(forms_of)
    for share, items in (
        (FUNCTION_SHARE, FUNCTION_WORDS[language]),
        (COLLOCATION_SHARE, collocations),
    ):
        drawn += items
        total = _sum_of_zipf(len(items))
        weights += [share / rank / total for rank in range(1, len(items) + 1)]
    return Vocabulary(words, collocations, tuple(drawn), tuple(accumulate(weights)))


@cache
def _sum_of_zipf(count: int) -> float:
    return sum(1 / rank for rank in range(1, count + 1))


@cache
def zipf(count: int) -> tuple[float, ...]:
    """Give cumulated weights of so many ranks."""
    return tuple(accumulate(1 / rank for rank in range(1, count + 1)))


def ref_of(kind: Kind, number: int) -> str:
    """Give the ref of a number, another for each (terms.refs says the check)."""
    size = len(_ALPHABET)
    for attempt in range(8):
        left, body = (number * 8 + attempt) * 7_368_787 % size**7, ""
        for _ in range(7):
            left, digit = divmod(left, size)
            body += _ALPHABET[digit]
        symbols = kind + body
        total = sum(
            weight * _ALPHABET.index(symbol)
            for weight, symbol in zip(range(9, 0, -1), symbols, strict=False)
        )
        if -total % 29 < size:
            return symbols + _ALPHABET[-total % 29]
    message = f"Number {number} has no ref: choose another multiplier."
    raise ValueError(message)


@cache
def tag_names() -> tuple[str, ...]:
    """Give the tags' names by rank: of one or two words, in three languages."""
    random = Random(f"{SEED} tags")
    sources = {each: stems(each, seed=SEED + 1) for each in LANGUAGES}
    names: dict[str, None] = {}
    while len(names) < TAGS:
        (language,) = random.choices(LANGUAGES, weights=SHARES)
        words = islice(sources[language], random.choice((1, 2)))
        # The same letters may be a word of two languages.
        names.setdefault(" ".join(words))
    return tuple(names)


@cache
def tag_refs() -> tuple[str, ...]:
    """Give the tags' refs, in the order of their names."""
    return tuple(ref_of(Kind.TAG, number) for number in range(TAGS))


@cache
def places() -> tuple[PlaceCopy, ...]:
    """Give the places by rank, named in three languages."""
    sources = {each: stems(each, seed=SEED + 2) for each in LANGUAGES}
    return tuple(
        PlaceCopy(_text(next(sources["ru"]).title(), sources), (), "KZ", "city")
        for _ in range(PLACES)
    )


def _text(name: str, sources: dict[str, Iterator[str]]) -> Text:
    translated = tuple(
        Translated(each, next(sources[each]).title(), "", False, True)  # noqa: FBT003
        for each in ("en", "kk")
    )
    return Text("ru", name, translated)


def prose(language: str, count: int, random: Random) -> str:
    """Give so many words, in sentences."""
    words = vocabulary(language).draw(random, count)
    sentences = []
    while words:
        length = random.randint(6, 18)
        sentences.append(" ".join(words[:length]).capitalize())
        words = words[length:]
    return ". ".join(sentences) + "."
