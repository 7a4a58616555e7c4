"""Everything that a search finds, for files: in parts, newest first, constant memory.

A part is a block in the order of publication, read whole before it is handed out: a
slow client holds no statement open. What is withdrawn meanwhile is in no later part;
what is published meanwhile may be in none.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from testimonies.analysis import quoted
from testimonies.catalogue import (
    PATH_SQL,
    Issue,
    block_of,
    block_token,
    issues,
    kind_token,
    reading_connection,
)
from testimonies.search.finding import HAPPENED, condition, newest_sequence
from testimonies.search.patience import answering
from testimonies.search.plan import Plan, plan
from testimonies.search.query import SearchQuery
from testimonies.search.words import all_of
from testimonies.terms import Kind

BATCH = 100
COLUMNS = (
    "ref",
    "kind",
    "title",
    "address",
    "language",
    "place",
    "happened_from",
    "happened_to",
    "tags",
    "first_published",
    "published",
)

_FROM = f"""
FROM testimonies_entry WHERE vector @@ %(part)s::tsquery {HAPPENED}
ORDER BY sequence DESC, ref"""
_REFS = f"SELECT ref {_FROM}"
_TAGS = "SELECT ref, title FROM testimonies_entry WHERE kind = %s"
# A place is the last of a record's facets (catalogue/rows.py).
_PLACE = "CASE WHEN place <> '' THEN substr(facets[cardinality(facets)], 7) END"
_TAG_NAMES = """(SELECT string_agg(%(names)s::jsonb ->> each, '; ')
 FROM (SELECT unnest(tags) AS each) named)"""
_DAY = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"


def every(query: SearchQuery) -> Iterator[Issue]:
    """Give every record that is found, in batches of 100. Raises SearchFailed."""
    for planned, part in _parts(query):
        refs = [ref for (ref,) in _rows(_REFS, planned, part)]
        for start in range(0, len(refs), BATCH):
            batch = refs[start : start + BATCH]
            with answering():
                shown = issues(batch)
            yield from (shown[ref] for ref in batch if ref in shown)


def csv_of(
    query: SearchQuery, *, site: str, cell: Callable[[str], str]
) -> Iterator[bytes]:
    """Give the lines of a table (RFC 4180 but for LF at their ends), a part at a time.

    `site` goes before each address; `cell` makes of an SQL expression one whose text no
    spreadsheet program runs. The database writes the table. Raises SearchFailed.
    """
    before = ",".join(COLUMNS).encode() + b"\n"
    statement = (
        f"COPY (SELECT {_columns(cell)} {_FROM}) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
    )
    names = json.dumps(dict(_rows(_TAGS, None, Kind.TAG.value)), ensure_ascii=False)
    for planned, part in _parts(query):
        given = {**condition(planned), "part": part, "names": names, "site": site}
        with answering():
            lines = _copied(statement, given)
        # The first part is there before anything is sent, so that a failure is said.
        yield before + lines
        before = b""
    if before:
        yield before


def _columns(cell: Callable[[str], str]) -> str:
    texts = ("title", "language", _PLACE, _TAG_NAMES)
    title, language, place, tags = map(cell, texts)
    address = f"%(site)s || {PATH_SQL}"
    dates = ("happened_from", "happened_to")
    issued = (_DAY.format("first_issued_at"), _DAY.format("issued_at"))
    return ", ".join(
        ("ref", "kind", title, address, language, place, *dates, tags, *issued)
    )


def _parts(query: SearchQuery) -> Iterator[tuple[Plan, str]]:
    """Give the condition of each part, the newest first; tags come last."""
    with answering():
        planned = plan(query)
        newest = newest_sequence()
    if not planned.match:
        return
    for block in range(block_of(newest), -1, -1):
        yield planned, all_of([planned.match, quoted(block_token(block))])
    yield planned, all_of([planned.match, quoted(kind_token(Kind.TAG))])


def _rows(statement: str, planned: Plan | None, part: str | None) -> list[Any]:
    given: Any = [part] if part else None
    if planned:
        given = {**condition(planned), "part": part}
    with answering(), reading_connection().cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _copied(statement: str, given: dict[str, Any]) -> bytes:
    connection = reading_connection()
    # Django names the errors of execute(), not those of a copy.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement, given) as copy,
    ):
        return b"".join(map(bytes, copy))
