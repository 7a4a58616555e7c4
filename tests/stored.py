"""Files for tests: a small clean picture, and rows whose bytes lie in storage."""

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from PIL import Image

from testimonies import ledger
from testimonies.custody.storage import Room, folder, new_name
from testimonies.models import MediaFile, MediaItem, User
from testimonies.terms import FileRole

COPIES = (FileRole.PUBLIC_COPY, FileRole.POSTER)


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


def make_original(item: MediaItem, *, by: User, **columns: Any) -> MediaFile:
    with ledger.acting(by):
        return _row(item, picture(), **{"role": FileRole.ORIGINAL, **columns})


def make_file(item: MediaItem, *, by: User, **columns: Any) -> MediaFile:
    """Make a file that may be shown, of the item's one original."""
    original = item.files.filter(role=FileRole.ORIGINAL).first()
    defaults: dict[str, Any] = {"role": FileRole.PUBLIC_COPY}
    if columns.get("role", FileRole.PUBLIC_COPY) in COPIES:
        defaults |= {
            "cleaned_from": original or make_original(item, by=by),
            "is_cleaned": True,
            "is_shown": True,
            "verified_at": timezone.now(),
        }
    with ledger.acting(by):
        return _row(item, picture(), **{**defaults, **columns})
