"""Which script a word is written in; a word of two of them looks like another word.

Pure. Looks at letters alone: digits and signs belong to every script. Hyphens part
words, so that TikTok-та is two.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import Final

# Whose letters look alike (Unicode Technical Standard 39, section 4).
_ALIKE: Final = ("LATIN", "CYRILLIC", "GREEK")

_HIDDEN: Final = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
# Persian and other scripts spell with them.
_JOINERS: Final = {"\u200c", "\u200d"}


def mixed_words(text: str) -> Iterator[str]:
    """Give the words whose letters come from two scripts that look alike."""
    for is_word, letters in groupby(text, key=lambda each: each.isalnum()):
        word = "".join(letters)
        if is_word and len(_scripts(word)) > 1:
            yield word


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "") for letter in word if letter.isalpha())
    found = {name.replace("FULLWIDTH ", "").partition(" ")[0] for name in names}
    return found.intersection(_ALIKE)


def is_hidden(sign: str) -> bool:
    """Say whether nobody sees a character, or it turns what stands beside it."""
    return sign not in _JOINERS and unicodedata.category(sign) in _HIDDEN
