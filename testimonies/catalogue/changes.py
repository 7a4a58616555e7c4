"""What differs between two documents of one record, as readers may be told it.

Made of public documents alone. Where words were withheld or taken back since the
earlier one, `tells_removed` is false and nothing that was taken out is in the result:
only that there was something, and where. Knows no HTML and no wording.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from testimonies.catalogue.documents import (
    Document,
    EventCopy,
    PlaceCopy,
    SourceCopy,
    Text,
    Translated,
)

_WORD = re.compile(r"\S+\s*")
# Comparing takes as long as the product of two lengths, of one text and of a page, and
# longer where the two have much in common in another order.
MOST_OF_A_TEXT, MOST_OF_ALL = 250_000, 1_000_000
# What a record is: the same in all its editions.
_SAME = {"ref", "schema"}
# Values that mean nothing to a reader as they stand.
_UNSPOKEN = {"consents", "files", "is_covered", "account_holder"}
# Where a quote stands in its account, as programs know it.
_ANCHOR = {"passage", "start", "end", "prefix", "suffix"}


class Look(StrEnum):
    """What became of words: they stayed, went or came."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look; removed ones are "" where they may not be told."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the document's part; of a text its language; its passage.

    Without pieces all that is said is that the part differs.
    """

    part: str
    language: str = ""
    passage: int | None = None
    pieces: tuple[Piece, ...] = ()


class Comparison:
    """Compares two documents; holds how much work is left, and what may be told."""

    def __init__(self, *, tells_removed: bool) -> None:
        self._tells_removed = tells_removed
        self._left = MOST_OF_ALL

    def of(self, before: Document, after: Document) -> list[Change]:
        """Give what differs, in the order of the later document's parts."""
        found = [
            change
            for field in fields(after)
            if field.name not in _SAME
            for change in self._part(
                field.name,
                getattr(before, field.name, None),
                getattr(after, field.name),
            )
        ]
        # What several fields say together is said once.
        return list(dict.fromkeys(found))

    def _part(self, part: str, before: Any, after: Any) -> Iterator[Change]:
        if before == after:
            return
        if part == "transcripts":
            yield from self._transcripts(before or (), after)
        elif part in _UNSPOKEN:
            yield Change(part)
        elif part in _ANCHOR:
            yield Change("anchor")
        elif isinstance(after, Text) or isinstance(before, Text):
            yield from self._text(part, before, after)
        elif isinstance(after, tuple):
            yield self._list(part, _named(before or ()), _named(after))
        elif _is_plain(before) and _is_plain(after):
            yield Change(part, pieces=self._whole(_plain(before), _plain(after)))
        else:
            yield self._list(part, _named([before]), _named([after]))

    def _text(
        self, part: str, before: Text | None, after: Text | None
    ) -> Iterator[Change]:
        old, new = _languages(before), _languages(after)
        found = [
            Change(part, language, pieces=self.words(was, now))
            for language in dict.fromkeys([*new, *old])
            if (was := old.get(language, "")) != (now := new.get(language, ""))
        ]
        # Who translated it may differ where no word does.
        yield from found or [Change(part)]

    def _transcripts(
        self, before: Iterable[Any], after: Iterable[Any]
    ) -> Iterator[Change]:
        old = {each.language: each for each in before}
        new = {each.language: each for each in after}
        for language in dict.fromkeys([*new, *old]):
            was, now = old.get(language), new.get(language)
            if was is None or now is None:
                look = Look.ADDED if was is None else Look.REMOVED
                # Of a whole account nothing is repeated: it stands in its edition.
                yield Change("transcripts", language, pieces=(Piece("", look),))
            elif was != now:
                yield from self._passages(language, was.passages, now.passages)

    def _passages(
        self, language: str, before: Iterable[Any], after: Iterable[Any]
    ) -> Iterator[Change]:
        old = {each.number: each for each in before}
        new = {each.number: each for each in after}
        found = []
        for number in [*new, *(each for each in old if each not in new)]:
            was, now = old.get(number), new.get(number)
            if was == now:
                continue
            pieces = self.words(_said(was), _said(now))
            is_told = any(piece.look is not Look.SAME for piece in pieces)
            found.append(
                Change("transcripts", language, number, pieces if is_told else ())
            )
        # The order, or who translated it.
        yield from found or [Change("transcripts", language)]

    def _list(self, part: str, before: list[str], after: list[str]) -> Change:
        removed = [each for each in before if each not in after]
        added = [each for each in after if each not in before]
        return Change(
            part,
            pieces=(
                *(Piece(self._told(each), Look.REMOVED) for each in removed),
                *(Piece(each, Look.ADDED) for each in added),
            ),
        )

    def _whole(self, before: str, after: str) -> tuple[Piece, ...]:
        pieces = (Piece(self._told(before), Look.REMOVED), Piece(after, Look.ADDED))
        there = zip(pieces, (before, after), strict=True)
        return tuple(piece for piece, text in there if text)

    def _told(self, removed: str) -> str:
        return removed if self._tells_removed else ""

    def words(self, before: str, after: str) -> tuple[Piece, ...]:
        """Compare two texts word by word; long ones as a whole."""
        old, new = _WORD.findall(before), _WORD.findall(after)
        work = len(old) * len(new)
        if work > min(MOST_OF_A_TEXT, self._left):
            return self._whole(before, after)
        self._left -= work
        # Words that stand everywhere are no place to begin at: they cost the most.
        matcher = SequenceMatcher(None, old, new, autojunk=True)
        return tuple(
            piece
            for operation in matcher.get_opcodes()
            for piece in self._pieces(operation, old, new)
        )

    def _pieces(
        self, operation: tuple[str, int, int, int, int], old: list[str], new: list[str]
    ) -> Iterator[Piece]:
        name, first, last, start, end = operation
        if name == "equal":
            yield Piece("".join(new[start:end]), Look.SAME)
            return
        if last > first:
            yield Piece(self._told("".join(old[first:last])), Look.REMOVED)
        if end > start:
            yield Piece("".join(new[start:end]), Look.ADDED)


def compare(before: Document, after: Document, *, tells_removed: bool) -> list[Change]:
    """Give what differs between two documents of one record."""
    return Comparison(tells_removed=tells_removed).of(before, after)


def _said(passage: Any) -> str:
    if passage is None:
        return ""
    speaker = f"{passage.speaker}: " if passage.speaker else ""
    return f"{speaker}{passage.text}"


def _languages(text: Text | None) -> dict[str, str]:
    if text is None:
        return {}
    translated = {each.language: each.text for each in text.translations}
    return {text.language: text.text, **translated} if text.text else translated


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | int)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _named(values: Iterable[Any]) -> list[str]:
    """Give what each value of a list is told by: refs and codes by themselves."""
    return [name for value in values if (name := _name(value))]


def _name(value: Any) -> str:
    match value:
        case str():
            return value
        case SourceCopy():
            return ", ".join(filter(None, [value.outlet, value.title]))
        case EventCopy():
            return f"{value.date}: {value.text.text}"
        case PlaceCopy(name=Text(text=words)) | Translated(text=words):
            return words
    if is_dataclass(value):
        return str(getattr(value, "item", ""))
    return ""
