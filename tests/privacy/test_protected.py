"""Protected terms are found whatever their case, width, composition and spacing."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies import moderation
from testimonies.models import User
from testimonies.privacy import folded, protected_terms, where_protected
from tests.factories import make_witness

SETTINGS = settings(max_examples=150, derandomize=True, deadline=None)
NAMES = st.text("жанарӘқЁß éīﬁＺz'-", min_size=1).filter(str.strip)


def _stored(term: str) -> list[str]:
    # As protected_terms() gives them.
    return [folded(term).strip()]


@SETTINGS
@given(NAMES, st.sampled_from([str.upper, str.lower, str.title, str.casefold]))
def test_a_term_is_found_in_every_case(term: str, change: object) -> None:
    text = f"…{change(term)}…"  # type: ignore[operator]
    assert where_protected(text, _stored(term)) is not None


@SETTINGS
@given(NAMES, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_a_term_is_found_in_every_composition(term: str, form: str) -> None:
    text = unicodedata.normalize(form, term)  # type: ignore[arg-type]
    assert where_protected(text, _stored(term)) is not None


@SETTINGS
@given(NAMES, st.sampled_from("\n\t\u00a0\u2003 "))
def test_a_term_is_found_over_any_white_space(term: str, space: str) -> None:
    text = term.strip().replace(" ", space * 2)
    assert where_protected(text, _stored(term)) is not None


@pytest.mark.parametrize(
    ("term", "text"),
    [("Asel", "a sel"), ("Asel", "Аsel с кириллицей"), ("Жанар", "Женар")],
)
def test_other_words_are_not_found(term: str, text: str) -> None:
    assert where_protected(text, _stored(term)) is None


def test_the_first_place_counts_and_no_terms_find_nothing() -> None:
    assert where_protected("b then a", ["a", "b"]) == 0
    assert where_protected("anything", []) is None


def test_terms_are_lines_of_every_vault_and_blank_lines_are_none(
    steward: User, editor: User
) -> None:
    for terms in ("Жанар\r\n\r\n  Ospanova  ", "ospanova\n \n", ""):
        witness = make_witness(by=editor)
        values = {"protected_terms": terms}
        moderation.seal_vault(witness, by=steward, values=values)
    assert protected_terms() == ["ospanova", "жанар"]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_characters_that_nobody_sees_hide_no_term(unseen: str) -> None:
    assert where_protected(f"by Zha{unseen}nar", _stored("Zhanar")) is not None
