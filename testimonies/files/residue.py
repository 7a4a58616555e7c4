"""What is left in a finished file that is neither picture nor sound: a second reading.

Own walkers of segments, chunks, boxes and pages, which share nothing with what wrote
the file; where they find nothing, Pillow's and av's view of it. Everything that is not
known to be needed is named, so that metadata nobody thought of is found as well.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image

from testimonies.files import (
    gif,
    jpeg,
    left_in_boxes,
    left_in_ebml,
    mpeg,
    ogg,
    png,
    riff,
    streams,
)
from testimonies.files.formats import Family
from testimonies.files.limits import LIMITS, Limits
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.sniff import facts, family_of

# What Pillow keeps of a file besides how its pixels are coded.
_TOLD: Final = frozenset(
    {"exif", "xmp", "comment", "photoshop", "icc_profile", "Raw profile type exif"}
)
_WALKERS: Final[dict[Family, Callable[[Path], list[str]]]] = {
    Family.JPEG: jpeg.residue,
    Family.PNG: png.residue,
    Family.GIF: gif.residue,
    Family.WEBP: riff.webp_residue,
    Family.WAV: riff.wav_residue,
    Family.OGG: ogg.residue,
    Family.MPEG: mpeg.residue,
    Family.EBML: left_in_ebml.residue,
    Family.BOXES: left_in_boxes.residue,
}


def residue(path: Path, limits: Limits = LIMITS) -> list[str]:
    """Name what should not be there; [] for a clean file. Never repeats what it says.

    Raises: FileRefused when the file is not of a format that the archive takes.
    """
    found = walked(path)
    if found:
        return found
    facts(path, limits)
    if family_of(path).is_picture:
        return seen_by_pillow(path)
    return streams.seen_by_av(path, limits)


def walked(path: Path) -> list[str]:
    """Name what the archive's own walkers find: no decoder runs.

    Raises: FileRefused.
    """
    return _WALKERS[family_of(path)](path)


def seen_by_pillow(path: Path) -> list[str]:
    """Name what Pillow's own parser sees besides pixels.

    Raises: FileRefused when Pillow cannot read it.
    """
    try:
        with Image.open(path) as image:
            told = sorted(set(image.info) & _TOLD)
            text = getattr(image, "text", None)
            has_exif = bool(image.getexif())
    except (OSError, SyntaxError, ValueError) as unreadable:
        raise FileRefused(Refusal.DAMAGED) from unreadable
    found = [f"{name} (seen by Pillow)" for name in told]
    found += ["text (seen by Pillow)"] if text else []
    return found + (["EXIF (seen by Pillow)"] if has_exif else [])
