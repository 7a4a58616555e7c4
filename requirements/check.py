"""Answers whether a change is fit to be kept: what `make check` and CI run.

Stops at the first check that fails. Must not change a file, and must not need a
server or a secret of a real archive.
"""

import os
import secrets
import subprocess
import sys
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PYTHON = [sys.executable]
TOOLS = Path(sys.executable).parent
SECOND_POSTGRES = os.environ.get("KUA_SECOND_PG_BIN", "/usr/lib/postgresql/15/bin")
TEMPLATES = sorted(map(str, (PROJECT / "templates").rglob("*.html")))


def key() -> str:
    return urlsafe_b64encode(secrets.token_bytes(32)).decode()


# As on a real server; nobody answers at these addresses.
PRODUCTION = {
    "DEBUG": "0",
    "DEMO": "0",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "archive.example",
    "DATABASE_URL": "postgres://kua_desk:a@localhost/kua",
    "PUBLIC_DATABASE_URL": "postgres://kua_reader:b@localhost/kua",
    "OWNER_DATABASE_URL": "postgres://kua_owner:c@localhost/kua",
    "VAULT_KEYS": f"{key()},{key()}",
    "ARCHIVE_NAME": "Kuä",
    "ARCHIVE_CONTACT": "archive@archive.example",
    "ARCHIVE_URL": "https://archive.example",
    "ARCHIVE_TIME_ZONE": "Asia/Almaty",
    "EMAIL_URL": "smtp://localhost:25",
    "FILES_ROOT": "/nonexistent/files",
    "ERASURES_FILE": "/nonexistent/apart/erasures.jsonl",
}
DATABASES = ("DATABASE_URL", "PUBLIC_DATABASE_URL", "OWNER_DATABASE_URL")
DEVELOPMENT = {"DEBUG": "1"}


def tool(name: str, *words: str) -> list[str]:
    return [str(TOOLS / name), *words]


def manage(*words: str) -> list[str]:
    return [*PYTHON, "manage.py", *words]


def checks() -> Iterator[tuple[str, list[str], dict[str, str]]]:
    yield "format (ruff)", tool("ruff", "format", "--check", "."), {}
    yield "lint (ruff)", tool("ruff", "check", "."), {}
    yield "types (mypy)", tool("mypy"), DEVELOPMENT
    yield "who imports whom (import-linter)", tool("lint-imports"), {}
    if TEMPLATES:
        style = ["--check", "--target-version", "5.2", *TEMPLATES]
        yield "templates' style (djade)", tool("djade", *style), {}
        words = ["--lint", "--quiet", "templates"]
        yield "templates' HTML (djlint)", tool("djlint", *words), {}
    migrations = manage("makemigrations", "--check", "--dry-run")
    yield "migrations are complete", migrations, DEVELOPMENT
    deploy = manage("check", "--deploy", "--fail-level", "WARNING")
    yield "fit for a real server (check --deploy)", deploy, PRODUCTION
    # With each guard taken away once, where its test must fail.
    tests = [*PYTHON, "-m", "pytest", "--unguarded"]
    yield "tests", tests, {}
    # A second version of PostgreSQL, where the machine has one.
    if (Path(SECOND_POSTGRES) / "postgres").is_file():
        second = {"POSTGRES_BIN": SECOND_POSTGRES, **dict.fromkeys(DATABASES, "")}
        yield f"tests on {SECOND_POSTGRES}", tests, second


def main() -> None:
    for name, command, variables in checks():
        print(f"check: {name}", flush=True)
        environment = {**os.environ, **variables}
        done = subprocess.run(  # noqa: S603 (words of this file)
            command, cwd=PROJECT, env=environment, check=False
        )
        if done.returncode:
            sys.exit(f"check: failed: {name}")
    print("check: all passed")


if __name__ == "__main__":
    main()
