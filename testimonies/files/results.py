"""What cleaning gives back."""

from dataclasses import dataclass
from pathlib import Path

from testimonies.terms import FileRole


@dataclass(frozen=True, slots=True)
class Copy:
    """A finished file for readers: PUBLIC_COPY or POSTER; bytes, pixels, milliseconds.

    `media_type` is what the file was written as and read back as.
    """

    role: FileRole
    path: Path
    media_type: str
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is known of the untouched original, and its copies, smallest first.

    `perceptual_hash` is of the picture, or of a video's poster; "" for audio. Width
    and height are those of the upright original; None where there are none.
    """

    media_type: str
    size: int
    sha256: str
    perceptual_hash: str
    width: int | None
    height: int | None
    duration_ms: int | None
    copies: tuple[Copy, ...]
