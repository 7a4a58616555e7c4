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


UNSEEN = (
    "\u00ad\u200b\u200d\u2060\ufeff\u061c\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e"
    "\u180f\u2065\u3164\ufe00\ufe0f\uffa0\ufff0\x07\U000e0001\U000e0100\U000e0fff"
)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_characters_that_nobody_sees_hide_no_term(unseen: str) -> None:
    for text in (f"by Zha{unseen}nar", f"by Zhanar{unseen}", f"by {unseen}Zhanar"):
        assert where_protected(text, _stored("Zhanar")) is not None
    assert where_protected("by Zhanar", _stored(f"Zha{unseen}nar")) is not None


@pytest.mark.parametrize("mark", "\u0301\u0308\u0332\u0336\u20dd\u0489")
def test_a_mark_upon_a_letter_hides_no_term(mark: str) -> None:
    for text in (f"by Z{mark}hanar", f"by Zhanar{mark}", f"Zha{mark}nar"):
        assert where_protected(text, _stored("Zhanar")) is not None
    assert where_protected("by Zhanar", _stored(f"Zhanar{mark}")) is not None


@pytest.mark.parametrize("pair", ["әа", "қк", "ңн", "өо", "ұу", "үу", "һх", "іи"])
def test_kazakh_letters_stay_other_letters_than_those_they_look_like(pair: str) -> None:
    assert where_protected(f"бе{pair[1]}", _stored(f"Бе{pair[0]}")) is None
