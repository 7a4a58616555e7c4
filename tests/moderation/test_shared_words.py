"""Who wrote a source or a place approves no record for which it is chosen later."""

from collections.abc import Callable
from typing import Any

import pytest

from testimonies import ledger, moderation
from testimonies.models import (
    Contribution,
    Place,
    Source,
    TestimonySource,
    User,
)
from testimonies.moderation import MoveRefused, Moving
from testimonies.terms import State
from tests.factories import (
    Desk,
    first_passage,
    make_collection,
    make_event,
    make_media,
    make_other_desk,
    make_place,
    make_quote,
    make_source,
)
from tests.moderation.edits import save

Choose = Callable[[Any, Desk], Moving]


def _source_of_account(source: Source, desk: Desk) -> Moving:
    record = desk.consented_testimony()
    with ledger.acting(desk.editor):
        TestimonySource.objects.create(testimony=record, source=source, position=9)
    return record


def _printed_in(source: Source, desk: Desk) -> Moving:
    record = desk.consented_testimony()
    passage = first_passage(record)
    make_quote(record, by=desk.editor, passage=passage, printed_in=source)
    return record


def _found_via(source: Source, desk: Desk) -> Moving:
    clip = make_media(by=desk.editor)
    save(clip, by=desk.editor, found_via=source)
    return clip


def _of_an_event(source: Source, desk: Desk) -> Moving:
    collection = make_collection(by=desk.editor)
    save(make_event(collection, by=desk.editor), by=desk.editor, source=source)
    return collection


def _place(place: Place, desk: Desk) -> Moving:
    record = desk.consented_testimony()
    save(record, by=desk.editor, place=place)
    return record


def _her_place(place: Place, desk: Desk) -> Moving:
    record = desk.consented_testimony()
    save(record.witness, by=desk.editor, place=place)
    return record


CHOICES = [
    (make_source, _source_of_account),
    (make_source, _printed_in),
    (make_source, _found_via),
    (make_source, _of_an_event),
    (make_place, _place),
    (make_place, _her_place),
]


def _may_approve(record: Moving, person: User, desk: Desk) -> bool:
    moderation.submit(record, by=desk.editor)
    try:
        moderation.approve(record, by=person)
    except MoveRefused as refusal:
        assert "somebody else has to approve it" in str(refusal)
        return False
    return True


@pytest.mark.parametrize(("make", "choose"), CHOICES)
def test_who_wrote_it_does_not_approve_what_it_was_chosen_for(
    desk: Desk, make: Any, choose: Choose
) -> None:
    record = choose(make(by=desk.reviewer), desk)
    assert not _may_approve(record, desk.reviewer, desk)
    moderation.approve(record, by=desk.steward)
    assert record.state == State.APPROVED


def test_nor_who_rewrote_it_while_it_was_taken_off(desk: Desk) -> None:
    place = make_place(by=desk.editor)
    record = _place(place, desk)
    save(record, by=desk.editor, place=None)
    save(place, by=desk.reviewer, name="Another town")
    save(record, by=desk.editor, place=place)
    assert not _may_approve(record, desk.reviewer, desk)


def test_words_that_another_approved_with_another_record_are_nobodys(
    desk: Desk,
) -> None:
    place = make_place(by=desk.reviewer)
    other = make_other_desk()
    other.publish(_place(place, other))
    assert _may_approve(_place(place, desk), desk.reviewer, desk)
    # What was changed since is the words of who changed it.
    save(place, by=desk.reviewer, name="Another town")
    assert not _may_approve(_place(place, desk), desk.reviewer, desk)


def test_an_edition_without_them_approved_no_words(desk: Desk) -> None:
    place = make_place(by=desk.reviewer)
    other = make_other_desk()
    record = other.published_testimony()
    moderation.revise(record, by=other.editor)
    save(record, by=other.editor, place=place)
    assert not _may_approve(_place(place, desk), desk.reviewer, desk)


def test_what_stays_chosen_is_counted_once(desk: Desk) -> None:
    record = _place(make_place(by=desk.reviewer), desk)
    before = Contribution.objects.filter(ref=record.ref, actor=desk.reviewer).count()
    save(record, by=desk.editor, title="Another title")
    after = Contribution.objects.filter(ref=record.ref, actor=desk.reviewer).count()
    assert (before, after) == (1, 1)
