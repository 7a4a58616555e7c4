"""What the database refuses by itself, whoever asks: the rules that triggers hold."""

from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from testimonies import ledger
from testimonies.models import (
    Approval,
    Consent,
    Contribution,
    Edition,
    LedgerEvent,
    Passage,
    TagAlias,
    Transcript,
    User,
)
from testimonies.terms import State, declared_transitions
from tests.factories import (
    Desk,
    first_passage,
    make_collection,
    make_desk,
    make_passage,
    make_tag,
    make_testimony,
    put_in,
)


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.mark.parametrize(
    ("old", "new"), [pair for pair in product(State, State) if pair[0] != pair[1]]
)
def test_a_row_changes_its_state_by_declared_transitions_alone(
    editor: User, old: State, new: State
) -> None:
    record = make_collection(by=editor)
    put_in(record, old)
    rows = type(record).objects.filter(pk=record.pk)
    if (old, new) in declared_transitions():
        rows.update(state=new)
        assert rows.get().state == new
    else:
        with (
            pytest.raises(DatabaseError, match="no move leads"),
            transaction.atomic(),
        ):
            rows.update(state=new)


@pytest.mark.parametrize("model", [Approval, Consent, Contribution, LedgerEvent])
def test_what_is_written_for_good_is_neither_changed_nor_deleted(
    desk: Desk, model: type[Approval]
) -> None:
    desk.published_testimony()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        # The suite may empty tables; nobody else sets this.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; RESET ROLE")
        cursor.execute("SET LOCAL kua.flush = ''")
        for statement in (
            f"UPDATE {table} SET id = id",  # noqa: S608
            f"DELETE FROM {table}",  # noqa: S608
            f"TRUNCATE {table} CASCADE",
        ):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
            ):
                cursor.execute(statement)
    assert model.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"document": "{}"},
        {"number": 7},
        {"digest": "0" * 64},
        {"public_note": "x"},
        {"document": None, "erased_at": "2030-01-01T00:00Z", "number": 7},
    ],
)
def test_an_edition_changes_by_erasure_alone(
    desk: Desk, changes: dict[str, object]
) -> None:
    desk.published_testimony()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(**changes)
    assert Edition.objects.filter(document__isnull=True).count() == 0


def test_an_erased_document_does_not_come_back(desk: Desk) -> None:
    record = desk.published_testimony()
    edition = Edition.objects.get(ref=record.ref)
    rows = Edition.objects.filter(pk=edition.pk)
    rows.update(document=None, erased_at=edition.issued_at)
    for changes in (
        {"document": edition.document, "erased_at": None},
        {"public_note": "another note"},
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            rows.update(**changes)


def test_a_record_with_editions_is_not_deleted(desk: Desk) -> None:
    record = desk.published_testimony()
    for row in (record, record.witness):
        with (
            pytest.raises(DatabaseError),
            connection.cursor() as cursor,
            ledger.acting(desk.editor),
        ):
            cursor.execute(
                f"DELETE FROM {row._meta.db_table} WHERE id = %s",  # noqa: S608
                [row.pk],
            )


def test_a_passage_gets_its_number_once_and_none_is_given_twice(desk: Desk) -> None:
    record = make_testimony(by=desk.editor)
    first = first_passage(record)
    second = make_passage(first.transcript, "Second.", by=desk.editor)
    with ledger.acting(desk.editor):
        second.delete()
    third = make_passage(first.transcript, "Third.", by=desk.editor)
    assert (first.number, third.number) == (1, 3)
    with (
        pytest.raises(DatabaseError, match="keeps its number"),
        ledger.acting(desk.editor),
    ):
        Passage.objects.filter(pk=third.pk).update(number=2)


def test_a_translated_passage_takes_a_number_that_was_given(desk: Desk) -> None:
    record = make_testimony(by=desk.editor)
    with ledger.acting(desk.editor):
        translation = Transcript.objects.create(
            testimony=record, language="ru", is_original=False
        )
        Passage.objects.create(transcript=translation, number=1, text="Один.")
    with (
        pytest.raises(DatabaseError, match=r"passage (number )?9"),
        ledger.acting(desk.editor),
    ):
        Passage.objects.create(transcript=translation, number=9, text="Девять.")


def test_one_name_leads_to_one_tag_across_names_and_aliases(desk: Desk) -> None:
    almaty = make_tag("almaty", by=desk.editor, aliases=("алматы",))
    other = make_tag("astana", by=desk.editor)
    with pytest.raises(DatabaseError, match="another tag"), transaction.atomic():
        TagAlias.objects.create(tag=other, name="ALMATY")
    with pytest.raises(DatabaseError, match="another tag"), transaction.atomic():
        type(other).objects.filter(pk=other.pk).update(name="АЛМАТЫ")
    # A tag may be its own alias: nothing is led astray.
    TagAlias.objects.create(tag=almaty, name="ALMATY")
