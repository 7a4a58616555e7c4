"""What is left in a finished MP4 or M4A besides picture and sound.

An allow-list: a box that is not needed to play the file is named, whatever it is.
"""

import itertools
import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from testimonies.files import setups, units
from testimonies.files.boxes import CODECS, Box, find, inside, movie, top_level
from testimonies.files.refusals import FileRefused, Refusal

_ROOMS: Final = frozenset(
    {b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl", b"moov"}
)
_NEEDED: Final = frozenset(
    _ROOMS
    | {b"mvhd", b"tkhd", b"elst", b"mdhd", b"hdlr", b"vmhd", b"smhd", b"dref"}
    | {b"stsd", b"stts", b"ctts", b"stss", b"stsz", b"stsc", b"stco", b"co64"}
    | {b"udta", b"sgpd", b"sbgp", b"sdtp"}
)
_IN_ENTRY: Final = frozenset(
    {b"avcC", b"hvcC", b"av1C", b"vpcC", b"esds", b"dOps", b"pasp", b"colr", b"btrt"}
    | {b"chrm", b"fiel", b"mdcv", b"clli"}
)
_NAMES: Final = {
    b"meta": "tags",
    b"uuid": "private box",
    b"\xa9xyz": "position",
    b"loci": "position",
}
_HANDLERS: Final = re.compile(rb"(?:VideoHandler|SoundHandler)?\0*")
# av writes a list of tags also where there are none.
_EMPTY_TAGS: Final = (
    b"\0\0\0\x35meta\0\0\0\0\0\0\0\x21hdlr"
    + bytes(8)
    + b"mdirappl"
    + bytes(9)
    + b"\0\0\0\x08ilst"
)
_UNDETERMINED: Final = 0x55C4
_VISUAL, _SOUND = 78, 28
_SETUPS: Final = {"h264": b"avcC", "hevc": b"hvcC", "av1": b"av1C"}
# Of one picture, or of free space: read at once.
_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_SAMPLES: Final = 1_000_000
# The AAC set-up, and the descriptors round it.
_MOST_ESDS: Final = setups.MOST_AAC + 48
_TABLE: Final = (b"mdia", b"minf", b"stbl")


def residue(path: Path) -> list[str]:
    """Name what is left.

    Raises: FileRefused when the boxes cannot be read.
    """
    try:
        data = movie(path)
        return [*_top(path, data), *_in_movie(data), *_in_samples(path, data)]
    except (struct.error, IndexError) as broken_off:
        raise FileRefused(Refusal.DAMAGED) from broken_off


def _top(path: Path, data: bytes) -> Iterator[str]:
    media = 0
    with path.open("rb") as file:
        for box in top_level(path):
            if box.type == b"mdat":
                media += box.end - box.start
            elif box.type == b"free":
                file.seek(box.start)
                free = file.read(min(box.end - box.start, _MOST_BYTES))
                if any(free) or len(free) == _MOST_BYTES:
                    yield "bytes in free space"
            elif box.type not in {b"ftyp", b"moov"}:
                yield _name(box)
    if media != sum(sum(sizes(data, trak)) for trak in _tracks(data)):
        yield "bytes that belong to no track"


def _tracks(data: bytes) -> list[Box]:
    boxes = inside(data, 0, len(data))
    return [box for box in boxes if box.type == b"trak"]


def _name(box: Box) -> str:
    return _NAMES.get(box.type, f"box {box.type.decode('latin-1')}")


def _in_movie(data: bytes) -> Iterator[str]:
    yield from _in_room(data, Box(b"moov", 0, len(data)))
    if len(_tracks(data)) > 2:
        yield "more than two tracks"


def _in_room(data: bytes, room: Box) -> Iterator[str]:
    for box in inside(data, room.start, room.end):
        if box.type not in _NEEDED:
            yield _name(box)
        elif box.type in _LOOKED_INTO:
            yield from _LOOKED_INTO[box.type](data, box)


def _in_user_data(data: bytes, box: Box) -> Iterator[str]:
    if data[box.start : box.end] != _EMPTY_TAGS:
        yield "user data"


def _in_handler(data: bytes, box: Box) -> Iterator[str]:
    if not _HANDLERS.fullmatch(data[box.start + 24 : box.end]):
        yield "handler's name"


def _in_reference(_: bytes, box: Box) -> Iterator[str]:
    # One entry without an address: the samples are in this file.
    if box.end - box.start != 20:
        yield "reference to another file"


def _in_header(data: bytes, box: Box) -> Iterator[str]:
    width = 8 if data[box.start] == 1 else 4
    if any(data[box.start + 4 : box.start + 4 + 2 * width]):
        yield "time of creation"
    if box.type == b"mdhd":
        (language,) = struct.unpack_from(">H", data, box.end - 4)
        if language not in {0, _UNDETERMINED}:
            yield "language of a track"


def _in_entries(data: bytes, stsd: Box) -> Iterator[str]:
    for entry in inside(data, stsd.start + 8, stsd.end):
        is_sound = CODECS.get(entry.type) in {"aac", "mp3", "opus"}
        start = entry.start + (_sound_head(data, entry) if is_sound else _VISUAL)
        # The name of the encoder: one length, 31 characters.
        if not is_sound and any(data[entry.start + 42 : entry.start + 74]):
            yield "name of the encoder"
        for box in inside(data, start, entry.end):
            if box.type not in _IN_ENTRY:
                yield _name(box)
            elif box.type == b"colr" and data[box.start : box.start + 3] != b"ncl":
                yield "colour profile"
            elif box.type == b"esds" and box.end - box.start > _MOST_ESDS:
                yield "more than the set-up of sound"


def _sound_head(data: bytes, entry: Box) -> int:
    """Give the length of a sound entry's fields, which QuickTime has made longer."""
    (version,) = struct.unpack_from(">H", data, entry.start + 8)
    return _SOUND + {1: 16, 2: 36}.get(version, 0)


def sizes(data: bytes, trak: Box) -> list[int]:
    """Give the sizes of a track's samples."""
    stsz = find(data, trak, *_TABLE, b"stsz")
    if stsz is None:
        raise FileRefused(Refusal.DAMAGED)
    each, count = struct.unpack_from(">II", data, stsz.start + 4)
    if each:
        return [each] * min(count, _MOST_SAMPLES)
    if stsz.start + 12 + 4 * count > stsz.end:
        raise FileRefused(Refusal.DAMAGED)
    return list(struct.unpack_from(f">{count}I", data, stsz.start + 12))


def _places(data: bytes, trak: Box) -> Iterator[tuple[int, int]]:
    """Give where each sample stands, and its size."""
    left = iter(sizes(data, trak))
    for at, count in zip(_chunks(data, trak), _counts(data, trak), strict=False):
        place = at
        for size in itertools.islice(left, count):
            yield place, size
            place += size


def _chunks(data: bytes, trak: Box) -> tuple[int, ...]:
    for kind, letter, width in ((b"stco", "I", 4), (b"co64", "Q", 8)):
        box = find(data, trak, *_TABLE, kind)
        if box is not None:
            count = min(
                int.from_bytes(data[box.start + 4 : box.start + 8], "big"),
                (box.end - box.start - 8) // width,
            )
            return struct.unpack_from(f">{count}{letter}", data, box.start + 8)
    return ()


def _counts(data: bytes, trak: Box) -> Iterator[int]:
    """Give how many samples each chunk holds, without an end."""
    box = find(data, trak, *_TABLE, b"stsc")
    if box is None:
        return
    (count,) = struct.unpack_from(">I", data, box.start + 4)
    runs = [
        struct.unpack_from(">II", data, box.start + 8 + 12 * run)
        for run in range(min(count, (box.end - box.start - 8) // 12))
    ]
    for (first, each), (after, _) in itertools.pairwise(runs):
        yield from itertools.repeat(each, max(0, after - first))
    if runs:
        yield from itertools.repeat(runs[-1][1])


def _in_samples(path: Path, data: bytes) -> list[str]:
    """Name units that are no pictures, in the samples and in their set-up."""
    found: list[str] = []
    for trak in _tracks(data):
        stsd = find(data, trak, *_TABLE, b"stsd")
        if stsd is None:
            continue
        for entry in inside(data, stsd.start + 8, stsd.end):
            codec = CODECS.get(entry.type, "")
            if codec in units.HAS_UNITS:
                room = Box(entry.type, entry.start + _VISUAL, entry.end)
                setup = find(data, room, _SETUPS[codec])
                content = data[setup.start : setup.end] if setup else b""
                found += _strange(path, data, trak, (codec, content))
    return found


def _strange(
    path: Path, data: bytes, trak: Box, coding: tuple[str, bytes]
) -> list[str]:
    codec, setup = coding
    kinds: set[int] = set()
    if codec == "av1":
        kinds |= {*units.in_sample(codec, setup[4:], 0)}
    else:
        kinds |= {
            units.unit_type(codec, unit)
            for unit in setups.parameter_units(codec, setup)
        }
    prefix = units.length_size(codec, setup)
    with path.open("rb") as file:
        for at, size in _places(data, trak):
            if size > _MOST_BYTES:
                raise FileRefused(Refusal.DAMAGED)
            file.seek(at)
            kinds.update(units.in_sample(codec, file.read(size), prefix))
    return units.strange(codec, kinds)


_LOOKED_INTO: Final[dict[bytes, Callable[[bytes, Box], Iterator[str]]]] = {
    **dict.fromkeys(_ROOMS, _in_room),
    **dict.fromkeys((b"mvhd", b"tkhd", b"mdhd"), _in_header),
    b"hdlr": _in_handler,
    b"dref": _in_reference,
    b"udta": _in_user_data,
    b"stsd": _in_entries,
}
