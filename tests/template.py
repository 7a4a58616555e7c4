"""The migrated database that every process of a test run gets a copy of.

Made once for each content of what makes it, and kept in the server under the digest of
that content, so that an older one is never taken; `migrate` runs on each copy besides.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

PROJECT = Path(__file__).parent.parent
PREFIX = "template_kua_"
# What a migration, or the handler that follows them, takes from: tests/archive/
# test_template.py compares with what migrations import.
MAKERS = (
    "testimonies/migrations",
    "testimonies/models",
    "testimonies/moderation",
    "testimonies/terms",
    "testimonies/apps.py",
    "testimonies/management/commands/migrate.py",
    "archive/settings.py",
    "tests/settings.py",
    # Tables of others come with their versions.
    "requirements/dev.txt",
)
# Of the server, held while one process makes it.
LOCK = 5121912


def digest(project: Path = PROJECT) -> str:
    """Give twelve hex digits that change with any file that makes the tables."""
    total = hashlib.sha256()
    for file in makers(project):
        total.update(f"{file.relative_to(project)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]


def makers(project: Path = PROJECT) -> list[Path]:
    """List the files of MAKERS in order, without compiled ones."""
    places = [project / name for name in MAKERS]
    found = [file for place in places for file in (place, *place.rglob("*"))]
    return sorted(file for file in found if file.suffix in {".py", ".sql", ".txt"})


def ready() -> str:
    """Give the name of the database to copy, after making it if there is none.

    One process makes it while the others wait; older ones are dropped.
    """
    name = f"{PREFIX}{digest()}"
    with connection._nodb_cursor() as server:
        # Until the connection closes: a made template is seen by whoever waited.
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if name not in _made(server):
            unfinished = f"{PREFIX}unfinished"
            _drop(server, unfinished)
            server.execute(f"CREATE DATABASE {unfinished}")
            _migrate(unfinished)
            # Under its name only when it is whole.
            server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
        for old in _made(server) - {name}:
            _drop(server, old)
    return name


def _migrate(name: str) -> None:
    """Run all migrations on a database, by Django's one connection."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", database="default", interactive=False, verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _made(server: Any) -> set[str]:
    words = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
    server.execute(words, [PREFIX])
    return {name for (name,) in server.fetchall()}


def _drop(server: Any, name: str) -> None:
    # Whoever was killed while making it may still be connected.
    server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
