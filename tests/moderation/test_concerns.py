"""Concerns: taken in within counts, read and closed by name, their words erased."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone

from testimonies import moderation
from testimonies.models import Concern, LedgerEvent, LedgerNote, User
from testimonies.moderation import (
    WORDS_KEPT,
    MoveRefused,
    Received,
    Report,
    close_concern,
    concerns_in_order,
    concerns_waiting,
    erase_concern,
    read_concern,
    receive_concern,
    reopen_concern,
)
from testimonies.moderation.concerns import MOST_PROVEN, MOST_WAITED
from testimonies.terms import ConcernKind, ConcernOutcome, ConcernState, Kind, new_ref
from tests.attacks import attack, without_sql
from tests.factories import make_concern

pytestmark = pytest.mark.usefixtures("db")

REF, OTHER = new_ref(Kind.TESTIMONY), new_ref(Kind.QUOTE)
WORDS, CONTACT, NOTE = "The window is hers.", "@somebody", "Asked the editor."


def concern(**given: Any) -> Concern:
    return make_concern(REF, words=WORDS, contact=CONTACT, **given)


def close(open_one: Concern, by: User, note: str = NOTE) -> None:
    close_concern(open_one, by=by, outcome=ConcernOutcome.UNCHANGED, note=note)


def flood(ref: str, count: int, *, is_proven: bool) -> list[str]:
    """Send many in one statement; give what became of each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kua_receive_concern(%s, 'other', 'en', '', '',"
            " md5(%s || n) || md5(n::text), translate(left(md5(%s || n), 8),"
            " '01ae', 'wxvz'), %s) FROM generate_series(1, %s) n",
            [ref, ref + str(is_proven), ref + str(is_proven), is_proven, count],
        )
        return [row[0] for row in cursor.fetchall()]


# --- Taking in ------------------------------------------------------------------------


def test_what_was_sent_is_kept_sealed_with_the_hour_alone() -> None:
    kept = concern()
    assert (kept.words, kept.contact, kept.state) == (WORDS, CONTACT, "open")
    assert (kept.received_hour.minute, kept.received_hour.microsecond) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT testimonies_concern::text FROM testimonies_concern")
        (row,) = cursor.fetchone()
    assert WORDS not in row
    assert CONTACT not in row


def test_a_form_is_taken_once() -> None:
    first = concern()
    given = {"ref": OTHER, "kind": ConcernKind.OTHER, "language": "en"}
    again = Report(
        **given,  # type: ignore[arg-type]
        words="Other words.",
        contact="",
        token_digest=first.token_digest,
        receipt="22222222",
        is_proven=True,
    )
    assert receive_concern(again) is Received.USED
    assert Concern.objects.get().words == WORDS


UNCOUNTED = without_sql(
    "the counts of kua_receive_concern",
    """
    DO $do$ BEGIN
      EXECUTE replace(pg_get_functiondef('kua_receive_concern'::regproc),
        'RETURN ''full''', 'NULL');
    END $do$;
    """,
)


@attack(5, without=UNCOUNTED)
def test_a_flood_about_one_record_leaves_room_for_the_others() -> None:
    for is_proven, most in ((True, 20), (False, 5)):
        answers = flood(REF, most + 2, is_proven=is_proven)
        assert answers == ["received"] * most + ["full"] * 2
    assert flood(OTHER, 1, is_proven=False) == ["received"]


