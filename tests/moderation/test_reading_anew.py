"""A draft is read once for all gates: at what cost, and as it stands then."""

from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.models import Quote, Testimony
from tests.factories import (
    Desk,
    first_passage,
    make_illustration,
    make_media,
    make_passage,
    make_quote,
    make_source,
    make_tag,
    make_testimony,
    put_tag,
)
from tests.moderation.edits import save, translate


def _lengthen(draft: Testimony, desk: Desk, times: int) -> None:
    """Add what an account has, to which further rows belong."""
    by, transcript = desk.editor, first_passage(draft).transcript
    for turn in range(times):
        passage = make_passage(transcript, f"It was night {turn}.", by=by)
        pointing = make_quote(draft, f"night {turn}", passage=passage, by=by)
        loose = make_quote(draft, "It was night", printed_in=make_source(by=by), by=by)
        clip = make_media(by=by)
        carriers: tuple[Testimony | Quote, ...] = (draft, pointing, loose)
        for at, carrier in enumerate(carriers):
            tag = make_tag(
                f"tag {times}{turn}{at}", by=by, aliases=(f"other {times}{turn}{at}",)
            )
            translate(tag, "name", f"слово {times}{turn}{at}", by=by)
            put_tag(carrier, tag, by=by)
        placed = make_illustration(draft, clip, passage=passage, by=by)
        translate(placed, "caption", "улица", by=by)


def _asked(draft: Testimony) -> int:
    with CaptureQueriesContext(connection) as queries:
        moderation.findings(Testimony.objects.get(pk=draft.pk))
    return len(queries)


def test_a_long_draft_is_read_in_as_many_queries_as_a_short_one(desk: Desk) -> None:
    draft = make_testimony(by=desk.editor)
    _lengthen(draft, desk, 1)
    # The first look of a process asks for the content types too.
    _asked(draft)
    short = _asked(draft)
    _lengthen(draft, desk, 4)
    assert _asked(draft) == short


def test_what_a_draft_was_before_is_not_looked_at(desk: Desk) -> None:
    draft = desk.consented_testimony()
    _lengthen(draft, desk, 1)
    rows = ("quotes__taggings__tag", "transcripts__passages", "illustrations__item")
    prefetch_related_objects([draft], *rows)
    before = moderation.findings(draft)
    save(first_passage(draft), by=desk.editor, text="A \u202eturned text.")
    found = moderation.findings(draft)
    assert {each.code for each in found} - {each.code for each in before} == {
        "directions"
    }
