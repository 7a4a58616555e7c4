"""The formats that are taken, by what they hold, never by a name or a client's word."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FileClass(StrEnum):
    """What a file is to a reader."""

    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"


class Family(StrEnum):
    """How a file is built; the values are av's names of the demuxers that read it."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    WAV = "wav"
    OGG = "ogg"
    MPEG = "mp3"
    BOXES = "mov"
    EBML = "matroska"

    @property
    def is_picture(self) -> bool:
        return self in {Family.JPEG, Family.PNG, Family.GIF, Family.WEBP}


class FileFormat(StrEnum):
    """The allow-list; a value is the media type under which such a file is served."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    GIF = "image/gif"
    MP4 = "video/mp4"
    MOV = "video/quicktime"
    WEBM = "video/webm"
    WEBM_AUDIO = "audio/webm"
    M4A = "audio/mp4"
    MP3 = "audio/mpeg"
    OGG = "audio/ogg"
    WAV = "audio/wav"

    @property
    def media_type(self) -> str:
        return self.value

    @property
    def kind(self) -> FileClass:
        family = self.value.partition("/")[0]
        return FileClass(family.replace("image", "picture"))

    @property
    def family(self) -> Family:
        return _FAMILIES[self]


_FAMILIES: Final = {
    FileFormat.JPEG: Family.JPEG,
    FileFormat.PNG: Family.PNG,
    FileFormat.WEBP: Family.WEBP,
    FileFormat.GIF: Family.GIF,
    FileFormat.MP4: Family.BOXES,
    FileFormat.MOV: Family.BOXES,
    FileFormat.M4A: Family.BOXES,
    FileFormat.WEBM: Family.EBML,
    FileFormat.WEBM_AUDIO: Family.EBML,
    FileFormat.MP3: Family.MPEG,
    FileFormat.OGG: Family.OGG,
    FileFormat.WAV: Family.WAV,
}

PUBLIC_FORMATS: Final = frozenset(FileFormat) - {
    FileFormat.PNG,
    FileFormat.WEBP,
    FileFormat.GIF,
    FileFormat.MOV,
}
"""What a copy for readers can be; the others are taken and written as one of these."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the headers of a file say; `orientation` is EXIF's, 1 to 8.

    Zero stands for a size or a duration that no header gives.
    """

    format: FileFormat
    width: int = 0
    height: int = 0
    orientation: int = 1
    duration_ms: int = 0
    video: str = ""
    audio: str = ""