@attack(40, without=UNCOUNTED)
def test_a_flood_by_the_cheap_way_leaves_the_other_open(reviewer: User) -> None:
    """And the desk is told that nothing more is taken."""
    refs = [new_ref(Kind.MEDIA) for _ in range(MOST_WAITED // 5)]
    for ref in refs:
        assert set(flood(ref, 5, is_proven=False)) == {"received"}
    assert flood(REF, 1, is_proven=False) == ["full"]
    assert flood(REF, 1, is_proven=True) == ["received"]
    waiting = concerns_waiting(reviewer)
    assert waiting is not None
    assert waiting.is_full


def test_the_archive_takes_so_many_proven_ones_in_an_hour() -> None:
    for _ in range(MOST_PROVEN // 20):
        flood(new_ref(Kind.MEDIA), 20, is_proven=True)
    assert flood(REF, 1, is_proven=True) == ["full"]
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE testimonies_concern SET received_hour ="
            " received_hour - interval '1 hour'"
        )
    assert flood(REF, 1, is_proven=True) == ["received"]


@contextmanager
def as_owner() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET LOCAL ROLE {user}")


def test_a_report_prints_no_word_of_itself() -> None:
    report = Report(REF, ConcernKind.OTHER, "en", WORDS, CONTACT, "", "", True)
    assert WORDS not in repr(report)
    assert str(concern()) == Concern.objects.get().receipt


# --- The queue ------------------------------------------------------------------------


def test_danger_comes_first_then_the_oldest_and_closed_ones_last(
    reviewer: User,
) -> None:
    kinds = (ConcernKind.DANGER, ConcernKind.OTHER, ConcernKind.RIGHT)
    closed, *others = (concern(kind=kind) for kind in (*kinds, ConcernKind.DANGER))
    close(closed, reviewer)
    old, newer, danger = others
    assert list(concerns_in_order()) == [danger, old, newer, closed]


def test_reviewers_are_told_what_waits_and_nobody_else(
    editor: User, reviewer: User, steward: User
) -> None:
    close(concern(), reviewer)
    concern()
    concern(kind=ConcernKind.OTHER)
    assert concerns_waiting(editor) is None
    for person in (reviewer, steward):
        waiting = concerns_waiting(person)
        assert waiting is not None
        assert (waiting.count, waiting.dangers, waiting.is_full) == (2, 1, False)


# --- Handling -------------------------------------------------------------------------


def test_reading_closing_and_reopening_are_in_the_ledger_without_a_word(
    reviewer: User, steward: User
) -> None:
    open_one = concern()
    assert read_concern(open_one, by=reviewer).words == WORDS
    close(open_one, reviewer)
    reopen_concern(open_one, by=steward)
    close(open_one, steward)
    erase_concern(open_one, by=steward)
    events = LedgerEvent.objects.values_list("action", "ref", "category", "actor")
    assert list(events) == [
        ("read_concern", REF, "danger", reviewer.pk),
        ("close_concern", REF, "left_as_it_is", reviewer.pk),
        ("reopen_concern", REF, "danger", steward.pk),
        ("close_concern", REF, "left_as_it_is", steward.pk),
        ("erase_concern", REF, "", steward.pk),
    ]
    assert not LedgerNote.objects.exists()


@pytest.mark.parametrize(
    "act",
    [read_concern, close, reopen_concern, erase_concern],
    ids=["read", "close", "reopen", "erase"],
)
def test_an_editor_handles_no_concern(editor: User, act: Any) -> None:
    open_one = concern()
    with pytest.raises(MoveRefused):
        act(open_one, by=editor)
    assert not LedgerEvent.objects.exists()
    assert Concern.objects.get().state == ConcernState.OPEN


def test_nobody_closes_what_is_closed_or_opens_what_is_open(reviewer: User) -> None:
    open_one = concern()
    for act in (reopen_concern, erase_concern):
        with pytest.raises(MoveRefused):
            act(open_one, by=reviewer)
    close(open_one, reviewer)
    with pytest.raises(MoveRefused):
        close(open_one, reviewer, note="Another.")
    assert Concern.objects.get().note == NOTE


# --- Erasing --------------------------------------------------------------------------


def test_words_go_some_time_after_closing_and_not_before(reviewer: User) -> None:
    old, fresh, waiting = (concern() for _ in range(3))
    for each in (old, fresh):
        close(each, reviewer)
    over = timezone.now() - WORDS_KEPT
    Concern.objects.filter(pk=old.pk).update(closed_at=over - timedelta(minutes=1))
    Concern.objects.filter(pk=fresh.pk).update(closed_at=over + timedelta(minutes=1))
    moderation.clear_expired()
    kept = {each.pk: each for each in Concern.objects.all()}
    gone = kept[old.pk]
    assert (gone.words, gone.contact, gone.note) == ("", "", "")
    assert gone.erased_at is not None
    assert (kept[fresh.pk].words, kept[waiting.pk].words) == (WORDS, WORDS)
    with pytest.raises(MoveRefused):
        reopen_concern(gone, by=reviewer)


def test_a_person_erases_the_words_at_once(steward: User) -> None:
    open_one = concern()
    close(open_one, steward)
    erase_concern(open_one, by=steward)
    gone = Concern.objects.get()
    assert (gone.words, gone.contact, gone.note) == ("", "", "")
    with pytest.raises(MoveRefused):
        erase_concern(open_one, by=steward)


def test_open_words_are_erased_by_nobody() -> None:
    with pytest.raises(IntegrityError, match="concern_erased_after_closing"):
        Concern.objects.filter(pk=concern().pk).update(erased_at=timezone.now())


def test_what_it_is_about_is_changed_by_nobody() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        Concern.objects.filter(pk=concern().pk).update(ref=OTHER)


def test_rotating_keys_seals_concerns_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    concern()
    newest = Fernet.generate_key().decode()
    monkeypatch.setattr(settings, "VAULT_KEYS", [newest, *settings.VAULT_KEYS])
    assert moderation.rotate_concern_keys() == 1
    monkeypatch.setattr(settings, "VAULT_KEYS", [newest])
    assert Concern.objects.get().words == WORDS
