"""What may be shown of people: consent, protected terms, redaction. Rules, no writes.

Whatever hides something from readers is decided here and applied by the catalogue.
"""

from testimonies.privacy.consent import consent_states, is_granted
from testimonies.privacy.protected import (
    MOST_JOINED,
    Searched,
    Term,
    as_read,
    beginning,
    folded,
    holds_protected,
    protected_terms,
)
from testimonies.privacy.redaction import MARKER, Redacted, redact, redacted_words
from testimonies.privacy.spoken import heard_as, is_cut, is_heard, sounds_shown

__all__ = [
    "MARKER",
    "MOST_JOINED",
    "Redacted",
    "Searched",
    "Term",
    "as_read",
    "beginning",
    "consent_states",
    "folded",
    "heard_as",
    "holds_protected",
    "is_cut",
    "is_granted",
    "is_heard",
    "protected_terms",
    "redact",
    "redacted_words",
    "sounds_shown",
]
