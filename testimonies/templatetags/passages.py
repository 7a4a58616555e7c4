"""A row of the account: the witness's words, marks, quotes, clips beside.

A paragraph stands on one line, so that no space is added to anybody's words. Set by
functions, for speed; every word is escaped.
"""

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from testimonies.templatetags.account import AccountView, PassageView, RowView
from testimonies.templatetags.clips import clip
from testimonies.templatetags.here import Here
from testimonies.templatetags.recording import time_of
from testimonies.templatetags.segments import PlacedQuote, Segment
from testimonies.templatetags.texts import NOTHING, joined, lang, lang_here, repeated

_ROW = """
<div class="passage passage--{kind}" id="{anchor}">
<a class="passage__number" href="#{anchor}" aria-label="{named}">{number}</a>
{cells}
</div>
{clips}
"""
_CELL = """<div class="passage__text"{lang}>
{label}
{time}
{paragraphs}
{quoted}
{paraphrases}
</div>"""
_NO_CELL = (
    '<div class="passage__text"><p class="passage__note passage__note--none">{}</p>'
    "</div>"
)
_CLIPS = '<div class="clips clips--{}">{}</div>'
# Rows beside which a passage's clips may run on; the style sheet knows so many.
MOST_ROOM = 6
_QUOTED = '<p class="passage__note"{}><a href="{}">{}</a>. {}{}</p>'
_PARAPHRASE = (
    '<p class="passage__note passage__note--other"{}>{} <a href="{}"><span{}>{}</span>'
    "</a> {}</p>"
)
_QUOTE_LINK = (
    '<a class="quote-link" href="{}"{}><span class="visually-hidden">{} </span>{}</a>'
)
_SOURCE_MARK = '<span class="source-mark" title="{}">{}</span>'
_WITHHELD = '<span class="withheld" role="img" aria-label="{}">{}</span>'
_EXTRACT = 120


def row(view: RowView, languages: tuple[str, ...], here: Here) -> SafeString:
    """Set a passage in the languages shown, then its clips."""
    cells = (
        _cell(cell, language, here)
        for cell, language in zip(view.cells, languages, strict=True)
    )
    return format_html(
        _ROW,
        kind=view.kind,
        anchor=view.anchor,
        named=here.gettext("Passage %(number)s", number=view.number),
        number=view.number,
        cells=joined(cells, "\n"),
        clips=_clips(view, here),
    )


def rows(view: AccountView, here: Here) -> SafeString:
    """Set all rows of an account."""
    return joined((row(each, view.languages, here) for each in view.rows), "\n")


def _clips(view: RowView, here: Here) -> SafeString:
    if not view.clips:
        return NOTHING
    cards = joined(clip(each.issue, each.caption, here) for each in view.clips)
    return format_html(_CLIPS, min(view.room, MOST_ROOM), cards)


def _cell(view: PassageView | None, language: str, here: Here) -> SafeString:
    if view is None:
        words = here.gettext("This passage is not in this version.")
        return format_html(_NO_CELL, words)
    inside = lang_here(language, here)
    set_paragraphs = (
        (joined(_segment(each, inside, here) for each in paragraph),)
        for paragraph in view.paragraphs
    )
    return format_html(
        _CELL,
        lang=lang(language, here),
        label=_label(view, inside, here),
        time=time_of(view.heard, inside, here),
        paragraphs=repeated("<p>{}</p>", set_paragraphs, "\n"),
        quoted=_quoted(view, inside, here),
        paraphrases=_paraphrases(view, inside, here),
    )


def _label(view: PassageView, inside: SafeString, here: Here) -> SafeString:
    """Say who speaks, where it is not the witness alone."""
    match view.kind:
        case "context":
            words = here.gettext("Context")
        case "question":
            words = here.gettext("Question")
        case _ if view.speaker:
            return format_html('<p class="passage__label">{}</p>', view.speaker)
        case _:
            return NOTHING
    speaker = f": {view.speaker}" if view.speaker else ""
    return format_html('<p class="passage__label"{}>{}{}</p>', inside, words, speaker)


def _segment(segment: Segment, inside: SafeString, here: Here) -> SafeString:
    words = _marked(segment, here)
    if segment.is_quoted:
        words = format_html("<mark>{}</mark>", words)
    if not (segment.opens or segment.closes):
        return words
    opens = repeated(
        '<span class="place" id="{}"></span>',
        ((quote.anchor,) for quote in segment.opens),
    )
    closes = (_quote_link(quote, inside, here) for quote in segment.closes)
    return joined([opens, words, *closes])


def _marked(segment: Segment, here: Here) -> SafeString:
    match segment.mark:
        case "omission":
            title = here.gettext("words that the source left out")
            return format_html(_SOURCE_MARK, title, segment.text)
        case "insertion":
            title = here.gettext("added by the source, not said by the witness")
            return format_html(_SOURCE_MARK, title, segment.text)
        case "withheld":
            return format_html(_WITHHELD, here.gettext("withheld"), segment.text)
    return escape(segment.text)


def _quote_link(quote: PlacedQuote, inside: SafeString, here: Here) -> SafeString:
    return format_html(
        _QUOTE_LINK,
        here.href(quote.issue),
        inside,
        here.gettext("Quoted:"),
        here.label(quote.document.fidelity, "fidelity"),
    )


def _quoted(view: PassageView, inside: SafeString, here: Here) -> SafeString:
    """Say in a sentence how faithfully the marked words were quoted, and where."""
    rows = (
        (
            inside,
            here.href(quote.issue),
            here.label(quote.document.fidelity, "fidelity"),
            here.label(quote.document.fidelity, "fidelity sentence"),
            _printed_in(quote, here),
        )
        for quote in view.found
    )
    return repeated(_QUOTED, rows, "\n")


def _printed_in(quote: PlacedQuote, here: Here) -> SafeString:
    printed = quote.document.printed_in
    if printed is None or not printed.outlet:
        return NOTHING
    words = here.gettext("Quoted by %(outlet)s.", outlet=printed.outlet)
    return format_html(" {}", words)


def _paraphrases(view: PassageView, inside: SafeString, here: Here) -> SafeString:
    printed = here.gettext("Printed elsewhere as a paraphrase of this passage:")
    rows = (
        (
            inside,
            printed,
            here.href(quote.issue),
            lang(quote.document.language, here),
            Truncator(quote.document.text).chars(_EXTRACT),
            here.label(quote.document.fidelity, "fidelity sentence"),
        )
        for quote in view.paraphrases
    )
    return repeated(_PARAPHRASE, rows, "\n")
