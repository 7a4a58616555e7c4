"""Taking a file in: cleaned first, then stored and put on record together, or neither.

Who may do that, and to which record, is for the caller to decide; the database refuses
a settled record by itself.
"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import IntegerField, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.custody.storage import (
    Room,
    discard,
    keep,
    lock_file,
    new_name,
    workshop,
)
from testimonies.files import Cleaned, Copy, clean
from testimonies.models import MediaFile, MediaItem, User
from testimonies.terms import FileRole

AT_ONCE = 2
"""So many files are cleaned at once on one machine."""

NEAR = 8
"""So many bits of 64 apart, two pictures may be of one scene."""

_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/webm": ".weba",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
}
# Both are 16 hexadecimal digits by a constraint, so the cast cannot fail.
_BITS_APART = "bit_count(('x' || perceptual_hash)::bit(64) # ('x' || %s)::bit(64))"


class IntakeRefused(ValueError):
    """A file cannot be taken in now; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an editor says of a file; None is undecided."""

    is_shown: bool = False
    shows_witness: bool | None = None
    sounds_witness: bool | None = None


NOTHING_SAID = Shown()


def take_in(
    item: MediaItem, received: Path, *, by: User, said: Shown = NOTHING_SAID
) -> MediaFile:
    """Store a received file and its cleaned copies; give the original's row.

    Takes as long as cleaning. `received` is moved, not copied. Raises FileRefused,
    IntakeRefused, and what the database raises; then nothing is left of it.
    """
    with _one_of_few(), workshop() as bench:
        cleaned = clean(received, bench)
        with ledger.acting(by), _all_or_nothing() as kept:
            row = MediaItem.objects.select_for_update().get(pk=item.pk)
            # Who may add to it was asked of the state that the caller saw.
            if row.state != item.state:
                message = _("The record moved meanwhile: look at it and try again.")
                raise IntakeRefused(message)
            original = _row(item, cleaned, FileRole.ORIGINAL, said)
            original.perceptual_hash = cleaned.perceptual_hash
            _put(original, received, kept)
            for copy in cleaned.copies:
                _put(_copy_row(original, copy, said), copy.path, kept)
            ledger.append("take_in_file", actor=by, ref=item.ref)
    return original


@contextmanager
def _all_or_nothing() -> Iterator[list[str]]:
    """Take back the files that were put away by then, on any error, before commit."""
    kept: list[str] = []
    try:
        yield kept
        # What the database would refuse at the end, it refuses while we can undo.
        connection.check_constraints()
    except BaseException:
        for name in kept:
            discard(Room.PRIVATE, name)
        raise


@contextmanager
def _one_of_few() -> Iterator[None]:
    """Hold one of the few places in which files are cleaned: each takes much memory."""
    with ExitStack() as stack:
        for number in range(AT_ONCE):
            lock = stack.enter_context(lock_file(f"cleaning-{number}"))
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield
            return
        message = _("Other files are being read just now: try again in a minute.")
        raise IntakeRefused(message)


def _row(
    item: MediaItem, facts: Cleaned | Copy, role: FileRole, said: Shown
) -> MediaFile:
    return MediaFile(
        item=item,
        role=role,
        name=new_name(_SUFFIXES[facts.media_type]),
        size=facts.size,
        media_type=facts.media_type,
        sha256=facts.sha256,
        width=facts.width,
        height=facts.height,
        duration_ms=facts.duration_ms,
        shows_witness=said.shows_witness,
        sounds_witness=said.sounds_witness,
    )


def _copy_row(original: MediaFile, copy: Copy, said: Shown) -> MediaFile:
    row = _row(original.item, copy, copy.role, said)
    row.cleaned_from, row.is_cleaned = original, True
    row.verified_at = timezone.now()
    row.is_shown = said.is_shown
    return row


def _put(row: MediaFile, path: Path, kept: list[str]) -> None:
    # Noted first: a file that is there and not noted would be left behind.
    kept.append(row.name)
    keep(path, row.name)
    row.save(force_insert=True)


def look_alikes(original: MediaFile) -> "QuerySet[MediaFile, Any]":
    """Give the other originals that are the same bytes, or nearly the same picture.

    Each has `bits`: how many of 64 differ; None where only the bytes were compared.
    """
    others = MediaFile.objects.filter(role=FileRole.ORIGINAL).exclude(pk=original.pk)
    if original.perceptual_hash:
        bits = RawSQL(_BITS_APART, [original.perceptual_hash])  # noqa: S611
        near = others.exclude(perceptual_hash="").annotate(bits=bits)
        found = near.filter(bits__lte=NEAR)
    else:
        found = others.filter(sha256=original.sha256).annotate(
            bits=Value(None, output_field=IntegerField())
        )
    return found.select_related("item").order_by("bits", "pk")
