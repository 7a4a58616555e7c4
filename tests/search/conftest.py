"""The archives that the tests of this folder search in."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import make_desk, make_other_desk
from tests.search.small import Archive, make_archive
from tests.search.wide import Wide, make_wide
from tests.standing import fresh, standing, undone


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Open no transaction for a test that is marked `django_db`: its archive's is."""


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: Any) -> Iterator[Archive]:
    with standing(django_db_blocker):
        yield make_archive(make_other_desk())


@pytest.fixture
def archive(small: Archive, db: None) -> Archive:
    """Give the small archive, built once for a module."""
    return fresh(small)


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Wide]:
    with standing(django_db_blocker):
        yield make_wide(make_desk())


@pytest.fixture
def wide(built: Wide) -> Iterator[Wide]:
    """Give the wide archive, built once for a module; what a test writes is undone."""
    with undone():
        yield built
