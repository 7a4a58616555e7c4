"""What a file is, by its content alone: a name, an extension, a client's word are not
read.

Pure Python over bounded reads: no decoder runs here, so that it may run in the web
process on bytes that nobody has vouched for.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from testimonies.files import jpeg, signatures
from testimonies.files.formats import Facts, FileClass, FileFormat
from testimonies.files.limits import LIMITS, Limits
from testimonies.files.refusals import FileRefused, Refusal

_PICTURES: Final[dict[bytes, Callable[[bytes, Limits], Facts]]] = {
    jpeg.MAGIC: jpeg.facts,
}


def sniffed(path: Path) -> FileFormat:
    """Give the format of a file under the archive's limits.

    Raises: FileRefused.
    """
    return facts(path, LIMITS).format


def facts(path: Path, limits: Limits) -> Facts:
    """Read what the headers say.

    Raises: FileRefused.
    """
    size = path.stat().st_size
    limits.refuse_bytes(size, FileClass.AUDIO)
    with path.open("rb") as file:
        head = file.read(signatures.HEAD)
    if not head:
        raise FileRefused(Refusal.EMPTY)
    for magic, read in _PICTURES.items():
        if head.startswith(magic):
            limits.refuse_bytes(size, FileClass.PICTURE)
            return _of_picture(path.read_bytes(), read, limits)
    if signatures.is_active(head):
        raise FileRefused(Refusal.ACTIVE_DOCUMENT)
    raise FileRefused(Refusal.UNKNOWN_FORMAT)


def _of_picture(
    data: bytes, read: Callable[[bytes, Limits], Facts], limits: Limits
) -> Facts:
    found = read(data, limits)
    if signatures.ends_otherwise(data[-signatures.TAIL :]):
        raise FileRefused(Refusal.TWO_KINDS)
    return found
