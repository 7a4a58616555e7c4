"""What a decoder must know before the first packet, cut down to just that.

A track's set-up is copied from file to file as it is, and has room for more than it
needs: SEI units, a comment, any bytes at all. What is not known to be needed goes.
"""

import struct
from collections.abc import Callable
from typing import Final

from testimonies.files import units

_PARAMETER_SETS: Final = {
    "h264": frozenset({7, 8}),
    "hevc": frozenset({32, 33, 34}),
}
_START_CODE: Final = b"\0\0\0\1"
_AVCC_SETS, _HVCC_ARRAYS = 5, 22
_AV1_HEAD: Final = 4
_AV1_SEQUENCE: Final = 1
_OPUS_HEAD: Final = 19
MOST_AAC: Final = 64
_NO_COMMENTS: Final = b"\x03vorbis" + struct.pack("<II", 0, 0) + b"\x01"


def bare(codec: str, setup: bytes) -> bytes:
    """Give what is needed; for H.264 and HEVC in the form that av's muxer takes.

    Raises: struct.error, IndexError and ValueError where it breaks off.
    """
    return _BARE[codec](setup) if codec in _BARE else b""


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


def _parameter_sets(codec: str, setup: bytes) -> bytes:
    """Give the parameter sets alone, each behind a start code."""
    return b"".join(
        _START_CODE + unit
        for unit in parameter_units(codec, setup)
        if units.unit_type(codec, unit) in _PARAMETER_SETS[codec]
    )


def _av1(setup: bytes) -> bytes:
    """Keep of av1C (AV1 in ISOBMFF, 2.3.3) the head and the sequence's header."""
    kept = (
        unit for kind, unit in units.obus(setup[_AV1_HEAD:]) if kind == _AV1_SEQUENCE
    )
    return setup[:_AV1_HEAD] + b"".join(kept)


def _opus(setup: bytes) -> bytes:
    """Keep OpusHead (RFC 7845, 5.1) with its table of channels, if it has one."""
    if len(setup) < _OPUS_HEAD or not setup.startswith(b"OpusHead"):
        raise ValueError
    channels = setup[9] if setup[_OPUS_HEAD - 1] else -2
    return setup[: _OPUS_HEAD + 2 + channels]


def _vorbis(setup: bytes) -> bytes:
    """Put an empty comment header between the two that are needed."""
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
    if len(first) > 254:
        raise ValueError
    return bytes([2, len(first), len(_NO_COMMENTS)]) + first + _NO_COMMENTS + last


def _aac(setup: bytes) -> bytes:
    """Refuse one that is longer than any that says only how sound is coded."""
    if len(setup) > MOST_AAC:
        raise ValueError
    return setup


_BARE: Final[dict[str, Callable[[bytes], bytes]]] = {
    "h264": lambda setup: _parameter_sets("h264", setup),
    "hevc": lambda setup: _parameter_sets("hevc", setup),
    "av1": _av1,
    "opus": _opus,
    "vorbis": _vorbis,
    "aac": _aac,
}
