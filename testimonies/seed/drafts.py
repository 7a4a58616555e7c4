"""Makes the draft rows of tags, collections, clips and witnesses from their tables.

Runs inside ledger.acting(); publishes nothing. The account is in account.py.
"""

from typing import Final

from testimonies.models import ChronologyEvent, Collection, MediaItem, Tag, Witness
from testimonies.seed.known import collection_of, place_of, put_tags, source_of
from testimonies.seed.rows import saved, translate
from testimonies.seed.tables import Archive, Table
from testimonies.terms import Kind

RECORD: Final = ("key", "ref", "translations")
TAG: Final = ("name", "text_language", "slug", "kind", "description")
COLLECTION: Final = ("title", "description")
EVENT: Final = ("date", "text", "status", "status_note")
NOTES: Final = ("content_notes", "content_note_text")
MEDIA: Final = (
    *NOTES,
    *("title", "kind", "description", "platform", "account", "account_holder"),
    *("posted", "posted_basis", "caption", "caption_language", "sound"),
    *("verification", "verification_notes", "basis", "basis_note", "rights"),
)
WITNESS: Final = (
    *("name", "name_kind", "spelling_variants", "description", "languages"),
)


def draft_tag(table: Table) -> tuple[Tag, list[str]]:
    """Make a tag's row and give its aliases, which save_tag will add."""
    table.require_keys([*RECORD, *TAG, "aliases"])
    tag = saved(Tag(ref=table.ref(Kind.TAG), **table.columns(TAG)), table)
    translate(tag, table)
    return tag, table.texts("aliases")


def draft_collection(table: Table, *, archive: Archive) -> Collection:
    """Make a collection's rows with its chronology."""
    table.require_keys([*RECORD, *COLLECTION, "event"])
    columns = table.columns(COLLECTION)
    row = saved(Collection(ref=table.ref(Kind.COLLECTION), **columns), table)
    translate(row, table)
    for each in table.tables("event"):
        each.require_keys([*EVENT, "source", "translations"])
        wanted = each.text("source")
        source = source_of(each, key="source", wanted=wanted, archive=archive)
        event = ChronologyEvent(collection=row, source=source, **each.columns(EVENT))
        translate(saved(event, each), each)
    return row


def draft_media(table: Table, *, archive: Archive) -> MediaItem:
    """Make a clip's rows; its content notes are decided by standing in the file."""
    table.require_keys([*RECORD, *MEDIA, "collection", "found_via", "tags"])
    wanted = table.text("found_via")
    row = MediaItem(
        ref=table.ref(Kind.MEDIA),
        collection=collection_of(table, archive=archive),
        found_via=source_of(table, key="found_via", wanted=wanted, archive=archive),
        content_notes_decided="content_notes" in table.values,
        **table.columns(MEDIA),
    )
    translate(saved(row, table), table)
    put_tags(row, table, archive=archive)
    return row


def draft_witness(table: Table, *, archive: Archive) -> Witness:
    """Make a witness's row; consents are recorded by a steward, not here."""
    table.require_keys([*RECORD, *WITNESS, "place", "consent"])
    row = Witness(
        ref=table.ref(Kind.WITNESS),
        place=place_of(table, archive=archive),
        **table.columns(WITNESS),
    )
    translate(saved(row, table), table)
    return row
