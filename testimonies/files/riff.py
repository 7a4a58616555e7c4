"""RIFF files chunk by chunk: WebP pictures (RFC 9649) and WAV sound.

RIFF is little-endian; a chunk of odd length is followed by one byte of padding.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from testimonies.files import signatures
from testimonies.files.exif import UPRIGHT, orientation
from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

MAGIC: Final = b"RIFF"
WEBP, WAVE = b"WEBP", b"WAVE"
_MOST_CHUNKS: Final = 5_000
_KEPT: Final = 16 * 1024 * 1024
_WEBP_PIXELS: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_WAV_NEEDED: Final = frozenset({b"fmt ", b"data", b"fact"})
_NAMES: Final = {
    b"EXIF": "EXIF",
    b"XMP ": "XMP",
    b"ICCP": "colour profile",
    b"LIST": "tags",
    b"id3 ": "ID3",
    b"bext": "broadcast data",
}
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk's type, size and data; of sound and pixels only the first bytes."""

    type: bytes
    size: int
    data: bytes


def chunks(path: Path) -> Iterator[Chunk]:
    """Give every chunk; one of the type b"" stands for bytes after the end.

    Raises: FileRefused when the structure breaks off.
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        end = _end(file.read(12))
        if end > length:
            raise FileRefused(Refusal.DAMAGED)
        at = 12
        for _ in range(_MOST_CHUNKS):
            if at >= end:
                break
            chunk = _chunk_at(file, at, end)
            yield chunk
            at += 8 + chunk.size + chunk.size % 2
        else:
            raise FileRefused(Refusal.TOO_MANY_FRAMES)
    if length > end + end % 2:
        yield Chunk(b"", length - end, b"")


def _end(head: bytes) -> int:
    if len(head) < 12:
        raise FileRefused(Refusal.DAMAGED)
    (size,) = struct.unpack_from("<I", head, 4)
    return int(size) + 8


def _chunk_at(file: BinaryIO, at: int, end: int) -> Chunk:
    file.seek(at)
    head = file.read(8)
    if len(head) < 8:
        raise FileRefused(Refusal.DAMAGED)
    kind, size = struct.unpack("<4sI", head)
    if at + 8 + size > end:
        raise FileRefused(Refusal.DAMAGED)
    bulky = kind in _WEBP_PIXELS or kind == b"data"
    return Chunk(kind, size, file.read(min(size, 32 if bulky else _KEPT)))


def webp_facts(path: Path, limits: Limits) -> Facts:
    """Read size and orientation of a WebP picture.

    Raises: FileRefused when it is damaged, too large, animated or two things at once.
    """
    found = list(chunks(path))
    kinds = {chunk.type for chunk in found}
    if kinds & {b"ANIM", b"ANMF"}:
        raise FileRefused(Refusal.ANIMATED)
    _refuse_more(kinds)
    others = [chunk for chunk in found if chunk.type not in _WEBP_PIXELS]
    limits.refuse_metadata(sum(chunk.size for chunk in others))
    if any(signatures.is_active(chunk.data) for chunk in others):
        raise FileRefused(Refusal.TWO_KINDS)
    sizes = [size for chunk in found if (size := _webp_size(chunk))]
    if not kinds & {b"VP8 ", b"VP8L"}:
        raise FileRefused(Refusal.DAMAGED)
    for size in sizes:
        limits.refuse_pixels(*size)
    turned = [orientation(chunk.data) for chunk in found if chunk.type == b"EXIF"]
    return Facts(FileFormat.WEBP, *sizes[0], orientation=(turned or [UPRIGHT])[0])


def _webp_size(chunk: Chunk) -> tuple[int, int] | None:
    data = chunk.data.ljust(10, b"\0")
    if chunk.type == b"VP8X":
        return (
            int.from_bytes(data[4:7], "little") + 1,
            int.from_bytes(data[7:10], "little") + 1,
        )
    if chunk.type == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 1)
        return bits % 0x4000 + 1, (bits >> 14) % 0x4000 + 1
    if chunk.type == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 6)
        return width % 0x4000, height % 0x4000
    return None


def wav_facts(path: Path, limits: Limits) -> Facts:
    """Read the duration of a WAV recording.

    Raises: FileRefused when it is damaged, too long, or not plain PCM.
    """
    found = {chunk.type: chunk for chunk in chunks(path)}
    _refuse_more(set(found))
    sound, form = found.get(b"data"), found.get(b"fmt ")
    if sound is None or form is None or len(form.data) < 16:
        raise FileRefused(Refusal.DAMAGED)
    tag, channels, _, rate, step, _ = struct.unpack_from("<HHIIHH", form.data[:16])
    if tag not in {_PCM, _FLOAT, _EXTENSIBLE}:
        raise FileRefused(Refusal.CODEC)
    if not rate or not step or not channels:
        raise FileRefused(Refusal.DAMAGED)
    milliseconds = sound.size * 1000 // rate
    limits.refuse_duration(milliseconds)
    return Facts(FileFormat.WAV, duration_ms=milliseconds, audio="pcm")


def _refuse_more(kinds: set[bytes]) -> None:
    if b"" in kinds:
        raise FileRefused(Refusal.TWO_KINDS)


def webp_residue(path: Path) -> list[str]:
    """Name every chunk that is no pixels."""
    return _left(path, _WEBP_PIXELS)


def wav_residue(path: Path) -> list[str]:
    """Name every chunk that is no sound."""
    return _left(path, _WAV_NEEDED)


def _left(path: Path, needed: frozenset[bytes]) -> list[str]:
    return [_name(chunk.type) for chunk in chunks(path) if chunk.type not in needed]


def _name(kind: bytes) -> str:
    if not kind:
        return "bytes after the end"
    return _NAMES.get(kind, f"chunk {kind.decode('latin-1').strip()}")
