"""One published archive for a module, as the tests of robustness have it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.robustness.conftest import anybody, scene
from tests.robustness.scene import Scene, make_scene
from tests.standing import standing

__all__ = ["anybody", "scene"]


@pytest.fixture(scope="module")
def _scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with standing(django_db_blocker):
        yield make_scene()
