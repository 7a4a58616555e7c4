"""An account as a page sets it: passages, paragraphs, segments; made from a bundle.

Knows no HTML and no wording. Whatever is not public now is left out. Offsets count
code points of a passage's public text, as the documents give them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from testimonies.catalogue import Bundle, Issue, Text
from testimonies.privacy import MARKER
from testimonies.templatetags.spoken import (
    Heard,
    Recording,
    heard_in,
    recording_of,
)
from testimonies.terms import Fidelity, Kind

Span = tuple[int, int]

_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
_WITHHELD = re.compile(re.escape(MARKER))


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote and the fragment of its place in the account ("" where it has none)."""

    issue: Issue
    document: Any
    place: str

    @property
    def anchor(self) -> str:
        """The id of the words themselves, where they are found in the account."""
        return f"q-{self.issue.ref}"


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one look: quoted or not, the source's mark, withheld or neither."""

    text: str
    mark: str
    is_quoted: bool
    opens: tuple[PlacedQuote, ...]
    closes: tuple[PlacedQuote, ...]


@dataclass(frozen=True, slots=True)
class PlacedClip:
    """A clip with the caption that it has beside this account."""

    issue: Issue
    document: Any
    caption: Text | None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its clips, and the paraphrases that an editor traces to it."""

    number: int
    anchor: str
    kind: str
    speaker: str
    heard: Heard | None
    paragraphs: tuple[tuple[Segment, ...], ...]
    paraphrases: tuple[PlacedQuote, ...]
    clips: tuple[PlacedClip, ...]


@dataclass(frozen=True, slots=True)
class TranscriptView:
    """The account in one language."""

    transcript: Any
    anchor: str
    passages: tuple[PassageView, ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """All transcripts, the original first; `marks` are the kinds to be explained."""

    transcripts: tuple[TranscriptView, ...]
    quotes: tuple[PlacedQuote, ...]
    head_clips: tuple[PlacedClip, ...]
    marks: frozenset[str]
    recording: Recording | None = None


def anchor_of(number: int, language: str, *, is_original: bool) -> str:
    """Give a passage's id: p3 in the original, p3-ru in its Russian translation."""
    return f"p{number}" if is_original else f"p{number}-{language}"


def account_of(bundle: Bundle) -> AccountView:
    """Set the account of a testimony's bundle."""
    document = bundle.main.document
    ordered = sorted(document.transcripts, key=lambda each: not each.is_original)
    quotes = tuple(_quotes(bundle, ordered))
    clips = _clips(bundle)
    head = [clip for number, clip in clips if number is None]
    recording = recording_of(bundle)
    transcripts = tuple(
        _transcript(
            each,
            quotes,
            clips if index == 0 else [],
            heard=heard_in(document, each, recording),
        )
        for index, each in enumerate(ordered)
    )
    shown = {p.number for each in transcripts[:1] for p in each.passages}
    head += [clip for number, clip in clips if number and number not in shown]
    marks = frozenset(
        segment.mark
        for each in transcripts
        for passage in each.passages
        for paragraph in passage.paragraphs
        for segment in paragraph
    )
    return AccountView(transcripts, quotes, tuple(head), marks - {""}, recording)


def place_of(quote: Any, testimony: Any) -> str:
    """Give the id of a quote's place in its testimony's account; "": none."""
    for transcript in testimony.transcripts:
        if transcript.language != quote.transcript_language:
            continue
        if quote.passage in {passage.number for passage in transcript.passages}:
            is_original = transcript.is_original
            return anchor_of(
                quote.passage, transcript.language, is_original=is_original
            )
    return ""


def _quotes(bundle: Bundle, transcripts: list[Any]) -> Iterator[PlacedQuote]:
    testimony = bundle.main.document
    for issue in bundle.all(testimony.quotes):
        if issue.kind is not Kind.QUOTE or issue.document.testimony != testimony.ref:
            continue
        place = place_of(issue.document, testimony)
        text = _text_behind(issue.document, transcripts)
        has_words = place and _is_within(issue.document, text)
        yield PlacedQuote(
            issue, issue.document, f"q-{issue.ref}" if has_words else place
        )


