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
from testimonies.models import (
    MOST_REFUSED,
    Concern,
    FullRoom,
    LedgerEvent,
    LedgerNote,
    User,
)
from testimonies.moderation import (
    WORDS_KEPT,
    MoveRefused,
    Received,
    Report,
    close_concern,
    concerns_in_order,
    concerns_waiting,
    erase_concern,
    floods,
    read_concern,
    receive_concern,
    reopen_concern,
)
from testimonies.terms import ConcernKind, ConcernOutcome, ConcernState, Kind, new_ref
from tests.attacks import attack, without_sql
from tests.factories import make_concern
from tests.rooms import hold_rooms_still

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(autouse=True)
def _still(db: None) -> None:
    hold_rooms_still()


REF, OTHER = new_ref(Kind.TESTIMONY), new_ref(Kind.QUOTE)
WORDS, CONTACT, NOTE = "The window is hers.", "@somebody", "Asked the editor."


def concern(**given: Any) -> Concern:
    return make_concern(REF, words=WORDS, contact=CONTACT, **given)


def close(open_one: Concern, by: User, note: str = NOTE) -> None:
    close_concern(open_one, by=by, outcome=ConcernOutcome.UNCHANGED, note=note)


def flood(
    ref: str,
    count: int,
    *,
    is_proven: bool,
    kind: ConcernKind = ConcernKind.OTHER,
    bits: int = 24,
) -> list[tuple[str, int]]:
    """Send many in one statement; give what became of each, and the work asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT became, asked FROM generate_series(1, %s) n,"
            " kua_receive_concern(%s, %s, 'en', '', '', md5(%s || n) || md5(n::text),"
            " translate(left(md5(%s || n), 8), '01ae', 'wxvz'), %s, %s)",
            [
                *(count, ref, kind),
                *[f"{ref}{kind}{is_proven}{bits}"] * 2,
                *(bits if is_proven else 0, not is_proven),
            ],
        )
        return list(cursor.fetchall())


def became(answers: list[tuple[str, int]]) -> list[str]:
    return [answer for answer, _ in answers]


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
        bits=16,
        has_waited=True,
    )
    assert receive_concern(again).became is Received.USED
    assert Concern.objects.get().words == WORDS


def _otherwise(name: str, old: str, new: str) -> Any:
    """Put something else into kua_receive_concern."""
    return without_sql(
        name,
        f"""
        DO $do$ BEGIN
          EXECUTE replace(pg_get_functiondef('kua_receive_concern'::regproc),
            $old${old}$old$, $new${new}$new$);
        END $do$;
        """,
    )


# The first of the two ways takes everything.
UNCOUNTED = _otherwise(
    "the counts of kua_receive_concern",
    "IF by_work > 0 AND by_work_of_all > 0 AND bits >= asked THEN",
    "IF true THEN",
)
ONE_ROOM = _otherwise("a room apart", "AND (kind = 'danger') = of_danger", "")
CHEAP = _otherwise("work by the room", "asked := 16 +", "asked := 16 + 0 *")
UNTOLD = _otherwise("notes of full rooms", "public.kua_note_full_room", "concat")


@attack(5, without=UNCOUNTED)
def test_a_flood_about_one_record_leaves_room_for_the_others() -> None:
    for is_proven, most in ((True, 20), (False, 5)):
        answers = became(flood(REF, most + 2, is_proven=is_proven))
        assert answers == ["received"] * most + ["full"] * 2
    assert became(flood(OTHER, 1, is_proven=False)) == ["received"]


@attack(40, without=ONE_ROOM)
def test_a_flood_of_other_kinds_leaves_room_for_a_danger() -> None:
    """Of the record, and of the whole archive."""
    for number in range(10):
        ref = REF if number == 0 else new_ref(Kind.MEDIA)
        flood(ref, 20, is_proven=True)
        flood(ref, 5, is_proven=False)
    assert became(flood(new_ref(Kind.MEDIA), 1, is_proven=True)) == ["full"]
    for is_proven in (True, False):
        answers = flood(REF, 1, is_proven=is_proven, kind=ConcernKind.DANGER)
        assert became(answers) == ["received"]


@attack(5, without=CHEAP)
def test_a_concern_costs_more_as_its_records_room_fills() -> None:
    asked = [bits for _, bits in flood(REF, 20, is_proven=True)]
    assert asked == [16] * 5 + [17] * 5 + [18] * 5 + [19] * 5
    flood(OTHER, 5, is_proven=True)
    assert flood(OTHER, 1, is_proven=True, bits=16) == [("dearer", 17)]
    assert flood(OTHER, 1, is_proven=True, bits=17) == [("received", 17)]
    # Whose browser cannot work any more has waited meanwhile.
    assert became(flood(OTHER, 1, is_proven=False)) == ["received"]
    assert Concern.objects.filter(ref=OTHER, is_proven=False).count() == 1


UNWAITED = _otherwise("its look at the time", "AND has_waited THEN", "THEN")


@attack(40, without=UNWAITED)
def test_who_neither_worked_nor_waited_is_asked_for_work() -> None:
    assert flood(REF, 1, is_proven=True, bits=0) == [("dearer", 16)]


@attack(40, without=UNCOUNTED)
def test_a_flood_by_the_cheap_way_leaves_the_other_open(reviewer: User) -> None:
    """And the desk is told that nothing more is taken."""
    refs = [new_ref(Kind.MEDIA) for _ in range(10)]
    for ref in refs:
        assert set(became(flood(ref, 5, is_proven=False))) == {"received"}
    assert became(flood(REF, 1, is_proven=False)) == ["full"]
    assert became(flood(REF, 1, is_proven=True)) == ["received"]
    waiting = concerns_waiting(reviewer)
    assert waiting is not None
    assert (waiting.is_full, waiting.floods) == (True, 10)


def test_the_archive_takes_so_many_proven_ones_in_an_hour() -> None:
    for _ in range(10):
        flood(new_ref(Kind.MEDIA), 20, is_proven=True)
    assert became(flood(REF, 1, is_proven=True)) == ["full"]
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE testimonies_concern SET received_hour ="
            " received_hour - interval '1 hour'"
        )
    assert became(flood(REF, 1, is_proven=True)) == ["received"]


@attack(5, without=UNTOLD)
def test_the_desk_is_told_which_records_room_is_full(reviewer: User) -> None:
    """As soon as it is, and how many were refused since; nothing of who."""
    flood(REF, 19, is_proven=True)
    assert floods() == []
    flood(REF, 1, is_proven=True, bits=25)
    assert [each.refused for each in floods()] == [0]
    full = floods()[0]
    assert (full.ref, full.is_danger, full.refused) == (REF, False, 0)
    assert (full.since.minute, full.since) == (0, full.until)
    flood(REF, 3, is_proven=True, bits=26)
    flood(OTHER, 7, is_proven=False, kind=ConcernKind.DANGER)
    assert [(each.ref, each.refused) for each in floods()] == [(OTHER, 2), (REF, 3)]
    waiting = concerns_waiting(reviewer)
    assert waiting is not None
    assert (waiting.is_full, waiting.floods) == (False, 2)


def test_refusals_are_counted_so_far_and_told_for_a_day() -> None:
    flood(REF, 20, is_proven=True)
    with as_owner() as cursor:
        cursor.execute("UPDATE testimonies_fullroom SET refused = %s", [MOST_REFUSED])
        flood(REF, 2, is_proven=True, bits=25)
        assert [each.is_more for each in floods()] == [True]
        for days in (2, 40):
            cursor.execute(
                "UPDATE testimonies_fullroom SET hour = hour - %s * interval '1 day'",
                [days],
            )
            assert floods() == []
            flood(REF, 1, is_proven=True, bits=26 + days)
    # What is older than 30 days went when the next one came.
    assert FullRoom.objects.count() == 1


@contextmanager
def as_owner() -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (user,) = cursor.fetchone()
        cursor.execute("RESET ROLE")
        yield cursor
        cursor.execute(f"SET LOCAL ROLE {user}")


def test_a_report_prints_no_word_of_itself() -> None:
    report = Report(REF, ConcernKind.OTHER, "en", WORDS, CONTACT, "", "", 16, True)
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
