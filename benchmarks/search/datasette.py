"""Datasette over SQLite's full text, on the same records, asked over HTTP for JSON.

Without facets it is asked for the page that we give: the best twenty by FTS5's rank,
with its extracts and the number of all, by a query in SQL, since its own search ranks
nothing and marks nothing. Filters have no such query and go to its own search, which
counts. It is installed from the package index into an environment of its own, and its
limits of time are raised: with its own ones it leaves out the facets of broad searches.
"""

import sqlite3
import subprocess
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.page import Served, free_port, wait_for
from benchmarks.search.corpus import Profile
from benchmarks.search.peers import as_json, plain
from testimonies.search import SearchQuery

VERSION = "0.65.5"
FACETS = (("_facet", "kind"), ("_facet", "language"), ("_facet", "place"))
FACETS_OF_LISTS = (("_facet", "platform"), ("_facet", "year"), ("_facet_array", "tags"))
_SCHEMA = """
CREATE TABLE record (id INTEGER PRIMARY KEY, title TEXT, body TEXT, kind TEXT,
  language TEXT, place TEXT, platform TEXT, year INTEGER, tags TEXT);
"""
# As sqlite-utils enable-fts makes it, with what Datasette looks for.
_INDEXES = """
CREATE VIRTUAL TABLE record_fts USING fts5
  (title, body, tokenize="porter unicode61", content="record", content_rowid="id");
INSERT INTO record_fts (record_fts) VALUES ('rebuild');
CREATE INDEX record_place ON record (place);
CREATE INDEX record_year ON record (year);
ANALYZE;
"""
_COPIES = """
WITH RECURSIVE copy (number) AS (
  SELECT 1 WHERE :times > 1 UNION ALL SELECT number + 1 FROM copy
  WHERE number < :times - 1)
INSERT INTO record SELECT id + :count * number, title, body, kind, language, place,
  platform, year, tags FROM record, copy
"""
_LIMITS = ("sql_time_limit_ms", "facet_time_limit_ms", "facet_suggest_time_limit_ms")


def install(folder: Path) -> None:
    """Make the environment, unless it is there."""
    if not (folder / "bin" / "datasette").exists():
        venv.create(folder, with_pip=True)
        wanted = f"datasette=={VERSION}"
        command = [folder / "bin" / "python", "-m", "pip", "install", "-q", wanted]
        subprocess.run(command, check=True)  # noqa: S603


def make(file: Path, profile: Profile, count: int, times: int) -> None:
    """Write the records into a file of SQLite, anew, each so many times."""
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(as_json, plain(profile, count)),
        )
        database.execute(_COPIES, {"count": count, "times": times})
        database.commit()
        database.executescript(_INDEXES)
    database.close()


@contextmanager
def serving(folder: Path, file: Path, *, limit: int) -> Iterator[Served]:
    """Serve the file with limits of so many milliseconds."""
    port = free_port()
    settings = [word for each in _LIMITS for word in ("--setting", each, str(limit))]
    command = [
        *(folder / "bin" / "datasette", "serve", "--immutable", file),
        *("--port", str(port), "--setting", "suggest_facets", "off"),
        *("--setting", "cache_size_kb", "200000", *settings),
    ]
    nowhere = subprocess.DEVNULL
    server = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)  # noqa: S603
    try:
        wait_for(port)
        time.sleep(1)
        yield Served(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=60)


def path(file: Path, query: SearchQuery, *, with_facets: bool) -> str | None:
    """Give the address of a search there; None: it has none for such a one."""
    if query.any or query.after or query.sort:
        return None
    if not with_facets and query == SearchQuery(query.words):
        return _ranked(file, query)
    given = [("_size", "20"), ("_shape", "objects"), ("_searchmode", "raw")]
    if query.words:
        given.append(("_search", _fts5(query.words)))
    given += [("tags__arraycontains", name) for name in query.tags]
    given += [("tags__arraynotcontains", name) for name in query.not_]
    if query.place:
        given.append(("place__exact", query.place.title()))
    if query.since:
        given += [("year__gte", query.since), ("year__lte", query.until)]
    if not query.words:
        given.append(("_sort_desc", "id"))
    if with_facets:
        given += [*FACETS, *FACETS_OF_LISTS]
    return f"/{file.stem}/record.json?{urlencode(given)}"


# The extracts of the twenty alone: FTS5 makes them where the row is read.
_RANKED = """
SELECT record.id, record.title, kind, language, place, platform, year, tags,
  snippet(record_fts, -1, '<mark>', '</mark>', '…', 32) AS extract,
  (SELECT count(*) FROM record_fts WHERE record_fts MATCH :words) AS total
FROM record_fts JOIN record ON record.id = record_fts.rowid
WHERE record_fts MATCH :words AND record_fts.rowid IN (
  SELECT rowid FROM record_fts WHERE record_fts MATCH :words ORDER BY rank LIMIT 20)
ORDER BY record_fts.rank
"""


def _ranked(file: Path, query: SearchQuery) -> str:
    given = {"sql": _RANKED, "words": _fts5(query.words), "_shape": "objects"}
    return f"/{file.stem}.json?{urlencode(given)}"


def _fts5(words: str) -> str:
    """Write the words of a search in FTS5's language."""
    alternatives = []
    for alternative in words.split(" or "):
        wanted = [word for word in alternative.split() if not word.startswith("-")]
        never = [word[1:] for word in alternative.split() if word.startswith("-")]
        alternatives.append(" NOT ".join([" ".join(wanted), *never]))
    return " OR ".join(f"({each})" for each in alternatives)