def _text_behind(quote: Any, transcripts: list[Any]) -> str:
    return next(
        (
            passage.text
            for transcript in transcripts
            if transcript.language == quote.transcript_language
            for passage in transcript.passages
            if passage.number == quote.passage
        ),
        "",
    )


def _is_within(quote: Any, text: str) -> bool:
    if quote.start is None or quote.end is None:
        return False
    start, end = int(quote.start), int(quote.end)
    return 0 <= start < end <= len(text)


def _clips(bundle: Bundle) -> list[tuple[int | None, PlacedClip]]:
    found = []
    for placement in bundle.main.document.illustrations:
        issue = bundle.get(placement.item)
        if issue is not None:
            clip = PlacedClip(issue, issue.document, placement.caption)
            found.append((placement.passage, clip))
    return found


def _transcript(
    transcript: Any,
    quotes: Iterable[PlacedQuote],
    clips: Iterable[tuple[int | None, PlacedClip]],
    *,
    heard: dict[int, Heard],
) -> TranscriptView:
    here = [
        quote
        for quote in quotes
        if quote.document.transcript_language == transcript.language
    ]
    views = []
    for passage in transcript.passages:
        anchor = anchor_of(
            passage.number, transcript.language, is_original=transcript.is_original
        )
        mine = [quote for quote in here if quote.document.passage == passage.number]
        beside = tuple(clip for number, clip in clips if number == passage.number)
        view = _passage(passage, anchor, mine, beside)
        views.append(replace(view, heard=heard.get(passage.number)))
    anchor = "account" if transcript.is_original else f"account-{transcript.language}"
    return TranscriptView(transcript, anchor, tuple(views))


def _passage(
    passage: Any, anchor: str, quotes: list[PlacedQuote], clips: tuple[PlacedClip, ...]
) -> PassageView:
    found = [quote for quote in quotes if _is_within(quote.document, passage.text)]
    paraphrases = tuple(
        quote
        for quote in quotes
        if quote not in found and quote.document.fidelity == Fidelity.PARAPHRASE
    )
    return PassageView(
        passage.number,
        anchor,
        passage.kind,
        passage.speaker,
        None,
        tuple(_paragraphs(passage, found)),
        paraphrases,
        clips,
    )


def _paragraphs(
    passage: Any, quotes: list[PlacedQuote]
) -> Iterator[tuple[Segment, ...]]:
    spans = _marked_spans(passage)
    edges = {edge for span, _mark in spans for edge in span}
    for quote in quotes:
        edges |= {quote.document.start, quote.document.end}
    for start, end in _paragraph_spans(passage.text):
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        yield tuple(
            _segment(passage.text, span, spans, quotes) for span in pairwise(cuts)
        )


def _paragraph_spans(text: str) -> Iterator[Span]:
    at = 0
    for gap in _PARAGRAPH_BREAK.finditer(text):
        if text[at : gap.start()].strip():
            yield at, gap.start()
        at = gap.end()
    if text[at:].strip():
        yield at, len(text)


def _marked_spans(passage: Any) -> list[tuple[Span, str]]:
    withheld = [
        (found.span(), "withheld") for found in _WITHHELD.finditer(passage.text)
    ]
    marks = [((mark.start, mark.end), str(mark.kind)) for mark in passage.marks]
    return [*withheld, *marks]


def _segment(
    text: str,
    span: Span,
    marked: list[tuple[Span, str]],
    quotes: list[PlacedQuote],
) -> Segment:
    start, end = span
    marks = [mark for (first, last), mark in marked if first <= start and end <= last]
    over = [q for q in quotes if q.document.start <= start and end <= q.document.end]
    return Segment(
        text[start:end],
        marks[0] if marks else "",
        bool(over),
        tuple(quote for quote in over if quote.document.start == start),
        tuple(quote for quote in over if quote.document.end == end),
    )
