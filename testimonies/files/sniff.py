"""What a file is, by its content alone: no name, extension or client's word is read.

Pure Python over bounded reads: no decoder runs here, so that it may run in the web
process on bytes that nobody has vouched for.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from testimonies.files import boxes, ebml, gif, jpeg, mpeg, ogg, png, riff, signatures
from testimonies.files.formats import Facts, Family, FileClass, FileFormat
from testimonies.files.limits import LIMITS, Limits
from testimonies.files.refusals import FileRefused, Refusal

_READERS: Final[dict[Family, Callable[[Path, Limits], Facts]]] = {
    Family.JPEG: jpeg.facts,
    Family.PNG: png.facts,
    Family.GIF: gif.facts,
    Family.WEBP: riff.webp_facts,
    Family.WAV: riff.wav_facts,
    Family.OGG: ogg.facts,
    Family.MPEG: mpeg.facts,
    Family.EBML: ebml.facts,
    Family.BOXES: boxes.facts,
}


def sniffed(path: Path) -> FileFormat:
    """Give the format of a file that is sound, whole, and within the archive's limits.

    Raises: FileRefused.
    """
    return facts(path, LIMITS).format


def family_of(path: Path) -> Family:
    """Say by its first bytes how a file is built; what follows may still be wrong.

    Raises: FileRefused.
    """
    return _family(_head(path))


def facts(path: Path, limits: Limits) -> Facts:
    """Read what the headers say, and that nothing but the one file is there.

    Raises: FileRefused.
    """
    size = path.stat().st_size
    family = family_of(path)
    kind = FileClass.PICTURE if family.is_picture else FileClass.VIDEO
    limits.refuse_bytes(size, kind)
    found = _READERS[family](path, limits)
    with path.open("rb") as file:
        file.seek(max(0, size - signatures.TAIL))
        if signatures.ends_otherwise(file.read()):
            raise FileRefused(Refusal.TWO_KINDS)
    return found


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(signatures.HEAD)
    if not head:
        raise FileRefused(Refusal.EMPTY)
    return head


def _family(head: bytes) -> Family:
    for magic, family in (
        (jpeg.MAGIC, Family.JPEG),
        (png.MAGIC, Family.PNG),
        (ebml.MAGIC, Family.EBML),
        (ogg.MAGIC, Family.OGG),
    ):
        if head.startswith(magic):
            return family
    if head.startswith(gif.MAGICS):
        return Family.GIF
    if head.startswith(riff.MAGIC) and head[8:12] in {riff.WEBP, riff.WAVE}:
        return Family.WEBP if head[8:12] == riff.WEBP else Family.WAV
    if head[4:8] in boxes.OPENINGS:
        return Family.BOXES
    if mpeg.is_sound(head):
        return Family.MPEG
    active = signatures.is_active(head)
    raise FileRefused(Refusal.ACTIVE_DOCUMENT if active else Refusal.UNKNOWN_FORMAT)
