"""How names are folded for look-up: tags in any case, and a witness's spellings."""

import re
import unicodedata

from testimonies.analysis import name_keys


def folded_name(name: str) -> str:
    """Fold case, width, ё, hash signs and white space: «#Алматы » and «алматы» are one.

    Folding twice changes nothing more.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return re.sub(r"[\s_]+", " ", plain).strip(" #")


def known_names(name: str) -> list[str]:
    """Give what a name is looked up by: folded, and its keys across scripts."""
    return sorted({folded_name(name), *name_keys(name)} - {""})


def is_name_key(key: str) -> bool:
    """Say whether a name is looked up by this across scripts, not as it is written."""
    return key.startswith("~")
