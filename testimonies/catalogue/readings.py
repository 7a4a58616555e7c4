"""In which ways an account can be read: in each of its languages, or two side by side.

Pure: of a document, the values that a page's `text` can have, and what each shows.
"""

from typing import Any

from testimonies.catalogue.documents import TestimonyDocument, TranscriptCopy

SIDE = "side"


class ReadingUnknown(ValueError):
    """A way to read an account that this one has not; `known` are those it has."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__(", ".join(known))
        self.known = known


def ordered(document: Any) -> list[TranscriptCopy]:
    """Give the transcripts of a testimony, the original first."""
    return sorted(document.transcripts, key=lambda each: not each.is_original)


def readings(document: Any) -> tuple[str, ...]:
    """Give the ways to read: languages, the original's first, and SIDE for two.

    A record that holds no account has none.
    """
    if not isinstance(document, TestimonyDocument):
        return ()
    languages = tuple(each.language for each in ordered(document))
    return (*languages, SIDE) if len(languages) > 1 else languages


def transcripts_in(
    document: Any, reading: str, language: str
) -> tuple[TranscriptCopy, ...]:
    """Give the transcripts that a way to read shows: of "", the original.

    Side by side, the original with the translation into `language`, or else the first.
    Raises ReadingUnknown.
    """
    found = ordered(document)
    if not reading:
        return tuple(found[:1])
    if reading not in (known := readings(document)):
        raise ReadingUnknown(known)
    if reading != SIDE:
        return tuple(each for each in found if each.language == reading)
    first, *others = found
    wished = [each for each in others if each.language == language]
    return (first, (wished or others)[0])
