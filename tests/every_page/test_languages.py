"""Every page speaks its language, and says by `lang` where a word is of another."""

import re

import pytest

from tests.every_page.kept import Kept
from tests.every_page.spoken import CYRILLIC, KAZAKH, LATIN, own_words

pytestmark = pytest.mark.django_db

# Words in Latin script that belong to Russian and Kazakh pages: a name is the same
# everywhere, and what an address takes is typed as it stands.
NAMES = frozenset(
    word
    for words in (
        "Kuä",
        # People and outlets of the seed.
        "Lyazzat Lyzzat FRANCE Observers Amnesty International",
        "Telegram TikTok Wikipedia Aegis FreeOTP Browser Tor JavaScript cookie PIN",
        "BibTeX RIS CSL JSON CSV TXT Lines Atom API SHA",
        "Escape Esc",
        # An example of a name in two scripts, and the sign of a text in English.
        "Almaty алматы АЛМАТЫ en",
        # The values of `sort` in a search's address.
        "relevance newest oldest happened",
    )
    for word in words.split()
)
# What the tests themselves searched for, or called things.
TYPED = frozenset(
    word
    for words in ("gunfire gunfyre zzzz none key search king", "proven setting up")
    for word in words.split()
)


def strange(pages: list[Kept], language: str, letters: re.Pattern[str]) -> list[str]:
    """Give each word that is in the wrong letters, with its text and its page."""
    found: dict[str, str] = {}
    for page in pages:
        for word, text in own_words(page.text, language, letters).items():
            if word not in NAMES | TYPED:
                found.setdefault(f"{word}, in “{text}”", str(page))
    return [f"{said}: {page}" for said, page in found.items()]


def test_no_word_of_a_kazakh_page_is_english(kazakh: list[Kept]) -> None:
    assert strange(kazakh, "kk", LATIN) == []


def test_no_word_of_a_russian_page_is_english(russian: list[Kept]) -> None:
    assert strange(russian, "ru", LATIN) == []


def test_no_word_of_a_russian_page_is_kazakh(russian: list[Kept]) -> None:
    assert strange(russian, "ru", KAZAKH) == []


def test_an_english_page_marks_every_word_in_another_script(
    english: list[Kept],
) -> None:
    assert strange(english, "en", CYRILLIC) == []


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("<p>Іздеу search</p>", {"search"}),
        ('<p>Іздеу <span lang="en">search</span></p>', set()),
        ('<a title="Edition 1">1</a>', {"Edition"}),
        ('<p lang="en">one <b lang="kk">two</b></p>', {"two"}),
        ('<p lang="">somebody</p><kbd>OR</kbd><p>t9mt29qns</p>', set()),
    ],
)
def test_a_word_is_seen_unless_it_is_marked(markup: str, seen: set[str]) -> None:
    assert own_words(markup, "kk", LATIN).keys() == seen


def test_every_page_says_which_language_it_speaks(
    english: list[Kept], russian: list[Kept], kazakh: list[Kept]
) -> None:
    for pages, language in ((english, "en"), (russian, "ru"), (kazakh, "kk")):
        others = [str(p) for p in pages if f'<html lang="{language}"' not in p.text]
        assert others == []


def test_every_page_of_readers_names_itself_in_the_other_languages(
    kazakh: list[Kept],
) -> None:
    listed = [page for page in kazakh if page.route.startswith("pages:")]
    assert len(listed) > 25
    for page in listed:
        links = re.findall('rel="alternate" hreflang="([^"]+)"', page.text)
        assert links in ([], ["en", "ru", "kk"]), str(page)
