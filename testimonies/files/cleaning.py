"""Cleaning as the rest of the archive calls it: a child does it, this side checks.

The child gets a clean environment and one order. Whatever it dies of becomes a refusal;
what it leaves is taken only where sizes and types, read here without a decoder, agree.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

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

logger = logging.getLogger(__name__)


def clean(original: Path, into: Path, limits: Limits = LIMITS) -> Cleaned:
    """Make the public copies of a file in the folder `into`, which must exist.

    The original is only read. On refusal nothing is left in `into`. Takes about half a
    second for a picture, and up to `limits.wall_seconds`.

    Raises: FileRefused.
    """
    facts(original, limits)
    with _workroom(into) as room:
        cleaned = _checked(_report(original, room, limits), room)
        if digest(original) != (cleaned.sha256, cleaned.size):
            raise FileRefused(Refusal.DAMAGED)
        return replace(
            cleaned, copies=tuple(_moved(copy, into) for copy in cleaned.copies)
        )


@contextmanager
def _workroom(into: Path) -> Iterator[Path]:
    room = Path(tempfile.mkdtemp(prefix=".cleaning-", dir=into))
    try:
        yield room
    finally:
        shutil.rmtree(room)


def _report(original: Path, room: Path, limits: Limits) -> dict[str, Any]:
    """Let a child do the work; give what it reports.

    Raises: FileRefused for its refusal and for its death.
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
        said.seek(0)
        return _read(child.returncode, said.read(_MOST_REPORT))


def _read(code: int, said: bytes) -> dict[str, Any]:
    if code:
        logger.warning("The program that cleans a file ended with code %s.", code)
        raise FileRefused(Refusal.GAVE_UP)
    report: dict[str, Any] = json.loads(said)
    if "refused" in report:
        raise FileRefused(Refusal(report["refused"]), limit=int(report["limit"]))
    return report


def _checked(report: dict[str, Any], room: Path) -> Cleaned:
    """Trust of the report only what can be read again here."""
    told = report["cleaned"]
    copies = tuple(_copy(each, room) for each in told.pop("copies"))
    if not copies:
        raise FileRefused(Refusal.NOT_CLEAN)
    return Cleaned(**told, copies=copies)


def _copy(told: dict[str, Any], room: Path) -> Copy:
    path = room / Path(told["path"]).name
    if path.is_symlink() or sniffed(path).media_type != told["media_type"]:
        raise FileRefused(Refusal.NOT_CLEAN)
    if walked(path):
        raise FileRefused(Refusal.NOT_CLEAN)
    sha256, size = digest(path)
    return Copy(
        **{**told, "path": path, "role": FileRole(told["role"])}
        | {"sha256": sha256, "size": size}
    )


def _moved(copy: Copy, into: Path) -> Copy:
    path = into / copy.path.name
    os.replace(copy.path, path)  # noqa: PTH105
    return replace(copy, path=path)
