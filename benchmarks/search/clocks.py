"""Two clocks: what went by, and what processors worked. And a process's memory.

On a machine that others use, what goes by is mostly waiting for a turn; what processors
worked is nearly what it would take alone. Linux only: it counts for each task.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

Processes = Callable[[], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds that went by, and that processors worked."""

    wall: float = 0
    processor: float = 0

    def __add__(self, other: "Took") -> "Took":
        return Took(self.wall + other.wall, self.processor + other.processor)


NOTHING = Took()


def took(act: Callable[[], object], processes: Iterable[int]) -> Took:
    """Time an act, with what these processes worked meanwhile."""
    worked, began = _each(processes), time.perf_counter()
    act()
    went_by = (time.perf_counter() - began) * 1000
    since = _each(worked)
    # A server may end one of its own meanwhile.
    done = sum(since[each] - worked[each] for each in since)
    return Took(went_by, done / 1_000_000)


def _each(processes: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for process in processes:
        with suppress(FileNotFoundError, ProcessLookupError):
            found[process] = _nanoseconds(process)
    return found


def worked_by(processes: Iterable[int]) -> float:
    """Give the milliseconds that processes have worked since they began."""
    return sum(map(_nanoseconds, processes)) / 1_000_000


def _nanoseconds(process: int) -> int:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)


def workers_of(parent: int) -> Iterator[int]:
    """Give the process ids of a server's workers."""
    for task in Path(f"/proc/{parent}/task").iterdir():
        yield from map(int, (task / "children").read_text().split())


def resident(process: int) -> int:
    """Give a process's resident memory in bytes."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    message = f"Process {process} says nothing of its memory."
    raise RuntimeError(message)
