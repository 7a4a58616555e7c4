"""The time line of a page and the table behind it, as templates call them."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Issue
from testimonies.templatetags.chronology import Chronology
from testimonies.templatetags.dated import dated_records, rows, timed
from testimonies.templatetags.here import here
from testimonies.templatetags.tables import chronology_table
from testimonies.templatetags.timeline import timeline

register = template.Library()


@register.simple_tag
def time_line(chronology: Chronology, records: Iterable[Issue] = ()) -> SafeString:
    """Draw events, testimonies and clips on one axis."""
    at = here()
    return timeline(timed(chronology, records, at), at)


@register.simple_tag
def time_table(chronology: Chronology, records: Iterable[Issue] = ()) -> SafeString:
    """Set the same as a table."""
    at = here()
    besides = rows(records, at)
    return chronology_table(chronology, at, show_collection=True, besides=besides)


@register.simple_tag
def linked(bundle: Bundle) -> list[Issue]:
    """Give the public records that name this one, those with a date alone."""
    return dated_records(bundle.all(bundle.linking))
