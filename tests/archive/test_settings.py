"""A server starts with a login for the desk and another for readers, or not at all."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from archive.env import VariableRefused

SETTINGS = Path(__file__).parents[2] / "archive" / "settings.py"
DATABASES = ("DATABASE_URL", "PUBLIC_DATABASE_URL", "OWNER_DATABASE_URL")
SERVER = {
    "DEMO": "0",
    "SECRET_KEY": "x" * 50,
    "VAULT_KEYS": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
    "ALLOWED_HOSTS": "archive.example",
    "ARCHIVE_CONTACT": "a@archive.example",
    "ARCHIVE_URL": "https://archive.example",
    "FILES_ROOT": "/nonexistent/files",
    **dict.fromkeys(DATABASES, "postgresql://somebody@localhost/kua"),
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The variables of a server, one of which a test changes."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for name, value in SERVER.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def start() -> dict[str, Any]:
    return runpy.run_path(str(SETTINGS))


def test_each_login_has_its_database(server: pytest.MonkeyPatch) -> None:
    server.setenv("PUBLIC_DATABASE_URL", "postgresql://reader@replica/kua")
    databases = start()["DATABASES"]
    assert databases["default"]["HOST"] == "localhost"
    assert databases["public"]["HOST"] == "replica"
    assert {each["ENGINE"] for each in databases.values()} == {
        "django.db.backends.postgresql"
    }


@pytest.mark.parametrize("missing", ["DATABASE_URL", "PUBLIC_DATABASE_URL"])
def test_a_server_names_both_its_databases(
    server: pytest.MonkeyPatch, missing: str
) -> None:
    server.delenv(missing)
    with pytest.raises(VariableRefused, match=rf"^{missing} is not set"):
        start()


@pytest.mark.parametrize("name", DATABASES)
@pytest.mark.parametrize("value", ["sqlite:////tmp/kua", "kua"])
def test_another_kind_of_database_is_refused_by_name(
    server: pytest.MonkeyPatch, name: str, value: str
) -> None:
    server.setenv(name, value)
    with pytest.raises(VariableRefused, match=rf"^{name} is no address of a Postgre"):
        start()


def test_a_port_is_a_number(server: pytest.MonkeyPatch) -> None:
    server.setenv("PORT", "web")
    with pytest.raises(VariableRefused, match=r"^PORT is not a whole number"):
        start()
