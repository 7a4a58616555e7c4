"""Tables, named constraints and triggers. Holds rows; decides and publishes nothing.

Only the inner rooms and the desk may import it; readers' rooms cannot name a table.
"""

from testimonies.models.account import Invitation, Remembered, User
from testimonies.models.collection import ChronologyEvent, Collection
from testimonies.models.concern import HANDLED, MOST_REFUSED, Concern, FullRoom
from testimonies.models.context import Place, Source
from testimonies.models.encrypted import EncryptedTextField, decrypt, encrypt
from testimonies.models.issue import Approval, Edition, Entry, FacetCount
from testimonies.models.ledger import Contribution, LedgerEvent, LedgerNote
from testimonies.models.media import Illustration, MediaFile, MediaItem
from testimonies.models.people import Consent, VaultedIdentity, Witness
from testimonies.models.quote import Quote
from testimonies.models.saved import LONGEST_SEARCH, SavedSearch
from testimonies.models.tag import Tag, TagAlias, Tagging
from testimonies.models.testimony import (
    Mark,
    Passage,
    Redaction,
    Testimony,
    TestimonySource,
    Transcript,
)
from testimonies.models.text import Translation

__all__ = [
    "HANDLED",
    "LONGEST_SEARCH",
    "MOST_REFUSED",
    "Approval",
    "ChronologyEvent",
    "Collection",
    "Concern",
    "Consent",
    "Contribution",
    "Edition",
    "EncryptedTextField",
    "Entry",
    "FacetCount",
    "FullRoom",
    "Illustration",
    "Invitation",
    "LedgerEvent",
    "LedgerNote",
    "Mark",
    "MediaFile",
    "MediaItem",
    "Passage",
    "Place",
    "Quote",
    "Redaction",
    "Remembered",
    "SavedSearch",
    "Source",
    "Tag",
    "TagAlias",
    "Tagging",
    "Testimony",
    "TestimonySource",
    "Transcript",
    "Translation",
    "User",
    "VaultedIdentity",
    "Witness",
    "decrypt",
    "encrypt",
]
