"""Killed in the middle of publishing, nothing is half published, and it goes on."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from archive import postgres
from archive.postgres import PostgresRefused, places
from archive.postgres.cluster import Cluster

ROUNDS = 10
PATIENCE = 60
OTHERS = ("DATABASE_URL", "PUBLIC_DATABASE_URL", "OWNER_DATABASE_URL")


@dataclass
class Publisher:
    """The other process, spoken to in lines."""

    process: subprocess.Popen[str]
    # Seconds that the latest publication took.
    latest: float = 0.05
    is_publishing: bool = False

    def say(self, word: str) -> int:
        """Ask for something; give the pid of the one who does it."""
        assert self.process.stdin
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return int(self.hear("pid ").removeprefix("pid "))

    def hear(self, start: str) -> str:
        """Skip lines until one begins so."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.note(line)
            if line.startswith(start):
                return line.strip()
            if line.startswith("ended"):
                break
        pytest.fail(f"it ended without saying {start!r}; see publisher.log")

    def note(self, line: str) -> None:
        word, _, rest = line.strip().partition(" ")
        if word == "published":
            self.latest = float(rest)
        if word in {"publishing", "published"}:
            self.is_publishing = word == "publishing"

    def ask(self, word: str, start: str) -> str:
        self.say(word)
        answer = self.hear(start)
        self.hear("ended")
        return answer


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A server of this module's own."""
    try:
        postgres.binaries()
    except PostgresRefused:
        pytest.skip("no programs of PostgreSQL to start a second server with")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("recovery")))
        postgres.start()
        mine = Cluster(postgres.data_folder(), places.cluster_name())
        yield mine
        postgres.stop()
        shutil.rmtree(mine.socket, ignore_errors=True)


@pytest.fixture(scope="module")
def publisher(cluster: Cluster) -> Iterator[Publisher]:
    environment = {key: os.environ[key] for key in os.environ.keys() - set(OTHERS)}
    with (cluster.home / "publisher.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.publisher"],
            cwd=places.PROJECT,
            env=environment | {"DEMO": "1", "DATA_DIR": str(cluster.home)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            publisher = Publisher(process)
            publisher.ask("prepare", "prepared")
            yield publisher
        finally:
            process.kill()


def pass_over(publisher: Publisher, chance: random.Random) -> None:
    """Let some publications end, wait for the next, and for a part of its time."""
    for _ in range(chance.randrange(1, 3)):
        publisher.hear("published")
    publisher.hear("publishing")
    time.sleep(chance.uniform(0, publisher.latest))


def require_whole(publisher: Publisher) -> None:
    assert publisher.ask("examine", "wrong:") == "wrong:"


def kill_rounds(publisher: Publisher, kill: Callable[[int], None]) -> int:
    """Kill in the middle again and again; give how often it was in the middle."""
    chance, hits = random.Random(1), 0
    for _ in range(ROUNDS):
        worker = publisher.say("publish")
        pass_over(publisher, chance)
        kill(worker)
        publisher.hear("ended")
        hits += publisher.is_publishing
        require_whole(publisher)
    return hits


def test_a_killed_web_process_leaves_no_half(publisher: Publisher) -> None:
    hits = kill_rounds(publisher, lambda worker: os.kill(worker, signal.SIGKILL))
    assert hits >= ROUNDS // 2


def test_a_killed_database_leaves_no_half(
    publisher: Publisher, cluster: Cluster
) -> None:
    def kill(_: int) -> None:
        os.kill(int(cluster.pid_file()[0]), signal.SIGKILL)
        latest = time.monotonic() + PATIENCE
        # Its other processes notice, and end too.
        while cluster.is_alive() and time.monotonic() < latest:
            time.sleep(0.005)
        assert postgres.start()

    assert kill_rounds(publisher, kill) >= ROUNDS // 2


def test_a_half_would_be_noticed(publisher: Publisher) -> None:
    assert publisher.ask("once", "went on") == "went on"
    assert publisher.ask("halve", "halved")
    problems = publisher.ask("examine", "wrong:")
    assert "has no entry." in problems
    assert ": entries." in problems
    assert publisher.ask("halve", "mended")
    require_whole(publisher)


def test_publishing_goes_on(publisher: Publisher) -> None:
    assert publisher.ask("once", "went on") == "went on"
    require_whole(publisher)
