"""The one thing that is read from EXIF: which way up the picture was taken.

TIFF 6.0, section 2; EXIF 2.32, tag 0x0112. Malformed data means upright.
"""

import struct
from typing import Final

_ORIENTATION: Final = 0x0112
_ENTRY: Final = 12
UPRIGHT: Final = 1
_KNOWN: Final = range(1, 9)


def orientation(exif: bytes) -> int:
    """Give 1 to 8; `exif` begins at the TIFF header, with or without "Exif\\0\\0"."""
    tiff = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        return _in_first_directory(tiff, order)
    except struct.error:
        return UPRIGHT


def _in_first_directory(tiff: bytes, order: str) -> int:
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for entry in range(at + 2, at + 2 + count * _ENTRY, _ENTRY):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
        if tag == _ORIENTATION:
            return value if value in _KNOWN else UPRIGHT
    return UPRIGHT
