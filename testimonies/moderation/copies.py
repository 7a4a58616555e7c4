"""Public copies: placed before an edition names them, taken away once none does.

Nothing is served that no edition names, so a copy too many is untidy and a copy too few
is a fault; both are mended by the next sync.
"""

import logging

from django.db import transaction

from testimonies.catalogue import Document, MediaDocument, standing_copies
from testimonies.custody import BytesChanged, Synced, place_public, sync_public
from testimonies.moderation.refusals import MoveRefused

logger = logging.getLogger(__name__)


def place_copies(documents: list[Document]) -> None:
    """Place what the documents name, inside the move. Raises MoveRefused."""
    copies = [
        (file.name, file.sha256)
        for document in documents
        if isinstance(document, MediaDocument)
        for file in document.files
    ]
    try:
        place_public(copies)
    except (BytesChanged, FileNotFoundError):
        message = (
            "A shown file is no longer what was taken in, so nothing was published."
            " Tell whoever runs the server: `manage.py check_fixity` says more."
        )
        raise MoveRefused(message) from None


def sync_copies() -> Synced:
    """Make public storage hold what standing editions name, and nothing besides."""
    synced = sync_public(standing_copies)
    for _name in synced.missing:
        logger.error("A copy that an edition shows cannot be placed: check_fixity.")
    return synced


def sync_after_commit() -> None:
    """Sync once the move is committed.

    An error there is logged and undoes nothing: readers are served by editions alone.
    """
    transaction.on_commit(sync_copies, robust=True)
