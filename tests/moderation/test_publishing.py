"""What is published is what was approved; numbers, retractions, quotes that go."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from testimonies import catalogue, ledger, moderation
from testimonies.catalogue.entries import LOCK
from testimonies.models import Approval, Consent, Edition, LedgerEvent, Quote, Testimony
from testimonies.moderation import MoveInput, MoveRefused
from testimonies.terms import Kind, MoveName, Scope, Standing, State, WithdrawalReason
from tests.factories import (
    Desk,
    first_passage,
    grant,
    make_collection,
    make_media,
    make_place,
    make_quote,
    make_source,
    make_testimony,
    make_witness,
)
from tests.moderation.edits import delete, save

ERROR = WithdrawalReason.ERROR


def _numbers(ref: str) -> list[tuple[int, bool]]:
    """List (number, is readable), the newest first."""
    return [(line.number, not line.erased_on) for line in catalogue.editions(ref)]


def test_words_changed_after_approval_cannot_be_published(desk: Desk) -> None:
    record = desk.consented_testimony()
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    save(record, by=desk.editor, title="Other words")
    with pytest.raises(MoveRefused, match="draft"):
        moderation.publish(record, by=desk.steward)
    assert not Edition.objects.exists()


def test_editions_get_their_ids_in_the_order_of_their_commits(desk: Desk) -> None:
    """Else who asks what is new since an id could miss the one that commits later."""
    record = desk.consented_testimony()
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    with CaptureQueriesContext(connection) as queries:
        moderation.publish(record, by=desk.steward)
    statements = [query["sql"] for query in queries]
    lock = f"SELECT pg_advisory_xact_lock({LOCK})"
    insert = 'INSERT INTO "testimonies_edition"'
    first = next(n for n, sql in enumerate(statements) if insert in sql)
    assert lock in statements[:first]


def test_what_consent_says_is_among_what_was_approved(desk: Desk) -> None:
    """Consent is no content row, and still stands in the document."""
    record = desk.consented_testimony()
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    grant(record.witness, Scope.REUSE, by=desk.steward)
    with pytest.raises(MoveRefused, match="approved"):
        moderation.publish(record, by=desk.steward)
    moderation.recall(record, by=desk.editor)
    desk.publish(record)
    assert record.standing == Standing.PUBLISHED


def test_the_database_refuses_an_edition_of_other_words(desk: Desk) -> None:
    record = desk.published_testimony()
    approval = Approval.objects.filter(ref=record.ref).latest("id")
    other = '{"ref":"x"}'
    with pytest.raises(DatabaseError, match=r"newest approval|edition"):
        _insert(record.ref, other, catalogue.digest_of(other), approval)
    raw = Edition.objects.get(ref=record.ref).document or ""
    with ledger.acting(desk.reviewer):
        fresh = Approval.objects.create(
            ref=record.ref,
            root=record.ref,
            digest=catalogue.digest_of(raw),
            editors=[desk.editor.pk],
            approver=desk.reviewer,
        )
    with pytest.raises(DatabaseError, match="edition_digest_is_the_documents"):
        _insert(record.ref, raw + " ", fresh.digest, fresh)
    with pytest.raises(DatabaseError, match="is not the next number"):
        _insert(record.ref, raw, fresh.digest, fresh, number=7)
    with pytest.raises(DatabaseError, match="newest approval"):
        _insert(record.ref, raw, approval.digest, approval)


def _insert(
    ref: str, raw: str, digest: str, approval: Approval, number: int = 2
) -> None:
    with transaction.atomic():
        Edition.objects.create(
            ref=ref,
            kind=Kind.TESTIMONY,
            number=number,
            document=raw,
            digest=digest,
            approval=approval,
        )
        # The foreign key over three columns is checked at once.


def test_the_first_edition_stays_readable_until_it_is_retracted(desk: Desk) -> None:
    record = desk.published_testimony(title="The first title")
    desk.retitle(record, "The second title")
    first = catalogue.edition(record.ref, 1)
    assert isinstance(first, catalogue.Bundle)
    assert first.main.document.title.text == "The first title"
    moderation.retract(
        record, by=desk.steward, numbers=[1], category=ERROR, note="a slip"
    )
    assert isinstance(catalogue.edition(record.ref, 1), catalogue.Erased)
    assert _numbers(record.ref) == [(2, True), (1, False)]
    assert record.standing == Standing.PUBLISHED
    assert catalogue.current_stamps(record.ref) is not None
    assert "The first title" not in str(list(Edition.objects.values_list("document")))


def test_the_current_edition_is_not_retracted(desk: Desk) -> None:
    record = desk.published_testimony()
    desk.retitle(record, "Another title")
    for numbers in ([2], [1, 2], []):
        with pytest.raises(MoveRefused, match="superseded"):
            moderation.retract(record, by=desk.steward, numbers=numbers, category=ERROR)
    with pytest.raises(MoveRefused, match="None of these"):
        moderation.retract(record, by=desk.steward, numbers=[9], category=ERROR)
    assert _numbers(record.ref) == [(2, True), (1, True)]
    assert not LedgerEvent.objects.filter(action="retract").exists()


def test_a_publication_can_retract_what_it_supersedes(desk: Desk) -> None:
    record = desk.consented_testimony()
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    save(quote, by=desk.editor, printed_where="A heading")
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    moderation.publish(record, by=desk.steward, retract_superseded=True)
    assert _numbers(quote.ref) == [(2, True), (1, False)]
    # The testimony itself did not change, so it has no new number.
    assert _numbers(record.ref) == [(1, True)]
    assert catalogue.rebuild_entries(check=True) == []


def test_what_travels_loses_what_it_superseded_before(desk: Desk) -> None:
    """A name may have left a quote before it was withheld in the account."""
    record = desk.consented_testimony()
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    save(quote, by=desk.editor, printed_where="A heading")
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    save(record, by=desk.editor, title="Another title")
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    moderation.publish(record, by=desk.steward, retract_superseded=True)
    assert _numbers(quote.ref) == [(2, True), (1, False)]
    assert _numbers(record.ref) == [(2, True), (1, False)]


def _quote_of_two_editions(desk: Desk) -> tuple[Testimony, Quote]:
    """Publish a quote anew, and leave its first edition readable."""
    record = desk.consented_testimony()
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    save(quote, by=desk.editor, printed_where="A heading")
    desk.publish(record)
    return record, quote


def test_older_editions_of_a_quote_are_reached_though_its_record_has_none(
    desk: Desk,
) -> None:
    record, quote = _quote_of_two_editions(desk)
    assert _numbers(record.ref) == [(1, True)]
    assert moderation.superseded_with(record) == {quote.ref: [1]}
    form = MoveInput(category=ERROR, reason="A name.", retract_superseded=True)
    moderation.make_move(record, MoveName.RETRACT, by=desk.steward, form=form)
    assert _numbers(quote.ref) == [(2, True), (1, False)]
    assert _numbers(record.ref) == [(1, True)]
    assert catalogue.current_stamps(quote.ref) is not None
    assert LedgerEvent.objects.filter(action="retract", ref=record.ref).count() == 1
    assert moderation.superseded_with(record) == {}
    with pytest.raises(MoveRefused, match="older edition"):
        moderation.make_move(record, MoveName.RETRACT, by=desk.steward, form=form)
    with pytest.raises(MoveRefused, match="steward"):
        moderation.retract_beside(record, by=desk.editor, category=ERROR)


def test_they_are_reached_though_the_draft_lets_the_quote_go(desk: Desk) -> None:
    record, quote = _quote_of_two_editions(desk)
    moderation.revise(record, by=desk.editor)
    delete(quote, by=desk.editor)
    moderation.retract_beside(record, by=desk.steward, category=ERROR)
    assert _numbers(quote.ref) == [(2, True), (1, False)]


def test_a_record_and_what_goes_with_it_are_retracted_together_or_not_at_all(
    desk: Desk,
) -> None:
    record, quote = _quote_of_two_editions(desk)
    desk.retitle(record, "Another title")
    for numbers, left in (([9], True), ([1], False)):
        form = MoveInput(category=ERROR, numbers=numbers, retract_superseded=True)
        try:
            moderation.make_move(record, MoveName.RETRACT, by=desk.steward, form=form)
        except MoveRefused:
            assert numbers == [9]
        assert _numbers(quote.ref) == [(2, True), (1, left)]
        assert _numbers(record.ref) == [(2, True), (1, left)]


def test_only_what_changed_gets_a_new_number(desk: Desk) -> None:
    record = desk.consented_testimony()
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    desk.retitle(record, "Another title")
    assert _numbers(record.ref) == [(2, True), (1, True)]
    assert _numbers(quote.ref) == [(1, True)]
    assert _numbers(record.witness.ref) == [(1, True)]


def test_publishing_again_without_a_change_issues_nothing(desk: Desk) -> None:
    record = desk.published_testimony()
    before = Edition.objects.count()
    moderation.revise(record, by=desk.editor)
    desk.publish(record)
    assert Edition.objects.count() == before
    assert record.state == State.SETTLED


def test_a_quote_taken_from_the_draft_goes_when_the_testimony_is_published(
    desk: Desk,
) -> None:
    record = desk.consented_testimony()
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    delete(quote, by=desk.editor)
    assert catalogue.current_stamps(quote.ref) is not None
    desk.publish(record)
    assert catalogue.current_stamps(quote.ref) is None
    assert catalogue.tombstone(quote.ref) is not None
    assert _numbers(quote.ref) == [(1, False)]


def test_a_quote_that_moved_to_another_testimony_stays_public_there(
    desk: Desk,
) -> None:
    first = desk.consented_testimony()
    quote = make_quote(first, "A waking nightmare", by=desk.editor)
    desk.publish(first)
    second = desk.consented_testimony()
    moderation.revise(first, by=desk.editor)
    save(quote, by=desk.editor, testimony=second)
    desk.publish(second)
    desk.publish(first)
    shown = catalogue.issues([quote.ref])[quote.ref]
    assert shown.document.testimony == second.ref
    assert Quote.objects.get(pk=quote.pk).testimony == second


def test_a_witness_who_is_no_longer_named_goes_with_the_publication(
    desk: Desk,
) -> None:
    record = desk.published_testimony()
    mistaken = record.witness
    other = make_witness(by=desk.editor, name="Aigerim")
    grant(other, by=desk.steward)
    moderation.revise(record, by=desk.editor)
    save(record, by=desk.editor, witness=other)
    desk.publish(record)
    assert catalogue.current_stamps(other.ref) is not None
    assert catalogue.current_stamps(mistaken.ref) is None
    assert catalogue.rebuild_entries(check=True) == []


def test_an_approval_serves_one_publication_only(desk: Desk) -> None:
    """Her name was approved for one testimony, withdrawn with it, and not since."""
    first = desk.published_testimony()
    second = make_testimony(by=desk.editor, witness=first.witness)
    moderation.submit(second, by=desk.editor)
    moderation.approve(second, by=desk.reviewer)
    moderation.withdraw(first, by=desk.reviewer, category=ERROR)
    with pytest.raises(MoveRefused, match="approved"):
        moderation.publish(second, by=desk.steward)
    moderation.recall(second, by=desk.editor)
    desk.publish(second)
    assert catalogue.current_stamps(first.witness.ref) is not None


def test_clips_and_collections_are_published_by_themselves(desk: Desk) -> None:
    collection = make_collection(by=desk.editor)
    item = make_media(by=desk.editor, collection=collection)
    for record in (item, collection):
        desk.publish(record)
        assert _numbers(record.ref) == [(1, True)]
    stamps = catalogue.current_stamps(collection.ref)
    assert stamps and item.ref in stamps.linking


def test_copies_in_an_edition_do_not_follow_their_rows(desk: Desk) -> None:
    record = desk.consented_testimony(place=make_place(by=desk.editor))
    desk.publish(record)
    before = catalogue.issues([record.ref])[record.ref].raw
    assert record.place
    save(record.place, by=desk.editor, name="Elsewhere")
    save(record.sources.get(), by=desk.editor, title="Another paper")
    save(record.witness, by=desk.editor, name="Aigerim")
    make_source(by=desk.editor)
    assert catalogue.issues([record.ref])[record.ref].raw == before
    assert catalogue.issues([record.witness.ref])[record.witness.ref].title == "Lyazzat"


def test_a_refused_publication_writes_nothing(desk: Desk) -> None:
    record = desk.consented_testimony()
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    grant(record.witness, Scope.WEB, by=desk.steward, is_granted=False)
    events, consents = LedgerEvent.objects.count(), Consent.objects.count()
    with pytest.raises(MoveRefused) as refusal:
        moderation.publish(record, by=desk.steward)
    assert {finding.code for finding in refusal.value.findings} == {"consent"}
    record.refresh_from_db()
    assert (record.state, record.standing) == (State.APPROVED, Standing.NEVER)
    assert not Edition.objects.exists()
    assert LedgerEvent.objects.count() == events
    assert Consent.objects.count() == consents
