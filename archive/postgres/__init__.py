"""The archive's own PostgreSQL, for a demo and for tests.

Starts a server that listens on one private socket and on no network, and outlives
the command that started it until `python -m archive.postgres stop`. Must not touch
a folder that it did not make, and must not be used where DATABASE_URL is set.
"""

from archive.postgres.places import (
    DATABASE,
    ROLES,
    SUPERUSER,
    binaries,
    connection_settings,
    data_folder,
    socket_dir,
)
from archive.postgres.runner import PostgresRefused
from archive.postgres.server import start, status, stop

__all__ = [
    "DATABASE",
    "ROLES",
    "SUPERUSER",
    "PostgresRefused",
    "binaries",
    "connection_settings",
    "data_folder",
    "socket_dir",
    "start",
    "status",
    "stop",
]
