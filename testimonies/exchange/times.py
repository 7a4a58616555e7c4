"""When each passage of an account is spoken in the recording of it.

Passages with one number in two transcripts are the same passage in two languages, so
what is known of one is known of the other. Milliseconds from the recording's beginning.
"""

from collections.abc import Iterable
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
    languages, the original first. One without an end lasts until the next begins, in
    whichever language that is known.
    """
    known = _known([transcript, *_original_first(document.transcripts)])
    begin = sorted({spoken.start for spoken in known.values()})
    numbers = {passage.number for passage in transcript.passages}
    mine = [(number, known[number]) for number in numbers & known.keys()]
    ordered = sorted(mine, key=lambda pair: (pair[1].start, pair[0]))
    return {number: _ended(spoken, begin) for number, spoken in ordered}


def start_of(document: Any, number: int) -> int | None:
    """Say when a passage begins, in whichever language that is known."""
    spoken = _known(_original_first(document.transcripts)).get(number)
    return spoken.start if spoken else None


def _original_first(transcripts: Iterable[Any]) -> list[Any]:
    return sorted(transcripts, key=lambda each: not each.is_original)


def _known(transcripts: Iterable[Any]) -> dict[int, Spoken]:
    """Give what is known of each passage; the first transcript that knows is right."""
    known: dict[int, Spoken] = {}
    for transcript in transcripts:
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


def _ended(spoken: Spoken, begin: Iterable[int]) -> Spoken:
    if spoken.end is not None:
        return spoken
    later = (start for start in begin if start > spoken.start)
    return Spoken(spoken.start, next(later, None))
