"""Rooms for concerns whose unseen guests are all there, so that tests can count."""

from tests.attacks import without_sql

# With all guests there, a room takes what it takes at the least.
MOST_OF_A_RECORD, MOST_BY_WAITING = 20, 5
STEPS = (5, 10, 15)

_STILL = without_sql(
    "unseen guests",
    """
    CREATE OR REPLACE FUNCTION public.kua_room(
      of_ref text, of_danger boolean, by_work boolean, at timestamptz,
      OUT guests integer, OUT steps integer[]
    ) LANGUAGE sql AS 'SELECT 12, ARRAY[17, 22, 27]';
    """,
)


def hold_rooms_still() -> None:
    """Let all guests be there, until the test's transaction is undone."""
    with _STILL():
        pass
