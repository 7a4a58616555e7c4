"""How names are folded for look-up: tags in any case, and a witness's spellings."""

import re
import unicodedata


def folded_name(name: str) -> str:
    """Fold case, width, hash signs and white space: «#Алматы » and «алматы» are one."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip().lstrip("#")
    return re.sub(r"[\s_]+", " ", plain).strip()
