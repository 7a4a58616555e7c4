"""When each passage of an account is spoken in the recording of it.

Passages with one number in two transcripts are the same passage in two languages, so
what is known of one is known of the other. Milliseconds from the recording's beginning.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spoken:
    """From when to when a passage is spoken; `end` None: to the recording's end."""

    start: int
    end: int | None


def spoken_times(document: Any, transcript: Any) -> dict[int, Spoken]:
    """Give by number, in the order of time, when the transcript's passages are spoken.

    A passage without times of its own has those of its number in the account's other
    languages, the original first. One without an end lasts until the next begins.
    """
    known = _known(document.transcripts)
    starts: dict[int, Spoken] = {}
    for passage in transcript.passages:
        own = _of(passage) or known.get(passage.number)
        if own is not None:
            starts.setdefault(passage.number, own)
    ordered = sorted(starts.items(), key=lambda pair: pair[1].start)
    return {number: _ended(spoken, ordered) for number, spoken in ordered}


def is_timed(document: Any) -> bool:
    """Say whether any passage of the account has a time."""
    return bool(_known(document.transcripts))


def start_of(document: Any, number: int) -> int | None:
    """Say when a passage begins, in whichever language that is known."""
    spoken = _known(document.transcripts).get(number)
    return spoken.start if spoken else None


def _known(transcripts: Iterable[Any]) -> Mapping[int, Spoken]:
    ordered = sorted(transcripts, key=lambda each: not each.is_original)
    known: dict[int, Spoken] = {}
    for transcript in ordered:
        for passage in transcript.passages:
            spoken = _of(passage)
            if spoken is not None:
                known.setdefault(passage.number, spoken)
    return known


def _of(passage: Any) -> Spoken | None:
    if passage.start_ms is None:
        return None
    end = passage.end_ms
    # The database refuses an end before the beginning now; older editions hold some.
    return Spoken(passage.start_ms, end if end and end > passage.start_ms else None)


def _ended(spoken: Spoken, ordered: Iterable[tuple[int, Spoken]]) -> Spoken:
    if spoken.end is not None:
        return spoken
    later = (each.start for _, each in ordered if each.start > spoken.start)
    return Spoken(spoken.start, next(later, None))
