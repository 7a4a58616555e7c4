"""ISO base media files (MP4, MOV, M4A; ISO/IEC 14496-12) box by box, and what they say.

Only box headers and the movie box are read; samples are never decoded.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

_MOST_BOXES: Final = 200_000
_MOST_INDEX: Final = 48 * 1024 * 1024
_HEIF: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
)
OPENINGS: Final = (b"ftyp", b"moov", b"wide", b"mdat", b"free", b"skip", b"pnot")
CODECS: Final = {
    b"avc1": "h264",
    b"avc3": "h264",
    b"hvc1": "hevc",
    b"hev1": "hevc",
    b"av01": "av1",
    b"vp09": "vp9",
    b"mp4a": "aac",
    b".mp3": "mp3",
    b"Opus": "opus",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box's type and where its payload begins and ends."""

    type: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Track:
    """What a track's headers say; `entries` are its sample descriptions' types."""

    handler: bytes
    entries: tuple[bytes, ...]
    sizes: tuple[tuple[int, int], ...]
    milliseconds: float
    samples: int


def top_level(path: Path) -> Iterator[Box]:
    """Give the boxes of a file in order.

    Raises: FileRefused when they do not fill it to its last byte.
    """
    length = path.stat().st_size
    at, seen = 0, False
    with path.open("rb") as file:
        for _ in range(_MOST_BOXES):
            if at == length:
                return
            box = _box(_head_at(file, at), at, length)
            if box is None:
                raise FileRefused(Refusal.TWO_KINDS if seen else Refusal.DAMAGED)
            yield box
            seen = seen or box.type == b"moov"
            at = box.end
    raise FileRefused(Refusal.TOO_MANY_FRAMES)


def _head_at(file: BinaryIO, at: int) -> bytes:
    file.seek(at)
    return file.read(16)


def _box(head: bytes, at: int, limit: int) -> Box | None:
    """Read one header; None when no box can stand here."""
    if len(head) < 8:
        return None
    size, kind = struct.unpack_from(">I4s", head)
    skip = 8
    if size == 1 and len(head) == 16:
        (size,) = struct.unpack_from(">Q", head, 8)
        skip = 16
    elif size == 0:
        size = limit - at
    is_named = all(0x20 <= letter < 0x7F or letter == 0xA9 for letter in kind)
    if size < skip or at + size > limit or not is_named:
        return None
    return Box(kind, at + skip, at + size)


