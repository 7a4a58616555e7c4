"""The words of a page by language: what `lang` says of each piece of text."""

import re
from html.parser import HTMLParser

SPOKEN = ("aria-label", "alt", "title", "placeholder", "content", "aria-description")
VOID = frozenset(
    {"meta", "link", "input", "img", "br", "hr", "source", "wbr", "track", "col"}
)
# Shown to nobody, or what a machine reads or somebody types.
MUTE = frozenset({"script", "style", "code", "kbd"})
# Addresses, accounts on platforms, hashtags of captions, refs.
_NO_WORDS = re.compile(r"\S*(?:://|@|#)\S+|\S+\.[a-z]{2,}\b|\b[twqmcg][2-9a-z]{8}\b")
LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
CYRILLIC = re.compile(r"[Ѐ-ӿ]{2,}")
# Letters that Russian does not have.
KAZAKH = re.compile(r"\w*[әғқңөұүһі]\w*", re.IGNORECASE)


class Spoken(HTMLParser):
    """Collects a page's words that no `lang` gives to another language."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.open: list[tuple[bool, bool]] = [(False, False)]
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        foreign, mute = self.open[-1]
        if "lang" in given:
            foreign = given["lang"] != self.language
        # Of a meta element only what is read aloud or shown in results.
        is_told = tag != "meta" or given.get("name") == "description"
        if is_told and not foreign:
            self.found += [given[name] or "" for name in SPOKEN if name in given]
        if tag not in VOID:
            self.open.append((foreign, mute or tag in MUTE))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1] == (False, False):
            self.found.append(data)


def own_words(page: str, language: str, letters: re.Pattern[str]) -> dict[str, str]:
    """Give the words in such letters that a page gives as its own, each in its text."""
    reader = Spoken(language)
    reader.feed(page)
    found: dict[str, str] = {}
    for text in reader.found:
        for word in letters.findall(_NO_WORDS.sub(" ", text)):
            found.setdefault(word, " ".join(text.split())[:160])
    return found
