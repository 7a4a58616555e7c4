"""The concordance: each occurrence of the words on a line, in its context (KWIC).

Key word in context, the oldest tool of corpus research: left context, key word, right
context, sorted by either side. Made from public documents alone. Pure: no query.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from testimonies.analysis import Finder, Occurrence, Pattern, tokens
from testimonies.catalogue import Issue
from testimonies.search.parameters import Sort
from testimonies.search.snippets import Piece, anchor_of, pieces_of

# Characters of context on each side.
CONTEXT = 60
# Lines of one record; a word that stands in every sentence would fill the page.
MOST_LINES = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence; `anchor` leads to its passage."""

    issue: Issue
    left: str
    word: str
    right: str
    language: str
    anchor: str
    passage: int | None


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines of a page of records, in their order; `left_out` of each record's."""

    lines: tuple[Line, ...] = ()
    left_out: int = 0


def concordance(
    issues: Sequence[Issue],
    patterns: Sequence[Pattern],
    *,
    language: str,
    order: Sort | None = None,
) -> Concordance:
    """Give every occurrence in the records, sorted by a side where `order` names one.

    By the left side: by its last word first, then the one before it.
    """
    finder = Finder(patterns)
    every = [list(_lines(each, finder, language)) for each in _open(issues)]
    lines = [line for lines in every for line in lines[:MOST_LINES]]
    if order is Sort.LEFT:
        lines.sort(key=lambda line: _words(line.left)[::-1])
    elif order is Sort.RIGHT:
        lines.sort(key=lambda line: _words(line.right))
    return Concordance(tuple(lines), sum(map(len, every)) - len(lines))


def _open(issues: Sequence[Issue]) -> Iterator[Issue]:
    """Leave out what a list covers until it is asked for: a line cannot be covered."""
    return (each for each in issues if not getattr(each.document, "is_covered", False))


def _lines(issue: Issue, finder: Finder, language: str) -> Iterator[Line]:
    for piece in pieces_of(issue, language):
        for found in finder.occurrences(piece.text, piece.language):
            yield _line(issue, piece, found)


def _line(issue: Issue, piece: Piece, found: Occurrence) -> Line:
    text = piece.text
    start, end = max(0, found.start - CONTEXT), min(len(text), found.end + CONTEXT)
    left, right = text[start : found.start], text[found.end : end]
    # A word that is cut at the edge tells nothing, and would be sorted by.
    if start and not text[start - 1].isspace():
        left = left.partition(" ")[2]
    if end < len(text) and not text[end].isspace():
        right = right.rpartition(" ")[0]
    return Line(
        issue,
        " ".join(left.split()),
        text[found.start : found.end],
        " ".join(right.split()),
        piece.language,
        anchor_of(piece),
        piece.passage,
    )


def _words(text: str) -> list[str]:
    return [token.text.casefold() for token in tokens(text)]
