"""Times the table of all records (CSV) against COPY, and watches its memory."""

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connections

from archive.readers import reading
from benchmarks.search.clocks import resident, worked_by
from testimonies.exchange import neutral_sql
from testimonies.search import SearchQuery, csv_of
from testimonies.terms import Kind

# What the table is made of, as it lies there; and by the same expressions.
_STORED = """
COPY (SELECT ref, kind, title, slug, language, place, happened_from, happened_to, tags,
  first_issued_at, issued_at FROM testimonies_entry WHERE kind <> 'g')
TO STDOUT (FORMAT csv)
"""
KINDS = tuple(kind for kind in Kind if kind is not Kind.TAG)


def exports() -> dict[str, Any]:
    """Give seconds, processor seconds, rows and growth of memory for each way."""
    query = SearchQuery(kinds=KINDS)
    ways: dict[str, Callable[[], Iterator[bytes]]] = {
        "COPY": _copied,
        "export": lambda: csv_of(query, site="http://x", cell=neutral_sql),
    }
    found: dict[str, Any] = {}
    # Twice, so that both find what they read in memory.
    for name in (*ways, *ways):
        with reading():
            found[name] = _drained(ways[name]())
    for clock in ("seconds", "processor seconds"):
        found[f"share of COPY, {clock}"] = round(
            found["COPY"][clock] / found["export"][clock], 2
        )
    return found


def _copied() -> Iterator[bytes]:
    with connections["public"].cursor() as cursor, cursor.copy(_STORED) as copy:
        yield from map(bytes, copy)


def _drained(parts: Iterator[bytes]) -> dict[str, float]:
    public = connections["public"]
    public.ensure_connection()
    processes = [os.getpid(), public.connection.info.backend_pid]
    before = most = resident(os.getpid())
    worked, began = worked_by(processes), time.perf_counter()
    lines = size = 0
    for part in parts:
        lines += part.count(b"\n")
        size += len(part)
        most = max(most, resident(os.getpid())) if size % 16 == 0 else most
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "processor seconds": round((worked_by(processes) - worked) / 1000, 2),
        "lines": lines,
        "bytes": size,
        "growth of memory": max(most, resident(os.getpid())) - before,
    }
