"""A PNG file chunk by chunk (PNG 3, section 5), without inflating a pixel."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimonies.files import signatures
from testimonies.files.exif import UPRIGHT, orientation
from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

MAGIC: Final = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS: Final = 50_000
_END: Final = b"IEND"
_PIXELS: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", _END, b"tRNS"})
# How the numbers are meant: nothing in them tells of a person.
_NEEDED: Final = _PIXELS | {b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"cICP"}
_NAMES: Final = {
    b"eXIf": "EXIF",
    b"tEXt": "text",
    b"zTXt": "text",
    b"iTXt": "text",
    b"tIME": "time of change",
    b"iCCP": "colour profile",
}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk's type and data; the last is IEND with what follows the file's end."""

    type: bytes
    data: bytes


def chunks(data: bytes) -> Iterator[Chunk]:
    """Give every chunk to the end of the image.

    Raises: FileRefused when the structure breaks off.
    """
    at = len(MAGIC)
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(data):
            raise FileRefused(Refusal.DAMAGED)
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or not kind.isalpha():
            raise FileRefused(Refusal.DAMAGED)
        if kind == _END:
            yield Chunk(kind, data[at + 8 : end - 4] + data[end:])
            return
        yield Chunk(kind, data[at + 8 : end - 4])
        at = end
    raise FileRefused(Refusal.TOO_MANY_FRAMES)


def facts(path: Path, limits: Limits) -> Facts:
    """Read size and orientation.

    Raises: FileRefused when it is damaged, too large, animated or two things at once.
    """
    *others, end = chunks(path.read_bytes())
    first = others[0] if others else end
    if first.type != b"IHDR" or len(first.data) != 13:
        raise FileRefused(Refusal.DAMAGED)
    width, height = struct.unpack_from(">II", first.data)
    limits.refuse_pixels(width, height)
    kinds = {chunk.type for chunk in others[1:]}
    if b"acTL" in kinds:
        raise FileRefused(Refusal.ANIMATED)
    if b"IDAT" not in kinds or b"IHDR" in kinds:
        raise FileRefused(Refusal.DAMAGED)
    if end.data:
        raise FileRefused(Refusal.TWO_KINDS)
    _refuse_metadata([each for each in others if each.type not in _PIXELS], limits)
    turned = [orientation(each.data) for each in others if each.type == b"eXIf"]
    return Facts(
        FileFormat.PNG, width, height, orientation=turned[0] if turned else UPRIGHT
    )


def _refuse_metadata(found: list[Chunk], limits: Limits) -> None:
    limits.refuse_metadata(sum(len(chunk.data) for chunk in found))
    for chunk in found:
        if signatures.is_active(chunk.data):
            raise FileRefused(Refusal.TWO_KINDS)
        if chunk.type == b"iCCP":
            _refuse_bomb(chunk.data.partition(b"\0")[2][1:], limits)


def _refuse_bomb(deflated: bytes, limits: Limits) -> None:
    """Inflate no more than the limit of a colour profile."""
    try:
        size = len(zlib.decompressobj().decompress(deflated, limits.metadata_bytes + 1))
    except zlib.error:
        return  # a profile that nobody can read counts as none
    limits.refuse_metadata(size)


def residue(path: Path) -> list[str]:
    """Name every chunk that is not needed to show the pixels."""
    found = []
    for chunk in chunks(path.read_bytes()):
        if chunk.type == _END and chunk.data:
            found.append("bytes after the end")
        elif chunk.type not in _NEEDED:
            known = _NAMES.get(chunk.type, "PNG chunk")
            found.append(f"{known} ({chunk.type.decode()})")
    return found
