"""The ledger's chain: computed twice, append-only, and nobody writes for another."""

import pytest
from django.db import DatabaseError, connection, transaction

from testimonies import ledger
from testimonies.models import LedgerEvent, LedgerNote, User
from tests.logins import DESK

EVENTS = "testimonies_ledgerevent"


def _append(user: User, *actions: str) -> None:
    with ledger.acting(user):
        for action in actions:
            ledger.append(action, actor=user, ref="tbcdfghjk", category="other")


def test_the_database_and_python_compute_the_same_chain(editor: User) -> None:
    _append(editor, "one", "two", "three")
    events = list(LedgerEvent.objects.order_by("id"))
    assert [event.id for event in events] == [1, 2, 3]
    assert events[0].previous == "0" * 64
    assert [event.digest for event in events] == [
        ledger.digest_of_event(event) for event in events
    ]
    assert [event.previous for event in events[1:]] == [
        event.digest for event in events[:-1]
    ]
    assert ledger.verify() == []


def test_an_empty_ledger_holds(db: None) -> None:
    assert ledger.verify() == []


def test_a_note_is_erased_without_breaking_the_chain(editor: User) -> None:
    with ledger.acting(editor):
        ledger.append("one", actor=editor, note="free words")
    LedgerNote.objects.all().delete()
    assert ledger.verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE EVENTS SET action = 'other'",
        "DELETE FROM EVENTS",
        "TRUNCATE EVENTS CASCADE",
        "ALTER TABLE EVENTS DISABLE TRIGGER ALL",
        "UPDATE testimonies_contribution SET actor_id = actor_id",
        "INSERT INTO testimonies_contribution (ref, actor_id, at) SELECT '', 1, now()",
    ],
)
def test_the_desk_cannot_change_what_is_written(editor: User, statement: str) -> None:
    _append(editor, "one")
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.replace("EVENTS", EVENTS))
    assert LedgerEvent.objects.get().action == "one"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE EVENTS SET action = 'other'",
        "DELETE FROM EVENTS",
    ],
)
def test_not_even_the_owner_changes_an_event_while_the_triggers_stand(
    editor: User, statement: str
) -> None:
    _append(editor, "one")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(
            "RESET ROLE; " + statement.replace("EVENTS", EVENTS)
        )


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        (
            "UPDATE EVENTS SET actor_id = 0 WHERE id = 2",
            "its digest is another",
        ),
        (
            "UPDATE EVENTS SET category = '' WHERE id = 2",
            "its digest is another",
        ),
        (
            "UPDATE EVENTS SET at = now() WHERE id = 2",
            "its digest is another",
        ),
        ("DELETE FROM EVENTS WHERE id = 2", "Event 2 is missing"),
        (
            "UPDATE EVENTS SET previous = digest WHERE id = 3",
            "does not follow",
        ),
    ],
)
def test_verifying_says_what_was_tampered_with(
    editor: User, tampering: str, problem: str
) -> None:
    _append(editor, "one", "two", "three")
    with connection.cursor() as cursor:
        # As whoever holds the server may do.
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(tampering.replace("EVENTS", EVENTS))
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET LOCAL ROLE " + DESK)
    assert any(problem in said for said in ledger.verify())


def test_nobody_writes_an_event_for_another_person(
    editor: User, reviewer: User
) -> None:
    with (
        pytest.raises(DatabaseError, match="for the acting person"),
        ledger.acting(editor),
    ):
        ledger.append("one", actor=reviewer)


def test_nobody_writes_an_event_without_acting(editor: User) -> None:
    with (
        pytest.raises(DatabaseError, match="for the acting person"),
        transaction.atomic(),
    ):
        ledger.append("one", actor=editor)


def test_a_failed_act_leaves_no_event_and_no_gap(editor: User) -> None:
    _append(editor, "one")
    with pytest.raises(RuntimeError), ledger.acting(editor):
        ledger.append("two", actor=editor)
        raise RuntimeError
    _append(editor, "three")
    assert list(LedgerEvent.objects.values_list("id", "action")) == [
        (1, "one"),
        (2, "three"),
    ]
    assert ledger.verify() == []


def test_the_database_links_an_event_whatever_it_is_told(editor: User) -> None:
    """Id, time and digests that a writer gives are not taken over."""
    with ledger.acting(editor), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO testimonies_ledgerevent (id, at, actor_id, action, ref,"
            " category, previous, digest)"
            " VALUES (77, '1999-01-01', %s, 'one', '', '', 'x', 'y')",
            [editor.pk],
        )
    event = LedgerEvent.objects.get()
    assert (event.id, event.at.year > 2000) == (1, True)
    assert ledger.verify() == []
