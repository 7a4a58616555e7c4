"""Units inside coded video that are not pictures: SEI messages, metadata, padding.

Encoders and cameras write text into them (x264 its settings, some cameras positions).
H.264: ITU-T H.264 table 7-1; HEVC: ITU-T H.265 table 7-1; AV1: section 6.2.2.
"""

from collections.abc import Iterable, Iterator
from typing import Final

# Slices, parameter sets, ends of sequences.
_PICTURES: Final = {
    "h264": frozenset({1, 2, 3, 4, 5, 7, 8, 10, 11}),
    "hevc": frozenset({*range(32), 32, 33, 34, 36, 37}),
    "av1": frozenset({1, 2, 3, 4, 6, 7, 8}),
}
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
        yield from (kind for kind, _ in obus(sample))
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


def obus(sample: bytes) -> Iterator[tuple[int, bytes]]:
    """Give type and bytes of AV1's units; -1 for bytes that are none."""
    at = 0
    while at < len(sample):
        start, head = at, sample[at]
        at += 2 if head & 4 else 1
        if head & 2:
            size, used = _leb128(sample[at : at + 8])
            at += used + size
        else:
            at = max(at, len(sample))
        yield (head >> 3 & 15 if at <= len(sample) else -1), sample[start:at]


def _leb128(data: bytes) -> tuple[int, int]:
    value = 0
    for number, byte in enumerate(data):
        value |= (byte & 0x7F) << 7 * number
        if not byte & 0x80:
            return value, number + 1
    return value, len(data) or 1
