"""How names are folded for look-up: tags in any case, and a witness's spellings."""

import re
import unicodedata


def folded_name(name: str) -> str:
    """Fold case, width, ё, hash signs and white space: «#Алматы » and «алматы» are one.

    Folding twice changes nothing more.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return re.sub(r"[\s_]+", " ", plain).strip(" #")
