"""Cleaning as others call it: a child does it, and its death is a refusal."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from testimonies.files import (
    LIMITS,
    FileFormat,
    FileRefused,
    Refusal,
    clean,
    digest,
    residue,
    sniffed,
)
from testimonies.terms import FileRole
from tests.attacks import attack, named, patched
from tests.files import builders, recordings
from tests.files.builders import found_in, picture, saved

CHILD = "testimonies.files.child"
DIES = """
import os, signal, sys
sys.stdin.read()
{deed}
"""


@pytest.fixture
def into(tmp_path: Path) -> Path:
    folder = tmp_path / "into"
    folder.mkdir()
    return folder


def put(folder: Path, data: bytes, name: str = "Tokzhan-title <script>.jpg") -> Path:
    path = folder / name
    path.write_bytes(data)
    path.chmod(0o400)
    return path


@attack(44)
@attack(27)
def test_a_telling_picture_becomes_copies_that_tell_nothing(
    tmp_path: Path, into: Path
) -> None:
    data = builders.telling_jpeg()
    original = put(tmp_path, data)
    cleaned = clean(original, into)
    assert original.read_bytes() == data
    assert (cleaned.sha256, cleaned.size) == digest(original)
    assert (cleaned.media_type, cleaned.width, cleaned.height) == (
        "image/jpeg",
        80,
        120,
    )
    (copy,) = cleaned.copies
    assert list(into.iterdir()) == [copy.path]
    assert (copy.sha256, copy.size) == digest(copy.path)
    assert (copy.role, copy.width, copy.height) == (FileRole.PUBLIC_COPY, 80, 120)
    assert found_in(copy.path.read_bytes()) == []
    assert residue(copy.path) == []
    assert sniffed(copy.path).media_type == copy.media_type


def test_a_telling_video_becomes_a_copy_and_a_poster(
    tmp_path: Path, into: Path
) -> None:
    original = put(tmp_path, recordings.telling(FileFormat.MP4))
    cleaned = clean(original, into)
    video, poster = cleaned.copies
    assert (video.role, poster.role) == (FileRole.PUBLIC_COPY, FileRole.POSTER)
    assert {video.path, poster.path} == set(into.iterdir())
    for copy in cleaned.copies:
        assert found_in(copy.path.read_bytes()) == []
        assert residue(copy.path) == []


@attack(38)
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (builders.jpeg_bomb(), Refusal.TOO_MANY_PIXELS),
        (builders.telling_jpeg() + b"<script>", Refusal.TWO_KINDS),
        (b"<svg onload=x()>", Refusal.ACTIVE_DOCUMENT),
        # A header that is whole, and pixels that are not.
        (builders.png_bomb(2_000), Refusal.DAMAGED),
    ],
)
def test_a_refusal_leaves_nothing_behind(
    tmp_path: Path, into: Path, data: bytes, expected: Refusal
) -> None:
    with pytest.raises(FileRefused) as refusal:
        clean(put(tmp_path, data), into)
    assert refusal.value.reason is expected
    assert list(into.iterdir()) == []


def _a_child_that(monkeypatch: pytest.MonkeyPatch, deed: str) -> None:
    """Put another program in the child's place."""
    real = subprocess.run

    def run(command: list[str], **options: Any) -> Any:
        assert command[-2:] == ["-m", CHILD]
        return real([sys.executable, "-c", DIES.format(deed=deed)], **options)

    monkeypatch.setattr("testimonies.files.cleaning.subprocess.run", run)


@attack(38)
@pytest.mark.parametrize(
    "deed",
    [
        "os.kill(os.getpid(), signal.SIGSEGV)",
        "open('half.jpg', 'w').write('x'); os.kill(os.getpid(), signal.SIGKILL)",
        "sys.exit(1)",
        "print('no json')",
        "print('[]')",
        "print('{}')",
        'print(\'{"cleaned": {"copies": []}}\')',
        'print(\'{"refused": "because", "limit": 0}\')',
        "print('x' * 100_000)",
        "print('[' * 60_000)",
        "import time; time.sleep(60)",
    ],
)
def test_a_child_that_dies_or_babbles_is_a_refusal(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    _a_child_that(monkeypatch, deed)
    limits = replace(LIMITS, wall_seconds=1)
    with pytest.raises(FileRefused) as refusal:
        clean(put(tmp_path, builders.telling_jpeg()), into, limits)
    assert refusal.value.reason is Refusal.GAVE_UP
    assert list(into.iterdir()) == []


without_own_reading = named(
    "own reading", patched("testimonies.files.cleaning.walked", lambda _: [])
)


@attack(44, without=without_own_reading)
def test_a_child_that_lies_is_not_believed(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a decoder that was taken over would: the original, called a clean copy."""
    original = put(tmp_path, builders.telling_jpeg())
    sha256, size = digest(original)
    sizes = {"width": 1, "height": 1, "duration_ms": None}
    copy = {"role": "public_copy", "path": "a.jpg", **sizes}
    told: dict[str, object] = {
        "media_type": "image/jpeg",
        "size": size,
        "sha256": sha256,
        **sizes,
    }
    told |= {"perceptual_hash": "0" * 16, "copies": [copy]}
    report = json.dumps({"cleaned": told})
    deed = f"import shutil; shutil.copy({str(original)!r}, 'a.jpg'); print({report!r})"
    _a_child_that(monkeypatch, deed)
    with pytest.raises(FileRefused):
        clean(original, into)
    assert list(into.iterdir()) == []


def _order(tmp_path: Path, **limits: int) -> subprocess.CompletedProcess[bytes]:
    room = tmp_path / "room"
    room.mkdir()
    order = {
        "original": str(put(tmp_path, saved(picture((2000, 2000)), "PNG"))),
        "into": str(room),
        "limits": asdict(replace(LIMITS, **limits)),
    }
    return subprocess.run(
        [sys.executable, "-P", "-m", CHILD],
        input=json.dumps(order).encode(),
        env={"PYTHONPATH": os.getcwd()},  # noqa: PTH109
        capture_output=True,
        check=False,
    )


def test_the_child_keeps_to_its_memory(tmp_path: Path) -> None:
    done = _order(tmp_path, memory_bytes=150_000_000)
    # It says so, or it dies.
    assert done.returncode or json.loads(done.stdout)["refused"] == Refusal.GAVE_UP


def test_the_child_keeps_to_its_processor_time(tmp_path: Path) -> None:
    done = _order(tmp_path, cpu_seconds=0)
    assert done.returncode == -signal.SIGKILL


def test_the_child_keeps_to_what_it_may_write(tmp_path: Path) -> None:
    done = _order(tmp_path, written_bytes=1000)
    assert done.returncode or "refused" in json.loads(done.stdout)


def test_the_child_knows_no_secret_and_no_settings(
    tmp_path: Path, into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "Tokzhan-secret")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "archive.settings")
    deed = "print(sorted(os.environ), file=open('../seen', 'w'))"
    _a_child_that(monkeypatch, deed)
    with pytest.raises(FileRefused):
        clean(put(tmp_path, builders.telling_jpeg()), into)
    assert (into / "seen").read_text() == "['LC_ALL', 'PYTHONPATH']\n"


def test_every_reason_has_a_sentence_in_every_language() -> None:
    said: set[str] = set()
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            said |= {str(FileRefused(reason, limit=7)) for reason in Refusal}
    assert len(said) == 3 * len(Refusal)
    for sentence in said:
        # What is wrong, and what to do.
        assert sentence.count(".") >= 2
        assert "%" not in sentence
