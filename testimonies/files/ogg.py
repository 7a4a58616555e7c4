"""Ogg sound page by page (RFC 3533), holding Opus (RFC 7845) or Vorbis."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

MAGIC: Final = b"OggS"
_MOST_PAGES: Final = 1_000_000
_HEAD: Final = 27
OPUS, VORBIS = b"OpusHead", b"\x01vorbis"
_OPUS_TAGS, _VORBIS_TAGS = b"OpusTags", b"\x03vorbis"
_OPUS_RATE: Final = 48_000
# What av writes as the name of the writing program.
_VENDORS: Final = frozenset({b"", b"ffmpeg", b"Lavf"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page's stream, position in samples, body, and its packets' lengths so far."""

    serial: int
    position: int
    body: bytes
    lacing: bytes


def pages(path: Path) -> Iterator[Page]:
    """Give every page.

    Raises: FileRefused when the pages do not fill the file to its last byte.
    """
    seen = False
    with path.open("rb") as file:
        for _ in range(_MOST_PAGES):
            head = file.read(_HEAD)
            if not head:
                return
            if len(head) < _HEAD or head[:5] != MAGIC + b"\0":
                raise FileRefused(Refusal.TWO_KINDS if seen else Refusal.DAMAGED)
            position, serial = struct.unpack_from("<qI", head, 6)
            lacing = file.read(head[26])
            body = file.read(sum(lacing))
            if len(lacing) < head[26] or len(body) < sum(lacing):
                raise FileRefused(Refusal.DAMAGED)
            yield Page(serial, position, body, lacing)
            seen = True
    raise FileRefused(Refusal.TOO_MANY_FRAMES)


def facts(path: Path, limits: Limits) -> Facts:
    """Read duration and codec.

    Raises: FileRefused when it is damaged, too long, or neither Opus nor Vorbis.
    """
    serials, last, first = set(), 0, b""
    for page in pages(path):
        first = first or page.body
        serials.add(page.serial)
        limits.refuse_streams(len(serials))
        # Below zero: no packet ends on this page, or sound before the beginning.
        last = max(last, page.position)
    rate = _rate(first)
    milliseconds = last * 1000 // rate
    limits.refuse_duration(milliseconds)
    codec = "opus" if first.startswith(OPUS) else "vorbis"
    return Facts(FileFormat.OGG, duration_ms=milliseconds, audio=codec)


def _rate(first: bytes) -> int:
    if first.startswith(OPUS):
        return _OPUS_RATE
    if not first.startswith(VORBIS) or len(first) < 16:
        raise FileRefused(Refusal.CODEC)
    (rate,) = struct.unpack_from("<I", first, 12)
    if not rate:
        raise FileRefused(Refusal.DAMAGED)
    return int(rate)


def residue(path: Path) -> list[str]:
    """Name tags, and whatever is no page of the one stream."""
    found, serials = [], set()
    for number, page in enumerate(pages(path)):
        serials.add(page.serial)
        if number == 1:
            found += tags(page.body)
    return found + (["more than one stream"] if len(serials) > 1 else [])


def tags(packet: bytes) -> list[str]:
    """Name what a comment header holds besides the writing program's name."""
    for opening in (_OPUS_TAGS, _VORBIS_TAGS):
        if packet.startswith(opening):
            return _tags(packet[len(opening) :])
    return ["no comment header"]


def _tags(body: bytes) -> list[str]:
    try:
        (length,) = struct.unpack_from("<I", body)
        (count,) = struct.unpack_from("<I", body, 4 + length)
    except struct.error:
        return ["damaged tags"]
    found = [] if body[4 : 4 + length] in _VENDORS else ["name of the program"]
    return found + (["Vorbis comments"] if count else [])
