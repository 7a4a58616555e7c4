"""Units inside coded video that are not pictures: SEI messages, metadata, padding.

Encoders and cameras write text into them (x264 its settings, some cameras positions).
H.264: ITU-T H.264 table 7-1; HEVC: ITU-T H.265 table 7-1; AV1: section 6.2.2.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import Final

# Slices, parameter sets, ends of sequences.
_PICTURES: Final = {
    "h264": frozenset({1, 2, 3, 4, 5, 7, 8, 10, 11}),
    "hevc": frozenset({*range(32), 32, 33, 34, 36, 37}),
    "av1": frozenset({1, 2, 3, 4, 6, 7, 8}),
}
PARAMETER_SETS: Final = {"h264": frozenset({7, 8}), "hevc": frozenset({32, 33, 34})}
_START_CODE: Final = b"\0\0\0\1"
_AVCC_SETS, _HVCC_ARRAYS = 5, 22
HAS_UNITS: Final = frozenset(_PICTURES)


def filter_of(codec: str) -> str:
    """Give av's filter that lets nothing but pictures through; "" where none is."""
    if codec not in _PICTURES:
        return ""
    return "filter_units=pass_types=" + "|".join(map(str, sorted(_PICTURES[codec])))


def length_size(codec: str, setup: bytes) -> int:
    """Give how many bytes a unit's length takes in a sample, from avcC or hvcC."""
    at = 4 if codec == "h264" else 21
    return (setup[at] & 3) + 1 if len(setup) > at else 4


def unit_type(codec: str, unit: bytes) -> int:
    """Give the type that the head of an H.264 or HEVC unit names."""
    return unit[0] & 31 if codec == "h264" else unit[0] >> 1 & 63


def strange(codec: str, units: Iterable[int]) -> list[str]:
    """Name the types that are no pictures, each once."""
    return [
        f"{codec} unit of type {kind}" for kind in sorted({*units} - _PICTURES[codec])
    ]


def in_sample(codec: str, sample: bytes, prefix: int) -> Iterator[int]:
    """Give the types of the units in one sample; -1 for bytes that are none."""
    if codec == "av1":
        yield from _obus(sample)
        return
    at = 0
    while at + prefix < len(sample):
        size = int.from_bytes(sample[at : at + prefix], "big")
        at += prefix
        if not size or at + size > len(sample):
            break
        yield unit_type(codec, sample[at : at + 1])
        at += size
    if at != len(sample):
        yield -1


def _obus(sample: bytes) -> Iterator[int]:
    at = 0
    while at < len(sample):
        head = sample[at]
        at += 2 if head & 4 else 1
        yield head >> 3 & 15
        if not head & 2:
            return
        size, used = _leb128(sample[at : at + 8])
        at += used + size
    if at != len(sample):
        yield -1


def _leb128(data: bytes) -> tuple[int, int]:
    value = 0
    for number, byte in enumerate(data):
        value |= (byte & 0x7F) << 7 * number
        if not byte & 0x80:
            return value, number + 1
    return value, len(data) or 1


def parameter_units(codec: str, setup: bytes) -> list[bytes]:
    """Take the units out of avcC (ISO/IEC 14496-15, 5.3.3) or hvcC (8.3.3).

    Raises: struct.error and IndexError where it breaks off.
    """
    return _of_avcc(setup) if codec == "h264" else _of_hvcc(setup)


def _of_avcc(setup: bytes) -> list[bytes]:
    found: list[bytes] = []
    at = _AVCC_SETS
    for mask in (31, 255):
        count = setup[at] & mask
        at = _take(setup, at + 1, count, found)
    return found


def _of_hvcc(setup: bytes) -> list[bytes]:
    found: list[bytes] = []
    at = _HVCC_ARRAYS + 1
    for _ in range(setup[_HVCC_ARRAYS]):
        (count,) = struct.unpack_from(">H", setup, at + 1)
        at = _take(setup, at + 3, count, found)
    return found


def _take(setup: bytes, at: int, count: int, found: list[bytes]) -> int:
    for _ in range(count):
        (size,) = struct.unpack_from(">H", setup, at)
        if not size or at + 2 + size > len(setup):
            raise IndexError
        found.append(setup[at + 2 : at + 2 + size])
        at += 2 + size
    return at


def bare_setup(codec: str, setup: bytes) -> bytes:
    """Give the parameter sets alone, each behind a start code, for av's muxer.

    Raises: struct.error and IndexError where they break off.
    """
    return b"".join(
        _START_CODE + unit
        for unit in parameter_units(codec, setup)
        if unit_type(codec, unit) in PARAMETER_SETS[codec]
    )


def bare_vorbis(setup: bytes) -> bytes:
    """Give Vorbis's three headers with an empty comment header between them.

    Raises: IndexError and ValueError where they break off.
    """
    if setup[0] != 2:
        raise ValueError
    at, sizes = 1, []
    for _ in range(2):
        size = 0
        while setup[at] == 255:
            size, at = size + 255, at + 1
        sizes.append(size + setup[at])
        at += 1
    first, last = setup[at : at + sizes[0]], setup[at + sum(sizes) :]
    empty = b"\x03vorbis" + struct.pack("<II", 0, 0) + b"\x01"
    if len(first) > 254:
        raise ValueError
    return bytes([2, len(first), len(empty)]) + first + empty + last
