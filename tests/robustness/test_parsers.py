"""Whatever is given to a parser, it reads it or refuses it in its own words."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from archive import env, kept
from archive.env import VariableRefused
from archive.languages import language_of_path
from testimonies.analysis import Finder, name_keys, other_scripts, pattern_of
from testimonies.catalogue import (
    Cursor,
    CursorMalformed,
    decode,
    folded_name,
)
from testimonies.models import VaultedIdentity
from testimonies.privacy import Term, holds_protected, redact
from testimonies.search import QueryMalformed, SearchQuery
from testimonies.search.parameters import PARAMETERS
from testimonies.search.words import possible_names, read_words, terms_of
from testimonies.terms import (
    DateMalformed,
    EdtfDate,
    Kind,
    PassageText,
    QuoteMalformed,
    RefMalformed,
    anchor_for,
    display,
    fidelity,
    parse_ref,
)
from tests.robustness.hostile import texts, tries, typed

Parser = Callable[[str], object]


def read_date(text: str) -> object:
    date = EdtfDate.parse(text)
    assert EdtfDate.parse(str(date)) == date
    return [display(date, language) for language in ("en", "ru", "kk", text)]


def read_quote(text: str) -> object:
    passages = [
        PassageText(1, "We heard gunfire all night.", ()),
        PassageText(2, text, ()),
    ]
    fidelity(text, passages, pointed=True)

    return anchor_for(text[:3] or "a", text or "a", 1)


def read_occurrences(text: str) -> object:
    """What a pattern of a text finds lies in the text, and in order."""
    pattern = pattern_of(text, is_phrase=False)
    found = Finder([pattern] if pattern else []).occurrences(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    return found


PARSERS: dict[str, tuple[Parser, tuple[type[Exception], ...]]] = {
    "dates": (read_date, (DateMalformed,)),
    "refs": (parse_ref, (RefMalformed,)),
    "cursors": (Cursor.parse, (CursorMalformed,)),
    "quotes": (read_quote, (QuoteMalformed, UnicodeEncodeError)),
    "languages": (language_of_path, ()),
    "names": (folded_name, ()),
    "words": (lambda t: terms_of((read_words(t) or [()])[0], {}), ()),
    "possible names": (lambda t: possible_names(read_words(t[:300])), ()),
    "occurrences": (read_occurrences, ()),
    "keys of names": (name_keys, ()),
    "other scripts": (other_scripts, ()),
    "protected terms": (lambda t: holds_protected(t, [Term(t)]), ()),
    "redactions": (lambda t: redact(t, [(0, len(t)), (3, 10**9)]), ()),
}


@pytest.mark.parametrize("name", PARSERS)
@given(text=texts)
@tries(40)
def test_a_parser_reads_or_refuses(name: str, text: str) -> None:
    parse, refusals = PARSERS[name]
    try:
        parse(text)
    except refusals as refusal:
        assert str(refusal)
        assert len(str(refusal)) < 400, "a refusal does not repeat a long text"


GOOD_VALUES = ("media", "kk", "newest", "kwic", "left", "tiktok", "2022-01/2023")
parameters = st.dictionaries(
    st.one_of(
        st.sampled_from(PARAMETERS),
        texts,
    ),
    st.lists(st.one_of(texts, st.sampled_from(GOOD_VALUES)), max_size=4),
    max_size=6,
)


@given(given_parameters=parameters)
@tries(40)
def test_a_search_is_read_or_every_problem_named(
    given_parameters: dict[str, list[str]],
) -> None:
    try:
        query = SearchQuery.parse(given_parameters)
    except QueryMalformed as refusal:
        assert refusal.problems
        assert all(len(problem.message) < 400 for problem in refusal.problems)
        query = refusal.rest
    query.querystring().encode("ascii")
    assert len(query.querystring()) < 8_000


# --- Documents ------------------------------------------------------------------------

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=8,
)


@given(document=st.one_of(texts, anything.map(json.dumps)))
@tries(40)
def test_what_is_no_document_is_none(document: str) -> None:
    """Documents are ours; one that is not ends in an error and never in a half."""
    for kind in Kind:
        with pytest.raises((KeyError, TypeError, ValueError, RecursionError)):
            found = decode(kind, document)
            if found is None:
                raise ValueError("null is no document")


# --- The vault ------------------------------------------------------------------------


@given(text=typed)
@tries(40)
def test_a_vault_keeps_every_text_to_the_letter(text: str) -> None:
    field = VaultedIdentity._meta.get_field("legal_name")
    assert field.from_db_value(field.get_prep_value(text)) == text


@given(text=typed.filter(bool))
@tries(40)
def test_what_is_no_ciphertext_opens_nothing(text: str) -> None:
    field = VaultedIdentity._meta.get_field("legal_name")
    with pytest.raises(InvalidToken):
        field.from_db_value(text)


# --- The environment ------------------------------------------------------------------

NAME = "KUA_TRIED"
READERS: dict[str, Callable[[], object]] = {
    "text": lambda: env.text(NAME),
    "secret": lambda: env.secret(NAME, characters=50),
    "flag": lambda: env.flag(NAME),
    "number": lambda: env.number(NAME, default=1, least=1, most=9),
    "words": lambda: env.words(NAME),
    "url": lambda: env.url(NAME, schemes=("https",)),
    "folder": lambda: env.folder(NAME, Path("/")),
    "zone": lambda: env.zone(NAME),
    "keys": lambda: kept.require_fernet_keys(env.words(NAME)),
}


@contextmanager
def variable(text: str) -> Iterator[None]:
    with mock.patch.dict(os.environ, {NAME: text}):
        yield


@pytest.mark.parametrize("name", READERS)
@given(text=typed.filter(lambda text: "\x00" not in text))
@tries(20)
def test_a_variable_is_read_or_refused_by_its_name(name: str, text: str) -> None:
    with variable(text):
        try:
            READERS[name]()
        except VariableRefused as refusal:
            assert NAME in str(refusal) or "VAULT_KEYS" in str(refusal)
            assert len(text) < 8 or text not in str(refusal)
