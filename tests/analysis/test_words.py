"""Where the words of a text are."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import lexemes, tokens
from testimonies.analysis.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stun grenades, at 5 p.m.", "Stun grenades at 5 p m"),
        ("Алма-Ата", "Алма Ата"),
        ("don't l’armée oʻzbek 'quoted'", "don't l’armée oʻzbek quoted"),
        ("it''s", "it s"),
        ("#алматы @worldprotest", "алматы worldprotest"),
        ("snake_case", "snake case"),
        ("阿拉木图", "阿 拉 木 图"),
        ("и\u0306од", "и\u0306од"),
        ("под\u00adдержка", "под\u00adдержка"),
        ("\u0301 — … \u200b", ""),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_a_word_is_letters_digits_and_their_marks(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@given(st.text())
def test_offsets_give_the_word_back(text: str) -> None:
    found = tokens(text)
    assert [text[each.start : each.end] for each in found] == [t.text for t in found]
    assert [each.text for each in found] == words(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def _of(text: str) -> list[tuple[str, ...]]:
    return [lexemes(token.text) for token in tokens(text)]


@given(st.text())
def test_a_decomposed_text_has_the_same_lexemes(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert _of(unicodedata.normalize("NFD", text)) == _of(composed)
