"""Measures the seed's testimony page under gunicorn against an empty Django view.

Run on a prepared demo: `python -m benchmarks.page [rounds]`. Requests of all kinds take
turns within one run, so that other work on the machine slows them alike; read the
ratios, not the milliseconds.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import django

ROUNDS = 400
WARM_UP = 30


def free_port() -> int:
    """Give a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers: its port, and the process that holds the workers."""

    port: int
    process: int


@contextmanager
def serving(**environment: str) -> Iterator[Served]:
    """Serve on a free port until the block ends."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "benchmarks.wsgi"),
        *(f"--bind=127.0.0.1:{port}", "--worker-class=gthread", "--threads=4"),
        *("--keep-alive=60", "--log-level=warning"),
    ]
    server = subprocess.Popen(command, env={**os.environ, **environment})  # noqa: S603
    try:
        wait_for(port)
        yield Served(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    """Wait until somebody answers there."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    message = "gunicorn did not answer."
    raise RuntimeError(message)


class Client:
    """One kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Give the status and the ETag."""
        self.connection.request("GET", path, headers=headers or {})
        response = self.connection.getresponse()
        response.read()
        return response.status, response.getheader("ETag", "")

    def timed(self, path: str, status: int, headers: dict[str, str]) -> float:
        """Give the milliseconds that one request took."""
        began = time.perf_counter()
        got, _ = self.get(path, headers)
        took = (time.perf_counter() - began) * 1000
        if got != status:
            message = f"{path} answered {got}, not {status}."
            raise RuntimeError(message)
        return took


def testimony_path() -> str:
    """Give the address of the newest testimony."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    from testimonies.catalogue import listing  # noqa: PLC0415 - needs the apps
    from testimonies.terms import Kind  # noqa: PLC0415

    return listing(Kind.TESTIMONY, limit=1).issues[0].path


def measure(path: str, rounds: int) -> dict[str, list[float]]:
    """Time every kind of request in turn."""
    with serving(KEEP_BODIES="0") as rendering, serving() as keeping:
        anew, kept = Client(rendering.port), Client(keeping.port)
        _, etag = kept.get(path)
        conditional = {"If-None-Match": etag}
        kinds = {
            "empty view": lambda: kept.timed("/empty/", 200, {}),
            "page, rendered": lambda: anew.timed(path, 200, {}),
            "page, kept body": lambda: kept.timed(path, 200, {}),
            "page, 304": lambda: kept.timed(path, 304, conditional),
        }
        times: dict[str, list[float]] = {kind: [] for kind in kinds}
        for turn in range(WARM_UP + rounds):
            for kind, request in kinds.items():
                took = request()
                if turn >= WARM_UP:
                    times[kind].append(took)
    return times


def main() -> None:
    """Print p50, p95 and the ratio of the medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    times = measure(testimony_path(), rounds)
    base = statistics.median(times["empty view"])
    print("| request | p50 ms | p95 ms | p50 ÷ empty view |\n|---|---|---|---|")
    for kind, took in times.items():
        p50, p95 = statistics.median(took), statistics.quantiles(took, n=20)[18]
        print(f"| {kind} | {p50:.2f} | {p95:.2f} | {p50 / base:.1f} |")


if __name__ == "__main__":
    main()