def inside(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Give the boxes between two offsets.

    Raises: FileRefused when they do not fill the room; four zeros may end it.
    """
    at = start
    for _ in range(_MOST_BOXES):
        if at == end or not any(data[at:end][:8]):
            return
        box = _box(data[at : min(at + 16, end)], at, end)
        if box is None:
            raise FileRefused(Refusal.DAMAGED)
        yield box
        at = box.end
    raise FileRefused(Refusal.TOO_MANY_FRAMES)


def find(data: bytes, room: Box, *types: bytes) -> Box | None:
    """Give the first box on a path of types, or None."""
    for wanted in types:
        boxes = inside(data, room.start, room.end)
        found = next((box for box in boxes if box.type == wanted), None)
        if found is None:
            return None
        room = found
    return room


def movie(path: Path) -> bytes:
    """Read the payload of the movie box.

    Raises: FileRefused when there is none, or it is too large.
    """
    found = next((box for box in top_level(path) if box.type == b"moov"), None)
    if found is None:
        raise FileRefused(Refusal.DAMAGED)
    if found.end - found.start > _MOST_INDEX:
        raise FileRefused(Refusal.TOO_MUCH_METADATA)
    with path.open("rb") as file:
        file.seek(found.start)
        return file.read(found.end - found.start)


def facts(path: Path, limits: Limits) -> Facts:
    """Read size, duration and codecs.

    Raises: FileRefused when it is damaged, too large or long, or not for browsers.
    """
    with path.open("rb") as file:
        head = file.read(12)
    brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
    if brand in _HEIF:
        raise FileRefused(Refusal.HEIF)
    for _ in top_level(path):
        pass
    try:
        found = tracks(movie(path), limits)
    except (struct.error, IndexError) as broken_off:
        raise FileRefused(Refusal.DAMAGED) from broken_off
    video = _codec(found, b"vide")
    audio = _codec(found, b"soun")
    if not video and not audio:
        raise FileRefused(Refusal.NOTHING_TO_SHOW)
    kind = FileFormat.MOV if brand == b"qt  " else FileFormat.MP4
    width, height = _size(found)
    longest = max(track.milliseconds for track in found)
    return Facts(
        kind if video else FileFormat.M4A,
        width=width,
        height=height,
        duration_ms=round(longest),
        video=video,
        audio=audio,
    )


def tracks(data: bytes, limits: Limits) -> list[Track]:
    """Read every track under the limits.

    Raises: FileRefused; struct.error and IndexError where a box is too short.
    """
    room = Box(b"moov", 0, len(data))
    boxes = list(inside(data, room.start, room.end))
    if any(box.type == b"cmov" for box in boxes):
        raise FileRefused(Refusal.DAMAGED)
    found = [box for box in boxes if box.type == b"trak"]
    limits.refuse_streams(len(found))
    read = [_track(data, box) for box in found]
    for track in read:
        limits.refuse_duration(track.milliseconds)
        if track.samples > limits.frames:
            raise FileRefused(Refusal.TOO_MANY_FRAMES)
        for size in track.sizes:
            limits.refuse_pixels(*size, moving=True)
    return read


def _track(data: bytes, trak: Box) -> Track:
    handler = find(data, trak, b"mdia", b"hdlr")
    table = find(data, trak, b"mdia", b"minf", b"stbl")
    header = find(data, trak, b"mdia", b"mdhd")
    if handler is None or table is None or header is None:
        raise FileRefused(Refusal.DAMAGED)
    kind = data[handler.start + 8 : handler.start + 12]
    entries = _entries(data, table)
    moving = kind == b"vide"
    sizes = [struct.unpack_from(">HH", data, box.start + 24) for box in entries]
    return Track(
        handler=kind,
        entries=tuple(box.type for box in entries),
        sizes=tuple((width, height) for width, height in sizes) if moving else (),
        milliseconds=_milliseconds(data, header),
        samples=_samples(data, table),
    )


def _entries(data: bytes, table: Box) -> list[Box]:
    stsd = find(data, table, b"stsd")
    if stsd is None:
        raise FileRefused(Refusal.DAMAGED)
    return list(inside(data, stsd.start + 8, stsd.end))


def _milliseconds(data: bytes, header: Box) -> float:
    if data[header.start] == 1:
        scale, duration = struct.unpack_from(">IQ", data, header.start + 20)
    else:
        scale, duration = struct.unpack_from(">II", data, header.start + 12)
    if not scale:
        raise FileRefused(Refusal.DAMAGED)
    # All ones: not known, as in a file that is written while it is recorded.
    unknown = duration in {0xFFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF}
    return 0.0 if unknown else duration * 1000 / scale


def _samples(data: bytes, table: Box) -> int:
    stsz = find(data, table, b"stsz")
    if stsz is None:
        return 0
    (count,) = struct.unpack_from(">I", data, stsz.start + 8)
    return int(count)


def _codec(found: list[Track], handler: bytes) -> str:
    """Give the codec of the first track of a kind, "" where there is none.

    Raises: FileRefused when browsers do not play it.
    """
    track = next((each for each in found if each.handler == handler), None)
    if track is None:
        return ""
    if len(track.entries) != 1 or track.entries[0] not in CODECS:
        raise FileRefused(Refusal.CODEC)
    return CODECS[track.entries[0]]


def _size(found: list[Track]) -> tuple[int, int]:
    sizes = [size for track in found for size in track.sizes]
    return sizes[0] if sizes else (0, 0)
