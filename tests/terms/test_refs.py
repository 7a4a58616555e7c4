"""A ref is short, tells nothing, and notices a slip of the hand."""

import itertools
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from testimonies.terms.refs import (
    REF_PATTERN,
    Kind,
    Ref,
    RefMalformed,
    kind_of,
    new_ref,
    parse_ref,
)

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
SYMBOLS = "0123456789abcdefghijklmnopqrstuvwxyz"


def is_accepted(text: str) -> bool:
    try:
        parse_ref(text)
    except RefMalformed:
        return False
    return True


@st.composite
def refs(draw: st.DrawFn) -> Ref:
    body = draw(st.sampled_from(Kind)) + draw(
        st.text(alphabet=ALPHABET, min_size=7, max_size=7)
    )
    fitting = [body + check for check in ALPHABET if is_accepted(body + check)]
    # Two remainders in 29 have no symbol: no such ref is ever made.
    assume(fitting)
    (ref,) = fitting
    return Ref(ref)


REFS = refs()


@given(st.sampled_from(Kind))
def test_a_new_ref_is_well_formed(kind: Kind) -> None:
    ref = new_ref(kind)
    assert parse_ref(ref) == ref
    assert re.fullmatch(REF_PATTERN, ref)


@given(REFS)
def test_a_ref_is_read_as_it_is(ref: Ref) -> None:
    assert parse_ref(ref) == ref


@given(REFS)
def test_capitals_are_folded(ref: Ref) -> None:
    assert parse_ref(ref.upper()) == ref


@given(st.sampled_from(Kind))
def test_a_ref_knows_its_kind(kind: Kind) -> None:
    assert kind_of(new_ref(kind)) is kind
    assert kind_of(new_ref(kind).upper()) is kind


@given(REFS)
@settings(max_examples=40)
def test_every_single_wrong_character_is_noticed(ref: Ref) -> None:
    for place, symbol in itertools.product(range(len(ref)), SYMBOLS):
        slip = ref[:place] + symbol + ref[place + 1 :]
        assert is_accepted(slip) is (slip == ref), slip


@given(REFS)
def test_every_two_swapped_characters_are_noticed(ref: Ref) -> None:
    for one, other in itertools.combinations(range(len(ref)), 2):
        symbols = list(ref)
        symbols[one], symbols[other] = symbols[other], symbols[one]
        slip = "".join(symbols)
        assert is_accepted(slip) is (slip == ref), slip


def test_every_step_between_two_symbols_changes_the_sum_at_every_place() -> None:
    """The check is linear, so this table is the proof for all refs at once."""
    weights = range(9, 0, -1)
    steps = [step for step in range(-26, 27) if step]
    assert all(weight * step % 29 for weight in weights for step in steps)
    swaps = itertools.combinations(weights, 2)
    assert all((one - other) * step % 29 for one, other in swaps for step in steps)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A ref has 9 characters; this text has 0."),
        ("t234", "A ref has 9 characters; this text has 4."),
        ("x22222222", "No kind of record has refs that begin with “x”."),
        ("t2222222a", "A ref never holds the character “a”."),
        ("t2222222\n", "A ref never holds the character “\n”."),
        ("t22222222", "The ref “t22222222” is mistyped"),
        ("t222222٢2", "A ref never holds the character “٢”."),
        ("\N{KELVIN SIGN}22222222", "No kind of record"),
    ],
)
def test_what_is_no_ref_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(RefMalformed) as refusal:
        parse_ref(text)
    assert str(refusal.value).startswith(sentence)


def test_a_foreign_letter_is_not_folded_into_a_latin_one() -> None:
    ref = next(ref for ref in map(new_ref, itertools.repeat(Kind.TAG)) if "k" in ref)
    assert not is_accepted(ref.replace("k", "\N{KELVIN SIGN}", 1))


@given(st.text(max_size=12))
def test_any_text_is_accepted_or_refused(text: str) -> None:
    assert is_accepted(text) in {True, False}


def test_the_alphabet_holds_no_vowels_and_no_look_alikes() -> None:
    assert f"[{ALPHABET}]" in REF_PATTERN
    assert not set("aeiouy01l") & set(ALPHABET)


def test_kinds_have_distinct_letters_and_words_for_addresses() -> None:
    assert {kind.value: kind.plural for kind in Kind} == {
        "t": "testimonies",
        "w": "witnesses",
        "q": "quotes",
        "m": "media",
        "c": "collections",
        "g": "tags",
    }


def test_refs_differ() -> None:
    assert len({new_ref(Kind.QUOTE) for _ in range(1000)}) == 1000
