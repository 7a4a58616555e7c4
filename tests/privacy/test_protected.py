"""Protected terms are found whatever their case, width, composition and spacing."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonies import moderation
from testimonies.models import User
from testimonies.privacy import (
    Term,
    holds_protected,
    protected_terms,
)
from testimonies.privacy.protected import spelled_out
from tests.factories import make_witness

SETTINGS = settings(max_examples=150, derandomize=True, deadline=None)
NAMES = st.text("жанарӘқЁß éīﬁＺz'-", min_size=1).filter(str.strip)


def _holds(text: str, term: str) -> bool:
    return holds_protected(text, [Term(term.strip())])


@SETTINGS
@given(NAMES, st.sampled_from([str.upper, str.lower, str.title, str.casefold]))
def test_a_term_is_found_in_every_case(term: str, change: object) -> None:
    text = f"…{change(term)}…"  # type: ignore[operator]
    assert _holds(text, term)


@SETTINGS
@given(NAMES, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_a_term_is_found_in_every_composition(term: str, form: str) -> None:
    text = unicodedata.normalize(form, term)  # type: ignore[arg-type]
    assert _holds(text, term)


@SETTINGS
@given(NAMES, st.sampled_from("\n\t\u00a0\u2003 "))
def test_a_term_is_found_over_any_white_space(term: str, space: str) -> None:
    text = term.strip().replace(" ", space * 2)
    assert _holds(text, term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Жанар", "Женар"),
        ("Асель", "Ласе льды"),
        ("Аня", "она я и знакома ня"),
        ("Али", "а либо так"),
        ("Асель Ким", "Асель и Ержан шли с Ким"),
        ("Марк Ким", "Мария Ким"),
        ("+7 701 123 45 67", "+7 701 123 45 68"),
        ("А. Ж.", "она жила"),
        ("кв. 10", "в 10 кв"),
    ],
)
def test_other_words_are_not_found(term: str, text: str) -> None:
    assert not _holds(text, term)


def test_any_term_counts_and_no_terms_find_nothing() -> None:
    assert holds_protected("b then a", [Term("c"), Term("a")])
    assert not holds_protected("anything", [])


def test_terms_are_lines_of_every_vault_and_blank_lines_are_none(
    steward: User, editor: User
) -> None:
    for terms in ("Жанар\r\n\r\n  Ospanova  ", "ospanova\n \n", ""):
        witness = make_witness(by=editor)
        values = {"protected_terms": terms}
        moderation.seal_vault(witness, by=steward, values=values)
    assert [term.line for term in protected_terms()] == [
        "Ospanova",
        "ospanova",
        "Жанар",
    ]


UNSEEN = (
    "\u00ad\u200b\u200d\u2060\ufeff\u061c\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e"
    "\u180f\u200e\u200f\u2065\u2800\u3164\ufdd0\ufe00\ufe0f\uffa0\ufff0\ufffe\x07"
    "\U000e0001\U000e0100\U000e0fff"
)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_characters_that_nobody_sees_hide_no_term(unseen: str) -> None:
    for text in (f"by Zha{unseen}nar", f"by Zhanar{unseen}", f"by {unseen}Zhanar"):
        assert _holds(text, "Zhanar")
    assert _holds("by Zhanar", f"Zha{unseen}nar")


TYPED = {
    "Әлібек": ("Әлiбек", "Әлі-бек", "Әлі бек", "Ә.л.і.б.е.к", "ӘЛІБЕКТІҢ"),
    "Асель Вера": ("Aceль Bepa",),
    "Һансұлу": ("hансұлу",),
    "Асель": ("ласе льды. Асе-ль",),
    "+7 701 123 45 67": (
        "+77011234567",
        "8 701 123-45-67",
        "701-123-45-67",
        "(701) 123 4567",
        "٧٠١١٢٣٤٥٦٧",
    ),
    "77011234567": ("+7 (701) 123-45-67",),
    "ул. Абая 10": ("ул.Абая 10", "Абая ул. 10", "на ул. Абая, 10"),
    "Алёна Жұмабай": (
        "Жұмабай Алёна",
        "Алёны Жұмабай",
        "с Аленой Жұмабайевой",
        "Жұмабаева, Алёну",
        "Алёна Сериковна Жұмабай",
        "Алёна\u00adЖұмабай",
    ),
}


@pytest.mark.parametrize(("term", "text"), [(k, t) for k in TYPED for t in TYPED[k]])
def test_a_term_is_found_as_people_type_it(term: str, text: str) -> None:
    assert _holds(f"Then … {text}, they said.", term)


@pytest.mark.parametrize("mark", "\u0301\u0308\u0332\u0336\u20dd\u0489")
def test_a_mark_upon_a_letter_hides_no_term(mark: str) -> None:
    for text in (f"by Z{mark}hanar", f"by Zhanar{mark}", f"Zha{mark}nar"):
        assert _holds(text, "Zhanar")
    assert _holds("by Zhanar", f"Zhanar{mark}")


@pytest.mark.parametrize("pair", ["әа", "қк", "ңн", "өо", "ұу", "үу", "һх", "іи"])
def test_kazakh_letters_stay_other_letters_than_those_they_look_like(pair: str) -> None:
    assert not _holds(f"бе{pair[1]}", f"Бе{pair[0]}")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/%D3%98%D0%BB%D1%96%D0%B1%D0%B5%D0%BA-said",
        "https://example.org/?to=https%3A%2F%2Fexample.org%2F%25D3%2598%25D0%25BB%25D1%2596%25D0%25B1%25D0%25B5%25D0%25BA",
        "https://xn--80acdef.example.org/",
        "https://XN--80ACDEF.example.org/",
    ],
)
def test_a_term_is_found_as_an_address_spells_it(text: str) -> None:
    term = "Әлібек" if "%" in text else "абвгд"
    assert _holds(text, term)


@pytest.mark.parametrize(
    "text",
    ["100%", "%zz %D0", "xn--", "xn--\u0100", "xn--99999999", f"xn--{'a' * 20_000}"],
)
def test_what_spells_nothing_stays_as_it_is(text: str) -> None:
    assert spelled_out(text).startswith(text[:2])


@pytest.mark.parametrize("name", ["Гульнара", "Павел", "Филипп", "Лаура"])
def test_greek_capitals_are_cyrillic_ones(name: str) -> None:
    greek = name.translate(str.maketrans("ГПФЛ", "ΓΠΦΛ"))
    assert greek != name
    assert _holds(greek, name)
