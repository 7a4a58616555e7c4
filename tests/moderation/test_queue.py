"""What awaits a person: records with a move that is theirs to make, oldest first."""

from testimonies import moderation
from testimonies.models import User
from testimonies.terms import Role, State
from tests.factories import Desk, make_collection, make_media, put_in
from tests.people import make_person


def _refs(person: User) -> list[str]:
    return [item.record.ref for item in moderation.queue_for(person)]


def test_each_person_sees_what_is_theirs_to_move(desk: Desk) -> None:
    contributor = make_person("Aru", Role.CONTRIBUTOR)
    returned, submitted, approved, draft = (
        make_collection(by=contributor) for _ in range(4)
    )
    for record in (returned, submitted, approved):
        moderation.submit(record, by=contributor)
    moderation.return_for_changes(returned, by=desk.reviewer, reason="A date lacks.")
    moderation.approve(approved, by=desk.reviewer)
    assert _refs(contributor) == [returned.ref]
    assert _refs(desk.editor) == [returned.ref]
    assert _refs(desk.reviewer) == [submitted.ref, returned.ref]
    assert _refs(desk.steward) == [submitted.ref, returned.ref, approved.ref]
    assert _refs(make_person("Nobody")) == []
    assert _refs(make_person("Reader", Role.RESEARCHER)) == []
    assert draft.state == State.DRAFT


def test_a_submitted_record_waits_for_its_editors_return_but_not_their_approval(
    desk: Desk,
) -> None:
    record = make_media(by=desk.reviewer)
    moderation.submit(record, by=desk.reviewer)
    [own] = moderation.queue_for(desk.reviewer)
    [others] = moderation.queue_for(desk.steward)
    assert [move.name for move in own.waits_for] == ["return"]
    assert [move.name for move in others.waits_for] == ["return", "approve"]
    assert own.since == others.since
    assert own.why


def test_the_oldest_comes_first(desk: Desk) -> None:
    records = [make_collection(by=desk.editor) for _ in range(3)]
    order = [records[1], records[2], records[0]]
    for record in order:
        moderation.submit(record, by=desk.editor)
    assert _refs(desk.reviewer) == [record.ref for record in order]


def test_a_record_that_never_moved_waits_since_it_was_made(desk: Desk) -> None:
    record = make_collection(by=desk.editor)
    put_in(record, State.IN_REVIEW)
    [item] = moderation.queue_for(desk.reviewer)
    assert item.since == record.created_at
