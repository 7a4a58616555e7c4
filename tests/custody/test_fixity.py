"""Fixity: every file is read again, and what is not as it was is told, with advice."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from testimonies import catalogue
from testimonies.custody import check_files
from testimonies.custody.storage import Room, folder, new_name
from testimonies.models import Contribution, LedgerEvent, MediaFile, MediaItem
from testimonies.terms import Fixity, State
from tests import stored
from tests.factories import Desk
from tests.stored import make_file

OLD = 1_600_000_000


@pytest.fixture
def shown(item: MediaItem, desk: Desk) -> MediaFile:
    """Give a copy that readers have."""
    copy = make_file(item, by=desk.editor)
    desk.publish(item)
    return copy


def check() -> str:
    said = StringIO()
    call_command("check_fixity", stdout=said, stderr=StringIO())
    return said.getvalue()


def refused() -> str:
    with pytest.raises(CommandError) as refusal:
        check()
    assert refusal.value.returncode == 1
    return str(refusal.value)


def test_a_sound_archive_is_said_to_be_so_and_each_row_says_when(
    shown: MediaFile,
) -> None:
    before = timezone.now()
    # The original, the copy, and the copy in public storage.
    assert check() == "3 files are what they were.\n"
    for row in MediaFile.objects.all():
        assert row.fixity == Fixity.INTACT
        assert row.checked_at and row.checked_at >= before


def test_a_check_is_no_change_of_content(shown: MediaFile) -> None:
    counted = [
        Contribution.objects.count(),
        LedgerEvent.objects.count(),
        shown.history.count(),  # type: ignore[attr-defined]
    ]
    check()
    assert counted == [
        Contribution.objects.count(),
        LedgerEvent.objects.count(),
        shown.history.count(),  # type: ignore[attr-defined]
    ]
    assert MediaItem.objects.get().state == State.SETTLED


def test_a_missing_file_is_told_and_noted(shown: MediaFile) -> None:
    (folder(Room.PRIVATE) / shown.name).unlink()
    said = refused()
    assert f"{shown.name} is missing from private storage: restore it" in said
    shown.refresh_from_db()
    assert shown.fixity == Fixity.MISSING


def test_a_changed_file_is_told_though_its_size_and_times_are_as_they_were(
    shown: MediaFile,
) -> None:
    path = folder(Room.PRIVATE) / shown.name
    assert check()
    found = path.stat()
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert f"{shown.name} is no longer what was taken in" in refused()
    shown.refresh_from_db()
    assert shown.fixity == Fixity.CHANGED


def test_a_link_is_no_file(shown: MediaFile, tmp_path: Path) -> None:
    path = folder(Room.PRIVATE) / shown.name
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(elsewhere)
    assert f"{shown.name} is missing" in refused()


def test_public_storage_is_compared_with_what_editions_show(shown: MediaFile) -> None:
    stray = new_name(".jpg")
    stored.put(stored.picture(), stray, Room.PUBLIC)
    said = refused()
    assert f"{stray} lies in public storage and no edition shows it" in said
    assert "`manage.py publish_due`, which removes it" in said
    (folder(Room.PUBLIC) / stray).unlink()
    stored.put(b"other bytes", shown.name, Room.PUBLIC)
    assert f"{shown.name} is another file in public storage" in refused()
    (folder(Room.PUBLIC) / shown.name).unlink()
    assert f"{shown.name} is missing from public storage" in refused()


def test_a_file_without_a_record_is_told_once_its_intake_must_be_over(
    shown: MediaFile,
) -> None:
    path = stored.put(b"x", new_name(".jpg"))
    assert check()
    os.utime(path, (OLD, OLD))
    assert f"{path.name} lies in private storage and no record knows it" in refused()


def test_progress_is_told_after_each_file(shown: MediaFile) -> None:
    told: list[tuple[int, int]] = []
    checked = check_files(
        catalogue.standing_copies, progress=lambda *each: told.append(each)
    )
    assert (checked.files, told) == (3, [(1, 3), (2, 3), (3, 3)])


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_for_a_person_and_not_for_a_log(shown: MediaFile) -> None:
    seen, logged = Terminal(), StringIO()
    call_command("check_fixity", stdout=StringIO(), stderr=seen)
    call_command("check_fixity", stdout=StringIO(), stderr=logged)
    assert seen.getvalue().endswith(f"\r[{'#' * 40}] 3/3\n")
    assert logged.getvalue() == ""
