"""MP3 sound frame by frame (ISO/IEC 11172-3, 2.4.1), with ID3 and APE tags round it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

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


def start_of_sound(head: bytes) -> int:
    """Give the length of the ID3v2 tag at the start, 0 where there is none."""
    if not head.startswith(ID3) or len(head) < 10:
        return 0
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10


def facts(path: Path, limits: Limits) -> Facts:
    """Read the duration.

    Raises: FileRefused when no three frames begin it, or it is too long.
    """
    with path.open("rb") as file:
        start = start_of_sound(file.read(10))
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
        head = file.read(2048)
        file.seek(max(0, size - 160))
        tail = file.read()
    start = start_of_sound(head)
    found = ["ID3"] if head.startswith(ID3) else []
    end = start
    for end, _ in frames(path, start):  # noqa: B007
        pass
    if b"TAG" in tail[-128:-125]:
        found.append("ID3")
    elif b"APETAGEX" in tail:
        found.append("APE tag")
    if end != size:
        found.append("bytes that are no sound")
    return found
