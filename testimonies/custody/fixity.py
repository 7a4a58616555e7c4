"""Fixity: whether each stored file is still what was taken in, byte for byte.

Reads and reports; repairs nothing. What it found of a file is kept in its row.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction
from django.utils import timezone

from testimonies.custody.publication import Standing, lock
from testimonies.custody.storage import (
    Room,
    changed_at,
    folder,
    names_in,
    open_stored,
    path_of,
)
from testimonies.files import FileRefused, digest, walked
from testimonies.models import MediaFile
from testimonies.terms import Fixity

# A file lies in private storage a moment before its row is committed.
NOT_YET_ON_RECORD = 3600

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one stored file, and what to do."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files were read, and what is wrong."""

    files: int
    faults: tuple[Fault, ...]


def fixity_of(room: Room, name: str, sha256: str) -> Fixity:
    """Say how a stored file is now; one that nobody touched since is not read again."""
    try:
        with open_stored(room, name) as file:
            facts = _facts_of(file.fileno())
    except FileNotFoundError:
        return Fixity.MISSING
    return Fixity.INTACT if _sha256(room, name, facts) == sha256 else Fixity.CHANGED


def left_in(name: str) -> list[str]:
    """Read a private copy back, and name the metadata in it; [] when it is clean.

    Raises FileNotFoundError.
    """
    with open_stored(Room.PRIVATE, name) as file:
        facts = _facts_of(file.fileno())
    return list(_residue(name, facts))


# The change time is the kernel's own: nobody sets it back by a call.
_Facts = tuple[int, int, int, int]


def _facts_of(descriptor: int) -> _Facts:
    found = os.fstat(descriptor)
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@lru_cache(maxsize=512)
def _sha256(room: Room, name: str, _facts: _Facts) -> str:
    return digest(path_of(room, name))[0]


@lru_cache(maxsize=512)
def _residue(name: str, _facts: _Facts) -> tuple[str, ...]:
    try:
        # No decoder here: this runs in the web process, inside a move.
        return tuple(walked(path_of(Room.PRIVATE, name)))
    except FileRefused:
        return ("it is of no format that the archive takes",)


def check_files(standing: Callable[[], Standing], *, progress: Progress) -> Checked:
    """Read every stored file again, note in each row what was found, and report.

    `progress` is told (files done, files in all) after each.
    """
    in_private = _settled_names()
    with transaction.atomic():
        lock()
        wanted, in_public = standing(), names_in(Room.PUBLIC)
    rows = list(MediaFile.objects.order_by("pk"))
    total, done = len(rows) + len(wanted), 0
    faults = [
        *_unknown(in_private - {row.name for row in rows}),
        *_unnamed(in_public - wanted.keys()),
    ]
    for row in rows:
        faults += _check_row(row)
        done += 1
        progress(done, total)
    for name, sha256 in sorted(wanted.items()):
        faults += _check_public(name, sha256)
        done += 1
        progress(done, total)
    return Checked(total, tuple(faults))


def _settled_names() -> set[str]:
    now = time.time()
    changes = {
        name: changed_at(folder(Room.PRIVATE) / name) for name in names_in(Room.PRIVATE)
    }
    return {
        name
        for name, changed in changes.items()
        if changed is not None and changed < now - NOT_YET_ON_RECORD
    }


def _read_again(room: Room, name: str, sha256: str) -> Fixity:
    """Read the file whatever was read before: a disk forgets without being written."""
    try:
        open_stored(room, name).close()
        found, _size = digest(path_of(room, name))
    except FileNotFoundError:
        return Fixity.MISSING
    return Fixity.INTACT if found == sha256 else Fixity.CHANGED


_OF_A_ROW = {
    Fixity.MISSING: "is missing from private storage: restore it from a backup.",
    Fixity.CHANGED: (
        "is no longer what was taken in: find out why, and restore it from a backup."
    ),
}
_IN_PUBLIC = {
    Fixity.MISSING: (
        "is missing from public storage, and an edition shows it: run"
        " `manage.py publish_due`, which places it again."
    ),
    Fixity.CHANGED: (
        "is another file in public storage than its edition shows: find out why,"
        " delete it there, and run `manage.py publish_due`, which places it again."
    ),
}


def _check_row(row: MediaFile) -> Iterator[Fault]:
    found = _read_again(Room.PRIVATE, row.name, row.sha256)
    MediaFile.objects.filter(pk=row.pk).update(checked_at=timezone.now(), fixity=found)
    if found is not Fixity.INTACT:
        yield Fault(row.name, _OF_A_ROW[found])


def _check_public(name: str, sha256: str) -> Iterator[Fault]:
    found = _read_again(Room.PUBLIC, name, sha256)
    if found is not Fixity.INTACT:
        yield Fault(name, _IN_PUBLIC[found])


def _unknown(names: Iterable[str]) -> Iterator[Fault]:
    for name in sorted(names):
        yield Fault(
            name,
            "lies in private storage and no record knows it: an intake was cut off, or"
            " the database is older than the files. Look at it, and move it away.",
        )


def _unnamed(names: Iterable[str]) -> Iterator[Fault]:
    for name in sorted(names):
        yield Fault(
            name,
            "lies in public storage and no edition shows it (nobody is served it): run"
            " `manage.py publish_due`, which removes it.",
        )
