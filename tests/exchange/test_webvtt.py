"""Captions are read back as WebVTT says, and say what the account says."""

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.catalogue.documents import PassageCopy, TranscriptCopy
from testimonies.exchange import (
    FORMATS,
    LanguageMissing,
    NothingTimed,
    Spoken,
    spoken_times,
)
from testimonies.exchange.webvtt import LONGEST, SHORTEST, pieces_of
from testimonies.privacy import MARKER
from tests.exchange import items

_TIMES = re.compile(
    r"(\d{2,}):(\d\d):(\d\d)\.(\d{3}) --> (\d{2,}):(\d\d):(\d\d)\.(\d{3})"
)


@dataclass(frozen=True)
class Cue:
    name: str
    start: int
    end: int
    voice: str
    text: str


def read(file: str) -> list[Cue]:
    """Read a file as a browser does, and refuse what the specification forbids."""
    head, _, body = file.partition("\n\n")
    assert head == "WEBVTT"
    assert file.endswith("\n")
    cues = []
    for block in re.split(r"\n{2,}", body.strip("\n")):
        if block.startswith("NOTE "):
            assert "-->" not in block
            continue
        name, times, *lines = block.split("\n")
        found = _TIMES.fullmatch(times)
        assert found, times
        assert "-->" not in name + "".join(lines)
        parts = [int(part) for part in found.groups()]
        start, end = (
            ((h * 60 + m) * 60 + s) * 1000 + ms
            for h, m, s, ms in (parts[:4], parts[4:])
        )
        voice = re.match("<v ([^>]*)>", "\n".join(lines))
        words = "\n".join(lines)[voice.end() if voice else 0 :]
        assert not {"<", ">"} & set(words)
        cues.append(
            Cue(
                name,
                start,
                end,
                html.unescape(voice[1]) if voice else "",
                html.unescape(words),
            )
        )
    assert all(cue.start < cue.end for cue in cues)
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
    assert len({cue.name for cue in cues}) == len(cues)
    return cues


def passage(
    number: int, start: int | None, end: int | None = None, **fields: Any
) -> Any:
    known: dict[str, Any] = {"kind": "testimony", "speaker": "", "text": "We heard it."}
    known |= {"marks": (), **fields}
    return PassageCopy(number=number, start_ms=start, end_ms=end, **known)


def told(*passages: Any, language: str = "ru", is_original: bool = True) -> Any:
    return TranscriptCopy(language, is_original, "", False, False, tuple(passages))


def captions(*transcripts: Any, text: str = "") -> list[Cue]:
    item = items.testimony(transcripts=transcripts)
    asked = type(item)(item.issue, {}, item.archive, None, text)
    return read(FORMATS["vtt"].write(asked))


def test_a_file_says_what_it_is_and_who_speaks() -> None:
    item = items.testimony(
        transcripts=(told(passage(7, 83_500, 3_723_004, speaker="Lyazzat")),)
    )
    assert FORMATS["vtt"].write(item) == (
        "WEBVTT\n"
        "\n"
        "NOTE t9mt29qns, edition 2\n"
        "https://archive.example.org/testimonies/t9mt29qns/editions/2/\n"
        "\n"
        "p7\n"
        "00:01:23.500 --> 01:02:03.004\n"
        "<v Lyazzat>We heard it.\n"
    )


def test_markup_and_arrows_are_words() -> None:
    hostile = "One <i>two</i> & three --> 00:01.000\n\n\nNOTE four"
    speaker = "A <b>\n& --> B"
    (cue,) = captions(told(passage(1, 0, 9_000, text=hostile, speaker=speaker)))
    assert cue.text == "One <i>two</i> & three --> 00:01.000 NOTE four"
    assert cue.voice == "A <b> & --> B"


def test_what_is_withheld_stays_withheld() -> None:
    (cue,) = captions(told(passage(1, 0, 9_000, text=f"Then {MARKER} came.")))
    assert cue.text == f"Then {MARKER} came."


def test_a_passage_lasts_until_the_next_and_the_last_as_long_as_it_takes() -> None:
    cues = captions(
        told(
            passage(1, 60_000),
            passage(2, 0),
            passage(3, None),
            passage(4, 60_000),
            passage(5, 30_000, 40_000),
            passage(6, 90_000, text="Yes."),
        )
    )
    assert [(cue.name, cue.start, cue.end) for cue in cues] == [
        ("p2", 0, 30_000),
        ("p5", 30_000, 40_000),
        ("p1", 60_000, 90_000),
        ("p4", 60_000, 90_000),
        ("p6", 90_000, 90_000 + 2 * SHORTEST),
    ]


def test_an_end_that_is_none_is_not_believed() -> None:
    """Editions from before the database refused it stand as they are."""
    cues = captions(told(passage(1, 5_000, 5_000), passage(2, 8_000, 9_000)))
    assert [(cue.start, cue.end) for cue in cues] == [(5_000, 8_000), (8_000, 9_000)]


