"""The gates that look at a clip or picture alone: its basis, its files.

Each yields findings about one media item and changes nothing.
"""

from collections.abc import Iterator

from testimonies.custody import Room, fixity_of, left_in
from testimonies.models import MediaFile, MediaItem
from testimonies.moderation.refusals import Finding
from testimonies.privacy import is_granted
from testimonies.terms import FileRole, Fixity, MediaBasis, Scope

COPIES = (FileRole.PUBLIC_COPY, FileRole.POSTER)
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
    needs = {"shows_witness": Scope.IMAGE, "sounds_witness": Scope.VOICE}
    for column, scope in needs.items():
        shown = item.files.filter(is_shown=True, **{column: True}).exists()
        witness = item.basis_witness
        if shown and (witness is None or not is_granted(witness, scope)):
            yield Finding(
                "basis", "files", f"A shown file needs a witness's consent ({scope})."
            )
    yield from _undecided(item)


def _undecided(item: MediaItem) -> Iterator[Finding]:
    shown = item.files.filter(is_shown=True)
    kinds = [(file.media_type.partition("/")[0], file) for file in shown]
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
    shown = list(item.files.filter(is_shown=True))
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
    if file.role not in COPIES or not file.is_cleaned or file.verified_at is None:
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
