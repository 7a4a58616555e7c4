"""What changed between two editions, as readers see it: words gone and come, marked.

Colour is never the only sign: what went is struck through, what came is underlined, and
both are said. Set by functions, for speed; every word is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Change, Look, Piece
from testimonies.templatetags.account import anchor_of
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link
from testimonies.templatetags.texts import (
    BETWEEN,
    NOTHING,
    joined,
    lang,
    lang_here,
    part_labels,
)

_PART = """<section class="change">
<h2>{}</h2>
{}
</section>"""
_ITEM = """<div class="change__item">
{}
<p class="change__words"{}>{}</p>
</div>"""
_WHERE = '<p class="change__where">{}</p>'
_MARK = '<{0} class="change__{1}"><span class="visually-hidden"{2}>{3} </span>{4}</{0}>'
_ELEMENTS = {Look.REMOVED: "del", Look.ADDED: "ins"}
# Of words that stayed, as many signs stand on each side of a change.
AROUND = 90
# The values of these parts are words of closed lists, of the family named.
FAMILIES = {
    "content_notes": "content note",
    "verification": "verification",
    "basis": "media basis",
    "platform": "platform",
    "media_kind": "media kind",
    "posted_basis": "date basis",
    "fidelity": "fidelity",
    "name_kind": "name kind",
    "language": "language",
    "languages": "language",
    "caption_language": "language",
    "transcript_language": "language",
}
DATES = {"happened", "given", "posted", "captured"}
# The values of these are refs of other records, shown by name where they are public.
REFS = {"tags", "quotes", "illustrations", "witness", "collection", "testimony"}
LISTS = {*REFS, *FAMILIES, *DATES, "sources", "events", "place"}


def changes(found: Iterable[Change], bundle: Bundle, here: Here) -> SafeString:
    """Set the differences, each part of the record under its name.

    The bundle names the records that either edition names.
    """
    parts = groupby(found, key=lambda change: change.part)
    return joined((_part(part, group, bundle, here) for part, group in parts), "\n")


def _part(part: str, found: Iterable[Change], bundle: Bundle, here: Here) -> SafeString:
    named = "".join(part_labels([part]))
    items = (_item(_Place(change, bundle, here)) for change in found)
    title = f"{named[:1].upper()}{named[1:]}"
    return format_html(_PART, title, joined(items, "\n"))


@dataclass(frozen=True, slots=True)
class _Place:
    """A change with what is needed to word it."""

    change: Change
    bundle: Bundle
    here: Here

    @property
    def is_whole_account(self) -> bool:
        return self.change.part == "transcripts" and self.change.passage is None


def _item(place: _Place) -> SafeString:
    change, here = place.change, place.here
    if not change.pieces or place.is_whole_account:
        return _said(place, _in_short(place))
    between = BETWEEN if change.part in LISTS else ""
    words = joined((_piece(each, place) for each in _cut(change.pieces)), between)
    return format_html(
        _ITEM,
        _where(place),
        lang(change.language or here.language, here),
        words,
    )


def _said(place: _Place, words: SafeString) -> SafeString:
    return format_html(
        '<div class="change__item">{}<p>{}</p></div>', _where(place), words
    )


def _in_short(place: _Place) -> SafeString:
    """Say what became of an account, or of something that has no words to show."""
    here = place.here
    for piece in place.change.pieces:
        if piece.look is Look.ADDED:
            return here.gettext("The account in this language was added.")
        return here.gettext("The account in this language was taken out.")
    return here.gettext("Changed, but not in its words.")


def _where(place: _Place) -> SafeString:
    """Name the language, and link the passage in the later edition."""
    change, here = place.change, place.here
    parts: list[str] = []
    if change.passage is not None:
        words = here.gettext("Passage %(number)s", number=change.passage)
        parts.append(_passage_link(place, words))
    if change.language and (change.language != here.language or parts):
        parts.append(here.label(change.language, "language"))
    return format_html(_WHERE, joined(parts, BETWEEN)) if parts else NOTHING


def _passage_link(place: _Place, words: SafeString) -> SafeString:
    issue, change = place.bundle.main, place.change
    numbers = (
        passage.number
        for transcript in issue.document.transcripts
        if transcript.language == change.language
        for passage in transcript.passages
    )
    if not issue.number or change.passage not in numbers:
        return words
    return format_html(
        '<a href="{}{}/?text={}#{}">{}</a>',
        place.here.href(f"/{issue.kind.plural}/{issue.ref}/editions/"),
        issue.number,
        change.language,
        anchor_of(change.passage or 0),
        words,
    )


def _piece(piece: Piece, place: _Place) -> SafeString:
    if piece.look is Look.SAME:
        return joined([piece.text])
    here, is_removed = place.here, piece.look is Look.REMOVED
    said = here.gettext("Taken out:") if is_removed else here.gettext("Added:")
    look, words = piece.look.value, _words(piece, place)
    if not piece.text:
        look, words = "withheld", here.gettext("[taken out, not shown]")
    spoken = lang_here(place.change.language or here.language, here)
    return format_html(_MARK, _ELEMENTS[piece.look], look, spoken, said, words)


def _words(piece: Piece, place: _Place) -> SafeString:
    part, here = place.change.part, place.here
    if part in REFS:
        return _record(piece.text, place)
    if part in DATES:
        return joined([here.date(piece.text) or piece.text])
    if part in FAMILIES:
        return joined([here.label(piece.text, FAMILIES[part])])
    return joined([piece.text])


def _record(ref: str, place: _Place) -> SafeString:
    issue = place.bundle.get(ref)
    if issue is None:
        return place.here.gettext("a record that is not public now")
    return link(issue, issue.title, place.here)


def _cut(pieces: tuple[Piece, ...]) -> Iterable[Piece]:
    """Shorten the words that stayed to those next to what changed."""
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        if piece.look is not Look.SAME:
            yield piece
            continue
        before = "" if index == 0 else piece.text[:AROUND]
        after = "" if index == last else piece.text[-AROUND:]
        if len(before) + len(after) >= len(piece.text):
            yield piece
        else:
            yield Piece(f"{_to_word(before, -1)} … {_to_word(after, 0)}", Look.SAME)


def _to_word(text: str, side: int) -> str:
    """Leave out the word that was cut, at the end (-1) or the beginning (0)."""
    if side:
        return text.rpartition(" ")[0] if " " in text else text
    return text.partition(" ")[2] if " " in text else text
