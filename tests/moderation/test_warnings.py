"""What a gate warns of: it is shown to the editor, and stops nothing."""

from testimonies import ledger, models, moderation
from tests.factories import Desk, first_passage, hide, make_media
from tests.moderation.edits import OWN_EDITS


def test_warnings_stop_nothing(desk: Desk) -> None:
    record = desk.consented_testimony(summary="")
    item = make_media(by=desk.editor, posted="2022-01-05", posted_basis="inferred")
    for row, field in ((record, "summary"), (item, "posted")):
        assert {(f.field, f.is_blocking) for f in moderation.findings(row)} == {
            (field, False)
        }
        desk.publish(row)


def test_what_one_language_withholds_is_asked_of_the_other(desk: Desk) -> None:
    record = desk.consented_testimony()
    first = first_passage(record)
    OWN_EDITS["a new transcript"](record, desk.editor)
    other = models.Transcript.objects.get(testimony=record, is_original=False)
    with ledger.acting(desk.editor):
        models.Passage.objects.create(
            transcript=other, number=first.number, text="Ночь"
        )
    assert moderation.findings(record) == []
    hide(first, "gunfire", by=desk.editor)
    (warning,) = moderation.findings(record)
    assert (warning.field, warning.is_blocking) == (f"passage {first.number}", False)
