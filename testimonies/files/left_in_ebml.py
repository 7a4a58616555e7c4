"""What is left in a finished WebM besides picture and sound: an allow-list of elements.

EBML's own padding must be empty; the programs' names are "Lavf" without a version.
"""

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from testimonies.files import ebml, setups, units
from testimonies.files.ebml import Element, elements, value
from testimonies.files.refusals import FileRefused, Refusal

_VOID, _TITLE, _DATE, _LANGUAGE = 0xEC, 0x7BA9, 0x4461, 0x22B59C
_TRACK_NAME, _ATTACHMENTS, _CHAPTERS, _ADDITIONS = (
    0x536E,
    0x1941A469,
    0x1043A770,
    0x75A1,
)
_MUXER, _WRITER, _PRIVATE = 0x4D80, 0x5741, 0x63A2
_TAG_NAME, _TAG_STRING, _BLOCK, _SIMPLE_BLOCK = 0x45A3, 0x4487, 0xA1, 0xA3
_NAMES: Final = {
    _TITLE: "title",
    _DATE: "time of creation",
    _TRACK_NAME: "name of a track",
    _ATTACHMENTS: "attachments",
    _CHAPTERS: "chapters",
    _ADDITIONS: "additions to blocks",
}
# Header; seek head; cues; clusters and blocks; what describes a track's coding.
_NEEDED: Final = ebml.MASTERS | {
    *(0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285),
    *(0x114D9B74, 0x1C53BB6B, 0x2AD7B1, 0x4489, _MUXER, _WRITER),
    *(0xE7, 0xA7, 0xAB, _BLOCK, _SIMPLE_BLOCK, 0x9B, 0xFB, 0x75A2),
    *(0xD7, 0x73C5, 0x83, 0x86, _PRIVATE, 0xB9, 0x88, 0x55AA, 0x9C, 0x23E383),
    *(0x56AA, 0x56BB, 0x6DE7, 0x55EE),
    *(0xB0, 0xBA, 0x54B0, 0x54BA, 0x54B2, 0x9A, 0x9D, 0x53B8, 0x53C0, 0x55B0),
    *(0x54AA, 0x54BB, 0x54CC, 0x54DD),
    *(0xB5, 0x78B5, 0x9F, 0x6264),
    *(_TAG_NAME, _TAG_STRING, 0x63C5, 0x68CA, 0x63CA),
}
_PROGRAM: Final = b"Lavf"
_TIME: Final = re.compile(rb"[0-9:.]{8,24}\0*")
_BLOCK_HEAD: Final = 4
_MOST_BYTES: Final = 32 * 1024 * 1024


def residue(path: Path) -> list[str]:
    """Name what is left, each kind once.

    Raises: FileRefused when the elements cannot be read.
    """
    with path.open("rb") as file:
        found = [name for element in elements(path) for name in _in(file, element)]
    return list(dict.fromkeys([*found, *_in_setups(path), *_in_frames(path)]))


def _in(file: BinaryIO, element: Element) -> Iterator[str]:
    if element.id in _JUDGED:
        name, is_clean = _JUDGED[element.id]
        if not is_clean(value(file, element)):
            yield name
    elif element.id not in _NEEDED:
        yield _NAMES.get(element.id, f"element {element.id:X}")


def _in_setups(path: Path) -> Iterator[str]:
    """Name a track's set-up that holds more than a decoder needs."""
    codec, setup = "", b""
    with path.open("rb") as file:
        for element in elements(path):
            if element.id == ebml.TRACK:
                codec, setup = "", b""
            elif element.id == ebml.CODEC:
                codec = ebml.CODECS.get(value(file, element), "")
            elif element.id == _PRIVATE:
                setup = value(file, element)
            if codec and setup and not _is_bare(codec, setup):
                yield "more than the set-up of a track"
                codec = ""


def _is_bare(codec: str, setup: bytes) -> bool:
    try:
        return setups.bare(codec, setup) == setup
    except (struct.error, IndexError, ValueError):
        return False


def _in_frames(path: Path) -> list[str]:
    """Name AV1's units that are no pictures; VP8 and VP9 have none."""
    kinds: set[int] = set()
    with path.open("rb") as file:
        names = [value(file, each) for each in elements(path) if each.id == ebml.CODEC]
        if b"V_AV1" not in names:
            return []
        video = names.index(b"V_AV1") + 1
        for element in elements(path):
            if element.id in {_BLOCK, _SIMPLE_BLOCK}:
                if element.end - element.start > _MOST_BYTES:
                    raise FileRefused(Refusal.DAMAGED)
                file.seek(element.start)
                block = file.read(element.end - element.start)
                if block[:1] == bytes([0x80 | video]):
                    kinds.update(units.in_sample("av1", block[_BLOCK_HEAD:], 0))
    return units.strange("av1", kinds)


_JUDGED: Final[dict[int, tuple[str, Callable[[bytes], bool]]]] = {
    _LANGUAGE: ("language of a track", b"und".__eq__),
    _VOID: ("bytes in free space", lambda found: not any(found)),
    _MUXER: ("name of the program", _PROGRAM.__eq__),
    _WRITER: ("name of the program", _PROGRAM.__eq__),
    _TAG_NAME: ("tags", b"DURATION".__eq__),
    _TAG_STRING: ("tags", lambda found: bool(_TIME.fullmatch(found))),
}
