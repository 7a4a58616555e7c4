"""How the words of a search are read; pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import pattern_of, quoted
from testimonies.search.words import (
    LONGEST_NAME,
    Known,
    Term,
    all_of,
    any_of,
    possible_names,
    read_words,
    terms_of,
)
from testimonies.terms import Kind, new_ref

ODD = st.text(st.sampled_from("ab \"-|&!():*'\\orOR,.«»#\ue000"), max_size=60)
TAG, OTHER = (new_ref(Kind.TAG) for _ in range(2))
CITY = Known(frozenset({TAG}), ("city hall", "мэрия"))


def read(words: str, **known: Known) -> list[list[Term]]:
    names = {name.replace("_", " "): value for name, value in known.items()}
    return [terms_of(alternative, names) for alternative in read_words(words)]


def texts(words: str) -> list[list[str]]:
    return [
        [f'"{word.text}"' if word.is_phrase else word.text for word in alternative]
        for alternative in read_words(words)
    ]


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
    known = {"city_hall": CITY, "city": Known(frozenset({OTHER}), ("city",))}
    ((near, hall),) = read("near city hall", **known)
    assert (near.refs, near.also) == (frozenset(), ())
    assert (hall.refs, hall.also) == (CITY.refs, ("мэрия",))
    assert f"@tag:{TAG}" in hall.lexemes
    ((phrase,),) = read('"city hall"', **known)
    assert phrase.refs == CITY.refs
    ((apart, city),) = read("hall city", **known)
    assert (apart.refs, city.refs) == (frozenset(), known["city"].refs)


def test_a_term_asks_for_the_word_or_for_what_bears_its_name() -> None:
    ((term,),) = read("Мэрия", мэрия=CITY)
    own, spelling = (
        pattern_of("Мэрия", is_phrase=False),
        pattern_of("city hall", is_phrase=True),
    )
    assert set(term.patterns) >= {own, spelling}
    for way in ("'r:мэр'", "('e:citi') <1> ('e:hall')", f"'@tag:{TAG}'"):
        assert way in term.tsquery


def test_a_word_that_stands_in_every_text_asks_for_nothing() -> None:
    ((the, fire),) = read("the fire")
    assert (the.tsquery, the.patterns, the.lexemes) == ("", (), ())
    assert "'e:fire'" in fire.tsquery


def test_parts_of_a_condition_are_joined_and_lexemes_quoted() -> None:
    assert quoted("o'clock\\") == "'o''clock\\\\'"
    assert all_of(["'a'", "", "'b'"]) == "('a' & 'b')"
    assert any_of(["'a'"]) == "'a'"
    assert any_of([]) == all_of([""]) == ""


@given(ODD)
def test_whatever_is_typed_is_read(words: str) -> None:
    alternatives = read_words(words)
    count = sum(len(alternative) for alternative in alternatives)
    assert len(possible_names(alternatives)) <= count * LONGEST_NAME
    for alternative in alternatives:
        for word in alternative:
            assert word.text.strip('" ')
            assert '"' not in word.text
            assert word.is_phrase or word.text.casefold() != "or"
        for term in terms_of(alternative, {}):
            assert bool(term.patterns) == bool(term.tsquery)
