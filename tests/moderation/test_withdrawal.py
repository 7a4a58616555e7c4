"""A withdrawal takes effect at once and whole; only a reopening leads on."""

import pytest

from testimonies import catalogue, ledger, moderation
from testimonies.models import Edition, LedgerEvent
from testimonies.moderation import ConsentEntry, MoveRefused
from testimonies.moderation.notes import told_of
from testimonies.terms import (
    ConsentBasis,
    MediaBasis,
    Scope,
    Standing,
    State,
    WithdrawalReason,
)
from tests.factories import (
    Desk,
    first_passage,
    grant,
    hide,
    make_collection,
    make_illustration,
    make_media,
    make_quote,
    make_testimony,
    make_witness,
    put_in,
)
from tests.moderation.edits import delete, save

SAFETY = WithdrawalReason.SAFETY


def _public(*refs: str) -> set[str]:
    return {ref for ref in refs if catalogue.current_stamps(ref)}


@pytest.mark.parametrize("state", [*State])
def test_a_published_record_is_withdrawn_whatever_its_draft_is_doing(
    desk: Desk, state: State
) -> None:
    record = make_collection(by=desk.editor)
    desk.publish(record)
    if state is not State.SETTLED:
        moderation.revise(record, by=desk.editor)
        put_in(record, state, Standing.PUBLISHED)
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY, public_note="Gone.")
    record.refresh_from_db()
    assert (record.state, record.standing) == (State.SETTLED, Standing.WITHDRAWN)
    stone = catalogue.tombstone(record.ref)
    assert stone and stone.public_note == "Gone."
    assert catalogue.edition(record.ref, 1) == catalogue.Erased(
        record.ref, stone.kind, 1, stone.withdrawn_on, "Gone."
    )


def _note_of(ref: str) -> str:
    stone = catalogue.tombstone(ref)
    assert stone
    return stone.public_note


@pytest.mark.parametrize(
    ("note", "is_told"),
    [
        ("At the wish of ZHANAR\u034f's family.", False),
        ("Asel asked for it.", False),
        ("See quiet.One elsewhere.", False),
        ("At its author's wish.", True),
    ],
)
def test_a_note_that_holds_withheld_words_is_left_out_and_nothing_waits(
    desk: Desk, note: str, *, is_told: bool
) -> None:
    values = {"protected_terms": "Zhanar"}
    moderation.seal_vault(make_witness(by=desk.editor), by=desk.steward, values=values)
    record = desk.consented_testimony(words="Asel came. We heard gunfire all night.")
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    hide(first_passage(record), "Asel", by=desk.editor)
    item = make_media(
        by=desk.editor, account_holder="private_person", account="@quiet.one"
    )
    make_illustration(record, item, by=desk.editor)
    desk.publish(record)
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY, public_note=note)
    assert record.standing == Standing.WITHDRAWN
    assert _public(record.ref, quote.ref) == set()
    told = note if is_told else ""
    assert [_note_of(ref) for ref in (record.ref, quote.ref)] == [told, told]


@pytest.mark.parametrize("sign", ["\u2028", "\n", "\u202e", "\x00", "\x85", "\ufeff"])
def test_a_note_loses_what_nobody_sees_and_nothing_waits(desk: Desk, sign: str) -> None:
    record = make_collection(by=desk.editor)
    desk.publish(record)
    note = f"At its {sign} author's wish.{sign}"
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY, public_note=note)
    assert _note_of(record.ref) == "At its author's wish."


def test_a_note_that_hides_a_withheld_word_by_such_a_sign_is_left_out(
    desk: Desk,
) -> None:
    values = {"protected_terms": "Zhanar"}
    moderation.seal_vault(make_witness(by=desk.editor), by=desk.steward, values=values)
    record = make_collection(by=desk.editor)
    assert told_of(record, "By Zha\u2060nar.") == ""
    assert told_of(record, "By her.\u2028") == "By her."


