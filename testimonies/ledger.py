"""Append an event to the ledger, and verify the chain.

An event says who did what to which ref, when, and with which reason category; free
words go into a note that can be erased. The database links and digests events itself;
verify() computes every digest again in Python. The ledger decides nothing.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

import pghistory
from django.db import connection, transaction

from testimonies.models import LedgerEvent, LedgerNote, User


@contextmanager
def acting(actor: User) -> Iterator[None]:
    """Name who acts, for the database's guards and the draft history; atomic.

    The name lasts until the outermost transaction ends.
    """
    with transaction.atomic(), pghistory.context(user=actor.pk):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('kua.actor', %s, true)", [str(actor.pk)])
        yield


def append(
    action: str, *, actor: User, ref: str = "", category: str = "", note: str = ""
) -> None:
    """Append one event inside acting(), last: its lock lasts until commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO testimonies_ledgerevent (actor_id, action, ref, category)"
            " VALUES (%s, %s, %s, %s) RETURNING id",
            [actor.pk, action, ref, category],
        )
        row = cursor.fetchone()
    if note:
        LedgerNote.objects.create(event_id=row[0], text=note)


def verify() -> list[str]:
    """Say what is wrong with the chain; an empty list means that it holds."""
    problems = []
    previous, expected_id = "0" * 64, 1
    for event in LedgerEvent.objects.order_by("id").iterator(chunk_size=2000):
        if event.id != expected_id:
            problems.append(f"Event {expected_id} is missing before event {event.id}.")
        if event.previous != previous:
            problems.append(f"Event {event.id} does not follow the one before it.")
        if event.digest != digest_of_event(event):
            problems.append(f"Event {event.id} was changed: its digest is another.")
        previous, expected_id = event.digest, event.id + 1
    return problems


def digest_of_event(event: LedgerEvent) -> str:
    """Give the SHA-256 over the event's fields and the previous digest."""
    at = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    covered = (
        event.id,
        at,
        event.actor_id,
        event.action,
        event.ref,
        event.category,
        event.previous,
    )
    return hashlib.sha256("|".join(map(str, covered)).encode()).hexdigest()
