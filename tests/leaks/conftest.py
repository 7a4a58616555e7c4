"""Archives that are built once, in one transaction that is never committed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from testimonies.answers import bodies
from testimonies.moderation.copies import sync_copies
from tests.leaks.archives import Archives, generated, seeded
from tests.leaks.walk import Report, Walk


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the proof first and in one piece, the seed last in it: one build each."""
    ours = [item for item in items if "archives" in getattr(item, "fixturenames", ())]
    ours.sort(key=lambda item: item.path.name == "test_seed.py")
    items[:] = [*ours, *(item for item in items if item not in set(ours))]


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Open no transaction for a test that is marked `django_db`: the archive's is."""


@pytest.fixture(scope="package")
def archives(django_db_setup: None, django_db_blocker: Any) -> Iterator[Archives]:
    archives = Archives(django_db_blocker)
    yield archives
    archives.close()


@pytest.fixture
def walk(archives: Archives) -> Iterator[Walk]:
    """Give a walk through the generated archive, with nothing read yet."""
    yield from _afresh(archives.walk(generated))


@pytest.fixture
def seed_walk(archives: Archives) -> Iterator[Walk]:
    yield from _afresh(archives.walk(seeded))


def _afresh(walk: Walk) -> Iterator[Walk]:
    walk.report, walk.asked, walk.is_enough = Report(), set(), lambda _: False
    bodies.clear()
    with transaction.atomic():
        point = transaction.savepoint()
        yield walk
        transaction.savepoint_rollback(point)
        # Files know no savepoint: what a test placed for readers goes with its rows.
        sync_copies()
