"""How large, long and deep a file may be. Checked from headers, before any decoding."""

from dataclasses import dataclass
from typing import Final

from testimonies.files.formats import FileClass
from testimonies.files.refusals import FileRefused, Refusal

_MILLION: Final = 1_000_000
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, pixels, milliseconds and counts; the last four bind the child process."""

    picture_bytes: int = 50 * MEGABYTE
    recording_bytes: int = 500 * MEGABYTE
    pixels: int = 80 * _MILLION
    side: int = 20_000
    frame_pixels: int = 36 * _MILLION
    duration_ms: int = 2 * 60 * 60 * 1000
    frames: int = 2 * 60 * 60 * 120
    streams: int = 16
    parts: int = 20_000
    metadata_bytes: int = 8 * MEGABYTE
    memory_bytes: int = 2048 * MEGABYTE
    cpu_seconds: int = 60
    wall_seconds: int = 120
    written_bytes: int = 640 * MEGABYTE

    def refuse_bytes(self, size: int, kind: FileClass) -> None:
        """Raises: FileRefused."""
        picture = kind is FileClass.PICTURE
        most = self.picture_bytes if picture else self.recording_bytes
        if size > most:
            raise FileRefused(Refusal.TOO_MANY_BYTES, limit=most // MEGABYTE)

    def refuse_pixels(self, width: int, height: int, *, moving: bool = False) -> None:
        """Raises: FileRefused, also for a picture without an area."""
        if width < 1 or height < 1:
            raise FileRefused(Refusal.DAMAGED)
        most = self.frame_pixels if moving else self.pixels
        if width * height > most or max(width, height) > self.side:
            raise FileRefused(Refusal.TOO_MANY_PIXELS, limit=most // _MILLION)

    def refuse_duration(self, milliseconds: float) -> None:
        """Raises: FileRefused."""
        if milliseconds > self.duration_ms:
            raise FileRefused(Refusal.TOO_LONG, limit=self.duration_ms // 60_000)

    def refuse_streams(self, count: int) -> None:
        """Raises: FileRefused."""
        if count > self.streams:
            raise FileRefused(Refusal.TOO_MANY_STREAMS, limit=self.streams)

    def refuse_metadata(self, size: int) -> None:
        """Raises: FileRefused."""
        if size > self.metadata_bytes:
            raise FileRefused(Refusal.TOO_MUCH_METADATA)


LIMITS: Final = Limits()
