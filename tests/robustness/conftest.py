"""One scene for the folder, under whose transaction each test has its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from testimonies.answers import bodies
from tests.robustness.scene import Scene, make_scene

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the folder together, so that its scene is built once."""
    ours = [item for item in items if item.path.parent == HERE]
    items[:] = [*ours, *(item for item in items if item.path.parent != HERE)]


@pytest.fixture(scope="package")
def _scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
        try:
            yield make_scene()
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture
def scene(_scene: Scene, db: None) -> Scene:
    bodies.clear()
    return _scene


@pytest.fixture
def anybody() -> Client:
    """A reader whose browser shows what the server answers, errors too."""
    return Client(raise_request_exception=False)
