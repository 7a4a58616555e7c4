"""How the words of a search are read; pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.search.snippets import segments_of
from testimonies.search.words import (
    LONGEST_NAME,
    Known,
    possible_names,
    read_words,
    terms_of,
)

ODD = st.text(st.sampled_from("ab \"-|&!():*'\\orOR,.«»#\ue000"), max_size=60)
CITY = Known(frozenset({"g1"}), ("city hall", "мэрия"))


def texts(words: str, **known: Known) -> list[list[str]]:
    names = {name.replace("_", " "): value for name, value in known.items()}
    return [[term.text for term in terms_of(a, names)] for a in read_words(words)]


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("fire city", [["fire", "city"]]),
        ("fire OR city hall", [["fire"], ["city", "hall"]]),
        ("or fire or", [["fire"]]),
        ("fire Or, city", [["fire"], ["city"]]),
        ("-or fire", [["fire"]]),
        ('"or" fire', [['"or"', "fire"]]),
        ('"heard gunfire" night', [['"heard gunfire"', "night"]]),
        ('"unbalanced night', [["unbalanced", "night"]]),
        ("#almaty, (fire)!", [["almaty", "fire"]]),
        ("anti-terrorist", [["anti-terrorist"]]),
        ("- -- !!!", []),
    ],
)
def test_words_are_read_as_a_web_search_reads_them(
    words: str, read: list[list[str]]
) -> None:
    assert texts(words) == read


def test_a_minus_leaves_out_a_word_or_a_phrase() -> None:
    (alternative,) = read_words('fire -city -"a street"')
    assert [word.is_excluded for word in alternative] == [False, True, True]


def test_the_longest_known_name_is_one_term() -> None:
    known = {"city_hall": CITY, "city": Known(frozenset({"g2"}), ("city",))}
    assert texts("near city hall", **known) == [
        ["near", 'city hall or "city hall" or "мэрия"']
    ]
    assert texts('"city hall"', **known) == [['"city hall" or "city hall" or "мэрия"']]
    assert texts("hall city", **known) == [["hall", 'city or "city"']]


@given(ODD)
def test_whatever_is_typed_is_read(words: str) -> None:
    alternatives = read_words(words)
    count = sum(len(alternative) for alternative in alternatives)
    assert len(possible_names(alternatives)) <= count * LONGEST_NAME
    for alternative in alternatives:
        for term in terms_of(alternative, {}):
            assert term.text.strip('" ')
            assert term.text.count('"') in {0, 2}
            assert term.text.casefold() != "or"


def test_marks_become_segments() -> None:
    headline = "we heard \ue000gunfire\ue001 all <b>night</b>"
    assert segments_of(headline) == (
        ("we heard ", False),
        ("gunfire", True),
        (" all <b>night</b>", False),
    )
