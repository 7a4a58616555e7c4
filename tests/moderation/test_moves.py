"""A draft becomes an edition by the moves alone; a withdrawn record falls at once."""

import pytest

from testimonies import catalogue, ledger, moderation
from testimonies.models import Edition, User
from testimonies.moderation import MoveRefused
from testimonies.terms import Standing, State, WithdrawalReason
from tests.factories import (
    first_passage,
    grant,
    make_quote,
    make_testimony,
    publish,
)


def test_a_draft_becomes_an_edition_with_its_quotes_and_its_witness(
    editor: User, reviewer: User, steward: User
) -> None:
    testimony = make_testimony(by=editor)
    quote = make_quote(testimony, by=editor, passage=first_passage(testimony))
    grant(testimony.witness, by=steward)
    publish(testimony, editor=editor, reviewer=reviewer, steward=steward)
    assert (testimony.state, testimony.standing) == (State.SETTLED, Standing.PUBLISHED)
    issued = set(Edition.objects.values_list("ref", "number"))
    assert issued == {
        (testimony.ref, 1),
        (quote.ref, 1),
        (testimony.witness.ref, 1),
    }
    assert ledger.verify() == []
    assert catalogue.rebuild_entries(check=True) == []


def test_who_changed_the_words_cannot_approve_them(
    editor: User, reviewer: User, steward: User
) -> None:
    testimony = make_testimony(by=reviewer)
    grant(testimony.witness, by=steward)
    moderation.submit(testimony, by=editor)
    with pytest.raises(MoveRefused, match="somebody else"):
        moderation.approve(testimony, by=reviewer)
    assert State(testimony.state) is State.IN_REVIEW


def test_an_edit_changes_nothing_for_readers_until_it_is_published(
    editor: User, reviewer: User, steward: User
) -> None:
    testimony = make_testimony(by=editor)
    grant(testimony.witness, by=steward)
    publish(testimony, editor=editor, reviewer=reviewer, steward=steward)
    before = catalogue.current_stamps(testimony.ref)
    moderation.revise(testimony, by=editor)
    with ledger.acting(editor):
        testimony.title = "Another title"
        testimony.save(update_fields=["title"])
    assert catalogue.current_stamps(testimony.ref) == before
    publish(testimony, editor=editor, reviewer=reviewer, steward=steward)
    lines = catalogue.editions(testimony.ref)
    assert [line.number for line in lines] == [2, 1]
    assert [line.erased_on for line in lines] == [None, None]


def test_a_withdrawal_leaves_a_tombstone_and_no_words(
    editor: User, reviewer: User, steward: User
) -> None:
    testimony = make_testimony(by=editor)
    grant(testimony.witness, by=steward)
    publish(testimony, editor=editor, reviewer=reviewer, steward=steward)
    moderation.withdraw(
        testimony, by=reviewer, category=WithdrawalReason.SAFETY, note="a call"
    )
    assert catalogue.current_stamps(testimony.ref) is None
    assert catalogue.tombstone(testimony.ref) is not None
    assert not Edition.objects.filter(document__isnull=False).exists()
    assert not catalogue.entries().exists()
