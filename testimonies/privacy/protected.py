"""Terms that must never appear: found by case-folded match in a text.

Inflected and transliterated forms are not looked for yet: an editor lists each form
that matters. Findings name the place in the text and never the term.
"""

import re
import unicodedata

from testimonies.models import VaultedIdentity


def folded(text: str) -> str:
    """Fold case, width, composition and white space, for looking words up.

    Characters that nobody sees (soft hyphens, joiners, marks of direction) go.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(each for each in plain if unicodedata.category(each) != "Cf")
    return re.sub(r"\s+", " ", seen)


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
