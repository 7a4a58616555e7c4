"""Why a file is not taken: a closed list, each with one sentence for the editor.

A sentence never repeats the file's name or anything that the file holds.
"""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _


class Refusal(StrEnum):
    """The reasons, as they are stored and logged."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"
    ACTIVE_DOCUMENT = "active_document"
    HEIF = "heif"
    ANIMATED = "animated"
    TWO_KINDS = "two_kinds"
    DAMAGED = "damaged"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_LONG = "too_long"
    TOO_MANY_STREAMS = "too_many_streams"
    TOO_MANY_FRAMES = "too_many_frames"
    TOO_MUCH_METADATA = "too_much_metadata"
    NOTHING_TO_SHOW = "nothing_to_show"
    CODEC = "codec"
    NO_LIBRARY = "no_library"
    GAVE_UP = "gave_up"
    NOT_CLEAN = "not_clean"


_SENTENCES: Final = {
    Refusal.EMPTY: _("This file is empty. Choose the file again."),
    Refusal.UNKNOWN_FORMAT: _(
        "This is none of the formats that the archive takes: JPEG, PNG, WebP, GIF, "
        "MP4, MOV, WebM, MP3, M4A, Ogg or WAV. Save it as one of them."
    ),
    Refusal.ACTIVE_DOCUMENT: _(
        "This is a document or an archive of files (such as SVG, HTML, PDF or ZIP), "
        "which may carry scripts. Save what it shows as a JPEG or PNG picture."
    ),
    Refusal.HEIF: _(
        "HEIC and AVIF pictures are not taken. Save the picture as JPEG or PNG."
    ),
    Refusal.ANIMATED: _(
        "Animated pictures are not taken. Save it as an MP4 or WebM video, or save "
        "one frame as a picture."
    ),
    Refusal.TWO_KINDS: _(
        "This file hides something besides what it claims to be: bytes after its end, "
        "or markup, a script or an archive inside. Open it in a picture or video "
        "program and save it again as a new file."
    ),
    Refusal.DAMAGED: _(
        "This file is damaged or incomplete. Get it again from where it came from, or "
        "open it and save it as a new file."
    ),
    Refusal.TOO_MANY_BYTES: _(
        "This file is larger than %(limit)s MB. Save it smaller or shorter."
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "This picture or video has more than %(limit)s million pixels, or one side is "
        "too long. Save it smaller."
    ),
    Refusal.TOO_LONG: _(
        "This recording is longer than %(limit)s minutes. Cut it into parts."
    ),
    Refusal.TOO_MANY_STREAMS: _(
        "This recording has more than %(limit)s tracks. Export it with one picture and "
        "one sound track."
    ),
    Refusal.TOO_MANY_FRAMES: _(
        "This file has more frames or parts than the archive reads. Export it again, "
        "shorter."
    ),
    Refusal.TOO_MUCH_METADATA: _(
        "This file carries more hidden data than the archive reads. Export it again "
        "without metadata."
    ),
    Refusal.NOTHING_TO_SHOW: _(
        "This file holds neither a picture nor sound. Choose another file."
    ),
    Refusal.CODEC: _(
        "Browsers cannot play how this recording is encoded. Export it as MP4 (H.264 "
        "and AAC), WebM, MP3 or WAV."
    ),
    Refusal.NO_LIBRARY: _(
        "This server takes pictures only. For audio and video, its operator installs "
        "the extra “media” (requirements/media.txt)."
    ),
    Refusal.GAVE_UP: _(
        "Reading this file took too much time or memory, or broke the program that "
        "reads it. Open it, save it as a new file, and try again."
    ),
    Refusal.NOT_CLEAN: _(
        "The archive could not remove everything hidden from this file, so it made no "
        "public copy. Export it again from another program."
    ),
}


class FileRefused(Exception):
    """A file that is not taken; `str()` is the sentence in the reader's language.

    `limit` is the figure that the sentence names, in its unit (MB, million pixels,
    minutes, tracks).
    """

    def __init__(self, reason: Refusal, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit

    def __str__(self) -> str:
        return str(_SENTENCES[self.reason]) % {"limit": self.limit}
