"""A chronology as a table: dates, what is reported and how it stands, and sources.

Set by functions, for speed; every word is escaped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.templatetags.chronology import Chronology, DatedEvent, order_of
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link, source
from testimonies.templatetags.texts import NOTHING, joined, our_text, repeated, when
from testimonies.terms import EventStatus

_TABLE = """
<table class="chronology">
<thead><tr>{}</tr></thead>
{}
</table>
{}
"""
_SOURCES = '<ol class="chronology__sources">{}</ol>'
_SOURCE = '<li id="chronology-source-{}">{}</li>'
_DAY = '<th scope="rowgroup" rowspan="{}">{}</th>'
_ROW = """<tr class="{look}"{anchor}>
{day}
<td>{said}</td>
<td class="event__source">{source}</td>
</tr>"""
_EVENT_SOURCE = '{} <a href="#chronology-source-{}" aria-label="{}">[{}]</a>'
_WITHDRAWN = (
    '<p class="event__status"><strong>{}.</strong> {}</p>'
    '<p class="event__claim"><span class="event__said">{}</span> {}</p>'
)
_ANCHOR = ' id="e-{}"'
_COLLECTION = '<p class="event__collection">{}</p>'


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in the table at a date (EDTF); `look` names its style."""

    date: str
    look: str
    said: SafeString
    source: SafeString
    anchor: SafeString = NOTHING


def chronology_table(
    chronology: Chronology,
    here: Here,
    *,
    show_collection: bool = False,
    besides: Iterable[Row] = (),
) -> SafeString:
    """Set a chronology; `show_collection` names the collection of each event.

    What stands `besides` its events comes before those of the same date.
    """
    rows = [*besides, *_events(chronology, here, show_collection=show_collection)]
    rows.sort(key=lambda row: order_of(row.date))
    days = [list(found) for _, found in groupby(rows, key=lambda row: row.date)]
    return format_html(
        _TABLE,
        _heads(here),
        repeated("<tbody>\n{}\n</tbody>", ((_day(day, here),) for day in days), "\n"),
        _sources(chronology, here),
    )


def _sources(chronology: Chronology, here: Here) -> SafeString:
    numbered = enumerate(chronology.sources, 1)
    rows = repeated(
        _SOURCE, ((number, source(each, here)) for number, each in numbered)
    )
    return format_html(_SOURCES, rows) if rows else NOTHING


def _heads(here: Here) -> SafeString:
    heads = (
        here.gettext("When"),
        here.gettext("What is reported"),
        here.gettext("Source"),
    )
    return repeated('<th scope="col">{}</th>', ((head,) for head in heads))


def _day(rows: list[Row], here: Here) -> SafeString:
    first = format_html(_DAY, len(rows), when(rows[0].date, here))
    return joined(
        (
            format_html(
                _ROW,
                look=row.look,
                anchor=row.anchor,
                day=NOTHING if index else first,
                said=row.said,
                source=row.source,
            )
            for index, row in enumerate(rows)
        ),
        "\n",
    )


def _events(
    chronology: Chronology, here: Here, *, show_collection: bool
) -> Iterable[Row]:
    """Set the events; a mark on a time line leads to their numbers.

    A collection is named where there are several, once for what follows of one date.
    """
    every = [(day, dated) for day in chronology.days for dated in day.events]
    is_named = show_collection and len({dated.collection.ref for _, dated in every}) > 1
    following = [(day.date, dated.collection.ref) for day, dated in every[1:]]
    for number, ((day, dated), after) in enumerate(
        zip_longest(every, following), start=1
    ):
        is_last = after != (day.date, dated.collection.ref)
        collection = _collection(dated, here) if is_named and is_last else NOTHING
        yield Row(
            day.date,
            f"event event--{dated.event.status}",
            format_html("{}{}", _told(dated, here), collection),
            _event_source(dated, here),
            format_html(_ANCHOR, number),
        )


def _told(dated: DatedEvent, here: Here) -> SafeString:
    if dated.is_withdrawn:
        return _withdrawn(dated.event, here)
    return _said(dated.event, here)


def _event_source(dated: DatedEvent, here: Here) -> SafeString:
    number = dated.source_number
    named = here.gettext("Source %(number)s", number=number)
    return format_html(_EVENT_SOURCE, dated.event.source.outlet, number, named, number)


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
