"""The picture of a quote: whose words, every letter of them, and never cut."""

from io import BytesIO
from unittest import mock

import pytest
from PIL import Image

from testimonies.exchange import PICTURE_HIGH, PICTURE_WIDE, can_draw, card_of, draw
from testimonies.exchange import picture as module
from tests.exchange import items

KAZAKH = "Әсем қала, Ғаламат түн; Ңғы, Өрт, Ұзақ, Үлкен, Һәм, Іші"


def card(words: str = "We heard gunfire.", **fields: object) -> module.Card:
    item = items.quote(text=words, **fields)
    return card_of(item, fidelity="Word for word")


def test_a_quotation_names_who_said_it_and_stands_in_marks() -> None:
    said = card()
    assert said.words == "“We heard gunfire.”"
    assert said.name == "Lyazzat"
    assert said.address == f"archive.example.org/quotes/{items.QUOTE}"
    assert module._said_by(said) == ("Lyazzat", " · Word for word")
    assert card("Стреляли.", language="ru").words == "«Стреляли.»"


@pytest.mark.parametrize("fidelity", ["paraphrase", "absent"])
def test_what_was_not_said_has_no_marks_and_is_nobodys(fidelity: str) -> None:
    other = card(fidelity=fidelity)
    assert other.words == "We heard gunfire."
    assert module._said_by(other) == ("Word for word", "")


def test_without_a_face_there_is_no_picture() -> None:
    module._folder.cache_clear()
    with mock.patch("testimonies.exchange.picture.find_spec", return_value=None):
        assert not can_draw(card())
    module._folder.cache_clear()


def test_it_is_a_picture_of_the_size_that_is_promised() -> None:
    drawn = draw(card())
    image = Image.open(BytesIO(drawn))
    assert (image.format, image.size) == ("PNG", (PICTURE_WIDE, PICTURE_HIGH))
    # Nothing but pixels: no text, no time, no name of a program.
    assert image.info == {}
    assert len(drawn) < 60_000
    assert drawn == draw(card())
    assert drawn != draw(card("We heard nothing."))


def test_it_has_every_letter_of_our_languages() -> None:
    assert can_draw(card(KAZAKH, language="kk"))
    assert can_draw(card("Ёлка — «подъезд», №5…", language="ru"))


@pytest.mark.parametrize(
    "words", ["سمعنا", "我们听见", "Fire \N{FIRE}", "█████ came", "word " * 200]
)
def test_what_cannot_be_drawn_whole_is_not_drawn(words: str) -> None:
    assert not can_draw(card(words))


def test_long_words_are_broken_and_stay_whole() -> None:
    lines = list(module._lines("a" * 90, module.SIZES[0]))
    assert len(lines) > 1
    assert "".join(lines) == "a" * 90
