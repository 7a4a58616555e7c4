"""The three people that it takes to publish, and storages of a test's own."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from testimonies.models import MediaItem
from tests.factories import Desk, make_desk, make_media


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture(autouse=True)
def storage(settings: LazySettings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "below" / "files"
    return tmp_path / "below" / "files"


@pytest.fixture
def item(desk: Desk) -> MediaItem:
    return make_media(by=desk.editor)
