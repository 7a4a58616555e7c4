"""An account as captions: WebVTT, from the public transcript and its times.

W3C, WebVTT: The Web Video Text Tracks Format, sections 4.1 (the file), 4.2.2 (text of
cues, voices, escapes) and 4.3 (times). A cue is a passage or, of a long one, some of
its sentences; its identifier is the passage's anchor in the account.
"""

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from testimonies.exchange.citation import Item
from testimonies.exchange.lines import one_line
from testimonies.exchange.times import Spoken, spoken_times

# What is read at a glance: some four lines on a telephone.
LONGEST = 160
# Milliseconds: shorter cues flicker, so a passage that is spoken so fast stays whole.
SHORTEST = 800
# Of the last passage, where nobody said when it ends: letters that are spoken in a
# second, slowly. A caption that stays too long tells nothing wrong.
PACE = 10
_ENDS, _CLOSING = ".!?…", "»”’\"')]"


class NothingTimed(LookupError):
    """No passage of the account has a time in a recording."""


class LanguageMissing(LookupError):
    """The account is not told in this language."""


def captions(item: Item) -> str:
    """Give the captions of an account, in the language that is asked for.

    Raises NothingTimed and LanguageMissing.
    """
    document = item.issue.document
    transcript = _transcript(document, item.text)
    times = spoken_times(document, transcript)
    if not times:
        raise NothingTimed(item.issue.ref)
    passages = {passage.number: passage for passage in transcript.passages}
    cues = [_cues(passages[number], spoken) for number, spoken in times.items()]
    # Cues stand in the order of their beginnings (4.1).
    ordered = sorted((cue for each in cues for cue in each), key=lambda cue: cue[0])
    blocks = (
        f"{name}\n{clock(start)} --> {clock(end)}\n{text}\n"
        for start, end, name, text in ordered
    )
    return "\n".join([f"WEBVTT\n\n{_note(item)}\n", *blocks])


def _transcript(document: Any, language: str) -> Any:
    ordered = sorted(document.transcripts, key=lambda each: not each.is_original)
    found = [each for each in ordered if language in {"", each.language}]
    if not ordered:
        raise NothingTimed(document.ref)
    if not found:
        raise LanguageMissing(language)
    return found[0]


def _note(item: Item) -> str:
    """Say of what these are the captions, for whoever finds the file alone."""
    issue = item.issue
    return f"NOTE {issue.ref}, edition {issue.number}\n{item.address}"


def clock(milliseconds: int) -> str:
    """Give a time as WebVTT writes it: hours, minutes, seconds, thousandths."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


# Beginning, end, name, text.
Cue = tuple[int, int, str, str]


def _cues(passage: Any, spoken: Spoken) -> Iterator[Cue]:
    """Give a passage's cues; each lasts in proportion to its text."""
    pieces = list(pieces_of(passage.text))
    total, said = sum(map(len, pieces)), 0
    lasts = max(2 * SHORTEST, total * 1000 // PACE)
    if spoken.end is not None:
        lasts = spoken.end - spoken.start
    is_fast = lasts < SHORTEST * len(pieces) or lasts * min(map(len, pieces)) < total
    if is_fast:
        pieces = [" ".join(pieces)]
        total = len(pieces[0])
    for index, piece in enumerate(pieces, start=1):
        name = f"p{passage.number}" if index == 1 else f"p{passage.number}.{index}"
        begins = spoken.start + lasts * said // total
        said += len(piece)
        ends = spoken.start + lasts * said // total
        yield begins, ends, name, f"{_voice(passage.speaker)}{_escaped(piece)}"


def pieces_of(text: str) -> Iterator[str]:
    """Cut a text at the ends of its sentences into pieces of LONGEST at most.

    A longer sentence is cut between words; a longer word is not.
    """
    piece = ""
    for sentence in _sentences(text):
        for part in _parts(sentence):
            if piece and len(piece) + 1 + len(part) > LONGEST:
                yield piece
                piece = part
            else:
                piece = f"{piece} {part}" if piece else part
    if piece:
        yield piece


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        words: list[str] = []
        # Not at spaces that hold words together, as before a French mark.
        for word in filter(None, line.split(" ")):
            words.append(word)
            if word.rstrip(_CLOSING)[-1:] in tuple(_ENDS):
                yield " ".join(words)
                words = []
        if words:
            yield " ".join(words)


def _parts(sentence: str) -> list[str]:
    """Cut a long sentence into parts of about one length."""
    if len(sentence) <= LONGEST:
        return [sentence]
    width = -(-len(sentence) // -(-len(sentence) // LONGEST))
    return wrap(sentence, width, break_long_words=False, break_on_hyphens=False)


def _voice(speaker: str) -> str:
    """Name who speaks; the span lasts as long as the cue, so nothing closes it."""
    name = _escaped(one_line(speaker))
    return f"<v {name}>" if name else ""


def _escaped(text: str) -> str:
    """Escape what is markup in a cue; an arrow, which would end one, with it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
