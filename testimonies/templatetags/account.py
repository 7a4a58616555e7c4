"""An account as a page sets it: rows of passages with their clips; from a bundle.

Knows no HTML and no wording. Whatever is not public now is left out. Offsets count
code points of a passage's public text, as the documents give them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from testimonies.catalogue import Bundle, Issue, Text, ordered, transcripts_in
from testimonies.templatetags.segments import (
    PlacedQuote,
    Segment,
    is_within,
    paragraphs,
)
from testimonies.templatetags.spoken import (
    Heard,
    Recording,
    heard_in,
    recording_of,
)
from testimonies.terms import Fidelity, Kind


@dataclass(frozen=True, slots=True)
class PlacedClip:
    """A clip with the caption that it has beside this account."""

    issue: Issue
    document: Any
    caption: Text | None
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage in one language with what was quoted of it, word for word or not."""

    number: int
    kind: str
    speaker: str
    heard: Heard | None
    paragraphs: tuple[tuple[Segment, ...], ...]
    found: tuple[PlacedQuote, ...]
    paraphrases: tuple[PlacedQuote, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """One passage in each language shown (None: not in this one), with its clips.

    `room` counts the rows from this one to before the next that has clips.
    """

    number: int
    cells: tuple[PassageView | None, ...]
    clips: tuple[PlacedClip, ...]
    room: int = 1

    @property
    def anchor(self) -> str:
        """The passage's id, the same in every language."""
        return anchor_of(self.number)

    @property
    def kind(self) -> str:
        return next((cell.kind for cell in self.cells if cell), "")


@dataclass(frozen=True, slots=True)
class AccountView:
    """The account as one of its readings shows it.

    `shown` are its transcripts, one or two beside each other; `others` all there are.
    `marks` are the kinds to be explained.
    """

    reading: str
    shown: tuple[Any, ...]
    others: tuple[Any, ...]
    rows: tuple[RowView, ...]
    quotes: tuple[PlacedQuote, ...]
    head_clips: tuple[PlacedClip, ...]
    marks: frozenset[str]
    recording: Recording | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(each.language for each in self.shown)

    @property
    def clips(self) -> tuple[PlacedClip, ...]:
        """All clips beside the account, in its order."""
        beside = (clip for row in self.rows for clip in row.clips)
        return (*self.head_clips, *beside)


# The most faithful ones first: what a testimony is remembered by is its own words.
_STRONGEST = tuple(Fidelity)


def anchor_of(number: int) -> str:
    """Give a passage's id: p3, whatever the language that is shown."""
    return f"p{number}"


def account_of(bundle: Bundle, reading: str = "", language: str = "") -> AccountView:
    """Set the account of a testimony's bundle as a reading has it, "" the original.

    `language` is the page's. Raises ReadingUnknown.
    """
    document = bundle.main.document
    shown = transcripts_in(document, reading, language)
    quotes = tuple(_quotes(bundle, [each.language for each in shown]))
    recording = recording_of(bundle)
    columns = [
        _passages(each, quotes, heard=heard_in(document, each, recording))
        for each in shown
    ]
    numbers = _numbers(columns)
    clips = _clips(bundle)
    rows = _with_room(
        RowView(
            number,
            tuple(column.get(number) for column in columns),
            tuple(clip for clip in clips if clip.passage == number),
        )
        for number in numbers
    )
    cells = [cell for row in rows for cell in row.cells if cell]
    return AccountView(
        reading=reading,
        shown=shown,
        others=tuple(ordered(document)),
        rows=rows,
        quotes=quotes,
        head_clips=tuple(
            replace(clip, passage=None) for clip in clips if clip.passage not in numbers
        ),
        marks=_marks_in(cells),
        recording=recording,
    )


def place_of(quote: Any, testimony: Any) -> str:
    """Give what leads from a testimony's page to a quote's passage; "": it has none."""
    for transcript in testimony.transcripts:
        if transcript.language != quote.transcript_language:
            continue
        if quote.passage in {passage.number for passage in transcript.passages}:
            fragment = f"#{anchor_of(quote.passage)}"
            if transcript.is_original:
                return fragment
            return f"?text={transcript.language}{fragment}"
    return ""


def _numbers(columns: list[dict[int, PassageView]]) -> list[int]:
    """Give the passages' numbers in the order of the first column.

    What only the second has stands after what it follows there.
    """
    numbers = list(columns[0]) if columns else []
    for column in columns[1:]:
        before = 0
        for number in column:
            if number in numbers:
                before = numbers.index(number) + 1
            else:
                numbers.insert(before, number)
                before += 1
    return numbers


def _with_room(rows: Iterable[RowView]) -> tuple[RowView, ...]:
    found: list[RowView] = []
    room = 1
    for row in reversed(list(rows)):
        found.append(replace(row, room=room))
        room = 1 if row.clips else room + 1
    return tuple(reversed(found))


def _marks_in(cells: list[PassageView]) -> frozenset[str]:
    return frozenset(
        segment.mark
        for cell in cells
        for paragraph in cell.paragraphs
        for segment in paragraph
        if segment.mark
    )


def _quotes(bundle: Bundle, shown: list[str]) -> Iterator[PlacedQuote]:
    """Give the quotes, the most faithful ones first, in the document's order."""
    testimony = bundle.main.document
    found = [
        issue
        for issue in bundle.all(testimony.quotes)
        if issue.kind is Kind.QUOTE and issue.document.testimony == testimony.ref
    ]
    for issue in sorted(found, key=lambda each: _rank(each.document.fidelity)):
        yield PlacedQuote(issue, issue.document, _place_here(issue, testimony, shown))


def _rank(fidelity: str) -> int:
    return _STRONGEST.index(Fidelity(fidelity))


def _place_here(quote: Issue, testimony: Any, shown: list[str]) -> str:
    """Give what leads to a quote's words, or to its passage where they differ."""
    document = quote.document
    way = place_of(document, testimony)
    if not way:
        return ""
    query, _, fragment = way.partition("#")
    if is_within(document, _text_behind(document, testimony.transcripts)):
        fragment = f"q-{quote.ref}"
    if document.transcript_language in shown:
        return f"#{fragment}"
    return f"{query or f'?text={document.transcript_language}'}#{fragment}"


def _text_behind(quote: Any, transcripts: Iterable[Any]) -> str:
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


def _clips(bundle: Bundle) -> list[PlacedClip]:
    return [
        PlacedClip(issue, issue.document, placement.caption, placement.passage)
        for placement in bundle.main.document.illustrations
        if (issue := bundle.get(placement.item)) is not None
    ]


def _passages(
    transcript: Any, quotes: Iterable[PlacedQuote], *, heard: dict[int, Heard]
) -> dict[int, PassageView]:
    here = [
        quote
        for quote in quotes
        if quote.document.transcript_language == transcript.language
    ]
    return {
        passage.number: _passage(
            passage,
            [quote for quote in here if quote.document.passage == passage.number],
            heard.get(passage.number),
        )
        for passage in transcript.passages
    }


def _passage(
    passage: Any, quotes: list[PlacedQuote], heard: Heard | None
) -> PassageView:
    found = [quote for quote in quotes if is_within(quote.document, passage.text)]
    paraphrases = tuple(
        quote
        for quote in quotes
        if quote not in found and quote.document.fidelity == Fidelity.PARAPHRASE
    )
    return PassageView(
        passage.number,
        passage.kind,
        passage.speaker,
        heard,
        tuple(paragraphs(passage, found)),
        tuple(found),
        paraphrases,
    )
