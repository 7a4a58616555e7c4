"""How names are folded for look-up: tags in any case, and a witness's spellings."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import slugify

from testimonies.analysis import name_keys

# A tag's slug has 100 characters at most; this leaves room for a number behind it.
LONGEST_SLUG = 90


def folded_name(name: str) -> str:
    """Fold case, width, ё, hash signs, white space: «#Алматы » and «алматы» are one."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("ё", "е")
    return re.sub(r"[\s_]+", " ", plain).strip(" #")


def known_names(name: str) -> list[str]:
    """Give what a name is looked up by: folded, and its keys across scripts."""
    return sorted({folded_name(name), *name_keys(name)} - {""})


def is_name_key(key: str) -> bool:
    """Say whether a name is looked up by this across scripts, not as it is written."""
    return key.startswith("~")


def slug_of(name: str) -> str:
    """Give the address that a tag's name makes; "" where it has no letter or digit."""
    return slugify(name, allow_unicode=True)[:LONGEST_SLUG].strip("-")


def address_names(names: Iterable[str]) -> set[str]:
    """Give what the addresses that the names make, or made once, are looked up by."""
    return {folded_name(slug_of(name)) for name in names} - {""}
