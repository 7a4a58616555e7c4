"""Two hashes of a file: one of its bytes (SHA-256), one of what it looks like (dHash).

dHash: grey, 9 × 8, one bit for each neighbour to the right that is brighter. Two
pictures of one scene differ in few bits; some ten of 64 are a usual threshold.
"""

import hashlib
from pathlib import Path
from typing import Final

from PIL import Image

_CHUNK: Final = 1024 * 1024
_SIDE: Final = 8


def digest(path: Path) -> tuple[str, int]:
    """Give the SHA-256 in hexadecimal and the number of bytes, reading in pieces."""
    found, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
            size += len(chunk)
    return found.hexdigest(), size


def look_of(image: Image.Image) -> str:
    """Give the 64-bit dHash of an upright picture as 16 hexadecimal digits."""
    grey = image.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.LANCZOS)
    pixels = grey.tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            at = row * (_SIDE + 1) + column
            bits = bits << 1 | (pixels[at] < pixels[at + 1])
    return f"{bits:016x}"


def bits_apart(hash_a: str, hash_b: str) -> int:
    """Count the bits in which two perceptual hashes differ, 0 to 64.

    Raises: ValueError when one of them is empty (audio has none) or no hash.
    """
    return (int(hash_a, 16) ^ int(hash_b, 16)).bit_count()
