"""Starts and stops the server, and makes its roles and its database.

One command at a time: the others wait. Must not decide what a role may read; that
is the migrations' and the command database_roles' to say.
"""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from archive.postgres.cluster import (
    Cluster,
    check_version,
    halt,
    make_socket_dir,
    revive,
)
from archive.postgres.places import (
    DATABASE,
    ROLES,
    SUPERUSER,
    away_folder,
    binaries,
    cluster_name,
    data_folder,
)
from archive.postgres.runner import PostgresRefused, find_place

CYRILLIC = """
    SELECT lower('Ж') = 'ж' AND to_tsvector('russian', 'МОСКВА') @@ 'москв'::tsquery
"""
HAS_ROLE = "SELECT 1 FROM pg_roles WHERE rolname = %s"
MAKE_ROLE = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE"
HAS_DATABASE = "SELECT 1 FROM pg_database WHERE datname = %s"
GRANTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {roles}",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {roles}",
    (
        "REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid),"
        " lo_from_bytea(oid, bytea) FROM PUBLIC"
    ),
)


def start() -> bool:
    """Make the server answer, with its roles and database; say whether it was down."""
    programs, name = binaries(), cluster_name()
    with _serialised():
        place = find_place(data_folder(), name, programs, away_folder())
        cluster = Cluster(place.home, name)
        make_socket_dir(cluster.socket, place.runner)
        check_version(cluster, programs)
        started = revive(cluster, place)
        # The reader may connect only when everything before that was done.
        if not cluster.answers(ROLES[-1], DATABASE):
            _prepare(cluster)
    if place.home != data_folder():
        sys.stderr.write(f"postgres: the data are in {cluster.data}\n")
    return started


def stop() -> list[str]:
    """Stop every server of this project's data folder; return the stopped ones."""
    with _serialised():
        return [cluster.name for cluster in _clusters() if halt(cluster)]


def status() -> dict[str, bool]:
    """Return the clusters of this project's data folder, and whether each runs."""
    with _serialised():
        return {cluster.name: cluster.is_alive() for cluster in _clusters()}


def _clusters() -> list[Cluster]:
    homes = [data_folder(), *([] if os.geteuid() else [away_folder()])]
    return [
        Cluster(file.parent, file.stem)
        for home in homes
        for file in sorted(home.glob("*.alive"))
    ]


@contextmanager
def _serialised() -> Iterator[None]:
    """Let one command at a time start, stop or look; turn closed doors to words."""
    try:
        data_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(data_folder() / "postgres.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        finally:
            os.close(file)
    except PermissionError as error:
        raise PostgresRefused(
            f"{error.filename or data_folder()} belongs to another user: run the "
            "command as that user, or set DATA_DIR to a folder of your own."
        ) from error
    except (OSError, psycopg.Error) as error:
        raise PostgresRefused(f"it cannot be used: {error}") from error


def _prepare(cluster: Cluster) -> None:
    """Make the roles and the database; the right to connect is granted last."""
    name = sql.Identifier(DATABASE)
    roles = sql.SQL(", ").join(map(sql.Identifier, ROLES))
    with cluster.connect(SUPERUSER, "postgres") as server:
        if server.execute(CYRILLIC).fetchone() != (True,):
            raise PostgresRefused("this PostgreSQL cannot read Russian in UTF-8.")
        for role in ROLES:
            if not server.execute(HAS_ROLE, [role]).fetchone():
                server.execute(sql.SQL(MAKE_ROLE).format(sql.Identifier(role)))
        if not server.execute(HAS_DATABASE, [DATABASE]).fetchone():
            make = sql.SQL("CREATE DATABASE {} OWNER {}")
            server.execute(make.format(name, sql.Identifier(ROLES[0])))
    with cluster.connect(SUPERUSER, DATABASE) as database:
        for statement in GRANTS:
            database.execute(sql.SQL(statement).format(database=name, roles=roles))
