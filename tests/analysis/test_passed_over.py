"""What is passed over in a text is nothing that is looked for.

A word that begins otherwise than every lexeme is not analysed, and a text is not read
through where the places of a word are plain.
"""

from hypothesis import example, given
from hypothesis import strategies as st

from testimonies.analysis import lexemes
from testimonies.analysis.occurrences import (
    Beginnings,
    _places_of_words,
    _read_through,
)
from testimonies.analysis.words import words
from tests.analysis.kazakh_lists import lists

WORDS = st.text(
    alphabet="abdeghilnorstuyzабвгдеёжзиклмнопрстуфхцчшыьэюяәғқңөұүһі'’\u0301\u0306",
    min_size=1,
    max_size=12,
)


def is_looked_at(word: str) -> bool:
    return all(Beginnings([each]).may_have(word) for each in lexemes(word))


@given(WORDS)
@example("dying")
@example("skies")
@example("егеді")
@example("d'almaty")
@example("Ёлка")
@example("ﬁnal")
def test_no_word_is_left_out_that_has_the_lexeme(word: str) -> None:
    assert is_looked_at(word)


def test_no_kazakh_form_is_left_out() -> None:
    for lemmas in lists().values():
        for lemma, forms in lemmas.items():
            assert all(map(is_looked_at, (lemma, *forms)))


PARTS = st.sampled_from(
    [
        "ab",
        "abc",
        "b",
        " ",
        "-",
        "'",
        "’",
        "_",
        "#",
        "\u0301",
        "\u00ad",
        "拉",
        "ё",
        "\n",
    ]
)


@given(st.lists(PARTS, max_size=12))
@example(["ab", "'", "ab"])
@example(["ab", "\u0301", "ab"])
@example(["abc", " ", "ab", "-", "ab"])
def test_a_word_stands_where_reading_the_text_through_finds_it(
    parts: list[str],
) -> None:
    text = "".join(parts)
    for word in {*words(text), "ab"}:
        assert _places_of_words(text, [word]) == _read_through(text, [word])
