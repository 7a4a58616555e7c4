"""WebM files element by element (RFC 8794 and RFC 9559), and what their headers say."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

MAGIC: Final = b"\x1a\x45\xdf\xa3"
EBML, SEGMENT, INFO, TRACKS, CLUSTER = (
    0x1A45DFA3,
    0x18538067,
    0x1549A966,
    0x1654AE6B,
    0x1F43B675,
)
DOCTYPE, SCALE, DURATION, TRACK = 0x4282, 0x2AD7B1, 0x4489, 0xAE
CODEC, VIDEO, WIDTH, HEIGHT, AUDIO = 0x86, 0xE0, 0xB0, 0xBA, 0xE1
BLOCK_GROUP, TAGS, TAG, SIMPLE_TAG, TARGETS = 0xA0, 0x1254C367, 0x7373, 0x67C8, 0x63C0
MASTERS: Final = frozenset(
    {EBML, SEGMENT, INFO, TRACKS, CLUSTER, TRACK, VIDEO, AUDIO}
    | {BLOCK_GROUP, TAGS, TAG, SIMPLE_TAG, TARGETS}
)
# Elements that end a cluster of unknown size by standing where it could go on.
_LEVEL_1: Final = frozenset(
    {INFO, TRACKS, CLUSTER, TAGS, 0x114D9B74, 0x1C53BB6B, 0x1941A469, 0x1043A770}
)
_MOST_ELEMENTS: Final = 3_000_000
_MOST_VALUE: Final = 1024 * 1024
CODECS: Final = {
    b"V_VP8": "vp8",
    b"V_VP9": "vp9",
    b"V_AV1": "av1",
    b"A_OPUS": "opus",
    b"A_VORBIS": "vorbis",
}


@dataclass(frozen=True, slots=True)
class Element:
    """An element, the ids round it from the outside in, and its place in the file."""

    id: int
    parents: tuple[int, ...]
    start: int
    end: int


def elements(path: Path) -> Iterator[Element]:
    """Give every element, masters before what they hold.

    Raises: FileRefused when the structure breaks off or more follows its end.
    """
    length = path.stat().st_size
    at, rooms = 0, [(0, length)]
    ids: list[int] = []
    with path.open("rb") as file:
        for _ in range(_MOST_ELEMENTS):
            while len(rooms) > 1 and at >= rooms[-1][1]:
                rooms.pop()
                ids.pop()
            if at >= length:
                return
            found = _element(file, at, rooms[-1][1])
            if ids and ids[-1] == CLUSTER and found.id in _LEVEL_1:
                rooms.pop()
                ids.pop()
            _refuse_stray(found.id, ids)
            yield Element(found.id, tuple(ids), found.start, found.end)
            at = found.end
            if found.id in MASTERS:
                ids.append(found.id)
                rooms.append((found.start, found.end))
                at = found.start
    raise FileRefused(Refusal.TOO_MANY_FRAMES)


def _refuse_stray(found: int, ids: list[int]) -> None:
    # Nothing but the header and one segment stands outside.
    if not ids and found not in {EBML, SEGMENT}:
        raise FileRefused(Refusal.TWO_KINDS)


def _element(file: BinaryIO, at: int, limit: int) -> Element:
    file.seek(at)
    head = file.read(12)
    identity, used = _number(head, keep_marker=True)
    size, more = _number(head[used:], keep_marker=False)
    start = at + used + more
    # All ones: the size is not known, so it lasts as long as what holds it.
    if size == (1 << 7 * more) - 1:
        return Element(identity, (), start, limit)
    if start + size > limit:
        raise FileRefused(Refusal.DAMAGED)
    return Element(identity, (), start, start + size)


def _number(data: bytes, *, keep_marker: bool) -> tuple[int, int]:
    """Read a variable-length number; give it and its length in bytes."""
    if not data or not data[0]:
        raise FileRefused(Refusal.DAMAGED)
    length = 9 - data[0].bit_length()
    if len(data) < length or (keep_marker and length > 4):
        raise FileRefused(Refusal.DAMAGED)
    value = int.from_bytes(data[:length], "big")
    return (value if keep_marker else value & (1 << 7 * length) - 1), length


def value(file: BinaryIO, element: Element) -> bytes:
    """Read an element's payload.

    Raises: FileRefused when it is longer than any header's.
    """
    if element.end - element.start > _MOST_VALUE:
        raise FileRefused(Refusal.TOO_MUCH_METADATA)
    file.seek(element.start)
    return file.read(element.end - element.start)


@dataclass(slots=True)
class _Heads:
    """What is gathered on the way through a file."""

    doctype: bytes = b""
    scale: int = 1_000_000
    duration: float = 0.0
    tracks: int = 0
    video: bytes = b""
    audio: bytes = b""
    width: int = 0
    height: int = 0

    def note(self, element: int, found: bytes) -> None:
        if element == DOCTYPE:
            self.doctype = found.rstrip(b"\0")
        elif element == SCALE:
            self.scale = int.from_bytes(found, "big")
        elif element == DURATION:
            self.duration = _float(found)
        elif element == CODEC:
            self._note_codec(found)
        elif element in {WIDTH, HEIGHT}:
            self._note_side(element, int.from_bytes(found, "big"))

    def _note_codec(self, found: bytes) -> None:
        # The order of a track's elements is free, so the name itself says the kind.
        if found.startswith(b"V_"):
            self.video = self.video or found
        elif found.startswith(b"A_"):
            self.audio = self.audio or found

    def _note_side(self, element: int, pixels: int) -> None:
        if element == WIDTH:
            self.width = max(self.width, pixels)
        else:
            self.height = max(self.height, pixels)


_NOTED: Final = frozenset({DOCTYPE, SCALE, DURATION, CODEC, WIDTH, HEIGHT})


def _float(found: bytes) -> float:
    if len(found) not in {4, 8}:
        return 0.0
    (number,) = struct.unpack(">f" if len(found) == 4 else ">d", found)
    # Not a number, or endless: refused as too long.
    return number if number == number and number >= 0 else float("inf")  # noqa: PLR0124


def facts(path: Path, limits: Limits) -> Facts:
    """Read size, duration and codecs.

    Raises: FileRefused when it is damaged, too large or long, or not for browsers.
    """
    heads = _Heads()
    with path.open("rb") as file:
        for element in elements(path):
            if element.id == TRACK:
                heads.tracks += 1
                limits.refuse_streams(heads.tracks)
            elif element.id in _NOTED and CLUSTER not in element.parents:
                heads.note(element.id, value(file, element))
    if heads.doctype != b"webm":
        raise FileRefused(Refusal.UNKNOWN_FORMAT)
    if not heads.video and not heads.audio:
        raise FileRefused(Refusal.NOTHING_TO_SHOW)
    milliseconds = heads.duration * heads.scale / 1_000_000
    limits.refuse_duration(milliseconds)
    if heads.video:
        limits.refuse_pixels(heads.width, heads.height, moving=True)
    return Facts(
        FileFormat.WEBM if heads.video else FileFormat.WEBM_AUDIO,
        width=heads.width,
        height=heads.height,
        duration_ms=round(milliseconds),
        video=_codec(heads.video),
        audio=_codec(heads.audio),
    )


def _codec(name: bytes) -> str:
    if name and name not in CODECS:
        raise FileRefused(Refusal.CODEC)
    return CODECS.get(name, "")
