"""The archive that the tests of this folder search in."""

import pytest

from testimonies.models import User
from tests.search.small import Archive, make_archive


@pytest.fixture
def archive(editor: User, reviewer: User, steward: User) -> Archive:
    return make_archive(editor, reviewer, steward)
