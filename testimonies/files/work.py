"""The cleaning itself, inside the child: decode, make anew, read back.

May be killed at any moment; whoever started it removes what it has written.
"""

from pathlib import Path

from testimonies.files.formats import Facts, FileClass
from testimonies.files.hashes import digest
from testimonies.files.limits import Limits
from testimonies.files.pictures import Picture, upright_size, write_copies
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.residue import residue
from testimonies.files.results import Cleaned, Copy
from testimonies.files.sniff import facts
from testimonies.terms import FileRole


def work(original: Path, into: Path, limits: Limits) -> Cleaned:
    """Write the copies into an existing empty folder.

    Raises: FileRefused; what else a decoder raises means a damaged file.
    """
    found = facts(original, limits)
    if found.format.kind is not FileClass.PICTURE:
        raise FileRefused(Refusal.NO_LIBRARY)
    return _picture(original, into, found, limits)


def _picture(original: Path, into: Path, found: Facts, limits: Limits) -> Cleaned:
    look, pictures = write_copies(original, into, found, limits)
    copies = tuple(_still(FileRole.PUBLIC_COPY, each) for each in pictures)
    sha256, size = digest(original)
    width, height = upright_size(found)
    return Cleaned(
        found.format.media_type, size, sha256, look, width, height, None, copies
    )


def _still(role: FileRole, picture: Picture) -> Copy:
    refuse_residue(picture.path)
    sha256, size = digest(picture.path)
    return Copy(
        role=role,
        path=picture.path,
        media_type="image/jpeg",
        size=size,
        sha256=sha256,
        width=picture.width,
        height=picture.height,
    )


def refuse_residue(path: Path) -> None:
    """Raises: FileRefused when anything but picture and sound is left."""
    if residue(path):
        raise FileRefused(Refusal.NOT_CLEAN)
