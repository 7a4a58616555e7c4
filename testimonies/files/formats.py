"""The formats that are taken, by what they hold, never by a name or a client's word."""

from dataclasses import dataclass
from enum import StrEnum


class FileClass(StrEnum):
    """What a file is to a reader."""

    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"


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
    FLAC = "audio/flac"
    WAV = "audio/wav"

    @property
    def media_type(self) -> str:
        return self.value

    @property
    def kind(self) -> FileClass:
        family = self.value.partition("/")[0]
        return FileClass(family.replace("image", "picture"))


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
