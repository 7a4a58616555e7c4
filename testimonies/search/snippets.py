"""The passage of each hit that fits the words best, with every match marked.

Made from the public document alone, for the hits of one page, by the analyser that made
the index: what is found is what is marked. Pure: no query, no HTML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from testimonies.analysis import Finder, Occurrence, Pattern
from testimonies.catalogue import Issue
from testimonies.terms import EventStatus, Kind, PassageKind

# Characters: an extract, and how much of it stands before its first match.
EXTRACT = 260
BEFORE = 90
_OPENING = 240

Segment = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Snippet:
    """An extract in (text, is a match) segments; `passage` says where in an account."""

    segments: tuple[Segment, ...]
    language: str = ""
    passage: int | None = None
    anchor: str = ""

    @property
    def text(self) -> str:
        return "".join(text for text, _is_match in self.segments)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a record that may be shown; in an account, with its passage."""

    text: str
    language: str = ""
    passage: int | None = None
    is_original: bool = True
    is_whole: bool = False
    turn: int = 0


def anchor_of(piece: Piece) -> str:
    """Give what leads from its page to a passage; in a translation, to that."""
    if piece.passage is None:
        return ""
    reading = "" if piece.is_original else f"?text={piece.language}"
    return f"{reading}#p{piece.passage}"


def snippets(
    issues: Sequence[Issue], patterns: Sequence[Pattern], *, language: str
) -> dict[str, Snippet]:
    """Give each issue's best extract by ref; without patterns, how it begins.

    Our own texts are taken in `language` where there is a translation.
    """
    found = {issue.ref: pieces_of(issue, language) for issue in issues}
    finder = Finder(patterns)
    return {
        ref: _best(pieces, finder) if patterns else _opening(pieces[0])
        for ref, pieces in found.items()
        if pieces
    }


def _best(pieces: list[Piece], finder: Finder) -> Snippet:
    """Choose the piece: the witness's words first, then by how many words it holds."""
    for turn in sorted({piece.turn for piece in pieces}):
        marked = [
            (piece, found)
            for piece in pieces
            if piece.turn == turn
            and (found := finder.occurrences(piece.text, piece.language))
        ]
        if marked:
            return _marked(*min(marked, key=lambda each: _fewness(each[1])))
    return _opening(pieces[0])


def _fewness(marks: list[Occurrence]) -> tuple[int, int]:
    return -len({mark.pattern for mark in marks}), -len(marks)


def pieces_of(issue: Issue, language: str) -> list[Piece]:
    """List what may be shown of a record beside its title, the likeliest first."""
    document = issue.document
    match issue.kind:
        case Kind.TESTIMONY:
            summary = replace(_ours(document.summary, language), turn=2)
            pieces = [summary, *_passages(document)]
        case Kind.QUOTE:
            pieces = [Piece(document.text, document.language, is_whole=True)]
        case Kind.MEDIA:
            caption = document.caption_text
            told = ((each.text, each.language) for each in caption.translations)
            captions = [
                Piece(words, language=spoken)
                for words, spoken in ((caption.text, caption.language), *told)
            ]
            others = [Piece(document.account), Piece(document.sound)]
            pieces = [_ours(document.description, language), *captions, *others]
        case Kind.COLLECTION:
            # What its source took back is never shown without saying so.
            events = [
                _ours(event.text, language)
                for event in document.events
                if event.status != EventStatus.WITHDRAWN
            ]
            pieces = [_ours(document.description, language), *events]
        case Kind.WITNESS:
            variants = Piece(", ".join(document.spelling_variants))
            pieces = [_ours(document.description, language), variants]
        case Kind.TAG:
            aliases = Piece(", ".join(document.aliases))
            pieces = [_ours(document.description, language), aliases]
    return [piece for piece in pieces if piece.text.strip()]


def _ours(text: Any, language: str) -> Piece:
    words, its_language = text.pick(language)
    return Piece(words, language=its_language)


def _passages(document: Any) -> Iterable[Piece]:
    for transcript in document.transcripts:
        for passage in transcript.passages:
            yield Piece(
                passage.text,
                transcript.language,
                passage.number,
                transcript.is_original,
                turn=0 if passage.kind == PassageKind.TESTIMONY else 1,
            )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _opening(piece: Piece) -> Snippet:
    text = _plain(piece.text)
    if not piece.is_whole:
        text = shorten(text, _OPENING, placeholder=" …")
    return _snippet(piece, [(text, False)])


def _marked(piece: Piece, marks: list[Occurrence]) -> Snippet:
    """Cut an extract round the first place that is dense with matches."""
    text = piece.text
    start, end = (0, len(text)) if piece.is_whole else _extract(text, marks)
    shown = [mark for mark in marks if start <= mark.start and mark.end <= end]
    segments = [("… ", False)] if text[:start].strip() else []
    at = start
    for mark in shown:
        segments += [
            (text[at : mark.start], False),
            (text[mark.start : mark.end], True),
        ]
        at = mark.end
    segments += [(text[at:end], False), (" …" if text[end:].strip() else "", False)]
    return _snippet(piece, segments)


def _extract(text: str, marks: list[Occurrence]) -> tuple[int, int]:
    """Give where the extract begins and ends, at the edges of words."""
    densest = max(marks, key=lambda mark: (_matches_from(mark, marks), -mark.start))
    start = max(0, densest.start - BEFORE)
    if start:
        start = min(_next_space(text, start), densest.start)
    end = min(len(text), max(start + EXTRACT, densest.end))
    if end < len(text):
        end = max(text.rfind(" ", densest.end, end), densest.end)
    return start, end


def _matches_from(first: Occurrence, marks: list[Occurrence]) -> int:
    """Say how many different words an extract from this match on would show."""
    last = first.start - BEFORE + EXTRACT
    return len({m.pattern for m in marks if first.start <= m.start and m.end <= last})


def _next_space(text: str, start: int) -> int:
    found = text.find(" ", start)
    return found + 1 if found >= 0 else start


def _snippet(piece: Piece, segments: Iterable[Segment]) -> Snippet:
    """Set the segments on one line; words on both sides of a mark stay apart."""
    lines = ((_on_one_line(text), is_match) for text, is_match in segments)
    there = tuple(segment for segment in lines if segment[0])
    return Snippet(there, piece.language, piece.passage, anchor_of(piece))


def _on_one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")
