"""A draft is read once for all gates: at what cost, and as it stands then."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.models import Collection, Quote, Testimony, Witness
from testimonies.moderation import Moving
from tests.factories import (
    Desk,
    first_passage,
    make_collection,
    make_event,
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
        kept = make_tag(f"kept {times}{turn}", by=by, aliases=(f"long {times}{turn}",))
        moderation.merge_tags(kept, tag, by=by)
        placed = make_illustration(draft, clip, passage=passage, by=by)
        translate(placed, "caption", "улица", by=by)


def _tell_more(draft: Collection, desk: Desk, times: int) -> None:
    for turn in range(times):
        event = make_event(draft, by=desk.editor)
        translate(event, "text", f"Слышны выстрелы {turn}.", by=desk.editor)


def _asked(draft: Moving) -> int:
    with CaptureQueriesContext(connection) as queries:
        moderation.findings(type(draft)._default_manager.get(pk=draft.pk))
    return len(queries)


@pytest.mark.parametrize(
    ("make", "lengthen"),
    [(make_testimony, _lengthen), (make_collection, _tell_more)],
)
def test_a_long_draft_is_read_in_as_many_queries_as_a_short_one(
    desk: Desk, make: Callable[..., Any], lengthen: Callable[..., None]
) -> None:
    draft = make(by=desk.editor)
    lengthen(draft, desk, 1)
    # The first look of a process asks for the content types too.
    _asked(draft)
    short = _asked(draft)
    lengthen(draft, desk, 4)
    assert _asked(draft) == short


def test_what_a_draft_was_before_is_not_looked_at(desk: Desk) -> None:
    draft = desk.consented_testimony()
    _lengthen(draft, desk, 1)
    rows = ("quotes__taggings__tag", "transcripts__passages", "witness")
    prefetch_related_objects([draft], *rows)
    before = {each.field for each in moderation.findings(draft)}
    save(first_passage(draft), by=desk.editor, text="A \u202eturned text.")
    witness = Witness.objects.get(pk=draft.witness_id)
    save(witness, by=desk.editor, name="Turned \u202e")
    found = {each.field for each in moderation.findings(draft)}
    assert found - before == {"transcripts.0.passages.0.text", "name"}
    [transcript] = draft.transcripts.all()
    assert "\u202e" not in transcript.passages.all()[0].text + draft.witness.name
