"""The only door to readers: documents, editions, entries and published bundles.

Describes records, issues and erases what it is told to; decides nothing. Nobody
outside it reads or writes an edition or an entry.
"""

from testimonies.catalogue.describe import (
    Record,
    describe,
    describe_tag,
    fidelity_of,
    travelling,
)
from testimonies.catalogue.documents import (
    Document,
    QuoteDocument,
    Text,
    decode,
    digest_of,
    encode,
    refs_of,
    strings_of,
)
from testimonies.catalogue.editions import (
    current_digests,
    current_edition,
    erase_documents,
    issue_edition,
)
from testimonies.catalogue.entries import (
    rebuild_entries,
    refresh_entries,
    refresh_tagged,
    refresh_tags,
)
from testimonies.catalogue.grants import (
    PUBLIC_TABLES,
    ReaderTooPowerful,
    grant_roles,
    reader_excess,
    require_narrow_reader,
)
from testimonies.catalogue.issues import (
    Bundle,
    Cursor,
    CursorMalformed,
    EditionLine,
    Erased,
    Issue,
    Page,
    Stamps,
    TagCount,
    Tombstone,
    etag_of,
    path_of,
)
from testimonies.catalogue.names import folded_name
from testimonies.catalogue.reading import (
    backlinks,
    bundle,
    current_stamps,
    edition,
    editions,
    entries,
    issues,
    listing,
    tag_by_name,
    tags,
    tombstone,
)

__all__ = [
    "PUBLIC_TABLES",
    "Bundle",
    "Cursor",
    "CursorMalformed",
    "Document",
    "EditionLine",
    "Erased",
    "Issue",
    "Page",
    "QuoteDocument",
    "ReaderTooPowerful",
    "Record",
    "Stamps",
    "TagCount",
    "Text",
    "Tombstone",
    "backlinks",
    "bundle",
    "current_digests",
    "current_edition",
    "current_stamps",
    "decode",
    "describe",
    "describe_tag",
    "digest_of",
    "edition",
    "editions",
    "encode",
    "entries",
    "erase_documents",
    "etag_of",
    "fidelity_of",
    "folded_name",
    "grant_roles",
    "issue_edition",
    "issues",
    "listing",
    "path_of",
    "reader_excess",
    "rebuild_entries",
    "refresh_entries",
    "refresh_tagged",
    "refresh_tags",
    "refs_of",
    "require_narrow_reader",
    "strings_of",
    "tag_by_name",
    "tags",
    "tombstone",
    "travelling",
]
