"""What a query asks the index for, and that a text has it just where it is found."""

import random

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import (
    Finder,
    Occurrence,
    Part,
    Pattern,
    pattern_of,
    vector,
)


def marked(
    text: str, *queries: str, language: str = "", is_phrase: bool = False
) -> str:
    """Give the text with its matches in brackets; they may not overlap here."""
    patterns = [pattern_of(query, is_phrase=is_phrase) for query in queries]
    found = Finder([each for each in patterns if each]).occurrences(text, language)
    for match in reversed(found):
        inner = text[match.start : match.end]
        text = f"{text[: match.start]}[{inner}]{text[match.end :]}"
    return text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("almaty", "In [Almaty], the #[almaty] of before"),
        ("алматы", "[Алматы] қаласы, [алматы]да"),
        ("люди", "Много [людей], и [люди] ушли"),
        ("помощь", "Нужна [помощь], без [помощи]"),
        ("тұрғын", "[Тұрғындар] мен [тұрғындардың] үйі"),
        ("тұрғындардың", "[тұрғын]"),
        ("gunfire", "We heard [gunfire]."),
        ("Алма-Ата", "в [Алма-Ате], [алма ата], алма и ата, [Алмаата]"),
        ("мародерство", "[Мародёрство] и [мародёрства]"),
        ("the", "the end"),
    ],
)
def test_a_word_is_marked_in_all_its_forms(query: str, text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    assert marked(plain, query) == text.replace("]да", "да]")


def test_a_phrase_is_marked_as_a_whole() -> None:
    text = "[stun grenades] stun the grenades; a [stun grenade]; grenades stun"
    plain = text.replace("[", "").replace("]", "")
    assert marked(plain, "Stun grenades", is_phrase=True) == text


def test_stop_words_in_a_phrase_count_but_any_will_do() -> None:
    text = "[end of the world], [end in a world], end of world, end world"
    plain = text.replace("[", "").replace("]", "")
    assert marked(plain, "the end of the world of", is_phrase=True) == text


def test_a_phrase_in_quotes_is_not_one_word() -> None:
    assert marked("Алмаата", "Алма-Ата", is_phrase=True) == "Алмаата"


@pytest.mark.parametrize("text", ["", "the of и", "—", " "])
def test_nothing_but_stop_words_is_no_pattern(text: str) -> None:
    assert pattern_of(text, is_phrase=True) is None
    assert pattern_of(text, is_phrase=False) is None


def test_a_pattern_asks_for_alternatives_and_distances() -> None:
    found = pattern_of("люди of the қала", is_phrase=True)
    assert found
    assert found.tsquery == "(('k:люди' | 'r:люд') <3> ('k:қала'))"
    assert found.lexemes == {"k:люди", "r:люд", "k:қала"}


def test_matches_of_several_patterns_come_in_order_of_place() -> None:
    patterns = [pattern_of(each, is_phrase=True) for each in ("smoke", "b smoke")]
    finder = Finder([each for each in patterns if each])
    found = finder.occurrences("smoke b smoke")
    assert found == [Occurrence(0, 5, 0), Occurrence(6, 13, 1), Occurrence(8, 13, 0)]


@given(st.text(), st.text(), st.booleans())
def test_any_text_and_any_query_are_read(
    text: str, query: str, is_phrase: bool
) -> None:
    pattern = pattern_of(query, is_phrase=is_phrase)
    if pattern:
        # Two stop words that make one word together (A:A) are not where they are two.
        if pattern_of(query, is_phrase=True):
            assert Finder([pattern]).occurrences(query)
        found = Finder([pattern]).occurrences(text)
        assert all(0 <= each.start < each.end for each in found)


# Stop words, forms of one word in two languages, phrases' halves, quotes and hyphens.
VOCABULARY = """
the of and и в the не люди людей людьми бала балы балалар қала қаласы қалада тұрғын
тұрғындардың митинг митинга митингіге Алма-Ата алмаата алма ата stun grenade grenades
o'clock don't women’s ё елка ёлка 5-ші 5 阿拉木图 拉 и\u0306од йод it's a\\b co-op coop
"""


def cases(number: int) -> list[tuple[str, str, Pattern]]:
    """Give (text, language, pattern), the same in every run."""
    chance = random.Random(4)
    vocabulary = VOCABULARY.split()
    found: list[tuple[str, str, Pattern]] = []
    while len(found) < number:
        text = " ".join(chance.choices(vocabulary, k=chance.randint(0, 9)))
        query = " ".join(
            chance.choices(vocabulary, k=chance.choice([1, 1, 2, 2, 3, 4]))
        )
        if chance.random() < 0.3 and text:
            words = text.split()
            start = chance.randrange(len(words))
            query = " ".join(words[start : start + 3])
        pattern = pattern_of(query, is_phrase=chance.random() < 0.5)
        if pattern:
            found.append((text, chance.choice(["", "en", "ru", "kk"]), pattern))
    return found


@pytest.mark.usefixtures("db")
def test_the_index_finds_a_text_exactly_where_a_match_is_marked() -> None:
    given_cases = cases(3_000)
    rows = [
        (vector([Part(text, language)]), pattern.tsquery)
        for text, language, pattern in given_cases
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT texts::tsvector @@ asked::tsquery"
            " FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY"
            " AS pair (texts, asked, place) ORDER BY place",
            [list(column) for column in zip(*rows, strict=True)],
        )
        found = [row[0] for row in cursor.fetchall()]
    marks = [
        bool(Finder([pattern]).occurrences(text, language))
        for text, language, pattern in given_cases
    ]
    apart = [
        (*case, yes)
        for case, yes, mark in zip(given_cases, found, marks, strict=True)
        if yes != mark
    ]
    assert apart == []
    assert min(sum(found), len(found) - sum(found)) > 500
