"""How an account begins: its name, the ways to read it, who translated it, its marks.

Set by functions, for speed; every word is escaped.
"""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import SIDE
from testimonies.templatetags.account import AccountView
from testimonies.templatetags.here import Here
from testimonies.templatetags.texts import NOTHING, joined, repeated

_OPENING = """
<header class="account__head">
<h2 id="account">{}</h2>
{}
{}
<div class="account__key aside">
<p>{}</p>
{}
</div>
</header>
"""
_READINGS = """<nav class="readings" aria-label="{}">
<ul>
{}
</ul>
</nav>"""
_READING = '<li><a href="?text={}#account"{}>{}</a></li>'
_SHOWN = format_html(' aria-current="{}"', "true")
_COLUMNS = '<div class="account__columns">{}</div>'
_OMISSION = '<li><span class="source-mark">[…]</span> {}</li>'
_INSERTION = '<li><span class="source-mark">[{}]</span> {}</li>'
_WITHHELD = '<li><span class="withheld" aria-hidden="true">█████</span> {}</li>'


def opening(view: AccountView, here: Here) -> SafeString:
    """Set what stands above the first passage."""
    return format_html(
        _OPENING,
        here.gettext("The account"),
        _readings(view, here),
        _translators(view, here),
        here.gettext(
            "The large type is the witness speaking. What is set apart is context from"
            " the newsroom or the archive. Each passage has a number that can be"
            " linked to."
        ),
        _marks(view, here),
    )


def _readings(view: AccountView, here: Here) -> SafeString:
    """Link each language of the account and both side by side: the address is all."""
    if len(view.others) < 2:  # noqa: PLR2004 - one is no other
        return NOTHING
    shown = view.languages if view.reading != SIDE else ()
    rows = [
        (
            each.language,
            _SHOWN if each.language in shown else NOTHING,
            _named(each, here),
        )
        for each in view.others
    ]
    is_side = _SHOWN if view.reading == SIDE else NOTHING
    rows.append((SIDE, is_side, here.gettext("Side by side")))
    return format_html(
        _READINGS,
        here.gettext("Languages of the account"),
        repeated(_READING, rows, "\n"),
    )


def _named(transcript: Any, here: Here) -> SafeString:
    language = here.label(transcript.language, "language")
    if not transcript.is_original:
        return joined([language])
    return format_html("{} ({})", language, here.gettext("original"))


def _translators(view: AccountView, here: Here) -> SafeString:
    """Say of each translation shown who made it and whether it was reviewed."""
    translated = (each for each in view.shown if not each.is_original)
    rows = (
        (
            here.label(each.language, "language"),
            _translator(each, here),
            here.gettext("The translation was reviewed.")
            if each.is_reviewed
            else here.gettext("The translation was not reviewed."),
        )
        for each in translated
    )
    return repeated(
        '<p class="account__translator"><strong>{}.</strong> {} {}</p>', rows, "\n"
    )


def _translator(transcript: Any, here: Here) -> SafeString:
    if transcript.is_machine:
        return here.gettext("Translated by a machine, not the witness’s own words.")
    if transcript.translator:
        return here.gettext(
            "Translated by %(name)s, not the witness’s own words.",
            name=transcript.translator,
        )
    return here.gettext("Who translated it was not recorded.")


def columns(view: AccountView, here: Here) -> SafeString:
    """Name the columns, where there are two."""
    if len(view.shown) < 2:  # noqa: PLR2004 - one needs no name
        return NOTHING
    return format_html(
        _COLUMNS,
        repeated("<p>{}</p>", ((_named(each, here),) for each in view.shown)),
    )


def _marks(view: AccountView, here: Here) -> SafeString:
    if not view.marks:
        return NOTHING
    rows = []
    if "omission" in view.marks:
        words = here.gettext("words that the source left out")
        rows.append(format_html(_OMISSION, words))
    if "insertion" in view.marks:
        words = here.gettext("added by the source, not said by the witness")
        rows.append(format_html(_INSERTION, here.gettext("words"), words))
    if "withheld" in view.marks:
        words = here.gettext("withheld by the archive to protect somebody")
        rows.append(format_html(_WITHHELD, words))
    return format_html('<ul class="account__marks">{}</ul>', joined(rows, "\n"))