def test_a_translation_has_the_times_of_the_original() -> None:
    original = told(passage(1, 1_000, 2_000), passage(2, 3_000, 4_000))
    english = told(
        passage(1, None, text="Words."),
        passage(2, 3_500, 4_500),
        passage(9, None),
        language="en",
        is_original=False,
    )
    cues = captions(english, original, text="en")
    assert [(cue.name, cue.start, cue.text) for cue in cues] == [
        ("p1", 1_000, "Words."),
        ("p2", 3_500, "We heard it."),
    ]
    assert [cue.start for cue in captions(english, original)] == [1_000, 3_000]
    assert captions(english, original, text="ru") == captions(english, original)


def test_a_translated_passage_ends_where_an_untranslated_one_begins() -> None:
    original = told(passage(1, 1_000), passage(2, 3_000, 4_000))
    english = told(passage(1, None), language="en", is_original=False)
    (cue,) = captions(english, original, text="en")
    assert (cue.start, cue.end) == (1_000, 3_000)


def test_the_original_has_the_times_of_its_translation() -> None:
    english = told(passage(1, 1_000, 2_000), language="en", is_original=False)
    assert [cue.start for cue in captions(told(passage(1, None)), english)] == [1_000]


def test_what_is_not_there_is_refused() -> None:
    timed = told(passage(1, 0, 1_000))
    with pytest.raises(LanguageMissing):
        captions(timed, text="kk")
    for nothing in ((told(passage(1, None)),), ()):
        with pytest.raises(NothingTimed):
            captions(*nothing)


def test_long_passages_are_cut_at_sentences_in_proportion() -> None:
    sentence = "We were at home and heard gunfire all the night until it was morning. "
    cues = captions(told(passage(3, 10_000, 50_000, text=sentence * 6)))
    assert [cue.name for cue in cues] == ["p3", "p3.2", "p3.3"]
    assert {cue.text for cue in cues} == {(sentence * 2).strip()}
    ends = [cue.end for cue in cues]
    assert [10_000, *ends[:-1]] == [cue.start for cue in cues]
    assert ends == [23_333, 36_666, 50_000]


def test_two_who_speak_at_once_are_in_the_order_of_time() -> None:
    long = "We were at home and heard gunfire all the night until it was morning. " * 6
    cues = captions(
        told(passage(1, 0, 60_000, text=long), passage(2, 30_000, 31_000, text="No."))
    )
    assert [cue.name for cue in cues] == ["p1", "p1.2", "p2", "p1.3"]


def test_a_passage_that_is_spoken_too_fast_for_pieces_stays_whole() -> None:
    text = "We heard it again. " * 40
    (cue,) = captions(told(passage(1, 0, SHORTEST, text=text)))
    assert cue.text == text.strip()
    (cue,) = captions(told(passage(1, 0, 2 * SHORTEST, text=f"{'a' * 99_999}. B")))
    assert cue.end == 2 * SHORTEST


def test_a_sentence_without_end_is_cut_between_words() -> None:
    words = "gunfire " * 60
    pieces = list(pieces_of(words))
    assert len(pieces) == 3
    assert all(LONGEST * 0.8 < len(piece) <= LONGEST for piece in pieces)
    # A French mark stays with its word.
    assert list(pieces_of("Il a dit\u00a0! « Non\u202f! » Puis rien.")) == [
        "Il a dit\u00a0! « Non\u202f! » Puis rien."
    ]


TEXTS = st.text(
    st.sampled_from("aы <>&\n\r\t.!?…»\u00a0\u2028-█"), min_size=1, max_size=400
).filter(lambda text: text.strip())
TIMES = st.none() | st.integers(0, 400_000)
PASSAGES = st.lists(st.tuples(TEXTS, TIMES, TIMES, TEXTS), min_size=1, max_size=6)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(PASSAGES)
def test_every_account_is_read_back(rows: list[tuple[Any, ...]]) -> None:
    passages = [
        passage(number, start, end, text=text, speaker=speaker)
        for number, (text, start, end, speaker) in enumerate(rows, start=1)
    ]
    transcript = told(*passages)
    if all(each.start_ms is None for each in passages):
        with pytest.raises(NothingTimed):
            captions(transcript)
        return
    cues = captions(transcript)
    for each in passages:
        mine = [cue for cue in cues if cue.name.partition(".")[0] == f"p{each.number}"]
        assert bool(mine) == (each.start_ms is not None)
        said = "".join(cue.text for cue in mine)
        assert _letters(said) == (_letters(each.text) if mine else "")
        assert all(cue.start >= (each.start_ms or 0) for cue in mine)


def _letters(text: str) -> str:
    return "".join(text.split())


def test_times_are_in_the_order_of_time() -> None:
    transcript = told(passage(2, 9_000), passage(1, 4_000))
    document = items.testimony(transcripts=(transcript,)).issue.document
    assert list(spoken_times(document, transcript).items()) == [
        (1, Spoken(4_000, 9_000)),
        (2, Spoken(9_000, None)),
    ]
