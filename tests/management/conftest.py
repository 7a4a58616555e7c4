"""The three people that it takes to publish."""

import pytest

from tests.factories import Desk, make_desk


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()
