"""Of static files a server gives what pages need, and no list of them all."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage.handler import StorageHandler
from django.test import override_settings

SETTINGS = Path(__file__).parents[2] / "archive" / "settings.py"


def test_the_list_of_all_static_files_is_not_among_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("COLLECTED", "1")
    told = runpy.run_path(str(SETTINGS))
    root = told["STATIC_ROOT"]
    with override_settings(STATIC_ROOT=root):
        handler = StorageHandler(told["STORAGES"])
        storage: Any = handler.create_storage(told["STORAGES"]["staticfiles"])
        storage.save_manifest()
        kept = [*tmp_path.rglob(storage.manifest_name)]
    assert Path(storage.location) == root
    assert len(kept) == 1
    assert root not in kept[0].parents
