"""A GIF file block by block (GIF89a, sections 17 to 27): one still frame is taken."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimonies.files import signatures
from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

MAGICS: Final = (b"GIF87a", b"GIF89a")
_EXTENSION, _IMAGE, _END = 0x21, 0x2C, 0x3B
_GRAPHIC_CONTROL: Final = 0xF9
_NAMES: Final = {0xFE: "GIF comment", 0x01: "text", 0xFF: "application data"}
_MOST_BLOCKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block's kind, an extension's label, and its data; the last is what follows."""

    kind: int
    label: int
    data: bytes


def blocks(data: bytes) -> Iterator[Block]:
    """Give every block to the end of the image.

    Raises: FileRefused when the structure breaks off.
    """
    try:
        at = 13 + _table(data[10])
        for _ in range(_MOST_BLOCKS):
            if (kind := data[at]) == _END:
                break
            if kind == _EXTENSION:
                body, after = _joined(data, at + 2)
                yield Block(kind, data[at + 1], body)
            elif kind == _IMAGE:
                start = at + 10 + _table(data[at + 9]) + 1
                after = _joined(data, start)[1]
                yield Block(kind, 0, data[at + 1 : at + 10])
            else:
                raise FileRefused(Refusal.DAMAGED)
            at = after
        else:
            raise FileRefused(Refusal.TOO_MANY_FRAMES)
    except IndexError as broken_off:
        raise FileRefused(Refusal.DAMAGED) from broken_off
    yield Block(_END, 0, data[at + 1 :])


def _table(flags: int) -> int:
    """Give the length of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _joined(data: bytes, at: int) -> tuple[bytes, int]:
    """Join sub-blocks; give them and where the next block begins."""
    parts = []
    while size := data[at]:
        parts.append(data[at + 1 : at + 1 + size])
        at += 1 + size
    return b"".join(parts), at + 1


def facts(path: Path, limits: Limits) -> Facts:
    """Read the size.

    Raises: FileRefused when it is damaged, too large, animated or two things at once.
    """
    data = path.read_bytes()
    if len(data) < 13:
        raise FileRefused(Refusal.DAMAGED)
    *found, end = blocks(data)
    frames = [block.data for block in found if block.kind == _IMAGE]
    if len(frames) != 1:
        raise FileRefused(Refusal.ANIMATED if frames else Refusal.DAMAGED)
    screen = struct.unpack_from("<HH", data, 6)
    left, top, width, height = struct.unpack_from("<4H", frames[0])
    # Readers widen the screen for a frame that reaches beyond it.
    for size in (screen, (width, height), (left + width, top + height)):
        limits.refuse_pixels(*size)
    if end.data:
        raise FileRefused(Refusal.TWO_KINDS)
    _refuse_metadata([block.data for block in found if block.kind != _IMAGE], limits)
    return Facts(FileFormat.GIF, *screen)


def _refuse_metadata(found: list[bytes], limits: Limits) -> None:
    limits.refuse_metadata(sum(map(len, found)))
    if any(map(signatures.is_active, found)):
        raise FileRefused(Refusal.TWO_KINDS)


def residue(path: Path) -> list[str]:
    """Name every block that is neither the picture nor how it is shown."""
    found = []
    for block in blocks(path.read_bytes()):
        if block.kind == _END and block.data:
            found.append("bytes after the end")
        elif block.kind == _EXTENSION and block.label != _GRAPHIC_CONTROL:
            found.append(_NAMES.get(block.label, f"extension {block.label:02X}"))
    return found