def test_every_number_loses_its_words(desk: Desk) -> None:
    record = desk.published_testimony()
    desk.retitle(record, "Another title")
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    assert not Edition.objects.filter(document__isnull=False).exists()
    assert not catalogue.entries().exists()


def test_quotes_go_with_their_testimony_the_deleted_and_the_new_ones_too(
    desk: Desk,
) -> None:
    record = desk.consented_testimony()
    kept = make_quote(record, by=desk.editor, passage=first_passage(record))
    deleted = make_quote(record, "A waking nightmare", by=desk.editor)
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    delete(deleted, by=desk.editor)
    assert _public(kept.ref, deleted.ref) == {kept.ref, deleted.ref}
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    assert _public(kept.ref, deleted.ref) == set()
    assert not Edition.objects.filter(document__isnull=False).exists()


def test_the_witness_goes_with_the_last_of_hers_only(desk: Desk) -> None:
    first = desk.published_testimony()
    second = make_testimony(by=desk.editor, witness=first.witness)
    desk.publish(second)
    moderation.withdraw(first, by=desk.reviewer, category=SAFETY)
    assert _public(first.ref, second.ref, first.witness.ref) == {
        second.ref,
        first.witness.ref,
    }
    moderation.withdraw(second, by=desk.reviewer, category=SAFETY)
    assert _public(second.ref, first.witness.ref) == set()
    assert catalogue.tombstone(first.witness.ref) is not None


def test_the_witness_whom_readers_see_goes_though_the_draft_names_another(
    desk: Desk,
) -> None:
    record = desk.published_testimony()
    shown = record.witness
    other = make_witness(by=desk.editor, name="Aigerim")
    moderation.revise(record, by=desk.editor)
    save(record, by=desk.editor, witness=other)
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    assert _public(record.ref, shown.ref) == set()
    assert not Edition.objects.filter(document__isnull=False).exists()


def test_a_witness_whose_other_testimony_is_public_stays_though_its_draft_changed(
    desk: Desk,
) -> None:
    first = desk.published_testimony()
    second = make_testimony(by=desk.editor, witness=first.witness)
    desk.publish(second)
    moderation.revise(second, by=desk.editor)
    other = make_witness(by=desk.editor, name="Aigerim")
    save(second, by=desk.editor, witness=other)
    moderation.withdraw(first, by=desk.reviewer, category=SAFETY)
    assert _public(second.ref, first.witness.ref) == {second.ref, first.witness.ref}


def test_a_withdrawn_record_is_published_only_after_reopening_and_approval(
    desk: Desk,
) -> None:
    record = desk.published_testimony()
    moderation.withdraw(record, by=desk.reviewer, category=SAFETY)
    for move in (moderation.submit, moderation.revise, moderation.publish):
        with pytest.raises(MoveRefused):
            move(record, by=desk.steward)
    moderation.reopen(record, by=desk.steward, reason="She called again.")
    assert record.standing == Standing.WITHDRAWN
    assert _public(record.ref) == set()
    moderation.submit(record, by=desk.editor)
    with pytest.raises(MoveRefused, match="somebody else"):
        moderation.approve(record, by=desk.steward)
    assert "approve" not in [
        move.name for move in moderation.open_moves(record, desk.steward)
    ]
    moderation.approve(record, by=desk.reviewer)
    moderation.publish(record, by=desk.steward)
    lines = catalogue.editions(record.ref)
    assert [(line.number, line.is_current) for line in lines] == [(2, True), (1, False)]
    assert catalogue.tombstone(record.ref) is None


def test_a_testimony_is_reopened_with_consent_only(desk: Desk) -> None:
    record = desk.published_testimony()
    grant(record.witness, Scope.WEB, by=desk.steward, is_granted=False)
    record.refresh_from_db()
    with pytest.raises(MoveRefused, match="Consent"):
        moderation.reopen(record, by=desk.steward, reason="why not")
    grant(record.witness, Scope.WEB, by=desk.steward)
    moderation.reopen(record, by=desk.steward, reason="She agreed again.")
    assert record.state == State.DRAFT


