"""The gates that look at a clip or picture alone: its basis, its files, its posting.

Each yields findings about one media item and changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from testimonies.custody import Room, fixity_of, left_in
from testimonies.models import MediaFile, MediaItem
from testimonies.moderation.refusals import Finding
from testimonies.privacy import is_granted
from testimonies.terms import (
    COPY_ROLES,
    Agreement,
    DateBasis,
    DateMalformed,
    Fixity,
    MediaBasis,
    Platform,
    Scope,
    agreement,
    posted_at,
)

# What a file can carry of a witness, by the consent that it needs.
COLUMNS = {Scope.IMAGE: "shows_witness", Scope.VOICE: "sounds_witness"}
# What a file of a type can show or carry of a witness.
SEEN, HEARD = ("image", "video"), ("audio", "video")


def basis(item: MediaItem) -> Iterator[Finding]:
    """Ask on what basis the item is shown, and whose image and voice it carries."""
    if item.basis == MediaBasis.UNDECIDED:
        yield Finding(
            "basis", "basis", "Decide on what basis the item may be shown, and note it."
        )
    if item.basis == MediaBasis.CONSENT and (
        item.basis_witness is None or not is_granted(item.basis_witness, Scope.WEB)
    ):
        yield Finding(
            "basis",
            "basis_witness",
            "The item rests on a consent to web publication that is not on record.",
        )
    for scope, column in COLUMNS.items():
        carries = any(getattr(file, column) for file in item.shown_files())
        witness = item.basis_witness
        if carries and (witness is None or not is_granted(witness, scope)):
            yield Finding(
                "basis", "files", f"A shown file needs a witness's consent ({scope})."
            )
    yield from _undecided(item)


def _undecided(item: MediaItem) -> Iterator[Finding]:
    kinds = [(file.media_type.partition("/")[0], file) for file in item.shown_files()]
    if any(kind in SEEN and file.shows_witness is None for kind, file in kinds):
        yield Finding(
            "basis",
            "files",
            "It is not decided whether a shown file shows a witness's image. Look at"
            " it, and say yes or no.",
        )
    if any(kind in HEARD and file.sounds_witness is None for kind, file in kinds):
        yield Finding(
            "basis",
            "files",
            "It is not decided whether a shown file carries a witness's voice. Listen"
            " to it, and say yes or no.",
        )


def files(item: MediaItem) -> Iterator[Finding]:
    """Ask whether each shown file is a cleaned copy, and still the one that was made.

    Reads the bytes of those that changed since this process read them last.
    """
    shown = item.shown_files()
    for message in dict.fromkeys(filter(None, map(_fault, shown))):
        yield Finding("files", "files", message)
    # The sizes of two pictures would be offered to readers as those of one.
    if len({file.cleaned_from_id for file in shown}) > 1:
        yield Finding(
            "files",
            "files",
            "Copies of more than one original are shown. Show those of one.",
        )


def _fault(file: MediaFile) -> str:
    """Say what is wrong with a shown file; "" where nothing is."""
    if file.role not in COPY_ROLES or not file.is_cleaned or file.verified_at is None:
        return "A shown file is not a cleaned public copy. Show such a copy."
    match fixity_of(Room.PRIVATE, file.name, file.sha256):
        case Fixity.MISSING:
            return (
                "A shown file is missing from the archive's storage. Add the file"
                " again, or have it restored from a backup."
            )
        case Fixity.CHANGED:
            return (
                "A shown file is not what was taken in: its bytes changed. Add the"
                " file again, and tell whoever runs the server."
            )
    if left_in(file.name):
        return (
            "A shown file still holds metadata. Do not show it, and add the file again."
        )
    return ""


@dataclass(frozen=True, slots=True)
class Posting:
    """What the platform's id says of the time of posting, beside what is stated."""

    moment: datetime
    agreement: Agreement

    @property
    def day(self) -> str:
        """The day, in the archive's time zone."""
        return self.moment.date().isoformat()


def posting_of(item: MediaItem) -> Posting | None:
    """Decode the platform's id; None where it names no time."""
    platform = Platform(item.platform)
    moment = posted_at(platform, item.platform_id, now=timezone.now())
    if moment is None:
        return None
    zone = timezone.get_default_timezone()
    try:
        agrees = agreement(moment, item.posted, zone=zone)
    except DateMalformed:
        # The gate on dates says so; nothing can be compared with it.
        agrees = Agreement.UNKNOWN
    return Posting(moment.astimezone(zone), agrees)


def posting(item: MediaItem) -> Iterator[Finding]:
    """Ask whether the stated day of posting is what the platform's id says."""
    said = posting_of(item)
    if item.posted_basis == DateBasis.DECODED:
        if said is None:
            yield Finding(
                "dates",
                "platform_id",
                "The date of posting is said to be decoded from the platform's id, and"
                " this id names no time. Correct the id, or say how else the date is"
                " known.",
            )
        elif item.posted != said.day:
            yield Finding(
                "dates",
                "posted",
                "The date of posting is said to be decoded from the platform's id,"
                f" which names {said.day}. Write that day, or say how else the date is"
                " known.",
            )
    elif said and said.agreement is Agreement.DIFFER:
        yield Finding(
            "dates",
            "posted",
            f"The platform's id names {said.day} as the day of posting, which is not"
            " the stated date. Check both; either may be wrong.",
            is_blocking=False,
        )
