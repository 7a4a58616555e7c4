"""Times our own search: in the database, in the process, and over HTTP."""

import http.client
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from archive.readers import reading
from benchmarks.search.clocks import NOTHING, Took, took
from benchmarks.search.database import rows
from testimonies.search import Results, SearchQuery, search

IDLE = 3
# A statement's part of the page, by how it begins.
_PARTS = (
    ("WITH tallied", "facets"),
    ("WITH whole", "facets"),
    ("EXPLAIN", "estimate"),
    ("SELECT coalesce(max(id)", "estimate"),
    ("SELECT (SELECT coalesce(max(id)", "estimate"),
    ("WITH w0", "page"),
    ("SELECT * FROM (", "page"),
)


@dataclass(slots=True)
class Timed:
    """One search: what each part took in the database, and all of it."""

    parts: dict[str, Took] = field(default_factory=dict)
    whole: Took = NOTHING
    results: Results | None = None

    @property
    def page(self) -> Took:
        """In the database, for the page alone."""
        parts = (each for part, each in self.parts.items() if part != "facets")
        return sum(parts, NOTHING)

    @property
    def facets(self) -> Took:
        return self.parts.get("facets", NOTHING)


def timed(query: SearchQuery) -> Timed:
    """Search once, as a page does, and time it."""
    found = Timed()
    public = connections["public"]
    public.ensure_connection()
    backend = public.connection.info.backend_pid

    def act() -> None:
        found.results = search(query)

    with reading(), public.execute_wrapper(_timing(found, backend)):
        found.whole = took(act, [backend, os.getpid()])
    return found


def _timing(found: Timed, backend: int) -> Callable[..., Any]:
    def run(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        given: list[Any] = []
        each = took(lambda: given.append(execute(sql, *rest)), [backend])
        part = _part_of(sql)
        found.parts[part] = found.parts.get(part, NOTHING) + each
        return given[0]

    return run


def _part_of(sql: str) -> str:
    beginning = " ".join(sql.split())
    for begins, part in _PARTS:
        if beginning.startswith(begins):
            return part
    return "names" if '"testimonies_entry"."names" &&' in sql else "documents"


def readers_backends() -> list[int]:
    """Give the processes of the database that serve readers elsewhere."""
    mine = connections["public"].connection
    own = mine.info.backend_pid if mine else 0
    found = rows(
        "SELECT pid FROM pg_stat_activity WHERE usename = %s AND pid <> %s"
        " AND datname = current_database()",
        connections["public"].settings_dict["USER"],
        own,
    )
    return [process for (process,) in found]


class Browser:
    """Asks a server on this machine for pages, on one connection."""

    def __init__(self, port: int, processes: Callable[[], Iterable[int]]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.processes = processes
        self.last = time.monotonic()

    def timed(self, path: str) -> Took:
        """Time one request. Raises RuntimeError if it failed."""
        # Servers close a connection that was idle; a new one is not what is measured.
        if time.monotonic() - self.last > IDLE:
            self.connection.close()
            self.connection.connect()
        each = took(lambda: self._get(path), self.processes())
        self.last = time.monotonic()
        return each

    def _get(self, path: str) -> None:
        self.connection.request("GET", path, headers={"Accept": "*/*"})
        response = self.connection.getresponse()
        response.read()
        if response.status != http.client.OK:
            message = f"{path} answered {response.status}."
            raise RuntimeError(message)
