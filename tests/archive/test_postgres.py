"""The archive's own PostgreSQL: a second one, in a folder of the test's own."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from archive import postgres
from archive.postgres import PostgresRefused, cluster, places, runner, server
from archive.postgres.cluster import Cluster

NOBODY = 65534
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """A cluster that does not exist yet; its path has a space."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "the data"))
    mine = Cluster(postgres.data_folder(), places.cluster_name())
    yield mine
    postgres.stop()
    shutil.rmtree(mine.socket, ignore_errors=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data of a cluster that was started once and stopped."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("made") / "data"))
        first = Cluster(postgres.data_folder(), places.cluster_name())
        postgres.start()
        postgres.stop()
        yield first.data


@pytest.fixture
def copied(made: Path, mine: Cluster, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """A cluster that does not exist yet, and is copied where initdb would make it."""

    def copy(cluster: Cluster, *_: object) -> None:
        subprocess.run(["cp", "-a", made, cluster.data], check=True)

    monkeypatch.setattr(cluster, "_make_data", copy)
    return mine


def connect(user: str, name: str = postgres.DATABASE) -> psycopg.Connection:
    settings = {k.lower(): v for k, v in postgres.connection_settings(user).items()}
    return psycopg.connect(
        host=settings["host"],
        port=settings["port"],
        user=user,
        dbname=name,
        autocommit=True,
    )


def command(word: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "archive.postgres", word]
    return subprocess.Popen(
        words, cwd=places.PROJECT, stderr=subprocess.PIPE, text=True
    )


def processes(mine: Cluster) -> int:
    """Count the processes that were started for this data folder."""
    words = os.fsencode(mine.data)
    count = 0
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            count += words in file.read_bytes()
        except OSError:
            continue
    return count


def modes(path: Path) -> list[tuple[str, int, int, int]]:
    found = [path, *path.parents]
    return [(str(p), p.stat().st_mode, p.stat().st_uid, p.stat().st_gid) for p in found]


def test_settings_ask_without_making_anything(mine: Cluster) -> None:
    assert postgres.connection_settings("kua_desk") == {
        "HOST": str(mine.socket),
        "PORT": "5432",
        "USER": "kua_desk",
        "NAME": "kua",
    }
    assert len(os.fsencode(mine.socket / ".s.PGSQL.5432")) <= 107
    assert not mine.home.exists()
    assert not mine.socket.exists()


def test_it_starts_once_keeps_to_itself_and_leaves_nothing(mine: Cluster) -> None:
    mine.home.mkdir(mode=0o750)
    before = modes(mine.home) + modes(postgres.binaries())
    assert [postgres.start(), postgres.start()] == [True, False]
    assert postgres.status() == {mine.name: True}
    assert stat.S_IMODE(mine.socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(mine.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(mine.log.stat().st_mode) == 0o600
    with connect("kua_reader") as reader:
        hosts = reader.execute("SHOW listen_addresses").fetchone()
    assert hosts == ("",)
    assert postgres.stop() == [mine.name]
    assert postgres.status() == {mine.name: False}
    assert processes(mine) == 0
    assert not mine.socket.exists()
    assert modes(mine.home) + modes(postgres.binaries()) == before
    assert postgres.stop() == []


def test_roles_are_no_more_than_logins(mine: Cluster) -> None:
    postgres.start()
    # Done again, it changes nothing and is no error.
    server._prepare(mine)
    with connect(postgres.SUPERUSER) as database:
        rows = database.execute(
            "SELECT rolname, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, "
            "rolreplication, rolbypassrls FROM pg_roles "
            "WHERE rolname LIKE 'kua%' ORDER BY rolname"
        ).fetchall()
        owner = database.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'kua'"
        ).fetchone()
        database.execute("CREATE ROLE stranger LOGIN")
    no = (False,) * 5
    assert rows == [(role, True, *no) for role in sorted(postgres.ROLES)]
    assert owner == ("kua_owner",)
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect("stranger")
    for role in ("kua_desk", "kua_reader"):
        with connect(role) as login, pytest.raises(psycopg.errors.Error):
            login.execute("CREATE TABLE public.mine (word text)")
        with connect(role) as login, pytest.raises(psycopg.errors.Error):
            login.execute("CREATE TEMP TABLE mine (word text)")
    with connect("kua_owner") as login:
        login.execute("CREATE TABLE public.mine (word text)")


def test_what_was_committed_outlives_a_kill(copied: Cluster) -> None:
    postgres.start()
    with connect("kua_owner") as database:
        database.execute("CREATE TABLE said (word text)")
        database.execute("INSERT INTO said VALUES ('Ғани')")
    os.kill(int(copied.pid_file()[0]), signal.SIGKILL)
    assert postgres.start()
    with connect("kua_owner") as database:
        assert database.execute("SELECT word FROM said").fetchone() == ("Ғани",)


def test_a_pid_file_that_lies_harms_nobody(copied: Cluster) -> None:
    postgres.start()
    pid_file = copied.data / "postmaster.pid"
    truth = pid_file.read_text()
    lie = "\n".join([str(os.getpid()), *truth.splitlines()[1:]]) + "\n"
    # PostgreSQL itself would end if it saw a foreign number for long.
    pid_file.write_text(lie)
    assert cluster._postmaster(copied) is None
    pid_file.write_text(truth)
    postgres.stop()
    pid_file.write_text(lie)
    copied.socket.mkdir(mode=0o700)
    (copied.socket / ".s.PGSQL.5432.lock").write_text(lie)
    assert postgres.stop() == []
    assert postgres.start()


@pytest.mark.parametrize("is_removed", [True, False], ids=["removed", "moved"])
def test_the_server_of_a_folder_that_was_here_before_takes_no_socket_along(
    copied: Cluster, tmp_path: Path, *, is_removed: bool
) -> None:
    """A project that is cloned anew at the same path has a server of its own."""
    postgres.start()
    before = copied.pid_file()[0]
    if is_removed:
        shutil.rmtree(copied.home)
    else:
        copied.home.rename(tmp_path / "elsewhere")
    assert postgres.start()
    assert cluster._named(copied, before) is None
    assert copied.pid_file()[0] != before
    with connect("kua_reader") as reader:
        assert reader.execute("SELECT 1").fetchone() == (1,)


def test_four_starts_at_once_make_one_server(mine: Cluster) -> None:
    said = [start.communicate()[1] for start in [command("start") for _ in range(4)]]
    assert sorted(said) == [
        *["postgres: running already\n"] * 3,
        "postgres: started\n",
    ]
    assert command("stop").communicate()[1] == f"postgres: stopped {mine.name}\n"
    assert processes(mine) == 0


def test_an_interrupted_first_start_begins_again(mine: Cluster) -> None:
    new = mine.home / f"{mine.name}.new"
    new.mkdir(parents=True)
    (new / "PG_VERSION").write_text("half")
    assert postgres.start()
    assert not new.exists()


def test_other_versions_data_get_a_sentence(mine: Cluster) -> None:
    mine.data.mkdir(parents=True)
    (mine.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresRefused, match=r"by PostgreSQL 9, .*POSTGRES_BIN"):
        postgres.start()


def test_a_shells_signs_in_the_path_get_a_sentence(
    mine: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", f"{mine.home}$HOME")
    with pytest.raises(PostgresRefused, match="move the project"):
        postgres.start()
    shutil.rmtree(postgres.socket_dir())


def test_a_server_that_ends_at_once_shows_its_log(copied: Cluster) -> None:
    postgres.start()
    postgres.stop()
    (copied.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(PostgresRefused, match="no_such_setting"):
        postgres.start()


def test_a_strangers_socket_folder_is_refused(mine: Cluster, tmp_path: Path) -> None:
    mine.socket.mkdir(mode=0o755)
    with pytest.raises(PostgresRefused, match="not the server's own folder"):
        postgres.start()
    mine.socket.rmdir()
    mine.socket.symlink_to(tmp_path)
    with pytest.raises(PostgresRefused, match="not the server's own folder"):
        postgres.start()
    mine.socket.unlink()


def test_another_users_data_get_a_sentence(
    mine: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.data.mkdir(parents=True)
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: mine.data.stat().st_uid + 4242)
        with pytest.raises(PostgresRefused, match="belongs to another user"):
            postgres.start()


@only_root
def test_a_user_who_meets_roots_cluster_gets_a_sentence(
    copied: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.start()
    # Below a closed folder of root's the user would not find the programs either.
    programs = places.binaries()
    monkeypatch.setattr(server, "binaries", lambda: programs)
    os.seteuid(NOBODY)
    try:
        with pytest.raises(PostgresRefused, match="belongs to another user"):
            postgres.start()
    finally:
        os.seteuid(0)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A stand-in for /var/lib on a machine that refuses user namespaces."""
    away = Path(tempfile.mkdtemp())
    away.chmod(0o755)
    monkeypatch.setattr(server, "away_folder", lambda: away / "kua")
    monkeypatch.setattr(runner, "_namespace", lambda _: (None, "refused"))
    yield away / "kua"
    shutil.rmtree(away)


@only_root
def test_without_namespaces_root_steps_aside_from_a_closed_folder(
    mine: Cluster, away: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = modes(mine.home.parent)
    try:
        assert postgres.start()
        assert not postgres.start()
        assert (away / mine.name).stat().st_uid == NOBODY
        assert f"the data are in {away / mine.name}" in capfd.readouterr().err
        assert not mine.data.exists()
        with connect("kua_reader") as reader:
            assert reader.execute("SELECT 1").fetchone() == (1,)
    finally:
        assert postgres.stop() == [mine.name]
    assert modes(mine.home.parent) == before
    assert processes(Cluster(away, mine.name)) == 0


@only_root
def test_without_any_way_every_reason_is_told(
    mine: Cluster, away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner.Runner, "trouble", lambda *_, **__: "not permitted")
    with pytest.raises(PostgresRefused) as refusal:
        postgres.start()
    for words in ("namespace: refused", "nobody: not permitted", "DATABASE_URL"):
        assert words in str(refusal.value)


def test_an_unknown_word_is_answered_with_the_known_ones() -> None:
    assert "start|stop|status" in command("begin").communicate()[1]
