"""MP3 sound frame by frame (ISO/IEC 11172-3, 2.4.1), with ID3 and APE tags round it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

ID3: Final = b"ID3"
_SYNC: Final = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa\xfb]")
_BIT_RATES: Final = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SAMPLE_RATES: Final = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000)}
_SAMPLE_RATES_25: Final = (11_025, 12_000, 8_000)
_LAYER_3: Final = 1
_WINDOW: Final = 1024 * 1024
_FIRST_FRAMES: Final = 3
_MOST_TAGS: Final = 8
# ID3v1, and the footer of an APE tag before it.
_TAIL: Final = 128 + 32


def is_sound(head: bytes) -> bool:
    """Say whether the file begins as MP3: by a tag of its own or by a frame."""
    return head.startswith(ID3) or bool(_SYNC.match(head) and _frame(head[:4]))


def _frame(head: bytes) -> tuple[int, float] | None:
    """Give a frame's length in bytes and its milliseconds; None for no frame."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != _LAYER_3 or bits in {0, 15} or rate == 3:
        return None
    table = 3 if version == 3 else 2
    samples = 1152 if version == 3 else 576
    hertz = (_SAMPLE_RATES[table] if version else _SAMPLE_RATES_25)[rate]
    kilobits = _BIT_RATES[table][bits]
    return samples // 8 * kilobits * 1000 // hertz + padding, samples * 1000 / hertz


def frames(path: Path, start: int = 0) -> Iterator[tuple[int, float]]:
    """Give the place after each frame and its milliseconds, until no frame follows."""
    at = start
    with path.open("rb") as file:
        base, window = start, b""
        while True:
            if at + 4 > base + len(window):
                file.seek(at)
                base, window = at, file.read(_WINDOW)
            found = _frame(window[at - base : at - base + 4])
            if found is None:
                return
            at += found[0]
            yield at, found[1]


def start_of_sound(file: BinaryIO) -> int:
    """Give where the first frame stands: behind the ID3v2 tags at the start."""
    at = 0
    for _ in range(_MOST_TAGS):
        file.seek(at)
        head = file.read(10)
        if not head.startswith(ID3) or len(head) < 10:
            break
        size = 0
        for byte in head[6:]:
            size = size << 7 | byte & 0x7F
        at += size + 10
    return at


def facts(path: Path, limits: Limits) -> Facts:
    """Read the duration.

    Raises: FileRefused when no three frames begin it, or it is too long.
    """
    with path.open("rb") as file:
        start = start_of_sound(file)
    limits.refuse_metadata(start)
    count, milliseconds = 0, 0.0
    for _, length in frames(path, start):
        count, milliseconds = count + 1, milliseconds + length
    if count < _FIRST_FRAMES:
        raise FileRefused(Refusal.DAMAGED)
    limits.refuse_duration(milliseconds)
    return Facts(FileFormat.MP3, duration_ms=round(milliseconds), audio="mp3")


def residue(path: Path) -> list[str]:
    """Name tags, and bytes that belong to no frame."""
    size = path.stat().st_size
    with path.open("rb") as file:
        end = start = start_of_sound(file)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    for after, _ in frames(path, start):
        end = after
    found = ["ID3"] if start or tail[-128:].startswith(b"TAG") else []
    found += ["APE tag"] if b"APETAGEX" in tail else []
    return found + (["bytes that are no sound"] if end != size else [])