def test_a_clip_that_rests_on_consent_is_reopened_with_consent_only(
    desk: Desk,
) -> None:
    witness = make_witness(by=desk.editor)
    grant(witness, Scope.WEB, by=desk.steward)
    item = make_media(by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=witness)
    desk.publish(item)
    grant(witness, Scope.WEB, by=desk.steward, is_granted=False)
    item.refresh_from_db()
    with pytest.raises(MoveRefused, match="Consent"):
        moderation.reopen(item, by=desk.steward, reason="why not")


def test_withdrawn_consent_withdraws_all_that_rests_on_it_and_nothing_else(
    desk: Desk,
) -> None:
    first = desk.published_testimony()
    quote_less = make_testimony(by=desk.editor, witness=first.witness)
    desk.publish(quote_less)
    hers = make_media(
        by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=first.witness
    )
    others = make_media(by=desk.editor)
    collection = make_collection(by=desk.editor)
    strangers = desk.published_testimony()
    for record in (hers, others, collection):
        desk.publish(record)
    resting = {row.ref for row in moderation.resting_on(first.witness)}
    assert resting == {first.ref, quote_less.ref, hers.ref}
    grant(first.witness, Scope.WEB, by=desk.steward, is_granted=False)
    assert _public(*resting, first.witness.ref) == set()
    untouched = {others.ref, collection.ref, strangers.ref, strangers.witness.ref}
    assert _public(*untouched) == untouched
    events = LedgerEvent.objects.filter(action="withdraw")
    assert {event.ref for event in events} == resting
    assert {event.category for event in events} == {"consent_withdrawn"}


@pytest.mark.parametrize("scope", sorted(set(Scope) - {Scope.WEB}))
def test_withdrawing_another_scope_withdraws_no_record(
    desk: Desk, scope: Scope
) -> None:
    record = desk.published_testimony()
    grant(record.witness, scope, by=desk.steward, is_granted=False)
    assert _public(record.ref) == {record.ref}


def test_consent_counts_for_what_readers_see_and_not_for_the_draft(desk: Desk) -> None:
    """The draft of a revision names another witness, or another basis."""
    record = desk.published_testimony()
    shown = record.witness
    item = make_media(by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=shown)
    desk.publish(item)
    other = make_witness(by=desk.editor, name="Aigerim")
    for row in (record, item):
        moderation.revise(row, by=desk.editor)
    save(record, by=desk.editor, witness=other)
    save(item, by=desk.editor, basis=MediaBasis.PUBLIC_INTEREST, basis_witness=None)
    grant(shown, Scope.WEB, by=desk.steward, is_granted=False)
    assert _public(record.ref, item.ref, shown.ref) == set()


def test_nothing_is_withdrawn_when_the_consent_is_not_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = desk.published_testimony()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(ledger, "append", fail)
    entry = ConsentEntry(Scope.WEB, is_granted=False, basis=ConsentBasis.DOCUMENTED)
    with pytest.raises(RuntimeError):
        moderation.record_consent(record.witness, entry, by=desk.steward)
    record.refresh_from_db()
    assert record.standing == Standing.PUBLISHED
    assert record.witness.consents.filter(is_granted=False).count() == 0
    assert _public(record.ref) == {record.ref}


def test_a_draft_that_names_a_withdrawn_clip_still_publishes_without_it(
    desk: Desk,
) -> None:
    item = make_media(by=desk.editor)
    desk.publish(item)
    moderation.withdraw(item, by=desk.reviewer, category=SAFETY)
    record = desk.published_testimony()
    stamps = catalogue.current_stamps(record.ref)
    assert stamps
    bundle = catalogue.bundle(stamps)
    assert bundle and bundle.get(item.ref) is None
