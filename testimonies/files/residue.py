"""What is left in a finished file that is neither picture nor sound: a second reading.

Own walkers of segments, chunks, boxes and pages, which share nothing with what wrote
the file, then Pillow's and av's view of it. Everything that is not known to be needed
is named, so that a kind of metadata nobody thought of is found as well.
"""

from pathlib import Path

from PIL import Image

from testimonies.files import jpeg
from testimonies.files.formats import FileClass, FileFormat
from testimonies.files.sniff import sniffed


def residue(path: Path) -> list[str]:
    """Name what should not be there; [] for a clean file.

    Raises: FileRefused when the file is not of a format that the archive takes.
    """
    found = walked(path)
    if sniffed(path).kind is FileClass.PICTURE:
        found += seen_by_pillow(path)
    return found


def walked(path: Path) -> list[str]:
    """Name what the archive's own walkers find: no decoder runs.

    Raises: FileRefused.
    """
    kind = sniffed(path)
    if kind is FileFormat.JPEG:
        return jpeg.residue(path.read_bytes())
    return ["nobody can read this format back"]


def seen_by_pillow(path: Path) -> list[str]:
    """Name what Pillow's own parser sees besides pixels."""
    with Image.open(path) as image:
        unwanted = set(image.info) & {
            "exif",
            "xmp",
            "comment",
            "photoshop",
            "icc_profile",
        }
        found = [f"{name} (seen by Pillow)" for name in sorted(unwanted)]
        return found + (["EXIF (seen by Pillow)"] if image.getexif() else [])
