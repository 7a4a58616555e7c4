"""One form for all ways to write a word: case, width, composition, ё, stress.

Folding twice changes nothing more. Marks go from Latin letters, so that cafe finds
café; of Cyrillic ones only й and ў keep theirs, and ё is е. Other scripts keep their
marks, which are vowels there.
"""

import re
import unicodedata
from typing import Final

from testimonies.analysis.words import APOSTROPHES, UNSEEN

_SPELLED: Final = {
    **dict.fromkeys(map(ord, UNSEEN)),
    **dict.fromkeys(map(ord, APOSTROPHES), "'"),
    # Dotless: what is left of it is the letter that keyboards have.
    ord("ı"): "i",
}
# U+0306 after и and у makes letters of their own.
_MARKS_OF_LATIN: Final = re.compile("(?<=[a-z])[\u0300-\u036f]")
_MARKS_OF_CYRILLIC: Final = re.compile(
    "(?<=[\u0430-\u052f])[\u0300-\u0305\u0307\u0309-\u036f]|(?<=е)\u0308"
)


def folded(word: str) -> str:
    """Give the form in which a word is looked up."""
    if word.isascii():
        return word.lower()
    plain = word
    # Widths and ligatures can leave what folds once more.
    while (once := _folded_once(plain)) != plain:
        plain = once
    return plain


def _folded_once(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_SPELLED)
    apart = unicodedata.normalize("NFD", plain)
    bare = _MARKS_OF_CYRILLIC.sub("", _MARKS_OF_LATIN.sub("", apart))
    return unicodedata.normalize("NFC", bare).translate(_SPELLED)
