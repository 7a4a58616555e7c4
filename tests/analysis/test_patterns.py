"""A word that begins otherwise than every lexeme looked for is not analysed."""

from hypothesis import example, given
from hypothesis import strategies as st

from testimonies.analysis import lexemes
from testimonies.analysis.patterns import may_be, starts_of
from tests.analysis.kazakh_lists import lists

WORDS = st.text(
    alphabet="abdeghilnorstuyzабвгдеёжзиклмнопрстуфхцчшыьэюяәғқңөұүһі'’\u0301\u0306",
    min_size=1,
    max_size=12,
)


def is_looked_at(word: str) -> bool:
    return all(may_be(word, starts_of([each])) for each in lexemes(word))


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
