"""The passage of each hit that fits the words best, with the words marked.

Made from the public document alone, for the hits of one page. The database marks with
letters of private use, which become segments here: it never writes HTML.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

from django.db import connections

from testimonies.catalogue import Issue, entries
from testimonies.terms import EventStatus, Kind, PassageKind

_START, _STOP = "\ue000", "\ue001"
_UNMARKED = {ord(_START): None, ord(_STOP): None, 0: None}
_MARKED = f"StartSel={_START}, StopSel={_STOP}"
# One fragment, for then the match has its context on both sides.
_EXTRACT = f"{_MARKED}, MaxFragments=1, MinWords=18, MaxWords=40, ShortWord=0"
_WHOLE = f"{_MARKED}, HighlightAll=true"
# So much of a piece is looked at; passages are shorter than that.
_LONGEST_PIECE = 20_000
_OPENING = 240

# A piece that holds the words comes first: the witness's before others, then by rank.
_BEST = """
SELECT best.hit, best.place,
       ts_headline('public.archive', best.words, query.words, best.options)
FROM (SELECT websearch_to_tsquery('public.archive', %(query)s) AS words) query,
LATERAL (
  SELECT DISTINCT ON (piece.hit) piece.*
  FROM unnest(%(hits)s::int[], %(places)s::int[], %(texts)s::text[],
              %(options)s::text[], %(turns)s::int[])
       AS piece (hit, place, words, options, turn),
  LATERAL (SELECT to_tsvector('public.archive', piece.words) AS vector) indexed
  ORDER BY piece.hit,
           CASE WHEN indexed.vector @@ query.words THEN piece.turn END NULLS LAST,
           ts_rank(indexed.vector, query.words) DESC,
           piece.place
) best
"""

_WORD = re.compile(r"\w")
_MARKS = re.compile(f"[{_START}{_STOP}]")

Segment = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Snippet:
    """An extract in (text, is a match) segments; `passage` says where in an account."""

    segments: tuple[Segment, ...]
    language: str = ""
    passage: int | None = None
    is_original: bool = True

    @property
    def anchor(self) -> str:
        """The passage's id on its page: p3, or p3-ru in the Russian translation."""
        if self.passage is None:
            return ""
        tail = "" if self.is_original else f"-{self.language}"
        return f"p{self.passage}{tail}"

    @property
    def text(self) -> str:
        return "".join(text for text, _is_match in self.segments)


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    language: str = ""
    passage: int | None = None
    is_original: bool = True
    is_whole: bool = False
    turn: int = 0

    def row(self, hit: int, place: int) -> tuple[int, int, str, str, int]:
        options = _WHOLE if self.is_whole else _EXTRACT
        return hit, place, _plain(self.text), options, self.turn


def snippets(
    issues: Sequence[Issue], words: str, *, language: str
) -> dict[str, Snippet]:
    """Give each issue's best extract by ref. One query (none without words).

    `words` is in websearch syntax; any of them counts. Our own texts are taken in
    `language` where there is a translation.
    """
    pieces = {issue.ref: _pieces(issue, language) for issue in issues}
    if not words:
        return {ref: _opening(found[0]) for ref, found in pieces.items() if found}
    refs = [ref for ref, found in pieces.items() if found]
    best = _best([pieces[ref] for ref in refs], words)
    return {
        refs[hit]: _marked(pieces[refs[hit]][place], headline)
        for hit, place, headline in best
    }


def _best(hits: list[list[_Piece]], words: str) -> list[tuple[int, int, str]]:
    rows = [
        piece.row(hit, place)
        for hit, pieces in enumerate(hits)
        for place, piece in enumerate(pieces)
    ]
    if not rows:
        return []
    columns = [list(column) for column in zip(*rows, strict=True)]
    names = ("hits", "places", "texts", "options", "turns")
    given = dict(zip(names, columns, strict=True))
    with connections[entries().db].cursor() as cursor:
        cursor.execute(_BEST, {**given, "query": words})
        found: list[tuple[int, int, str]] = cursor.fetchall()
    return found


def _pieces(issue: Issue, language: str) -> list[_Piece]:
    """List what may be shown of a record beside its title, the likeliest first."""
    document = issue.document
    match issue.kind:
        case Kind.TESTIMONY:
            summary = replace(_ours(document.summary, language), turn=2)
            pieces = [summary, *_passages(document)]
        case Kind.QUOTE:
            pieces = [_Piece(document.text, document.language, is_whole=True)]
        case Kind.MEDIA:
            caption = _Piece(document.caption, language=document.caption_language)
            others = [_Piece(document.account), _Piece(document.sound)]
            pieces = [_ours(document.description, language), caption, *others]
        case Kind.COLLECTION:
            # What its source took back is never shown without saying so.
            events = [
                _ours(event.text, language)
                for event in document.events
                if event.status != EventStatus.WITHDRAWN
            ]
            pieces = [_ours(document.description, language), *events]
        case Kind.WITNESS:
            variants = _Piece(", ".join(document.spelling_variants))
            pieces = [_ours(document.description, language), variants]
        case Kind.TAG:
            aliases = _Piece(", ".join(document.aliases))
            pieces = [_ours(document.description, language), aliases]
    return [piece for piece in pieces if piece.text.strip()]


def _ours(text: Any, language: str) -> _Piece:
    words, its_language = text.pick(language)
    return _Piece(words, language=its_language)


def _passages(document: Any) -> Iterable[_Piece]:
    for transcript in document.transcripts:
        for passage in transcript.passages:
            yield _Piece(
                passage.text,
                transcript.language,
                passage.number,
                transcript.is_original,
                turn=0 if passage.kind == PassageKind.TESTIMONY else 1,
            )


def _plain(text: str) -> str:
    return " ".join(text.translate(_UNMARKED)[:_LONGEST_PIECE].split())


def _opening(piece: _Piece) -> Snippet:
    text = _plain(piece.text)
    if not piece.is_whole:
        text = shorten(text, _OPENING, placeholder=" …")
    return _snippet(piece, ((text, False),))


def _marked(piece: _Piece, headline: str) -> Snippet:
    """Make an extract of a headline, with an ellipsis where words were cut."""
    if not headline.strip():
        # Only what looks like mark-up, which a headline leaves out.
        return _opening(piece)
    before, found, after = _plain(piece.text).partition(headline.translate(_UNMARKED))
    start = "… " if _WORD.search(before) or not found else before
    end = " …" if _WORD.search(after) or not found else after
    return _snippet(piece, segments_of(f"{start}{headline}{end}"))


def _snippet(piece: _Piece, segments: tuple[Segment, ...]) -> Snippet:
    return Snippet(segments, piece.language, piece.passage, piece.is_original)


def segments_of(headline: str) -> tuple[Segment, ...]:
    """Split a headline at its marks: what stands between two of them is a match."""
    parts = _MARKS.split(headline)
    return tuple((part, index % 2 == 1) for index, part in enumerate(parts) if part)
