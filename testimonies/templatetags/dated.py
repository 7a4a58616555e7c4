"""What stands on a time line: events, and the testimonies and clips of those days.

Each with its date as the document has it and the place that its mark leads to: a
record's page, an event's row in the table. Knows no drawing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import format_html
from django.utils.text import Truncator

from testimonies.catalogue import Issue
from testimonies.templatetags.chronology import Chronology, DatedEvent
from testimonies.templatetags.here import Here
from testimonies.templatetags.pieces import link
from testimonies.templatetags.tables import Row
from testimonies.templatetags.texts import BETWEEN, NOTHING, joined, our_text, our_words
from testimonies.terms import Kind

LONGEST_WORDS = 120


class Family(StrEnum):
    """What a mark stands for, from the top of the drawing to its foot."""

    TESTIMONY = "testimony"
    CLIP = "clip"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Timed:
    """One mark to be: its date (EDTF), what it says in bare words, where it leads."""

    family: Family
    date: str
    words: str
    target: str
    is_withdrawn: bool = False


_FAMILIES = {Kind.TESTIMONY: Family.TESTIMONY, Kind.MEDIA: Family.CLIP}


def date_of(issue: Issue) -> str:
    """Give the date by which a testimony or a clip stands on a time line."""
    document = issue.document
    is_told = issue.kind is Kind.TESTIMONY
    return str(document.happened if is_told else document.posted)


def dated_records(found: Iterable[Issue]) -> list[Issue]:
    """Give the testimonies and clips among the records that have a date."""
    return [each for each in found if each.kind in _FAMILIES and date_of(each)]


def timed(
    chronology: Chronology, records: Iterable[Issue], here: Here
) -> Iterator[Timed]:
    """Give every mark: of the records, and of the events in the order of the table."""
    for issue in dated_records(records):
        words = our_words(issue.document.title, here)
        family = _FAMILIES[issue.kind]
        yield Timed(family, date_of(issue), words, here.href(issue))
    dated = (each for day in chronology.days for each in day.events)
    for number, each in enumerate(dated, 1):
        yield Timed(
            Family.EVENT,
            each.event.date,
            _claim(each, here),
            f"#e-{number}",
            each.is_withdrawn,
        )


def _claim(dated: DatedEvent, here: Here) -> str:
    """Give what was reported; what its source took back never without that."""
    words = Truncator(our_words(dated.event.text, here)).chars(LONGEST_WORDS)
    if not dated.is_withdrawn:
        return words
    status = here.label(dated.event.status, "event status")
    return f"{status}. {here.gettext('What had been said:')} {words}"


_RECORD = '<p class="event__kind">{}</p><p>{}</p>{}'
_NOTE = '<p class="event__status">{}</p>'


def rows(records: Iterable[Issue], here: Here) -> Iterator[Row]:
    """Give the rows of testimonies and clips for the table of a chronology."""
    for issue in dated_records(records):
        said = format_html(
            _RECORD,
            _kind(issue, here),
            link(issue, our_text(issue.document.title, here), here),
            _note(issue, here),
        )
        yield Row(date_of(issue), "event event--record", said, NOTHING)


def _kind(issue: Issue, here: Here) -> str:
    if issue.kind is Kind.MEDIA:
        return here.label(issue.document.media_kind, "media kind")
    return here.label(issue.kind, "kind")


def _note(issue: Issue, here: Here) -> str:
    """Say of a clip that its date is the day of posting, and how it is known."""
    if issue.kind is not Kind.MEDIA:
        return NOTHING
    document = issue.document
    parts = (
        here.label(document.platform, "platform"),
        here.label(document.posted_basis, "date basis"),
    )
    return format_html(_NOTE, joined(parts, BETWEEN))
