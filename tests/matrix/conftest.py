"""The scene is built once per process, in one transaction that is rolled back at last.

What a test writes is rolled back after it, and each forged request by itself
(tests/matrix/scene.py). The transaction runs with the desk's rights, as every test
that uses `db` does.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import override_settings

from testimonies.pages import pictures
from tests.logins import DESK
from tests.matrix.scene import Scene

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the folder together, so that its scene is built once."""
    ours = [item for item in items if item.path.parent == HERE]
    items[:] = [*ours, *(item for item in items if item.path.parent != HERE)]


@pytest.fixture(scope="package")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with ExitStack() as stack:
        # A session is noted as used once a minute, by a cookie: not in a snapshot.
        unnoted = mock.patch("testimonies.accounts.limits.STEP", float("inf"))
        stack.enter_context(unnoted)
        stack.enter_context(django_db_blocker.unblock())
        # Without a test that asks for the database, pytest-django makes none.
        assert connection.settings_dict["NAME"].startswith("test_")
        root = Path(stack.enter_context(TemporaryDirectory()))
        kept = {"FILES_ROOT": root, "ERASURES_FILE": root / "erasures.jsonl"}
        # Pages for a forgotten password are there where the archive sends e-mail.
        stack.enter_context(override_settings(**kept, MAIL_IS_SENT=True))
        # Whoever proved who it is stays proven, however slow the machine.
        proven = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=10**9)
        stack.enter_context(proven)
        stack.callback(connection.close)
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {DESK}")
        yield Scene()


@pytest.fixture
def scene(built: Scene) -> Scene:
    """Give the scene as it was built: everybody with the cookies that they had."""
    built.begin_anew()
    return built


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Log no refusal: here they come by the thousand, and each is asserted."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="package", autouse=True)
def drawn() -> Iterator[None]:
    """Let a quote be drawn whatever faces this machine has, and at no cost."""
    with (
        mock.patch.object(pictures, "can_draw", return_value=True),
        mock.patch.object(pictures, "draw", return_value=b"PNG"),
    ):
        yield
