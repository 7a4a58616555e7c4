"""Terms that must never appear: found by case-folded match in a text.

Inflected and transliterated forms are not looked for yet: an editor lists each form
that matters. Findings name the place in the text and never the term.
"""

import re
import unicodedata

from testimonies.models import VaultedIdentity

# What Unicode calls default-ignorable, beyond category Cf: fillers, selectors, joiners.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
# Marks on a letter, and what nobody sees: of format, and of control.
_DROPPED = {"Mn", "Me", "Cf", "Cc"}


def folded(text: str) -> str:
    """Fold case, width, composition, marks and white space, for looking words up.

    Characters that nobody sees (soft hyphens, joiners, fillers, marks of direction) go,
    and so does every accent: it finds too much rather than too little.
    """
    plain = unicodedata.normalize("NFKD", _IGNORABLE.sub("", text))
    seen = "".join(each for each in plain if _is_seen(each)).casefold()
    return re.sub(r"\s+", " ", seen)


def _is_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _DROPPED


def protected_terms() -> list[str]:
    """Give every protected term of every vault, folded; the vaults are not shown."""
    lines = (
        line
        for identity in VaultedIdentity.objects.only("protected_terms")
        for line in identity.protected_terms.splitlines()
    )
    return sorted({folded(line).strip() for line in lines} - {""})


def where_protected(text: str, terms: list[str]) -> int | None:
    """Give where in the folded text the first protected term begins, or None."""
    looked_at = folded(text)
    places = [place for term in terms if (place := looked_at.find(term)) >= 0]
    return min(places, default=None)
