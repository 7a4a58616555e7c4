"""An account in two languages on its page: switched, or side by side."""

import re
from dataclasses import replace

import pytest

from testimonies.privacy import MARKER
from tests.templatetags import lyazzat
from tests.templatetags.test_pages import page_of, words_of

NAMED = lyazzat.passage(2, f"We hid at {MARKER}’s house. It was cold.")
TOLD = lyazzat.transcript("en", lyazzat.passage(1, "A question.", "question"), NAMED)
RUSSIAN = replace(
    lyazzat.transcript(
        "ru",
        lyazzat.passage(2, "Мы спрятались у друзей. Было холодно."),
        lyazzat.passage(5, f"Потом пришёл {MARKER}."),
    ),
    is_machine=True,
    is_reviewed=False,
)
BUNDLE = lyazzat.bundle(lyazzat.testimony(transcripts=(TOLD, RUSSIAN)))


def row_of(page: str, number: int) -> str:
    """Give one row of the account, up to the next."""
    _, _, after = page.partition(f'id="p{number}">')
    return after.partition('<div class="passage ')[0]


def cells_of(row: str) -> list[str]:
    return row.split('<div class="passage__text"')[1:]


@pytest.mark.parametrize(
    ("reading", "shown", "hidden"),
    [
        ("", "It was cold.", "Было холодно."),
        ("en", "It was cold.", "Было холодно."),
        ("ru", "Было холодно.", "It was cold."),
    ],
)
def test_one_language_is_shown_and_the_other_is_linked(
    reading: str, shown: str, hidden: str
) -> None:
    page = page_of(BUNDLE, reading=reading)
    assert shown in page
    assert hidden not in page
    current = re.findall(r'href="\?text=(\w+)#account" aria-current="true"', page)
    assert current == [reading or "en"]
    links = re.findall(r'href="\?text=(\w+)#account"', page)
    assert links == ["en", "ru", "side"]


def test_a_translation_says_who_made_it_and_whether_it_was_reviewed() -> None:
    for reading in ("ru", "side"):
        words = words_of(page_of(BUNDLE, reading=reading))
        assert (
            "Russian. Translated by a machine, not the witness’s own words."
            " The translation was not reviewed." in words
        )
    assert "Translated by" not in words_of(page_of(BUNDLE))
    by_hand = replace(RUSSIAN, is_machine=False, translator="A. B.", is_reviewed=True)
    bundle = lyazzat.bundle(lyazzat.testimony(transcripts=(TOLD, by_hand)))
    words = words_of(page_of(bundle, reading="ru"))
    assert "Translated by A. B., not the witness’s own words." in words
    assert "The translation was reviewed." in words


def test_side_by_side_each_row_is_one_passage() -> None:
    page = page_of(BUNDLE, reading="side")
    assert [len(cells_of(row_of(page, number))) for number in (1, 2, 5)] == [2, 2, 2]
    english, russian = cells_of(row_of(page, 2))
    assert "It was cold." in english
    assert "Было холодно." in russian
    assert russian.startswith(' lang="ru"')
    assert "not in this version" in cells_of(row_of(page, 1))[1]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_what_is_withheld_in_one_language_is_not_marked_in_the_other() -> None:
    page = page_of(BUNDLE, reading="side")
    english, russian = cells_of(row_of(page, 2))
    assert (english.count('class="withheld"'), russian.count('class="withheld"')) == (
        1,
        0,
    )
    english, russian = cells_of(row_of(page, 5))
    assert 'class="withheld"' not in english
    assert 'class="withheld"' in russian


def test_the_address_of_a_reading_is_that_of_the_page() -> None:
    page = page_of(BUNDLE, "ru", reading="ru", state="text=ru")
    path = lyazzat.address_of("testimony")
    assert re.findall(r'rel="canonical" href="[^"]*?(/ru/[^"]*)"', page) == [
        f"/ru{path}"
    ]
    alternates = re.findall(r'rel="alternate" hreflang="\w+" href="([^"]+)"', page)
    assert len(alternates) == 3
    assert not any("text=" in address for address in alternates)
    # The languages at the foot keep the reading.
    assert f'href="/kk{path}?text=ru"' in page


def test_one_language_needs_no_switch() -> None:
    assert "?text=" not in page_of(lyazzat.bundle())
