"""The scene is built once per module, in one transaction that is rolled back after it.

Each forged request is rolled back by itself (tests/matrix/scene.py). The transaction
runs with the desk's rights, as every test that uses `db` does.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tests.logins import DESK
from tests.matrix.scene import Scene

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each module in one process, so that its scene is built once."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock():
        # Without a test that asks for the database, pytest-django makes none.
        assert connection.settings_dict["NAME"].startswith("test_")
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL ROLE {DESK}")
            yield Scene()
            transaction.set_rollback(True)
        connection.close()


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Log no refusal: here they come by the thousand, and each is asserted."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)
