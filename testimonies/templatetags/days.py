"""The days of an account: what it tells of, what others reported, clips posted then.

One drawing, and the table that says the same. Nothing is guessed: what has no readable
date stands in neither. What its source took back is in the table alone, marked.
"""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle
from testimonies.templatetags.account import AccountView, PlacedClip, anchor_of
from testimonies.templatetags.axis import Lane, Span, axis, extent_of
from testimonies.templatetags.chronology import Chronology, days_of, parsed
from testimonies.templatetags.here import Here
from testimonies.templatetags.tables import Row, chronology_table
from testimonies.templatetags.texts import NOTHING, joined, our_text

_DAYS = """
<section class="block days" aria-labelledby="days">
<h2 id="days">{}</h2>
<p class="aside">{}{}</p>
{}
{}
</section>
"""
_WHOLE = ' <a href="{}">{}</a>'
_ACCOUNT = '<p><a href="#account">{}</a></p>'
_CLIP = '<p>{} <a href="#m-{}">{}</a>{}</p>'
_BESIDE = ' <a href="#{}">{}</a>'
_HANDLE = ' <span class="clip__account">{}</span>'


def account_days(bundle: Bundle, view: AccountView, here: Here) -> SafeString:
    """Set the days of an account, where anything but the account is dated."""
    chronology = days_of(bundle)
    clips = [clip for clip in view.clips if parsed(clip.document.posted)]
    if not (chronology.days or clips):
        return NOTHING
    collection = bundle.get(bundle.main.document.collection)
    whole = NOTHING
    if collection is not None:
        named = here.gettext("The whole chronology")
        whole = format_html(_WHOLE, here.href(collection), named)
    happened = bundle.main.document.happened
    return format_html(
        _DAYS,
        here.gettext("What happened in those days"),
        here.gettext("Reported by others, not told by the witness."),
        whole,
        _drawing(happened, chronology, clips, here),
        chronology_table(chronology, here, besides=_besides(happened, clips, here)),
    )


def _drawing(
    happened: str, chronology: Chronology, clips: list[PlacedClip], here: Here
) -> SafeString:
    told = [span for span in [_span(happened)] if span]
    events = [
        dated
        for day in chronology.days
        for dated in day.events
        if not dated.is_withdrawn
    ]
    reported = [s for dated in events if (s := _span(dated.event.date))]
    within = _extent(told, reported, clips)
    if within is None:
        return NOTHING
    posted = _spans((clip.document.posted for clip in clips), within)
    lanes = [
        Lane(here.gettext("The account tells of"), "told", tuple(told)),
        Lane(
            here.gettext("Reported by others"),
            "event",
            _spans((dated.event.date for dated in events), within),
        ),
        Lane(here.gettext("Clips were posted"), "clip", posted),
    ]
    said = here.gettext(
        "The days that the account tells of, beside what others reported (%(events)s)"
        " and when clips were posted (%(clips)s). The table below says the same.",
        events=len(events),
        clips=len(posted),
    )
    return axis(lanes, here, said=said, within=within)


def _span(date: str) -> Span | None:
    found = parsed(date)
    return Span.of(found) if found else None


def _spans(dates: Iterable[str], within: Span) -> tuple[Span, ...]:
    found = (parsed(date) for date in dates)
    spans = (Span.of(date, within) for date in found if date)
    return tuple(span for span in spans if span)


def _extent(
    told: list[Span], reported: list[Span], clips: list[PlacedClip]
) -> Span | None:
    """Give the days to draw: told of or reported, and near them those of clips."""
    posted = [span for clip in clips if (span := _span(clip.document.posted))]
    days = extent_of(told or reported or posted)
    if days is None:
        return None
    near = (span for span in [*reported, *posted] if _gap(span, days) <= days.days)
    return extent_of([days, *near])


def _gap(span: Span, days: Span) -> int:
    """Count the days that a span reaches beyond others, on its farther side."""
    return max((days.first - span.first).days, (span.last - days.last).days, 0)


def _besides(happened: str, clips: list[PlacedClip], here: Here) -> Iterator[Row]:
    if parsed(happened):
        words = here.gettext("The account tells of these days.")
        yield Row(happened, "event--told", format_html(_ACCOUNT, words), NOTHING)
    for clip in clips:
        yield Row(
            clip.document.posted,
            "event--clip",
            _clip(clip, here),
            joined([here.label(clip.document.platform, "platform"), _handle(clip)]),
        )


def _clip(clip: PlacedClip, here: Here) -> SafeString:
    beside = NOTHING
    if clip.passage:
        words = here.gettext("beside passage %(number)s", number=clip.passage)
        beside = format_html(_BESIDE, anchor_of(clip.passage), words)
    return format_html(
        _CLIP,
        here.gettext("A clip was posted:"),
        clip.issue.ref,
        our_text(clip.document.title, here),
        beside,
    )


def _handle(clip: PlacedClip) -> SafeString:
    account = clip.document.account
    return format_html(_HANDLE, account) if account else NOTHING
