"""Which recording an account has, and when each of its passages is heard in it.

Knows no HTML and no wording, as the account does. What is not public is not there.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from testimonies.catalogue import Bundle, FileCopy, Issue
from testimonies.exchange import Spoken, is_timed, spoken_times
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
class Listen:
    """Where a passage is heard."""

    recording: Recording
    spoken: Spoken


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


class _Transcript(Protocol):
    @property
    def transcript(self) -> Any: ...
    @property
    def passages(self) -> tuple[Any, ...]: ...


ViewT = TypeVar("ViewT", bound=_Transcript)


def with_times(
    views: tuple[ViewT, ...], document: Any, recording: Recording | None
) -> tuple[ViewT, ...]:
    """Say of each passage when it is spoken, and from where it is heard."""
    if not is_timed(document):
        return views
    timed = []
    for view in views:
        times = spoken_times(document, view.transcript)
        passages = tuple(_timed(each, times, recording) for each in view.passages)
        timed.append(replace(view, passages=passages))  # type: ignore[type-var]
    return tuple(timed)


def _timed(view: Any, times: dict[int, Spoken], recording: Recording | None) -> Any:
    spoken = times.get(view.number)
    if spoken is None:
        return view
    listen = Listen(recording, spoken) if recording else None
    return replace(view, time=clock(spoken.start), listen=listen)
