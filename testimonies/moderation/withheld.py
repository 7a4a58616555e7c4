"""What of a record no reader may be told: redacted words, and private people's handles.

Protected terms are of every record. Nothing here says which words they are: it finds
them, and gives where.
"""

from collections.abc import Iterator

from testimonies.models import (
    Collection,
    MediaItem,
    Passage,
    Testimony,
)
from testimonies.privacy import (
    folded,
    protected_terms,
    redacted_words,
    where_protected,
)
from testimonies.terms import AccountHolder

Moving = Testimony | MediaItem | Collection

# A shorter handle would be found in other words.
SHORTEST_NAME = 3


def passages_of(testimony: Testimony) -> Iterator[Passage]:
    """Give the passages of every transcript, with their redactions."""
    for transcript in testimony.transcripts.prefetch_related("passages__redactions"):
        yield from transcript.passages.all()


def hidden_in(passage: Passage) -> list[str]:
    """Give the words redacted in a passage, folded."""
    spans = [(span.start, span.end) for span in passage.redactions.all()]
    words = [folded(each) for each in redacted_words(passage.text, spans)]
    return [each for each in words if each.strip()]


def private_handles(record: Moving) -> list[str]:
    """Give the handles and ids of private people's accounts behind a record, folded."""
    items: list[MediaItem] = [record] if isinstance(record, MediaItem) else []
    if isinstance(record, Testimony):
        placed = record.illustrations.select_related("item")
        items = [illustration.item for illustration in placed]
    return [
        folded(name)
        for item in items
        if item.account_holder == AccountHolder.PRIVATE
        for name in (item.account.lstrip("@"), item.platform_id)
        if len(name) >= SHORTEST_NAME
    ]


def may_be_told(record: Moving, text: str) -> bool:
    """Say whether a text about a record holds nothing that is withheld with it."""
    return where_protected(text, protected_terms()) is None and not _holds(
        text, _withheld(record)
    )


def _withheld(record: Moving) -> list[str]:
    words = private_handles(record)
    if isinstance(record, Testimony):
        for passage in passages_of(record):
            words += hidden_in(passage)
    return words


def _holds(text: str, words: list[str]) -> bool:
    looked_at = folded(text) if words else ""
    return any(each in looked_at for each in words)
