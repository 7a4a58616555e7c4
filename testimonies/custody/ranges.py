"""Which part of a file a reader asks for (RFC 9110, section 14), and its pieces.

Pure: knows no request and no response. A single range of bytes is answered, several at
once are not; then the whole is given, as the standard allows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

_PIECE: Final = 64 * 1024
# A number of more digits is longer than any file.
_SINGLE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class RangeUnsatisfiable(ValueError):
    """The part that is asked for lies beyond the file's end."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes from `start` up to and without `end`, of `size` in all."""

    start: int
    end: int
    size: int

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def is_whole(self) -> bool:
        return self.length == self.size

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.end - 1}/{self.size}"


def part_of(size: int, asked: str | None) -> Part | None:
    """Give the part that a Range header asks for; None: no single range, so the whole.

    Raises RangeUnsatisfiable.
    """
    match = _SINGLE.fullmatch(asked.strip()) if asked else None
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        # The last so many bytes.
        start, end = max(size - int(last), 0), size
    else:
        start, end = int(first), min(int(last) + 1, size) if last else size
    if first and last and int(last) < int(first):
        # Malformed, and to be ignored.
        return None
    if start >= size or start >= end:
        raise RangeUnsatisfiable
    return Part(start, end, size)


class Pieces:
    """The bytes of a part, piece by piece; closes the file at the end, or when asked.

    A generator that nobody began would never close it.
    """

    def __init__(self, file: IO[bytes], part: Part) -> None:
        self._file, self._left = file, part.length
        file.seek(part.start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(min(_PIECE, self._left)) if self._left else b""
        self._left -= len(piece)
        if not piece:
            self.close()
            raise StopIteration
        return piece

    def close(self) -> None:
        self._left = 0
        self._file.close()
