"""Older words go with what readers had beside them, not with what a draft names now."""

from testimonies import moderation
from testimonies.models import Edition, Testimony, Witness
from testimonies.terms import WithdrawalReason
from tests.factories import Desk, first_passage, make_quote
from tests.moderation.edits import delete, open_again, save

SAFETY = WithdrawalReason.SAFETY


def _published_twice(desk: Desk) -> Testimony:
    """Give an account of which, and of whose witness, readers have two editions."""
    record = desk.consented_testimony()
    desk.publish(record)
    open_again(record, by=desk.editor)
    save(record.witness, by=desk.editor, description="Other words.")
    save(record, by=desk.editor, title="Other")
    desk.publish(record)
    return record


def _with_another_witness(desk: Desk) -> tuple[Testimony, Witness, Witness]:
    """Give an open account, its witness, and another's whom its draft names instead."""
    stranger, record = _published_twice(desk), _published_twice(desk)
    hers = record.witness
    open_again(record, by=desk.editor)
    save(record, by=desk.editor, witness=stranger.witness)
    return record, hers, stranger.witness


def _has_words(ref: str) -> bool:
    return Edition.objects.get(ref=ref, number=1).document is not None


def test_retracting_takes_the_words_of_her_whom_readers_know(desk: Desk) -> None:
    record, hers, strangers = _with_another_witness(desk)
    moderation.retract(record, by=desk.steward, numbers=[1], category=SAFETY)
    assert not _has_words(hers.ref)
    assert _has_words(strangers.ref)


def test_so_does_a_publication_that_retracts(desk: Desk) -> None:
    record, hers, strangers = _with_another_witness(desk)
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    moderation.publish(record, by=desk.steward, retract_superseded=True)
    assert not _has_words(hers.ref)
    assert _has_words(strangers.ref)


def test_and_a_quote_goes_that_the_draft_gave_up(desk: Desk) -> None:
    record = desk.consented_testimony()
    passage = first_passage(record)
    quote = make_quote(record, by=desk.editor, passage=passage)
    desk.publish(record)
    open_again(record, by=desk.editor)
    save(quote, by=desk.editor, printed_where="The title")
    save(record, by=desk.editor, title="Other")
    desk.publish(record)
    open_again(record, by=desk.editor)
    ref = quote.ref
    delete(quote, by=desk.editor)
    moderation.retract(record, by=desk.steward, numbers=[1], category=SAFETY)
    assert not _has_words(ref)
