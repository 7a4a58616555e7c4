"""Where a quote stands in an account, and how faithful it is: computed, never typed.

Positions and quotes as in the W3C Web Annotation Data Model (2017), 4.2.4 and 4.2.5;
offsets count code points. Only NFC, typographic quotation marks and white space are
folded; capitals, dashes and every other sign stay. Nothing re-anchors by itself.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

Span = tuple[int, int]

CONTEXT: Final = 32

# Double folds to double and single to single; primes and accents are other signs.
_QUOTATION_MARKS: Final = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u02bc", "'")
)

# Only square brackets mark an omission: without them three dots are a pause.
_OMISSION: Final = re.compile(r"\[ ?(?:\u2026|\.\.\.) ?\]")
_BRACKETED: Final = re.compile(r"\[[^\[\]]+\]")

# Folding leaves no white space but " ", so these two cannot be anybody's words.
_GAP: Final = "\n"
_JOIN: Final = "\v"
_JOINS: Final = re.compile(r" ?\v[ \v]*")
_OPENING: Final = frozenset({"", "(", '"', "'", _GAP})


class QuoteMalformed(ValueError):
    """Words that cannot be a quote; the message is one sentence for a person."""


class MarkMalformed(ValueError):
    """A mark that covers nothing; the message is one sentence for a person."""


class MarkKind(StrEnum):
    """What the source printed in a passage that the witness did not say."""

    OMISSION = "omission"
    INSERTION = "insertion"


class Fidelity(StrEnum):
    """How a quote stands to the account, the most faithful first."""

    VERBATIM = "verbatim"
    CONDENSED = "condensed"
    PARAPHRASE = "paraphrase"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a passage that is not the witness's words, in code points."""

    start: int
    end: int
    kind: MarkKind

    def __post_init__(self) -> None:
        """Refuse an empty span: it would mark nothing without a word of warning."""
        if not 0 <= self.start < self.end:
            message = f"A mark from {self.start} to {self.end} covers no text."
            raise MarkMalformed(message)


@dataclass(frozen=True, slots=True)
class PassageText:
    """What a quote is compared with: one passage's number, words and marks."""

    number: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in one state of a passage; `exact` is as the passage spells it."""

    number: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    digest: str


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character i stands for original code points starts[i]:ends[i]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Return the original offsets of a folded stretch that is not empty."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold NFC, quotation marks and white space, keeping the way back."""
    composed = _composed(text)
    plain = composed.text.translate(_QUOTATION_MARKS)
    symbols: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for symbol, start, end in zip(plain, composed.starts, composed.ends, strict=True):
        is_space = symbol.isspace()
        if is_space and symbols and symbols[-1] == " ":
            ends[-1] = end
            continue
        symbols.append(" " if is_space else symbol)
        starts.append(start)
        ends.append(end)
    return Folded("".join(symbols), starts, ends)


