"""What the index holds for a word, and that a query asks for the same."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import alternatives, lexemes, stems
from testimonies.analysis.folding import folded

LANGUAGES = ["", "en", "ru", "kk", "kk-Latn", "ru-KZ", "zh"]


@pytest.mark.parametrize(
    ("word", "others", "language"),
    [
        ("люди", "людей людям ЛЮДИ", "ru"),
        ("помощь", "помощи помощью Помощь", "ru"),
        ("тұрғын", "тұрғындар тұрғындардың", "kk"),
        ("grenades", "grenade GRENADE", "en"),
        ("мародёрство", "мародерства МАРОДЁРСТВО", "ru"),
        ("Алматы", "алматы АЛМАТЫ", "kk"),
        ("митинг", "митинга митинги", "ru"),
        ("митинг", "митинга", "kk"),
        ("под\u00adдержка", "поддержка поддержки", "ru"),
        ("за\u0301мок", "замок", "ru"),
        ("café", "cafe CAFÉ cafe\u0301", "fr"),
        ("l’armée", "armée armee", "fr"),
        ("women’s", "women's women", "en"),
        ("İstanbul", "istanbul ISTANBUL ıstanbul", "tr"),
        ("２０２２", "2022", ""),
    ],
)
def test_a_query_finds_the_forms_of_its_word(
    word: str, others: str, language: str
) -> None:
    for other in others.split():
        assert {*alternatives(word)} & {*lexemes(other, language)}, other
        assert {*alternatives(other)} & {*lexemes(word, language)}, other


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("тұрғындар", "ru", ("k:тұрғын",)),
        ("қала", "", ("k:қала",)),
        ("город", "ru", ("r:город",)),
        ("бала", "kk", ("k:бала", "r:бал")),
        ("бала", "RU-kz", ("r:бал",)),
        ("Gunfire", "en", ("e:gunfir",)),
        ("112", "en", ("w:112",)),
        ("ألماتي", "ar", ("w:ألماتي",)),
        ("the", "en", ()),
        ("которых", "ru", ()),
        ("және", "kk", ()),
        ("the", "ru", ()),
    ],
)
def test_a_lexeme_says_what_it_is(
    word: str, language: str, expected: tuple[str, ...]
) -> None:
    assert lexemes(word, language) == expected


@pytest.mark.parametrize(
    "word", ["not", "no", "не", "нет", "жоқ", "емес", "бар", "may"]
)
def test_a_negation_or_a_name_is_no_stop_word(word: str) -> None:
    assert alternatives(word)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_a_query_asks_for_all_that_a_text_may_hold(word: str, language: str) -> None:
    assert {*lexemes(word, language)} <= {*alternatives(word)}
    assert bool(lexemes(word, language)) == bool(alternatives(word))


@given(st.text())
def test_folding_twice_changes_nothing_more(word: str) -> None:
    assert folded(folded(word)) == folded(word)


@given(st.text())
def test_composed_and_decomposed_are_one(word: str) -> None:
    composed = unicodedata.normalize("NFC", word)
    assert alternatives(composed) == alternatives(unicodedata.normalize("NFD", word))


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1))
def test_case_and_yo_do_not_matter(word: str) -> None:
    assert alternatives(word.upper()) == alternatives(word)
    assert alternatives(word.replace("ё", "е")) == alternatives(word)


def test_a_long_word_is_cut() -> None:
    (found,) = lexemes("ж1" * 50_000, "ru")
    assert len(found) <= len("r:") + stems.LONGEST


def test_threads_share_the_stemmers() -> None:
    words = [f"люди{place}grenades" for place in range(300)] * 4
    alone = [lexemes(word) for word in words]
    stems._READERS[False].cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lexemes, words)) == alone


def test_what_is_remembered_is_bounded() -> None:
    for read in stems._READERS.values():
        assert read.cache_info().maxsize == 32_768
