"""Killed in the middle of publishing, nothing is half published, and it goes on."""

import os
import random
import signal
import time
from collections.abc import Callable

from archive import postgres
from archive.postgres.cluster import Cluster
from tests.recovery.conftest import Publisher

ROUNDS = 10
PATIENCE = 60


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
