"""Where files are kept is said by one variable; the other is refused in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.postgres import places

READ = "from archive import settings; print(settings.FILES_ROOT)"


def settings_with(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, as a demo unless told otherwise."""
    environment = {**os.environ, "DEMO": "1", "DATA_DIR": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "-c", READ],
        cwd=places.PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"FILES_URL": "s3://key:secret@bucket"},
            "FILES_URL is not built yet: unset it, and name a folder in FILES_ROOT.",
        ),
        ({"FILES_ROOT": "files"}, "FILES_ROOT is not an absolute path"),
        (
            {
                "DEMO": "0",
                "SECRET_KEY": "x" * 50,
                "VAULT_KEYS": "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=",
                "ARCHIVE_CONTACT": "a@example.org",
                "ARCHIVE_URL": "https://example.org",
            },
            "FILES_ROOT is not set",
        ),
    ],
)
def test_the_start_is_stopped_with_a_sentence(
    tmp_path: Path, variables: dict[str, str], sentence: str
) -> None:
    read = settings_with(tmp_path, **variables)
    assert read.returncode != 0
    assert sentence in read.stderr
    assert "secret@" not in read.stderr


def test_a_demo_keeps_files_in_its_data_folder_and_makes_none_by_reading(
    tmp_path: Path,
) -> None:
    assert settings_with(tmp_path).stdout.strip() == str(tmp_path / "files")
    assert not (tmp_path / "files").exists()
