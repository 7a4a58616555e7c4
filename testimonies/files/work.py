"""The cleaning itself, inside the child: decode, make anew, read back.

May be killed at any moment; whoever started it removes what it has written.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from testimonies.files import pictures, streams
from testimonies.files.formats import Facts, FileClass, FileFormat
from testimonies.files.hashes import digest
from testimonies.files.limits import Limits
from testimonies.files.pictures import Picture
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.residue import residue
from testimonies.files.results import Cleaned, Copy
from testimonies.files.sniff import facts
from testimonies.terms import FileRole


@dataclass(frozen=True, slots=True)
class _Made:
    """The copies, what they look like, and the original's upright size and length."""

    copies: tuple[Copy, ...]
    look: str = ""
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


def work(original: Path, into: Path, limits: Limits) -> Cleaned:
    """Write the copies into an existing empty folder.

    Raises: FileRefused; what else a decoder raises means a damaged file.
    """
    found = facts(original, limits)
    make = {
        FileClass.PICTURE: _picture,
        FileClass.VIDEO: _video,
        FileClass.AUDIO: _audio,
    }
    made = make[found.format.kind](original, into, found, limits)
    sha256, size = digest(original)
    return Cleaned(
        media_type=found.format.media_type,
        size=size,
        sha256=sha256,
        perceptual_hash=made.look,
        width=made.width,
        height=made.height,
        duration_ms=made.duration_ms,
        copies=made.copies,
    )


def _picture(original: Path, into: Path, found: Facts, limits: Limits) -> _Made:
    look, written = pictures.write_copies(original, into, found, limits)
    copies = tuple(_still(FileRole.PUBLIC_COPY, each, limits) for each in written)
    return _Made(copies, look, *pictures.upright_size(found))


def _audio(original: Path, into: Path, found: Facts, limits: Limits) -> _Made:
    path = streams.remux(original, into, found, limits)
    length = streams.duration_of(path, limits)
    copy = _finished(
        Copy(
            role=FileRole.PUBLIC_COPY,
            path=path,
            media_type=streams.WRITTEN_AS[found.format].media_type,
            size=0,
            sha256="",
            duration_ms=length,
        ),
        limits,
    )
    return _Made((copy,), duration_ms=length)


def _video(original: Path, into: Path, found: Facts, limits: Limits) -> _Made:
    path = streams.remux(original, into, found, limits)
    frame, turned = streams.frame_at(path, limits)
    upright = (
        (found.height, found.width) if turned % 180 else (found.width, found.height)
    )
    look, picture = pictures.write_poster(frame, into / "poster.jpg", turned)
    length = streams.duration_of(path, limits)
    copy = _finished(
        Copy(
            role=FileRole.PUBLIC_COPY,
            path=path,
            media_type=streams.WRITTEN_AS[found.format].media_type,
            size=0,
            sha256="",
            width=upright[0],
            height=upright[1],
            duration_ms=length,
        ),
        limits,
    )
    poster = _still(FileRole.POSTER, picture, limits)
    return _Made((copy, poster), look, *upright, duration_ms=length)


def _still(role: FileRole, picture: Picture, limits: Limits) -> Copy:
    jpeg = FileFormat.JPEG.media_type
    size = (picture.width, picture.height)
    return _finished(Copy(role, picture.path, jpeg, 0, "", *size), limits)


def _finished(copy: Copy, limits: Limits) -> Copy:
    """Read a copy back, and give it with its digest.

    Raises: FileRefused when anything but picture and sound is left.
    """
    if residue(copy.path, limits):
        raise FileRefused(Refusal.NOT_CLEAN)
    sha256, size = digest(copy.path)
    return replace(copy, sha256=sha256, size=size)
