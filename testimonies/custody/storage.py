"""Where files lie: originals and copies in private storage, shown copies in public.

Opaque names, nothing but regular files, no link is followed. What we make is for this
system's user alone (0700, 0600); what we did not make keeps its mode.
"""

import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

from django.conf import settings

from testimonies.files import digest
from testimonies.terms import STORED_NAME

_NAME = re.compile(STORED_NAME)
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC
# Whoever cleans a file is done with it by then.
LEFT_OVER_AFTER = 24 * 3600


class Room(StrEnum):
    """The folders below FILES_ROOT."""

    PRIVATE = "private"
    PUBLIC = "public"
    # What is received and cleaned; nothing stays here.
    WORKSHOP = "workshop"


class BytesChanged(ValueError):
    """A stored file is not the one that was taken in."""


def folder(room: Room) -> Path:
    """Give the room's folder, made where it is missing."""
    path: Path = settings.FILES_ROOT / room
    if not path.is_dir():
        settings.FILES_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def new_name(suffix: str) -> str:
    """Give a name that tells nothing; `suffix` is of the sniffed type, as ".jpg"."""
    return _checked(secrets.token_hex(16) + suffix)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        message = "A stored file has another kind of name."
        raise ValueError(message)
    return name


def path_of(room: Room, name: str) -> Path:
    """Give where a file of that name lies, or would. Raises ValueError."""
    return folder(room) / _checked(name)


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder of one's own to receive and clean in; it is gone afterwards."""
    _sweep_workshop()
    path = Path(mkdtemp(dir=folder(Room.WORKSHOP)))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _sweep_workshop() -> None:
    """Remove what a process that was killed has left there."""
    before = time.time() - LEFT_OVER_AFTER
    for left in folder(Room.WORKSHOP).iterdir():
        changed = changed_at(left)
        if changed is not None and changed < before:
            shutil.rmtree(left, ignore_errors=True)


def changed_at(path: Path) -> float | None:
    """Give when it was changed (seconds); None where another process removed it."""
    try:
        return path.lstat().st_mtime
    except FileNotFoundError:
        return None


def lock_file(name: str) -> IO[bytes]:
    """Open a file that holds nothing, to be locked."""
    folder(Room.WORKSHOP)
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
    path = settings.FILES_ROOT / f"{name}.lock"
    return os.fdopen(os.open(path, flags, 0o600), "r+b")


def keep(path: Path, name: str) -> None:
    """Move a file into private storage, written through to the disk.

    Raises FileExistsError where the name is taken.
    """
    path.chmod(0o600)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    # Not rename: that would replace what is there.
    os.link(path, path_of(Room.PRIVATE, name))
    path.unlink()
    _sync(folder(Room.PRIVATE))


def place(name: str, sha256: str) -> None:
    """Copy a file from private into public storage; a whole one or none appears.

    Raises BytesChanged or FileNotFoundError where it is not what was taken in.
    """
    target = path_of(Room.PUBLIC, name)
    if target.is_file() and digest(target)[0] == sha256:
        return
    with workshop() as bench:
        copy = bench / name
        with open_stored(Room.PRIVATE, name) as source, _new(copy) as made:
            shutil.copyfileobj(source, made)
            made.flush()
            os.fsync(made.fileno())
        if digest(copy)[0] != sha256:
            message = "A file is not the one that was taken in: its bytes changed."
            raise BytesChanged(message)
        copy.replace(target)
    _sync(target.parent)


def _new(path: Path) -> IO[bytes]:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def discard(room: Room, name: str) -> None:
    """Remove a file, if it is there."""
    path_of(room, name).unlink(missing_ok=True)


def open_stored(room: Room, name: str) -> IO[bytes]:
    """Open a stored file. Raises FileNotFoundError, also for what is no file."""
    try:
        descriptor = os.open(path_of(room, name), _READ | os.O_NONBLOCK)
    except OSError as error:
        # A link is refused by ELOOP.
        raise FileNotFoundError(name) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(name)
    return os.fdopen(descriptor, "rb")


def sweep(room: Room, names: Iterable[str]) -> None:
    """Remove what lies in a room under these names, whatever kind of name it is."""
    for name in names:
        (folder(room) / name).unlink(missing_ok=True)


def names_in(room: Room) -> set[str]:
    """List whatever lies in a room, by name; folders are none of ours."""
    found = folder(room).iterdir()
    return {path.name for path in found if path.is_symlink() or not path.is_dir()}


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
