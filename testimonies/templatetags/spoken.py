"""Which recording an account has, and when each of its passages is heard in it.

Knows no HTML and no wording, as the account does. What is not public is not there.
"""

from dataclasses import dataclass
from typing import Any

from testimonies.catalogue import Bundle, FileCopy, Issue
from testimonies.exchange import Spoken, spoken_times
from testimonies.privacy import is_heard
from testimonies.terms import FileRole


@dataclass(frozen=True, slots=True)
class Recording:
    """A public recording and the copy of it that is played."""

    issue: Issue
    file: FileCopy

    @property
    def document(self) -> Any:
        return self.issue.document


@dataclass(frozen=True, slots=True)
class Heard:
    """When a passage is spoken, and in which recording that readers have."""

    spoken: Spoken
    recording: Recording | None


def recording_of(bundle: Bundle) -> Recording | None:
    """Give a testimony's recording, where it is public and has a copy that plays."""
    issue = bundle.get(bundle.main.document.recording)
    files = issue.document.files if issue else ()
    for file in files:
        if issue and file.role != FileRole.POSTER and is_heard(file.media_type):
            return Recording(issue, file)
    return None


def clock(milliseconds: int) -> str:
    """Give hours, minutes, seconds as people write them."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def heard_in(
    document: Any, transcript: Any, recording: Recording | None
) -> dict[int, Heard]:
    """Say by number when the passages of a transcript are spoken, where that is known.

    Also where readers have no recording: when it was said is part of the account.
    """
    times = spoken_times(document, transcript)
    return {number: Heard(spoken, recording) for number, spoken in times.items()}
