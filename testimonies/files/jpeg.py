"""A JPEG file segment by segment (ITU-T T.81, annex B), without decoding a pixel."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimonies.files import signatures
from testimonies.files.exif import UPRIGHT, orientation
from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

MAGIC: Final = b"\xff\xd8\xff"
_EOI, _SOS, _COM = 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP13, _APP14 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_APPS: Final = range(0xE0, 0xF0)
# Baseline, extended and progressive: what browsers and Pillow read.
_FRAMES: Final = frozenset({0xC0, 0xC1, 0xC2})
# Lossless, hierarchical, arithmetic: a second frame for a reader that knows them.
_OTHER_FRAMES: Final = frozenset(range(0xC3, 0xD0)) - {0xC4, 0xC8}
_CODING: Final = _FRAMES | {0xC4, _SOS, 0xDB, 0xDD}
# A marker may be filled up with any number of these bytes; the last ones lead to it.
_NEXT_MARKER: Final = re.compile(rb"\xff{1,16}([^\x00\xff\xd0-\xd7])")
_MOST_SCANS: Final = 120
_MOST_SEGMENTS: Final = 20_000
_JFIF_LENGTH: Final = 14
_NAMES: Final = (
    (_COM, b"", "JPEG comment"),
    (_APP1, b"Exif\0", "EXIF"),
    (_APP1, b"http://ns.adobe.com/x", "XMP"),
    (_APP13, b"", "IPTC"),
    (_APP2, b"ICC_PROFILE\0", "colour profile"),
    (_APP0, b"JF", "embedded thumbnail"),
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A marker and its payload; a scan's compressed data is left out."""

    marker: int
    payload: bytes

    @property
    def is_exif(self) -> bool:
        return self.marker == _APP1 and self.payload.startswith(b"Exif\0")


def segments(data: bytes) -> Iterator[Segment]:
    """Give every segment to the end of the image; the last is what follows it.

    Raises: FileRefused when the structure breaks off.
    """
    at, parts = 2, 0
    while found := _NEXT_MARKER.match(data, at) or _after_scan(data, at, parts):
        marker, at, parts = found[1][0], found.end(), parts + 1
        if marker == _EOI:
            yield Segment(_EOI, data[at:])
            return
        if parts > _MOST_SEGMENTS:
            raise FileRefused(Refusal.TOO_MANY_FRAMES)
        if at + 2 > len(data):
            break
        (length,) = struct.unpack_from(">H", data, at)
        if length < 2 or at + length > len(data):
            break
        yield Segment(marker, data[at + 2 : at + length])
        at += length
    raise FileRefused(Refusal.DAMAGED)


def _after_scan(data: bytes, at: int, parts: int) -> "re.Match[bytes] | None":
    # Only compressed data may stand between two segments, and never at the start.
    return _NEXT_MARKER.search(data, at) if parts else None


def facts(path: Path, limits: Limits) -> Facts:
    """Read size and orientation.

    Raises: FileRefused when it is damaged, too large, or two things at once.
    """
    *parts, end = segments(path.read_bytes())
    scans = sum(segment.marker == _SOS for segment in parts)
    sizes = [_size(each.payload) for each in parts if each.marker in _FRAMES]
    if not scans or len(sizes) != 1 or {s.marker for s in parts} & _OTHER_FRAMES:
        raise FileRefused(Refusal.DAMAGED)
    limits.refuse_pixels(*sizes[0])
    if scans > _MOST_SCANS:
        raise FileRefused(Refusal.TOO_MANY_FRAMES)
    _refuse_more(end.payload)
    _refuse_metadata([s.payload for s in parts if s.marker not in _CODING], limits)
    turned = next((orientation(s.payload) for s in parts if s.is_exif), UPRIGHT)
    return Facts(FileFormat.JPEG, *sizes[0], orientation=turned)


def _size(frame: bytes) -> tuple[int, int]:
    if len(frame) < 6:
        raise FileRefused(Refusal.DAMAGED)
    height, width = struct.unpack_from(">HH", frame, 1)
    return width, height


def _refuse_more(after: bytes) -> None:
    # Some cameras pad with zeros.
    if after.strip(b"\0"):
        raise FileRefused(Refusal.TWO_KINDS)


def _refuse_metadata(payloads: list[bytes], limits: Limits) -> None:
    limits.refuse_metadata(sum(map(len, payloads)))
    if any(map(signatures.is_active, payloads)):
        raise FileRefused(Refusal.TWO_KINDS)


def residue(path: Path) -> list[str]:
    """Name every segment that neither codes pixels nor is a bare JFIF header."""
    found = []
    for segment in segments(path.read_bytes()):
        if segment.marker == _EOI:
            found += ["bytes after the end"] if segment.payload else []
        elif segment.marker not in _CODING and not _is_bare(segment):
            found.append(_name(segment))
    return found


def _is_bare(segment: Segment) -> bool:
    """Say whether it is JFIF without a thumbnail, or Adobe's note on colours."""
    body = segment.payload
    if segment.marker == _APP0:
        is_jfif = body.startswith(b"JFIF\0") and len(body) == _JFIF_LENGTH
        return is_jfif and body[12:] == b"\0\0"
    return segment.marker == _APP14 and body.startswith(b"Adobe") and len(body) == 12


def _name(segment: Segment) -> str:
    for marker, opening, name in _NAMES:
        if segment.marker == marker and segment.payload.startswith(opening):
            return name
    if segment.marker in _APPS:
        return f"APP{segment.marker - _APP0}"
    return f"segment {segment.marker:02X}"
