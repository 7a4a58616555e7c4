"""What is redacted in an account, and whether it is cut from the recording of it.

Saying that it is cut is saying it of these redactions and of these files. When one of
them changes, nobody has said it yet.
"""

import hashlib
from collections.abc import Iterable

from testimonies.models import MediaItem, Redaction, Testimony

_HEARD = ("audio/", "video/")


def is_heard(media_type: str) -> bool:
    """Say whether a file of the type is a sound or a video."""
    return media_type.startswith(_HEARD)


def sounds_shown(item: MediaItem) -> frozenset[str]:
    """Give the SHA-256 of each sound and video that the draft shows."""
    shown = item.shown_files()
    return frozenset(file.sha256 for file in shown if is_heard(file.media_type))


def heard_as(testimony: Testimony, sounds: Iterable[str]) -> str:
    """Give the digest of the account's redactions and of the files, as they are."""
    spans = Redaction.objects.filter(passage__transcript__testimony=testimony)
    columns = ("passage_id", "start", "end")
    lines = [" ".join(map(str, row)) for row in spans.values_list(*columns)]
    text = "\n".join([*sorted(sounds), *sorted(lines)])
    return hashlib.sha256(text.encode()).hexdigest()


def is_cut(testimony: Testimony, item: MediaItem, sounds: Iterable[str]) -> bool:
    """Say whether all that is redacted now was said to be cut from these files."""
    if testimony.recording_id != item.pk or testimony.recording_is_cut is not True:
        return False
    return testimony.recording_heard == heard_as(testimony, sounds)
