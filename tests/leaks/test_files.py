"""Private files stay private, and public storage holds nothing of them."""

from pathlib import Path
from typing import Any

import pytest

from tests.leaks import files
from tests.leaks.walk import Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(walk: Walk, settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    files.plant_in_private(walk.scene.garden)
    return tmp_path


@pytest.mark.usefixtures("stored")
def test_a_private_file_is_under_no_address(walk: Walk) -> None:
    paths = list(files.private_paths())
    for path in paths:
        for role in ("anonymous", "researcher", "editor"):
            walk.ask(path, role=role)
    assert len(paths) == 2 * 3
    assert not walk.report.leaks, str(walk.report)


def test_a_private_file_in_public_storage_is_caught(walk: Walk, stored: Path) -> None:
    walk.look_at(files.public_files(), lambda _: False)
    assert not walk.report.leaks
    (private,) = (stored / files.PRIVATE).rglob("*.jpg")
    public = stored / files.PUBLIC / private.name
    public.parent.mkdir()
    public.write_bytes(private.read_bytes())
    walk.look_at(files.public_files(), lambda _: False)
    assert {leak.canary.column for leak in walk.report.leaks} == {
        "a private file's name",
        "a private file's bytes",
    }
