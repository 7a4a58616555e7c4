"""A chronology as a table: dates, what is reported and how it stands, and sources.

Set by functions, for speed; every word is escaped.
"""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.templatetags.chronology import Chronology, DatedEvent, Days
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link, source
from testimonies.templatetags.texts import NOTHING, joined, our_text, repeated, when
from testimonies.terms import EventStatus

_TABLE = """
<table class="chronology">
<thead><tr>{}</tr></thead>
{}
</table>
<ol class="chronology__sources">{}</ol>
"""
_SOURCE = '<li id="chronology-source-{}">{}</li>'
_DAY = '<th scope="rowgroup" rowspan="{}">{}</th>'
_EVENT = """<tr class="event event--{status}">
{day}
<td>{said}{collection}</td>
<td class="event__source">{outlet} \
<a href="#chronology-source-{number}" aria-label="{named}">[{number}]</a></td>
</tr>"""
_WITHDRAWN = (
    '<p class="event__status"><strong>{}.</strong> {}</p>'
    '<p class="event__claim"><span class="event__said">{}</span> {}</p>'
)
_COLLECTION = '<p class="event__collection">{}</p>'


def chronology_table(
    chronology: Chronology, here: Here, *, show_collection: bool
) -> SafeString:
    """Set a chronology; `show_collection` names the collection of each event."""
    days = (
        (_day(day, here, show_collection=show_collection),) for day in chronology.days
    )
    return format_html(
        _TABLE,
        _heads(here),
        repeated("<tbody>\n{}\n</tbody>", days, "\n"),
        repeated(
            _SOURCE,
            ((n, source(each, here)) for n, each in enumerate(chronology.sources, 1)),
        ),
    )


def _heads(here: Here) -> SafeString:
    heads = (
        here.gettext("When"),
        here.gettext("What is reported"),
        here.gettext("Source"),
    )
    return repeated('<th scope="col">{}</th>', ((head,) for head in heads))


def _day(day: Days, here: Here, *, show_collection: bool) -> SafeString:
    first = format_html(_DAY, len(day.events), when(day.date, here))
    return joined(
        (
            _event(
                each,
                here,
                day=NOTHING if index else first,
                collection=_collection(each, here) if show_collection else NOTHING,
            )
            for index, each in enumerate(day.events)
        ),
        "\n",
    )


def _event(
    dated: DatedEvent, here: Here, *, day: SafeString, collection: SafeString
) -> SafeString:
    event, number = dated.event, dated.source_number
    return format_html(
        _EVENT,
        status=event.status,
        day=day,
        said=_withdrawn(event, here) if dated.is_withdrawn else _said(event, here),
        collection=collection,
        outlet=event.source.outlet,
        number=number,
        named=here.gettext("Source %(number)s", number=number),
    )


def _collection(dated: DatedEvent, here: Here) -> SafeString:
    words = our_text(dated.collection.document.title, here)
    return format_html(_COLLECTION, link(dated.collection, words, here))


def _withdrawn(event: Any, here: Here) -> SafeString:
    """Set a statement that its source took back: never as a bare statement."""
    return format_html(
        _WITHDRAWN,
        here.label(event.status, "event status"),
        our_text(event.status_note, here),
        here.gettext("What had been said:"),
        our_text(event.text, here),
    )


def _said(event: Any, here: Here) -> SafeString:
    said = format_html("<p>{}</p>", our_text(event.text, here))
    if event.status == EventStatus.REPORTED and not event.status_note:
        return said
    words = here.label(event.status, "event status")
    note = NOTHING
    if event.status_note:
        note = format_html(": {}", our_text(event.status_note, here))
    return format_html('{}<p class="event__status">{}{}</p>', said, words, note)
