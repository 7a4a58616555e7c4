"""The child process in which untrusted bytes are decoded: `python -m` this module.

Reads one JSON order from standard input, answers with one JSON on standard output. It
lowers its own limits first, and knows no settings, no secret and no database.
"""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.work import work


def confine(limits: Limits) -> None:
    """Bind this process to its memory, processor time, file size and open files."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def answer(order: dict[str, Any]) -> dict[str, Any]:
    """Do the work and give the report, or the reason why not."""
    limits = Limits(**order["limits"])
    confine(limits)
    try:
        done = work(Path(order["original"]), Path(order["into"]), limits)
    except FileRefused as refused:
        return {"refused": refused.reason, "limit": refused.limit}
    except MemoryError:
        return {"refused": Refusal.GAVE_UP, "limit": 0}
    except (OSError, SyntaxError, ValueError):
        # Pillow's and av's words for a file that breaks off or contradicts itself.
        return {"refused": Refusal.DAMAGED, "limit": 0}
    return {"cleaned": asdict(done)}


if __name__ == "__main__":
    report = answer(json.load(sys.stdin))
    json.dump(report, sys.stdout, default=lambda path: path.name)
