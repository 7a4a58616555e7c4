"""Redacted words leave nothing behind, and what stays can still be pointed at."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies.privacy import MARKER, redact, redacted_words

HIDDEN = "абвгд"
OPEN = "xyz ."
SETTINGS = settings(max_examples=150, derandomize=True, deadline=None)


@st.composite
def _passages(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text whose hidden parts are of letters that stand nowhere else."""
    parts, spans, at = [], [], 0
    for is_hidden in draw(st.lists(st.booleans(), max_size=6)):
        letters = HIDDEN if is_hidden else OPEN
        part = draw(st.text(letters, min_size=1, max_size=6))
        if is_hidden:
            cut = draw(st.integers(0, len(part)))
            overlap = draw(st.integers(0, cut))
            # One span, or two that touch or overlap.
            spans += [(at, at + cut), (at + overlap, at + len(part))]
        parts.append(part)
        at += len(part)
    spans = [span for span in spans if span[0] < span[1]]
    return "".join(parts), draw(st.permutations(spans))


@SETTINGS
@given(_passages())
def test_no_hidden_letter_comes_through_and_every_other_does(
    passage: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = passage
    public = redact(text, spans)
    assert not set(HIDDEN) & set(public.text)
    kept = "".join(letter for letter in text if letter in OPEN)
    assert public.text.replace(MARKER, "") == kept
    hidden = re.findall(f"[{HIDDEN}]+", text)
    assert set(hidden) <= set(redacted_words(text, spans))


@SETTINGS
@given(_passages(), st.data())
def test_an_offset_leads_to_the_same_words_in_the_public_text(
    passage: tuple[str, list[tuple[int, int]]], data: st.DataObject
) -> None:
    text, spans = passage
    public = redact(text, spans)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = public.public_span(start, end)
    if set(text[start:end]) & set(HIDDEN):
        assert shown is None
    elif start < end:
        assert shown is not None
        assert public.text[slice(*shown)] == text[start:end]


@SETTINGS
@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 40))))
def test_any_spans_at_all_give_a_text_without_what_they_cover(
    text: str, spans: list[tuple[int, int]]
) -> None:
    covered = {at for start, end in spans for at in range(start, end)}
    kept = "".join(letter for at, letter in enumerate(text) if at not in covered)
    public = redact(text.replace("█", " "), spans)
    assert public.text.replace(MARKER, "") == kept.replace("█", " ")


def test_a_marker_tells_nothing_about_the_length() -> None:
    texts = {redact("It was " + "a" * n + ".", [(7, 7 + n)]).text for n in range(1, 30)}
    assert texts == {f"It was {MARKER}."}


def test_spans_that_touch_or_overlap_become_one_marker() -> None:
    assert redact("abcdef", [(0, 2), (2, 4)]).text == MARKER + "ef"
    assert redact("abcdef", [(0, 3), (1, 2)]).text == MARKER + "def"
    assert redact("abcdef", [(4, 6), (0, 2)]).text == f"{MARKER}cd{MARKER}"


def test_a_span_beyond_the_end_hides_what_is_left() -> None:
    assert redact("abc", [(1, 99)]).text == "a" + MARKER
    assert redact("abc", [(3, 9)]).text == "abc"
    assert redact("abc", [(1, 99)]).public_span(0, 1) == (0, 1)
    assert redact("abc", [(1, 99)]).public_span(0, 2) is None


def test_a_letter_outside_the_first_plane_counts_as_one() -> None:
    public = redact("😶 said Asel", [(7, 11)])
    assert public.text == "😶 said " + MARKER
    assert public.public_span(2, 6) == (2, 6)


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ([(0, 5), (5, 12)], {"Anna Bek run", "Anna", "Bek run"}),
        ([(5, 12), (0, 8)], {"Anna Bek run", "Anna Bek", "Bek run"}),
        ([(0, 12), (5, 8)], {"Anna Bek run", "Bek"}),
        ([(0, 4), (0, 4)], {"Anna"}),
        ([(0, 11), (11, 12)], {"Anna Bek run", "Anna Bek ru"}),
    ],
)
def test_words_next_to_other_hidden_ones_are_looked_for_alone_too(
    spans: list[tuple[int, int]], words: set[str]
) -> None:
    found = redacted_words("Anna Bek run.", spans)
    assert set(found) == words
    assert len(found) == len(words)
