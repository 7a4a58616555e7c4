"""Files for tests: a small clean picture, and rows whose bytes lie in storage."""

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image

from testimonies import ledger
from testimonies.catalogue import FileCopy
from testimonies.custody.storage import Room, folder, new_name
from testimonies.files import Cleaned, Copy, digest
from testimonies.models import MediaFile, MediaItem, User
from testimonies.terms import COPY_ROLES, FileRole


@cache
def picture(shade: int = 90) -> bytes:
    """Give a JPEG of 32 × 20 pixels that holds nothing but the picture."""
    made = io.BytesIO()
    Image.new("RGB", (32, 20), (shade, 60, 30)).save(made, "JPEG")
    return made.getvalue()


def put(content: bytes, name: str, room: Room = Room.PRIVATE) -> Path:
    """Lay bytes into a storage, as nobody but a test does."""
    path = folder(room) / name
    path.write_bytes(content)
    return path


def _row(item: MediaItem, content: bytes, **columns: Any) -> MediaFile:
    defaults = {
        "name": new_name(".jpg"),
        "size": len(content),
        "media_type": "image/jpeg",
        "sha256": hashlib.sha256(content).hexdigest(),
        "width": 32,
        "height": 20,
        "shows_witness": False,
        "sounds_witness": False,
    }
    row = MediaFile.objects.create(item=item, **{**defaults, **columns})
    put(content, row.name)
    return row


def make_original(
    item: MediaItem, *, by: User, content: bytes = b"", **columns: Any
) -> MediaFile:
    with ledger.acting(by):
        role = {"role": FileRole.ORIGINAL}
        return _row(item, content or picture(), **{**role, **columns})


def make_file(
    item: MediaItem, *, by: User, content: bytes = b"", **columns: Any
) -> MediaFile:
    """Make a file that may be shown, of the item's one original."""
    original = item.files.filter(role=FileRole.ORIGINAL).first()
    defaults: dict[str, Any] = {"role": FileRole.PUBLIC_COPY}
    if columns.get("role", FileRole.PUBLIC_COPY) in COPY_ROLES:
        defaults |= {
            "cleaned_from": original or make_original(item, by=by),
            "is_cleaned": True,
            "is_shown": True,
            "verified_at": timezone.now(),
        }
    with ledger.acting(by):
        return _row(item, content or picture(), **{**defaults, **columns})


@cache
def telling_picture(
    shade: int = 90, side: int = 64, *, comment: bytes = b"CANARY-comment"
) -> bytes:
    """Give a JPEG that says where and by whom it was taken, in EXIF and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "CANARY-maker"
    exif[0x8825] = {1: "N", 2: (43.0, 14.0, 20.0), 3: "E", 4: (76.0, 53.0, 42.0)}
    made = io.BytesIO()
    shades = Image.linear_gradient("L").resize((side, side))
    picture = Image.merge("RGB", (shades, shades.rotate(shade), shades.rotate(180)))
    picture.save(made, "JPEG", exif=exif, comment=comment)
    return made.getvalue()


def received(folder_: Path, content: bytes = b"") -> Path:
    """Lay a file where one that was just received would lie."""
    path = folder_ / "received"
    path.write_bytes(content or telling_picture())
    return path


def fake_cleaning(original: Path, into: Path) -> Cleaned:
    """Stand in for the child process where a test is about what follows it."""
    sha256, size = digest(original)
    copies = []
    for number, role in enumerate((FileRole.PUBLIC_COPY, FileRole.PUBLIC_COPY)):
        path = into / f"copy-{number}"
        path.write_bytes(picture(90 + number))
        found, length = digest(path)
        copies.append(Copy(role, path, "image/jpeg", length, found, 32, 20))
    return Cleaned("image/jpeg", size, sha256, "0f" * 8, 64, 64, None, tuple(copies))


def any_copy(name: str) -> FileCopy:
    """Say of every name that an edition shows it: what a guard's absence would do."""
    content = picture()
    sha256 = hashlib.sha256(content).hexdigest()
    return FileCopy(
        "public_copy", name, "image/jpeg", len(content), sha256, 32, 20, None
    )
