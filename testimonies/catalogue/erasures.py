"""Which editions were erased, kept in a file outside the database.

A backup holds the words of what was withdrawn after it was made. This file does not go
back with the database, so that what was erased is known again after a restore: the
server does not start on a database in which it stands (require_nothing_resurrected).

The file is JSON Lines, one erased edition each; lines are only ever added. It names
refs, numbers and times, all of which the 410 pages tell, and no word.
"""

import fcntl
import json
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from testimonies.models import Edition


class Resurrected(ImproperlyConfigured):
    """The database holds the words of editions that were erased."""


class ErasuresUnreadable(ImproperlyConfigured):
    """The file of erasures holds a line that nothing here has written."""


@dataclass(frozen=True, slots=True, order=True)
class Erasure:
    """One erased edition. The time of issue (ISO 8601) tells it from a later one that
    got its number again after a restore."""

    ref: str
    number: int
    issued_at: str


def keep_erasures() -> int:
    """Add to the file what is erased in the database and not in it; say how many.

    Runs after each erasure's commit, and with publish_due, which makes up for a process
    that was killed between the two.
    """
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(_end_of_whole_lines(path))
        missing = sorted(set(_in_database(is_erased=True)) - set(_kept(path)))
        file.writelines(_line(erasure) for erasure in missing)
        file.flush()
        os.fsync(file.fileno())
    return len(missing)


def keep_erasures_on_commit() -> None:
    """Keep them once the caller's transaction is committed; a full disk stops no
    withdrawal, and is logged."""
    transaction.on_commit(keep_erasures, robust=True)


def resurrected() -> list[Erasure]:
    """List the erased editions whose words stand in the database again, in order."""
    kept = set(_kept(_path()))
    refs = {erasure.ref for erasure in kept}
    return sorted(kept.intersection(_in_database(is_erased=False, refs=refs)))


def forgotten() -> set[str]:
    """Give the refs of erased editions of which the database knows nothing at all.

    It is older than they are: a backup was restored from before they were issued.
    """
    kept = set(_kept(_path()))
    refs = {erasure.ref for erasure in kept}
    known = {
        *_in_database(is_erased=True, refs=refs),
        *_in_database(is_erased=False, refs=refs),
    }
    return {erasure.ref for erasure in kept - known}


def erased_refs() -> set[str]:
    """Give the refs of which any edition was ever erased."""
    return {erasure.ref for erasure in _kept(_path())}


def require_nothing_resurrected() -> None:
    """Refuse to serve on a restored backup before withdrawals are made again."""
    found = resurrected()
    if found:
        message = (
            f"This database holds {len(found)} editions that were withdrawn or"
            f" retracted ({found[0].ref} among them): a backup was restored. Run"
            " `manage.py replay_erasures --by STEWARD` before serving."
        )
        raise Resurrected(message)


def _path() -> Path:
    return Path(settings.ERASURES_FILE)


def _in_database(
    *, is_erased: bool, refs: Collection[str] | None = None
) -> Iterator[Erasure]:
    rows = Edition.objects.filter(document__isnull=is_erased)
    if refs is not None:
        rows = rows.filter(ref__in=refs)
    for ref, number, issued_at in rows.values_list("ref", "number", "issued_at"):
        yield Erasure(ref, number, issued_at.isoformat())


def _line(erasure: Erasure) -> str:
    fields = [erasure.ref, erasure.number, erasure.issued_at]
    return json.dumps(fields) + "\n"


def _kept(path: Path) -> Iterable[Erasure]:
    if not path.exists():
        return
    with path.open("rb") as file:
        whole = file.read(_end_of_whole_lines(path))
    for number, line in enumerate(whole.splitlines(), 1):
        try:
            yield Erasure(*json.loads(line))
        except (TypeError, ValueError):
            message = (
                f"Line {number} of ERASURES_FILE cannot be read: put it right from a"
                " copy of the file, or take the line out if it tells of no erasure."
            )
            raise ErasuresUnreadable(message) from None


def _end_of_whole_lines(path: Path) -> int:
    """Give where the last line ends that its writer was not killed in; in bytes."""
    return path.read_bytes().rfind(b"\n") + 1
