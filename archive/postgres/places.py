"""Answers where the server's programs, data and socket are, and who logs in.

Must not make, start or change anything: settings import it.
"""

import functools
import hashlib
import importlib.util
import os
import re
import subprocess
from pathlib import Path

from archive import env
from archive.postgres.runner import WHEEL, PostgresRefused

PROJECT = Path(__file__).resolve().parent.parent.parent
DATABASE = "kua"
SUPERUSER = "postgres"
ROLES = ("kua_owner", "kua_desk", "kua_reader")
PORT = "5432"


def data_folder() -> Path:
    """Return the private folder of a demo or test run (DATA_DIR)."""
    return env.folder("DATA_DIR", PROJECT / ".data").resolve()


def away_folder() -> Path:
    """Return where a cluster lies whose runner cannot enter the project."""
    return Path("/var/lib") / f"kua-{_digest(data_folder())}"


def socket_dir(name: str = "") -> Path:
    """Return where the server's socket is, whether or not it runs."""
    # Not TMPDIR: every process must find it, and a socket's path has 107 bytes.
    place = data_folder() / (name or cluster_name())
    return Path("/tmp") / f"kua-{_digest(place)}"  # noqa: S108 (checked by its maker)


def connection_settings(user: str, name: str = DATABASE) -> dict[str, str]:
    """Return what Django's DATABASES needs, apart from the engine."""
    return {"HOST": str(socket_dir()), "PORT": PORT, "USER": user, "NAME": name}


def cluster_name() -> str:
    """Name the cluster after its major version, unless it is the wheel's."""
    named = env.is_set("POSTGRES_BIN")
    return f"postgres-{major_version(binaries())}" if named else "postgres"


def binaries() -> Path:
    """Return the folder of `initdb` and `postgres` (POSTGRES_BIN, or the wheel's).

    Raises PostgresRefused where there is none.
    """
    # The wheel is never imported: it would make files outside the project.
    spec = importlib.util.find_spec(WHEEL)
    wheel = Path(spec.origin).parent if spec and spec.origin else Path("/nonexistent")
    folder = env.folder("POSTGRES_BIN", wheel / "pginstall18" / "bin")
    if not (folder / "postgres").is_file():
        raise PostgresRefused(
            "no PostgreSQL was found: install requirements/demo.txt, name a folder of "
            "PostgreSQL's programs in POSTGRES_BIN, or a server in DATABASE_URL."
        )
    return folder


@functools.cache
def major_version(programs: Path) -> str:
    """Return "18" for the programs of PostgreSQL 18.4."""
    said = subprocess.check_output([programs / "postgres", "--version"], text=True)  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    if not found:
        raise PostgresRefused(f"{programs} holds no PostgreSQL of a known version.")
    return found[1]


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
