"""A document's words as a tsvector literal, as PostgreSQL itself reads it."""

import pytest
from django.db import OperationalError, connection, transaction

from testimonies.analysis import Part, pattern_of, vector, vectors


def read(literal: str) -> dict[str, tuple[list[int], list[str]]]:
    """Give what the server makes of a literal: places and weights by lexeme."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM unnest(%s::tsvector)", [literal])
        return {row[0]: (row[1] or [], row[2] or []) for row in cursor.fetchall()}


def is_found(literal: str, phrase: str) -> bool:
    pattern = pattern_of(phrase, is_phrase=True)
    assert pattern
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [literal, pattern.tsquery])
        return bool(cursor.fetchone()[0])


def words(number: int, *, digits: int = 8) -> str:
    """Give that many different words, none of which is another's form."""
    return " ".join(f"{each:0{digits}}" for each in range(number))


def test_a_literal_says_places_and_weights() -> None:
    parts = [Part("Grenades in the Алма-Ата", "en", "A"), Part("қалада", "kk")]
    assert vector(parts, ["~almati"]).split() == [
        "'e:grenad':1A",
        *("'k:алма':4A", "'r:алм':4A", "'k:ата':5A", "'r:ат':5A"),
        *("'k:қала':16", "'~almati'"),
    ]
    assert vector([]) == ""


def test_a_bare_lexeme_that_the_text_has_keeps_its_places() -> None:
    assert vector([Part("grenades")], ["e:grenad"]) == "'e:grenad':1"


@pytest.mark.parametrize("lexeme", ["", "a\0", "ж" * 1_100])
def test_a_bare_lexeme_that_the_server_refuses_is_refused_first(lexeme: str) -> None:
    with pytest.raises(vectors.LexemeMalformed, match="1 to 2046 bytes"):
        vector([], [lexeme])


def test_more_bare_lexemes_than_fit_are_refused() -> None:
    with pytest.raises(vectors.LexemeMalformed, match="give fewer"):
        vector([], [f"{place:02000}" for place in range(600)])


@pytest.mark.usefixtures("db")
def test_any_sign_in_a_lexeme_reaches_the_server_as_it_is() -> None:
    odd = ["it's", "a\\b", "'", "\\", "a:1A", "two words", "a|b&!c", "\U0001f600"]
    assert set(read(vector([Part("o'clock")], odd))) == {"e:o'clock", *odd}


@pytest.mark.usefixtures("db")
def test_places_stay_within_what_the_server_keeps() -> None:
    text = f"{words(16_382)} stun grenades smoke"
    found = read(vector([Part(text)]))
    assert found["e:stun"][0] == [16_383]
    assert found["e:grenad"] == found["e:smoke"] == ([], [])
    assert len(read(vector([Part("smoke " * 300)]))["e:smoke"][0]) == 255


@pytest.mark.usefixtures("db")
def test_a_place_past_the_last_makes_no_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server would put everything later at its last place."""
    text = f"{words(16_381)} stun {words(500)} grenades"
    assert not is_found(vector([Part(text)]), "stun grenades")
    assert is_found(vector([Part(text)]), "grenades")
    monkeypatch.setattr(vectors, "_LAST_POSITION", 99_999)
    assert is_found(vector([Part(text)]), "stun grenades")


@pytest.mark.usefixtures("db")
def test_no_phrase_crosses_from_a_part_to_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = [Part("they threw stun"), Part("grenades burned")]
    assert not is_found(vector(parts), "stun grenades")
    # The most that stop words can put between two words of a phrase.
    far = f"stun {'the ' * 30} grenades"
    assert is_found(vector([Part(far)]), far)
    assert not is_found(vector(parts), far)
    monkeypatch.setattr(vectors, "_GAP", 0)
    assert is_found(vector(parts), "stun grenades")


@pytest.mark.usefixtures("db")
def test_the_longest_text_is_taken_and_loses_its_rarest_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"stun grenades {words(20_000, digits=64)}"
    found = read(vector([Part(text)], ["~name"]))
    assert {"e:stun", "e:grenad", "~name"} <= found.keys()
    assert len(found) > 12_000
    assert f"w:{19_999:064}" not in found
    monkeypatch.setattr(vectors, "_MOST_BYTES", 99_999_999)
    refused = pytest.raises(OperationalError, match="too long for tsvector")
    with refused, transaction.atomic():
        read(vector([Part(text)]))


def test_a_text_of_many_words_first_keeps_fewer_places() -> None:
    text = f"{words(15_900)} {'smoke ' * 100}"
    room = len(vector([Part(text)]))
    few = vectors._literal({"e:a": ["1", "2"] * 50, "e:b": ["3"]}, 60)
    assert few[1] == "'e:b':3"
    assert few[0] == "'e:a':" + ",".join(["1", "2"] * 8)
    assert room < vectors._MOST_BYTES
