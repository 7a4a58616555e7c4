"""Cleaning as the rest of the archive calls it: a child does it, this side checks.

The child gets a clean environment and one order. Whatever it dies of becomes a refusal;
what it leaves is taken only where sizes and types, read here without a decoder, agree.
"""

import json
import logging
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from testimonies.files.formats import PUBLIC_FORMATS, FileFormat
from testimonies.files.hashes import digest
from testimonies.files.limits import LIMITS, Limits
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.residue import walked
from testimonies.files.results import Cleaned, Copy
from testimonies.files.sniff import facts, sniffed
from testimonies.terms import FileRole

_ROOT: Final = Path(__file__).resolve().parents[2]
_CHILD: Final = "testimonies.files.child"
_MOST_REPORT: Final = 65_536
_LOOK: Final = re.compile("(?:[0-9a-f]{16})?")

logger = logging.getLogger(__name__)


def clean(original: Path, into: Path, limits: Limits = LIMITS) -> Cleaned:
    """Make the public copies of a file in the folder `into`, which must exist.

    The original is only read. On refusal nothing is left in `into`. Takes about half a
    second for a picture, and up to `limits.wall_seconds`.

    Raises: FileRefused.
    """
    facts(original, limits)
    with _workroom(into) as room:
        cleaned = _answer(_child(original, room, limits), room)
        if digest(original) != (cleaned.sha256, cleaned.size):
            raise FileRefused(Refusal.GAVE_UP)
        moved = tuple(_moved(copy, into) for copy in cleaned.copies)
        return replace(cleaned, copies=moved)


@contextmanager
def _workroom(into: Path) -> Iterator[Path]:
    room = Path(tempfile.mkdtemp(prefix=".cleaning-", dir=into))
    try:
        yield room
    finally:
        shutil.rmtree(room)


def _child(original: Path, room: Path, limits: Limits) -> bytes:
    """Let a child do the work; give what it says.

    Raises: FileRefused for its death.
    """
    order = {
        "original": str(original.resolve()),
        "into": str(room.resolve()),
        "limits": asdict(limits),
    }
    with tempfile.TemporaryFile() as said:
        try:
            # No name on the command line: other users of the machine can read it.
            child = subprocess.run(  # noqa: S603
                [sys.executable, "-s", "-P", "-m", _CHILD],
                input=json.dumps(order).encode(),
                stdout=said,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8"},
                cwd=room,
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as slow:
            raise FileRefused(Refusal.GAVE_UP) from slow
        if child.returncode:
            logger.warning("The cleaning of a file ended with %s.", child.returncode)
            raise FileRefused(Refusal.GAVE_UP)
        said.seek(0)
        return said.read(_MOST_REPORT)


def _answer(said: bytes, room: Path) -> Cleaned:
    """Read the child's answer; one that makes no sense is its death.

    Raises: FileRefused.
    """
    try:
        report = json.loads(said)
        if "refused" in report:
            raise FileRefused(Refusal(report["refused"]), limit=int(report["limit"]))
        return _cleaned(report["cleaned"], room)
    except (LookupError, TypeError, ValueError, OSError, RecursionError) as babble:
        raise FileRefused(Refusal.GAVE_UP) from babble


def _cleaned(told: dict[str, Any], room: Path) -> Cleaned:
    """Build the result from what the child told, of the types that it must have."""
    copies = tuple(_copy(each, room) for each in told["copies"])
    look = told["perceptual_hash"]
    if not copies or not _LOOK.fullmatch(look):
        raise ValueError
    return Cleaned(
        media_type=FileFormat(told["media_type"]).media_type,
        size=int(told["size"]),
        sha256=str(told["sha256"]),
        perceptual_hash=look,
        width=_number(told["width"]),
        height=_number(told["height"]),
        duration_ms=_number(told["duration_ms"]),
        copies=copies,
    )


def _copy(told: dict[str, Any], room: Path) -> Copy:
    """Trust of a copy only what is read again here: its type, its bytes, its parts."""
    path = room / Path(told["path"]).name
    found = sniffed(path)
    if path.is_symlink() or found not in PUBLIC_FORMATS or walked(path):
        raise FileRefused(Refusal.NOT_CLEAN)
    sha256, size = digest(path)
    return Copy(
        role=FileRole(told["role"]),
        path=path,
        media_type=found.media_type,
        size=size,
        sha256=sha256,
        width=_number(told["width"]),
        height=_number(told["height"]),
        duration_ms=_number(told["duration_ms"]),
    )


def _number(told: object) -> int | None:
    if told is None or isinstance(told, int):
        return told
    raise ValueError


def _moved(copy: Copy, into: Path) -> Copy:
    return replace(copy, path=copy.path.replace(into / copy.path.name))
