"""Whoever sends concerns learns no exact number of those that others sent.

The attacker of these tests knows the code, sends as many as he likes, and watches.
"""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.utils import timezone

from testimonies.terms import Kind, new_ref
from tests.attacks import attack, without_sql
from tests.moderation.test_concerns import as_owner, became, flood

pytestmark = pytest.mark.usefixtures("db")

ROOMS = 24
GUESTS = 12
# The function of before, which counts what came and nothing else.
COUNTED = without_sql(
    "unseen guests", import_module("testimonies.migrations.0013_unseen_guests").BACK
)


def _otherwise(name: str, old: str, new: str) -> Any:
    """Put something else into kua_room."""
    return without_sql(
        name,
        f"""
        DO $do$ BEGIN
          EXECUTE replace(pg_get_functiondef('kua_room'::regproc),
            $old${old}$old$, $new${new}$new$);
        END $do$;
        """,
    )


def until_it_changes(others: int, *, is_proven: bool, bits: int) -> int:
    """Send about a record, about which others sent, and say how many were taken."""
    ref = new_ref(Kind.TESTIMONY)
    flood(ref, others, is_proven=is_proven, bits=bits + 1)
    answers = became(flood(ref, 34, is_proven=is_proven, bits=bits))
    with as_owner() as cursor:
        cursor.execute("DELETE FROM testimonies_concern")
    taken = answers.count("received")
    assert set(answers[taken:]) in ({"dearer"}, {"full"})
    return taken


@attack(46, without=COUNTED)
@pytest.mark.parametrize(
    ("is_proven", "bits"),
    [(True, 16), (True, 24), (False, 0)],
    ids=["until it is dearer", "until it is full", "by waiting"],
)
def test_how_many_of_ones_own_are_taken_does_not_tell_how_many_others_sent(
    is_proven: bool, bits: int
) -> None:
    alone, with_another = (
        {until_it_changes(n, is_proven=is_proven, bits=bits) for _ in range(ROOMS)}
        for n in (0, 1)
    )
    assert alone & with_another


def drawn(at: datetime, *, minutes: range = range(60)) -> list[list[tuple[int, ...]]]:
    """Give, of each of many rooms, guests and steps in each minute of the hour."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    moments = [hour + timedelta(minutes=minute) for minute in minutes]
    with as_owner() as cursor:
        cursor.execute(
            "SELECT array_agg(array_prepend(guests, steps) ORDER BY at)"
            " FROM generate_series(1, %s) AS n, unnest(%s) AS at,"
            " kua_room('t' || n, false, true, at) GROUP BY n ORDER BY n",
            [ROOMS, moments],
        )
        return [[*map(tuple, of_one)] for (of_one,) in cursor.fetchall()]


UNCHANGING = _otherwise(
    "guests who come in the hour", "<= extract(epoch FROM at - its_hour)", "<= 1800"
)


@attack(46, without=UNCHANGING)
def test_an_answer_changes_while_nobody_sends() -> None:
    """Whoever holds a room where it is about to change sees guests come, as others."""
    rooms = [[guests for guests, *_steps in room] for room in drawn(timezone.now())]
    for guests in rooms:
        assert guests == sorted(guests)
        assert {*guests} <= {*range(GUESTS + 1)}
    assert sum(guests[-1] - guests[0] for guests in rooms) > 2 * ROOMS


EVEN = _otherwise(
    "the places of steps", "get_byte(drawn, 49) % 4", "get_byte(drawn, 48) % 4"
)


@attack(46, without=EVEN)
def test_one_step_does_not_tell_how_near_the_next_is() -> None:
    steps = [room[0][1:] for room in drawn(timezone.now(), minutes=range(1))]
    for first, second, third in steps:
        assert 15 <= first < second < third < 32
    for which in (0, 1):
        assert len({of_one[which + 1] - of_one[which] for of_one in steps}) > 2


ALWAYS = _otherwise("the hour", "extract(epoch FROM its_hour)", "''")


@attack(46, without=ALWAYS)
def test_asking_again_tells_nothing_new_and_the_next_hour_nothing_of_this() -> None:
    now = timezone.now()
    assert drawn(now) == drawn(now)
    assert drawn(now) != drawn(now + timedelta(hours=1))


def test_the_first_three_cost_the_least_and_twenty_always_fit() -> None:
    """However many guests are there; and five of those who wait."""
    for _ in range(ROOMS):
        assert until_it_changes(0, is_proven=True, bits=16) >= 3
        assert until_it_changes(0, is_proven=True, bits=24) >= 20
        assert until_it_changes(0, is_proven=False, bits=0) >= 5


def test_what_is_asked_stays_between_sixteen_and_nineteen() -> None:
    asked = [bits for _, bits in flood(new_ref(Kind.QUOTE), 34, is_proven=True)]
    assert (asked[0], asked[-1]) == (16, 19)
    assert asked == sorted(asked)


def test_each_kind_of_room_is_drawn_for_itself() -> None:
    with as_owner() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT (guests, steps)) FROM generate_series(1, 9) AS n,"
            " unnest(ARRAY[true, false]) AS danger, unnest(ARRAY[true, false]) AS work,"
            " kua_room('t' || n, danger, work, now())"
        )
        (different,) = cursor.fetchone()
    assert different > 9


def test_the_key_is_one_and_drawn_where_the_archive_is() -> None:
    with as_owner() as cursor:
        cursor.execute("SELECT count(*), min(length(key)) FROM testimonies_roomkey")
        assert cursor.fetchone() == (1, 32)
