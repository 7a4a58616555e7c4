"""A file is taken in whole, original and copies, rows and bytes, or not at all."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from testimonies import ledger, moderation
from testimonies.custody import (
    IntakeRefused,
    Shown,
    intake,
    look_alikes,
    take_in,
)
from testimonies.custody.storage import Room, folder, names_in, new_name, workshop
from testimonies.files import FileFormat, FileRefused, bits_apart, residue
from testimonies.models import Contribution, LedgerEvent, MediaFile, MediaItem
from testimonies.terms import FileRole
from tests import stored
from tests.attacks import attack, patched
from tests.factories import Desk, make_media


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "clean", stored.fake_cleaning)


@pytest.fixture
def bench() -> Iterator[Path]:
    with workshop() as path:
        yield path


def everything_stored() -> list[str]:
    return sorted(
        str(path.relative_to(folder(Room.PRIVATE).parent))
        for room in Room
        for path in folder(room).rglob("*")
        if path.is_file()
    )


@attack(44)
@attack(17)
def test_an_original_is_kept_as_it_came_and_its_copies_tell_nothing(
    item: MediaItem, desk: Desk, bench: Path
) -> None:
    said = Shown(is_shown=True, shows_witness=False)
    original = take_in(item, stored.received(bench), by=desk.editor, said=said)
    kept = (folder(Room.PRIVATE) / original.name).read_bytes()
    assert kept == stored.telling_picture()
    assert (original.role, original.is_shown) == (FileRole.ORIGINAL, False)
    assert len(original.perceptual_hash) == 16
    copies = list(item.files.exclude(pk=original.pk))
    assert copies
    for copy in copies:
        content = (folder(Room.PRIVATE) / copy.name).read_bytes()
        assert b"CANARY" not in content
        assert residue(folder(Room.PRIVATE) / copy.name) == []
        assert (copy.cleaned_from, copy.is_shown) == (original, True)
        assert copy.width and copy.height and copy.verified_at
    assert names_in(Room.PUBLIC) == set()
    assert everything_stored() == sorted(
        f"private/{row.name}" for row in MediaFile.objects.all()
    )


@pytest.mark.usefixtures("quick")
def test_who_took_it_in_is_on_record(item: MediaItem, desk: Desk, bench: Path) -> None:
    take_in(item, stored.received(bench), by=desk.editor)
    event = LedgerEvent.objects.latest("id")
    assert (event.action, event.actor, event.ref) == (
        "take_in_file",
        desk.editor,
        item.ref,
    )
    assert Contribution.objects.filter(ref=item.ref, actor=desk.editor).exists()


@pytest.mark.usefixtures("quick")
def test_what_we_make_is_for_nobody_else(
    item: MediaItem, desk: Desk, bench: Path, storage: Path
) -> None:
    take_in(item, stored.received(bench), by=desk.editor)
    for path in [storage, *storage.iterdir(), *folder(Room.PRIVATE).iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@pytest.mark.usefixtures("quick")
def test_a_folder_that_we_did_not_make_keeps_its_mode(storage: Path) -> None:
    storage.mkdir(parents=True)
    storage.chmod(0o755)
    folder(Room.PRIVATE)
    assert stat.S_IMODE(storage.stat().st_mode) == 0o755


def test_names_tell_nothing_and_follow_no_order() -> None:
    names = {new_name(".jpg") for _ in range(50)}
    assert len(names) == 50
    assert len({name[:4] for name in names}) > 40
    for wrong in ("../../etc/passwd", ".JPG", ".a/b", ""):
        with pytest.raises(ValueError, match="another kind of name"):
            new_name(wrong)


def test_every_format_that_is_taken_has_a_suffix() -> None:
    assert {kind.media_type for kind in FileFormat} == set(intake._SUFFIXES)


@attack(27, without=patched("testimonies.custody.intake.clean", stored.fake_cleaning))
@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
        b"<!doctype html><script>x()</script>",
        stored.telling_picture() + b"<script>x()</script>",
        b"GIF89a/*<svg onload=x()>*/",
        b"",
    ],
)
def test_what_is_refused_leaves_nothing(
    item: MediaItem, desk: Desk, bench: Path, content: bytes
) -> None:
    path = bench / "received"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        take_in(item, path, by=desk.editor)
    assert "CANARY" not in str(refusal.value)
    assert not MediaFile.objects.exists()
    assert names_in(Room.PRIVATE) == set()


def _breaks_at(call: int, function: Any) -> Any:
    """Let the function raise at its call of that number, having done nothing yet."""
    calls = iter(range(1, 1000))

    def broken(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == call:
            raise OSError("no space left on device")
        return function(*args, **kwargs)

    return broken


POINTS = [
    *[(intake, "keep", call) for call in (1, 2, 3)],
    *[(MediaFile, "save", call) for call in (1, 2, 3)],
    (connection, "check_constraints", 1),
    (ledger, "append", 1),
]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "point", POINTS, ids=[f"{name}-{call}" for _, name, call in POINTS]
)
def test_an_error_at_any_step_leaves_neither_row_nor_file(
    item: MediaItem, desk: Desk, bench: Path, point: tuple[Any, str, int]
) -> None:
    where, name, call = point
    path = stored.received(bench)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, _breaks_at(call, getattr(where, name)))
        with pytest.raises(OSError, match="no space"):
            take_in(item, path, by=desk.editor)
    assert not MediaFile.objects.exists()
    assert names_in(Room.PRIVATE) == set()
    assert not LedgerEvent.objects.filter(action="take_in_file").exists()


@pytest.mark.usefixtures("quick")
def test_what_the_database_refuses_leaves_nothing(
    item: MediaItem, desk: Desk, bench: Path
) -> None:
    desk.publish(item)
    with pytest.raises(DatabaseError, match="is settled"):
        take_in(item, stored.received(bench), by=desk.editor)
    assert not MediaFile.objects.exists()
    assert names_in(Room.PRIVATE) == set()


@pytest.mark.usefixtures("quick")
def test_a_record_that_moved_meanwhile_takes_nothing(
    item: MediaItem, desk: Desk, bench: Path
) -> None:
    seen = MediaItem.objects.get(pk=item.pk)
    moderation.submit(item, by=desk.editor)
    with pytest.raises(IntakeRefused, match="moved meanwhile"):
        take_in(seen, stored.received(bench), by=desk.editor)
    assert names_in(Room.PRIVATE) == set()


@attack(38, without=patched("testimonies.custody.intake.AT_ONCE", 9))
@pytest.mark.usefixtures("quick")
def test_few_files_are_cleaned_at_once(
    item: MediaItem, desk: Desk, bench: Path
) -> None:
    with intake._one_of_few(), intake._one_of_few():
        try:
            take_in(item, stored.received(bench), by=desk.editor)
        except IntakeRefused as refusal:
            assert "try again in a minute" in str(refusal)
        else:
            pytest.fail("a third file was cleaned besides")
    take_in(item, stored.received(bench), by=desk.editor)


@pytest.mark.usefixtures("quick")
def test_what_a_killed_process_left_is_swept_and_what_is_new_is_not(
    storage: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder(Room.WORKSHOP) / "left").mkdir()
    with workshop() as bench:
        there = {path.name for path in folder(Room.WORKSHOP).iterdir()}
        assert there == {"left", bench.name}
        monkeypatch.setattr("testimonies.custody.storage.LEFT_OVER_AFTER", -60)
    with workshop() as bench:
        assert list(folder(Room.WORKSHOP).iterdir()) == [bench]


def test_a_folder_that_goes_while_the_workshop_is_swept_does_no_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Another process leaves its own folder at any time: between list and look too."""
    gone = folder(Room.WORKSHOP) / "gone"
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda path: iter([*listed(path), gone]))
    with workshop() as bench:
        assert bench.is_dir()


def test_the_same_file_and_nearly_the_same_picture_are_found(desk: Desk) -> None:
    hashes = ["00000000000000ff", "000000000000000f", "0000000000ffffff", ""]
    rows = [
        stored.make_original(
            make_media(by=desk.editor), by=desk.editor, perceptual_hash=each
        )
        for each in hashes
    ]
    found = list(look_alikes(rows[0]))
    assert [row.pk for row in found] == [rows[1].pk]
    assert [row.bits for row in found] == [bits_apart(hashes[0], hashes[1])]
    # Without a perceptual hash (audio) only the very bytes count.
    assert {row.pk for row in look_alikes(rows[3])} == {row.pk for row in rows[:3]}
