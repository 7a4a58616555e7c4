"""Answers "is .venv ready for this command?" with the standard library alone.

    python3 requirements/bootstrap.py <base|media|demo|dev> [python arguments …]

Installs exactly the hashes of requirements/<lock>.txt, once per content of that
file, then becomes the command. Must not change anything outside .venv.
"""

from __future__ import annotations  # an older Python must get to its sentence

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
VENV = FOLDER.parent / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed"
# Each lock with the ones that contain it: a wider installation serves as well.
LOCKS = {
    "base": ("base", "media", "demo", "dev"),
    "media": ("media", "demo", "dev"),
    "demo": ("demo", "dev"),
    "dev": ("dev",),
}


def say(message: str) -> None:
    print(f"bootstrap: {message}", file=sys.stderr, flush=True)


def stamp(lock: str) -> list[str]:
    content = (FOLDER / f"{lock}.txt").read_bytes()
    python = "{}.{}".format(*sys.version_info)
    return [python, str(VENV), f"{lock} {hashlib.sha256(content).hexdigest()}"]


def stamped() -> list[str]:
    # Without its interpreter (Python was removed) a stamp is worth nothing.
    if not STAMP.is_file() or not PYTHON.exists():
        return []
    return STAMP.read_text(encoding="utf-8").splitlines()


def run(arguments: list[str], trouble: str) -> None:
    if subprocess.run(arguments, check=False).returncode:  # noqa: S603 (fixed words)
        sys.exit(f"bootstrap: {trouble}")


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "bootstrap: this Python cannot make a virtual environment. On Debian or "
            "Ubuntu:\n    apt-get install python3-venv"
        )
    say(f"making {VENV.name} with Python {sys.version.split()[0]}")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        f"could not make {VENV}; the lines above say why.",
    )


def install(lock: str) -> None:
    wanted, found = stamp(lock), stamped()
    if found in [stamp(wider) for wider in LOCKS[lock]]:
        return
    # Another Python, a moved folder or an interrupted installation: start afresh.
    if found[:2] != wanted[:2]:
        make_venv()
    STAMP.unlink(missing_ok=True)
    say(f"installing requirements/{lock}.txt (once, about a minute)")
    pip = [str(PYTHON), "-I", "-m", "pip", "install", "-qq", "--no-input"]
    pip += ["--disable-pip-version-check", "--only-binary=:all:", "--require-hashes"]
    run(
        [*pip, "--requirement", str(FOLDER / f"{lock}.txt")],
        "the installation failed; the lines above say why. Run the command again.",
    )
    STAMP.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (older ones get a sentence)
        sys.exit(
            f"bootstrap: Python 3.11 or newer is needed; {sys.executable} is older."
        )
    if not arguments or arguments[0] not in LOCKS:
        sys.exit(f"bootstrap: name one of {', '.join(LOCKS)}, then Python's arguments.")
    # Two commands at once: the second waits, and finds the work done.
    with Path(__file__).open(encoding="utf-8") as lock_file:
        fcntl.flock(lock_file, fcntl.LOCK_EX)
        install(arguments[0])
    if arguments[1:]:
        os.chdir(FOLDER.parent)
        os.execv(PYTHON, [str(PYTHON), *arguments[1:]])  # noqa: S606 (no shell wanted)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("bootstrap: interrupted; run the command again to continue.")