def passage_digest(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def find(words: str, text: str) -> list[Span]:
    """Return where the words stand in the text, in order, without overlaps.

    Raises: QuoteMalformed when the words are blank.
    """
    return list(_occurrences(_needle(words), fold(text)))


def fidelity(words: str, passages: Sequence[PassageText], *, pointed: bool) -> Fidelity:
    """Return how faithful the words are to the passages, each taken for itself.

    Verbatim: found as they stand, over no mark. Condensed: all of them found in order
    in one passage once the bracketed omissions and insertions of the quote, and the
    insertions of the source, are set aside. A quote that closes up an omission of the
    source without a mark is neither. `pointed` says that an editor named a passage;
    to have the quote judged by that passage, pass no other.

    Raises: QuoteMalformed when the words are blank or nothing but marks.
    """
    best = _best_match(words, passages)
    if best:
        return best.fidelity
    return Fidelity.PARAPHRASE if pointed else Fidelity.ABSENT


def locate(
    words: str,
    passages: Sequence[PassageText],
    *,
    pointer: int | None = None,
    hint: Anchor | None = None,
) -> Anchor | None:
    """Propose where the words stand; None when they are not found.

    The more faithful match wins, then the pointer's passage (or else the hint's),
    then the order given. Among repetitions in one passage, the hint's surroundings
    and position decide, or else the first is taken. A condensed quote is anchored
    from its first word to its last.

    Raises: QuoteMalformed as `fidelity` does.
    """
    preferred = hint.number if pointer is None and hint else pointer
    ordered = sorted(passages, key=lambda passage: passage.number != preferred)
    best = _best_match(words, ordered)
    return _anchored(best, hint) if best else None


def anchor_for(
    words: str, text: str, number: int, *, marks: Iterable[Mark] = ()
) -> Anchor | None:
    """Return the anchor of the words in one passage; None when they are not in it.

    Raises: QuoteMalformed as `fidelity` does.
    """
    return locate(words, [PassageText(number, text, tuple(marks))])


def is_current(anchor: Anchor, text: str) -> bool:
    """Tell whether the passage still is what the anchor was made for."""
    return anchor.digest == passage_digest(text)


@dataclass(frozen=True, slots=True)
class _Match:
    fidelity: Fidelity
    passage: PassageText
    spans: Sequence[Span]


def _best_match(words: str, passages: Iterable[PassageText]) -> _Match | None:
    if not _BRACKETED.sub("", _needle(words)).strip():
        message = "A quote needs words of the witness, not marks alone."
        raise QuoteMalformed(message)
    condensed: _Match | None = None
    for passage in passages:
        match = _match(words, passage)
        if match and match.fidelity is Fidelity.VERBATIM:
            return match
        condensed = condensed or match
    return condensed


def _match(words: str, passage: PassageText) -> _Match | None:
    barred = _barred(fold(passage.text), passage.marks)
    spans = list(_occurrences(_needle(words), barred))
    if spans:
        return _Match(Fidelity.VERBATIM, passage, spans)
    own_words = _without_joins(barred)
    span = _in_order(_pieces(words, own_words.text), own_words)
    return _Match(Fidelity.CONDENSED, passage, [span]) if span else None


def _anchored(match: _Match, hint: Anchor | None) -> Anchor:
    text = match.passage.text
    start, end = match.spans[0]
    if hint:
        start, end = min(match.spans, key=lambda span: _distance(span, text, hint))
    return Anchor(
        number=match.passage.number,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        digest=passage_digest(text),
    )


def _distance(span: Span, text: str, hint: Anchor) -> tuple[int, int]:
    start, end = span
    prefix_agrees = text.endswith(hint.prefix, 0, start)
    suffix_agrees = text.startswith(hint.suffix, end)
    return -(prefix_agrees + suffix_agrees), abs(start - hint.start)


def _needle(words: str) -> str:
    folded = fold(words).text.strip()
    if not folded:
        message = "A quote needs words."
        raise QuoteMalformed(message)
    return folded


def _pieces(words: str, text: str) -> list[str]:
    """Split a quote at its omissions and drop its insertions.

    Brackets that the text itself holds unmarked (a laugh, say) are words like others.
    """
    own_brackets = set(_BRACKETED.findall(text))

    def sign(bracketed: re.Match[str]) -> str:
        if bracketed[0] in own_brackets:
            return bracketed[0]
        return _GAP if _OMISSION.fullmatch(bracketed[0]) else _JOIN

    marked = _BRACKETED.sub(sign, _needle(words))
    joined = "".join(marked[index] for index in _outside_joins(marked))
    return [piece.strip() for piece in joined.split(_GAP) if piece.strip()]


def _in_order(pieces: Iterable[str], folded: Folded) -> Span | None:
    # The leftmost place of each piece leaves the most room for the pieces after it,
    # so one walk forward decides, without going back.
    first, at = -1, 0
    for piece in pieces:
        found = _next(piece, folded, at)
        if found < 0:
            return None
        first = found if first < 0 else first
        at = found + len(piece)
    return folded.span(first, at) if first >= 0 else None


def _occurrences(needle: str, folded: Folded) -> Iterator[Span]:
    found = _next(needle, folded, 0)
    while found >= 0:
        end = found + len(needle)
        yield folded.span(found, end)
        found = _next(needle, folded, end)


def _next(needle: str, folded: Folded, at: int) -> int:
    found = folded.text.find(needle, at)
    while found >= 0 and _cuts(folded, found, found + len(needle)):
        found = folded.text.find(needle, found + 1)
    return found


def _cuts(folded: Folded, start: int, end: int) -> bool:
    """Tell whether an edge falls inside a sequence that NFC has rewritten."""
    edges = (edge for edge in (start, end) if 0 < edge < len(folded.text))
    return any(folded.starts[edge] < folded.ends[edge - 1] for edge in edges)


def _barred(folded: Folded, marks: Iterable[Mark]) -> Folded:
    """Put one sign that no quote can hold in the place of each mark.

    Bracketed dots count as an omission whether an editor has marked them or not.
    """
    signs = list(folded.text)
    # "insertion" sorts first: where two marks overlap, the omission bars the way.
    for mark in sorted(marks, key=lambda mark: mark.kind):
        sign = _GAP if mark.kind is MarkKind.OMISSION else _JOIN
        start = bisect_right(folded.ends, mark.start)
        end = bisect_left(folded.starts, mark.end)
        signs[start:end] = sign * max(0, end - start)
    for dots in _OMISSION.finditer(folded.text):
        signs[dots.start() : dots.end()] = _GAP * len(dots[0])
    kept = [
        index
        for index, sign in enumerate(signs)
        if sign not in {_GAP, _JOIN} or index == 0 or signs[index - 1] != sign
    ]
    return _picked(Folded("".join(signs), folded.starts, folded.ends), kept)


def _without_joins(folded: Folded) -> Folded:
    return _picked(folded, _outside_joins(folded.text))


def _picked(folded: Folded, indexes: Sequence[int]) -> Folded:
    return Folded(
        "".join(folded.text[index] for index in indexes),
        [folded.starts[index] for index in indexes],
        [folded.ends[index] for index in indexes],
    )


def _outside_joins(text: str) -> list[int]:
    """Return the indexes that stay when insertions go, with one space at most each."""
    kept: list[int] = []
    at = 0
    for join in _JOINS.finditer(text):
        kept.extend(range(at, join.start()))
        if _parts_words(join, text):
            kept.append(join.start() + join[0].index(" "))
        at = join.end()
    kept.extend(range(at, len(text)))
    return kept


def _parts_words(join: re.Match[str], text: str) -> bool:
    """Tell whether words stay apart: "sound [from home]. We" becomes "sound. We"."""
    left = text[max(0, join.start() - 1) : join.start()]
    right = text[join.end() : join.end() + 1]
    before, after = join[0].startswith(" "), join[0].endswith(" ")
    if before and not after:
        return right.isalnum()
    return after and (before or left not in _OPENING)


def _composed(text: str) -> Folded:
    if unicodedata.is_normalized("NFC", text):
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    symbols: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _segments(text):
        composed = unicodedata.normalize("NFC", text[start:end])
        is_same = composed == text[start:end]
        for offset, symbol in enumerate(composed):
            symbols.append(symbol)
            starts.append(start + offset if is_same else start)
            ends.append(start + offset + 1 if is_same else end)
    return Folded("".join(symbols), starts, ends)


def _segments(text: str) -> Iterator[Span]:
    """Cut a text where NFC of the parts is sure to be NFC of the whole."""
    start = 0
    for at in range(1, len(text)):
        if _is_seam(text, start, at):
            yield start, at
            start = at
    yield start, len(text)


def _is_seam(text: str, start: int, at: int) -> bool:
    symbol = text[at]
    if unicodedata.combining(unicodedata.normalize("NFD", symbol)[0]):
        return False
    left, right = (
        unicodedata.normalize("NFC", part) for part in (text[start:at], symbol)
    )
    return unicodedata.normalize("NFC", text[start : at + 1]) == left + right
