"""The same words in the other script, for a search that found nothing.

Cyrillic as Russian passports and BGN/PCGN write it in Latin letters, and back; Kazakh
letters as their nearest. It is an offer to a reader, never what the index holds.
"""

import re
from typing import Final

_CYRILLIC: Final = re.compile("[Ѐ-ӿ]")
_LATIN: Final = re.compile("[A-Za-z]")
_TO_CYRILLIC: Final = """
shch щ|zh ж|kh х|ts ц|ch ч|sh ш|yu ю|ya я|yo ё|ye е|a а|b б|v в|w в|g г|d д|e е|z з
i и|y ы|j ж|k к|q к|l л|m м|n н|o о|p п|r р|s с|t т|u у|f ф|h х|c к|x х
"""
_TO_LATIN: Final = """
щ shch|ж zh|х kh|ц ts|ч ch|ш sh|ю yu|я ya|ё yo|е e|а a|б b|в v|г g|д d|з z|и i|ы y|к k
л l|м m|н n|о o|п p|р r|с s|т t|у u|ф f|й y|э e|ә a|ғ g|қ q|ң n|ө o|ұ u|ү u|һ h|і i
"""


def _table(text: str) -> dict[str, str]:
    pairs = (pair.split() for pair in re.split(r"[|\n]", text))
    return {pair[0]: pair[1] for pair in pairs if pair}


_LETTERS: Final = _table(_TO_CYRILLIC)
_BACK: Final = _table(_TO_LATIN)
_GROUPS: Final = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_SIGNS: Final = str.maketrans("", "", "ъь")


def other_scripts(words: str) -> tuple[str, ...]:
    """Give the words in the other script; nothing where they are in both or neither."""
    is_cyrillic, is_latin = _CYRILLIC.search(words), _LATIN.search(words)
    if bool(is_cyrillic) == bool(is_latin):
        return ()
    if is_cyrillic:
        plain = words.casefold().translate(_SIGNS)
        return ("".join(_BACK.get(letter, letter) for letter in plain),)
    # OR is an operator of the search and no word.
    spelled = [
        word if word.casefold() == "or" else _in_cyrillic(word)
        for word in words.split(" ")
    ]
    return (" ".join(spelled),)


def _in_cyrillic(word: str) -> str:
    return _GROUPS.sub(lambda found: _LETTERS[found[0]], word.casefold())
