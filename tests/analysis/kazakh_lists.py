"""The lists of Kazakh forms, and how well a stemmer brings them together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).parent
Lemmas = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """`recall`: of the pairs of forms of one lemma, the share that is together, as the
    mean over the lemmas, so that a long paradigm weighs no more than a short one.
    `precision`: of all pairs of forms that are together, the share of one lemma.

    Together are two words that share a lexeme. A lemma is a form of itself.
    """

    recall: float
    precision: float
    missed: Sequence[tuple[str, str]]
    mixed: Sequence[tuple[str, str]]


@cache
def lists() -> dict[str, Lemmas]:
    """Give each list that is there, by its file's name: forms by lemma."""
    return {path.stem: _read(path) for path in sorted(HERE.glob("kazakh_*.tsv"))}


def _read(path: Path) -> Lemmas:
    found: dict[str, dict[str, None]] = {}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            lemma, form = line.split("\t")[:2]
            found.setdefault(lemma, {lemma: None})[form] = None
    return {lemma: tuple(forms) for lemma, forms in found.items()}


def merged() -> Lemmas:
    found: dict[str, dict[str, None]] = {}
    for lemmas in lists().values():
        for lemma, forms in lemmas.items():
            found.setdefault(lemma, {}).update(dict.fromkeys(forms))
    return {lemma: tuple(forms) for lemma, forms in found.items()}


def measure(lemmas: Lemmas, lexemes_of: Callable[[str], Sequence[str]]) -> Measure:
    known = {form: set(lexemes_of(form)) for forms in lemmas.values() for form in forms}
    missed, shares = [], []
    for forms in lemmas.values():
        pairs = list(combinations(forms, 2))
        apart = [(a, b) for a, b in pairs if not known[a] & known[b]]
        missed += apart
        shares.append(1 - len(apart) / len(pairs))
    one = {
        frozenset(pair) for forms in lemmas.values() for pair in combinations(forms, 2)
    }
    together = [(a, b) for a, b in combinations(known, 2) if known[a] & known[b]]
    mixed = [pair for pair in together if frozenset(pair) not in one]
    return Measure(
        sum(shares) / len(shares), 1 - len(mixed) / max(1, len(together)), missed, mixed
    )
