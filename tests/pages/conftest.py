"""The small archive, for the modules of this folder that ask for it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import make_other_desk
from tests.search.small import Archive, make_archive
from tests.standing import fresh, standing


@pytest.fixture(scope="module")
def small(django_db_setup: None, django_db_blocker: Any) -> Iterator[Archive]:
    with standing(django_db_blocker):
        yield make_archive(make_other_desk())


@pytest.fixture
def archive(small: Archive, db: None) -> Archive:
    """Give the small archive, built once for a module."""
    return fresh(small)
