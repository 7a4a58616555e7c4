"""One data folder: whether its server lives, how to reach it, start it and end it.

Liveness is a lock that every process of the server inherits: pid files lie. Only the
holder of `serialised` (server.py) may call what changes something here.
"""

import fcntl
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from archive.postgres.places import PORT, SUPERUSER, major_version, socket_dir
from archive.postgres.runner import Place, PostgresRefused, Runner

# Seconds: recovery after a crash is slow on a slow disk.
PATIENCE = 300
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": PORT,
    "max_connections": "60",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The log must not repeat what a testimony says or somebody searches for: no
    # statement, no parameter, no refusal's own words; when the server starts and ends.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "off",
    "log_disconnections": "off",
}
# The builtin collation provider came with PostgreSQL 17.
BUILTIN_SINCE = 17


@dataclass(frozen=True)
class Cluster:
    """A data folder; beside it lie its log and the file that tells who is alive."""

    home: Path
    name: str

    @property
    def data(self) -> Path:
        return self.home / self.name

    @property
    def log(self) -> Path:
        return self.home / f"{self.name}.log"

    @property
    def socket(self) -> Path:
        return socket_dir(self.name)

    @contextmanager
    def claimed(self) -> Iterator[int | None]:
        """Give the lock that every process of a server inherits; None if one lives."""
        file = os.open(self.home / f"{self.name}.alive", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield file if _lock(file) else None
        finally:
            os.close(file)

    def is_alive(self) -> bool:
        with self.claimed() as lock:
            return lock is None

    def pid_file(self) -> list[str]:
        path = self.data / "postmaster.pid"
        return path.read_text().splitlines() if path.exists() else []

    def is_ready(self) -> bool:
        """Say whether the server answers (line 8 of its pid file says it should)."""
        ready = [line.strip() for line in self.pid_file()[7:8]] == ["ready"]
        return ready and self.answers(SUPERUSER, "postgres")

    def answers(self, user: str, name: str) -> bool:
        try:
            self.connect(user, name).close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, user: str, name: str) -> psycopg.Connection:
        host = str(self.socket)
        return psycopg.connect(
            host=host,
            port=PORT,
            user=user,
            dbname=name,
            autocommit=True,
            connect_timeout=10,
        )

    def clear(self) -> None:
        """Remove what a dead server left; only for the holder of the lock."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for leftover in self.socket.glob(".s.PGSQL.*"):
            leftover.unlink()


def make_socket_dir(folder: Path, runner: Runner) -> None:
    """Make the private folder of the socket, where anybody may make folders.

    Raises PostgresRefused if somebody else has made it first.
    """
    with suppress(FileExistsError):
        runner.make_folder(folder)
    found = folder.lstat()
    # Exactly a folder of mode 0700: a link would lead elsewhere.
    if (found.st_uid, found.st_mode) != (runner.uid, stat.S_IFDIR | 0o700):
        raise PostgresRefused(
            f"{folder} is not the server's own folder: remove it, and ask who made it."
        )


def check_version(cluster: Cluster, programs: Path) -> None:
    """Refuse data that another major version made."""
    if not cluster.data.exists():
        return
    made_by = (cluster.data / "PG_VERSION").read_text().strip()
    version = major_version(programs)
    if made_by != version:
        raise PostgresRefused(
            f"{cluster.data} was made by PostgreSQL {made_by}, and {programs} is "
            f"{version}: export it with programs of version {made_by} (POSTGRES_BIN "
            "names their folder), or move it away to begin with an empty one."
        )


def revive(cluster: Cluster, place: Place) -> bool:
    """Wait until the server answers, launching it if none lives; say if it did."""
    launched, latest = False, time.monotonic() + PATIENCE
    while not cluster.is_ready():
        with cluster.claimed() as lock:
            if lock is not None and launched:
                raise PostgresRefused(f"it ended at once:\n{_tail(cluster.log)}")
            if lock is not None:
                _launch(cluster, place, lock)
                launched = True
        if time.monotonic() > latest:
            raise PostgresRefused(f"it does not answer: see {cluster.log}")
        time.sleep(0.01)
    return launched


def _launch(cluster: Cluster, place: Place, lock: int) -> None:
    # Before there are data: it writes by their path, and would write into the new ones.
    _end_stranded(cluster)
    if not cluster.data.exists():
        _make_data(cluster, place, lock)
    cluster.clear()
    words = [f"--{name}={value}" for name, value in SETTINGS.items()]
    words += [f"--cluster_name={cluster.socket.name}"]
    words += [f'--unix_socket_directories="{cluster.socket}"']
    log = os.open(cluster.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        server = place.runner.launch(
            place.programs / "postgres", "-D", cluster.data, *words, keep=lock, log=log
        )
    finally:
        os.close(log)
    # It outlives this command, so nobody waits for it: the lock tells its end.
    server.returncode = 0


def _make_data(cluster: Cluster, place: Place, lock: int) -> None:
    if set('$`"\\') & set(f"{cluster.home}{place.programs}"):
        # initdb hands its paths to a shell.
        raise PostgresRefused(
            f'{cluster.home} or {place.programs} has one of $ ` " \\ in its path: '
            "move the project to a folder without them."
        )
    new = cluster.data.with_name(f"{cluster.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    place.runner.make_folder(new)
    words = ["--username", SUPERUSER, "--auth-local=trust", "--auth-host=reject"]
    words += ["--encoding=UTF8", "--locale=C.UTF-8"]
    if int(major_version(place.programs)) >= BUILTIN_SINCE:
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    initdb = place.programs / "initdb"
    if trouble := place.runner.trouble(initdb, "-D", new, *words, keep=lock):
        raise PostgresRefused(f"initdb failed:\n{trouble}")
    new.rename(cluster.data)


def halt(cluster: Cluster) -> bool:
    """End the server: in order within a minute, else at once; say if one lived."""
    if not cluster.is_alive():
        return False
    for number, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10)):
        if pid := _postmaster(cluster):
            os.kill(pid, number)
        if _has_ended(cluster, patience):
            cluster.clear()
            with suppress(OSError):
                cluster.socket.rmdir()
            return True
    raise PostgresRefused(f"it does not end: see {cluster.log}")


def _has_ended(cluster: Cluster, patience: int) -> bool:
    latest = time.monotonic() + patience
    while cluster.is_alive():
        if time.monotonic() > latest:
            return False
        time.sleep(0.01)
    return True


def _end_stranded(cluster: Cluster) -> None:
    """End the server of a folder that was at this path before, if it lives.

    Its data were removed or moved away under it, for it does not hold the lock here. It
    would delete the socket of the new one when it ends. Raises PostgresRefused.
    """
    locks = list(cluster.socket.glob(".s.PGSQL.*.lock"))
    for pid in {lock.read_text().partition("\n")[0].strip() for lock in locks}:
        for number, patience in ((signal.SIGINT, 60), (signal.SIGQUIT, 10)):
            latest = time.monotonic() + patience
            if server := _named(cluster, pid):
                os.kill(server, number)
            while _named(cluster, pid) and time.monotonic() < latest:
                time.sleep(0.01)
        if _named(cluster, pid):
            raise PostgresRefused(
                f"an older server of this folder does not end: end process {pid}."
            )


def _postmaster(cluster: Cluster) -> int | None:
    """Return whom to signal: a pid file may lie, so its process must say our name."""
    return _named(cluster, "".join(cluster.pid_file()[:1]))


def _named(cluster: Cluster, pid: str) -> int | None:
    """Return the process of this number where it says our name."""
    ours = f"cluster_name={cluster.socket.name}".encode()
    return int(pid) if pid.isdigit() and ours in _command_line(pid) else None


def _command_line(pid: str) -> bytes:
    if not Path("/proc/self").exists():
        words = ["ps", "-o", "command=", "-p", pid]
        return subprocess.run(words, check=False, capture_output=True).stdout  # noqa: S603 (digits)
    with suppress(FileNotFoundError, ProcessLookupError):
        return (Path("/proc") / pid / "cmdline").read_bytes()
    return b""


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:])
