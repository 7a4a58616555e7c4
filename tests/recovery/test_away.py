"""While the database is away every page says so; when it is back, all go on."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive import postgres
from archive.postgres import places
from archive.postgres.cluster import Cluster
from tests.recovery.conftest import Publisher, deadline, environment_of

# One cluster for all of them.

READERS = ("/testimonies/", "/", "/feed.atom", "/search/?q=gunfire", "/sitemap.xml")
DESK = ("/admin/", "/admin/testimonies/testimony/")


@dataclass
class Visitor:
    """The other process, spoken to in lines."""

    process: subprocess.Popen[str]
    log: Path

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout
        with deadline("the visitor"):
            heard = self.process.stdout.readline()
        assert heard, self.log.read_text()
        told: dict[str, Any] = json.loads(heard)
        return told

    def say(self, words: str) -> dict[str, Any]:
        assert self.process.stdin
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return self.hear()

    def status(self, path: str) -> int:
        status: int = self.say(path)["status"]
        return status


@contextmanager
def visiting(cluster: Cluster, folder: Path) -> Iterator[Visitor]:
    log = folder / "visitor.log"
    with log.open("w") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.visitor"],
            cwd=places.PROJECT,
            env=environment_of(cluster),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=written,
            text=True,
        )
    with process:
        try:
            yield Visitor(process, log)
        finally:
            process.kill()


@pytest.fixture(scope="module")
def _visitor(
    cluster: Cluster,
    publisher: Publisher,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Visitor]:
    with visiting(cluster, tmp_path_factory.mktemp("visitor")) as visitor:
        visitor.hear()
        yield visitor


@pytest.fixture
def visitor(_visitor: Visitor) -> Iterator[Visitor]:
    """One for all outages that it lives through, from a database that answers on."""
    yield _visitor
    postgres.start()


def require_unavailable(told: dict[str, Any]) -> None:
    assert told["status"] == 503
    assert told["headers"]["Retry-After"] == "30"
    assert "no-store" in told["headers"]["Cache-Control"]
    for trace in ("Traceback", "OperationalError", "socket", "kua_"):
        assert trace not in told["body"]


def test_pages_come_back_by_themselves(visitor: Visitor) -> None:
    visitor.say("sign-in boris")
    for path in (*READERS, *DESK):
        assert visitor.status(path) == 200, path
    kept = visitor.say("pids")
    assert all(kept.values()), "connections are kept between requests"
    before = visitor.log.read_text()

    postgres.stop()
    for path in (*READERS, *DESK):
        require_unavailable(visitor.say(path))
    assert visitor.say("/healthz")["body"] == "unavailable\n"
    assert visitor.status("/about/") == 200
    lines = visitor.log.read_text().removeprefix(before).splitlines()
    assert len(lines) == len(READERS) + len(DESK) + 1
    assert not any("gunfire" in line or "Traceback" in line for line in lines)

    postgres.start()
    for path in ("/healthz", *READERS, *DESK):
        assert visitor.status(path) == 200, path


def test_a_restart_between_two_requests_is_not_noticed(visitor: Visitor) -> None:
    """What was kept is dead by then, of both logins."""
    visitor.say("sign-in boris")
    for path in (READERS[0], DESK[0]):
        assert visitor.status(path) == 200
    before = visitor.say("pids")
    postgres.stop()
    postgres.start()
    for path in (*READERS, *DESK):
        assert visitor.status(path) == 200, path
    after = visitor.say("pids")
    assert before["public"] != after["public"]
    assert before["default"] != after["default"]


def test_a_stream_breaks_off_and_the_next_one_is_whole(visitor: Visitor) -> None:
    assert visitor.say("stream") == {"body": "True "}
    postgres.stop()
    # The second part finds nobody; what was begun cannot become another answer.
    assert visitor.say("on") == {"body": "True ", "broke": "OperationalError"}
    postgres.start()
    assert visitor.say("stream") == {"body": "True "}
    assert visitor.say("on") == {"body": "True True "}
    assert visitor.say("on")["broke"] == ""


def test_a_server_that_starts_without_a_database_waits_for_it(
    cluster: Cluster, publisher: Publisher, tmp_path: Path
) -> None:
    postgres.stop()
    with visiting(cluster, tmp_path) as visitor:
        assert not any(visitor.hear().values())
        require_unavailable(visitor.say("/about/"))
        postgres.start()
        assert visitor.status("/about/") == 200
        assert visitor.status("/testimonies/") == 200
