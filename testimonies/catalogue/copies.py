"""Which public copies the standing editions name: all that may lie or be served.

An edition stands until its document is erased, superseded or not.
"""

import json
from typing import Final

from testimonies.catalogue.connection import reading_connection
from testimonies.catalogue.documents import FileCopy
from testimonies.terms import Kind

# The index edition_files is over this very expression and condition.
_FILES: Final = "(e.document::jsonb) -> 'files'"
_STANDING: Final = f"e.kind = '{Kind.MEDIA}' AND e.document IS NOT NULL"
_ALL: Final = (
    f"SELECT DISTINCT f ->> 'name', f ->> 'sha256' FROM testimonies_edition e,"  # noqa: S608
    f" jsonb_array_elements({_FILES}) f WHERE {_STANDING}"
)
_ONE: Final = (
    f"SELECT f::text FROM testimonies_edition e, jsonb_array_elements({_FILES}) f"  # noqa: S608
    f" WHERE {_STANDING} AND {_FILES} @> %s::jsonb AND f ->> 'name' = %s LIMIT 1"
)


def standing_copies() -> dict[str, str]:
    """Give the SHA-256 of each copy that a standing edition names. One query."""
    with reading_connection().cursor() as cursor:
        cursor.execute(_ALL)
        return dict(cursor.fetchall())


def standing_copy(name: str) -> FileCopy | None:
    """Give a copy as a standing edition describes it; None: no edition. One query."""
    with reading_connection().cursor() as cursor:
        cursor.execute(_ONE, [json.dumps([{"name": name}]), name])
        row = cursor.fetchone()
    return FileCopy(**json.loads(row[0])) if row else None
