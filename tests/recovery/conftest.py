"""A cluster of these tests' own, and the process that publishes on it."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive import postgres
from archive.postgres import PostgresRefused, places
from archive.postgres.cluster import Cluster
from tests import template

KEPT = "recovery-"
# Seconds that another process may take for what it is asked.
PATIENCE = 60
OTHERS = ("DATABASE_URL", "PUBLIC_DATABASE_URL", "OWNER_DATABASE_URL")


@contextmanager
def deadline(message: str) -> Iterator[None]:
    """Fail where what is inside waits for longer than PATIENCE."""

    def fail(*_: object) -> None:
        pytest.fail(message)

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


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
        """Skip lines until one begins so, PATIENCE seconds at most."""
        assert self.process.stdout
        with deadline(f"{start!r} was not said in {PATIENCE} seconds"):
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


@pytest.fixture(scope="session")
def kept() -> Path:
    """The folder with the data of a server that ran the migrations of now.

    Named by all that makes the tables, as the other tests' database is.
    """
    name = f"{KEPT}{template.digest()}-{places.cluster_name()}"
    return postgres.data_folder() / name


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory, kept: Path) -> Iterator[Cluster]:
    """A server of these tests' own."""
    try:
        postgres.binaries()
    except PostgresRefused:
        pytest.skip("no programs of PostgreSQL to start a second server with")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("recovery")))
        mine = Cluster(postgres.data_folder(), places.cluster_name())
        if kept.is_dir():
            copy(kept, mine.data)
        postgres.start()
        yield mine
        postgres.stop()
        shutil.rmtree(mine.socket, ignore_errors=True)


def copy(data: Path, to: Path) -> None:
    """Copy the data of a server that is down, with who owns each file."""
    unfinished = to.with_name(f"{to.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    subprocess.run(["cp", "-a", data, unfinished], check=True)
    unfinished.rename(to)


def migrate(publisher: Publisher, cluster: Cluster, kept: Path) -> None:
    """Make the tables as the owner, and keep them for the next run."""
    publisher.ask("migrate", "migrated")
    # Elsewhere where a closed folder made the server step aside.
    if not cluster.data.is_dir():
        return
    postgres.stop()
    for old in kept.parent.glob(f"{KEPT}*"):
        shutil.rmtree(old)
    copy(cluster.data, kept)
    postgres.start()


@pytest.fixture(scope="session")
def publisher(cluster: Cluster, kept: Path) -> Iterator[Publisher]:
    with (cluster.home / "publisher.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.publisher"],
            cwd=places.PROJECT,
            env=environment_of(cluster),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            publisher = Publisher(process)
            if not kept.is_dir():
                migrate(publisher, cluster, kept)
            publisher.ask("prepare", "prepared")
            yield publisher
        finally:
            process.kill()


def environment_of(cluster: Cluster) -> dict[str, str]:
    """Name the cluster to another process, and no other server."""
    environment = {key: os.environ[key] for key in os.environ.keys() - set(OTHERS)}
    environment |= {"DEMO": "1", "DATA_DIR": str(cluster.home)}
    return environment
