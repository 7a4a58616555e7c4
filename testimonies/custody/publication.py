"""Public storage as a function of the editions that stand: placed first, swept later.

Told which copies the standing editions name; asks no edition itself. All of it happens
under one lock of the database, so that a sweep never takes what a publication that is
not committed yet has just placed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from testimonies.custody.storage import Room, names_in, place, sweep

LOCK = 5121912
"""The key of the advisory lock on public storage."""

Standing = Mapping[str, str]
"""The SHA-256 of each public copy, by its stored name."""


@dataclass(frozen=True, slots=True)
class Synced:
    """The names that a sync placed, removed, and could not place."""

    placed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def place_public(copies: Iterable[tuple[str, str]]) -> None:
    """Put copies (name, SHA-256) into public storage, before an edition names them.

    Holds the lock until the caller's transaction ends. Raises BytesChanged or
    FileNotFoundError where a private copy is not what was taken in.
    """
    wanted = list(copies)
    if not wanted:
        return
    lock()
    for name, sha256 in wanted:
        place(name, sha256)


def sync_public(standing: Callable[[], Standing]) -> Synced:
    """Make public storage hold what standing editions name, and nothing besides.

    `standing` is asked under the lock. What cannot be placed is told, not raised: the
    rest is still to be swept.
    """
    with transaction.atomic():
        lock()
        wanted, there = standing(), names_in(Room.PUBLIC)
        surplus = sorted(there - wanted.keys())
        sweep(Room.PUBLIC, surplus)
        placed, missing = [], []
        for name in sorted(wanted.keys() - there):
            try:
                place(name, wanted[name])
            except (ValueError, FileNotFoundError):
                missing.append(name)
            else:
                placed.append(name)
    return Synced(tuple(placed), tuple(surplus), tuple(missing))


def lock() -> None:
    """Wait for whoever places or sweeps; hold it until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
