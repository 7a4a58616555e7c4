"""Public storage holds what standing editions name: no byte before, none after."""

import hashlib
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from testimonies import catalogue, moderation
from testimonies.custody import publication
from testimonies.custody.storage import Room, folder, names_in
from testimonies.models import Edition, MediaFile, MediaItem
from testimonies.moderation import MoveRefused
from testimonies.moderation.copies import sync_copies
from testimonies.terms import FileRole, Scope, Standing, State, WithdrawalReason
from tests import stored
from tests.attacks import attack, patched, without_sql
from tests.factories import Desk, grant, make_desk, make_media, make_witness
from tests.moderation.edits import save
from tests.stored import make_file, make_original

AS_TAKEN_IN = (hashlib.sha256(stored.picture()).hexdigest(), 1)

Commits = DjangoCaptureOnCommitCallbacks


def withdraw(item: MediaItem, desk: Desk) -> None:
    moderation.withdraw(item, by=desk.reviewer, category=WithdrawalReason.SAFETY)


@pytest.fixture
def copy(item: MediaItem, desk: Desk) -> MediaFile:
    return make_file(item, by=desk.editor)


def test_publishing_places_what_is_shown_and_nothing_else(
    item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    make_file(item, by=desk.editor, is_shown=False)
    moderation.submit(item, by=desk.editor)
    moderation.approve(item, by=desk.reviewer)
    assert names_in(Room.PUBLIC) == set()
    moderation.publish(item, by=desk.steward)
    assert names_in(Room.PUBLIC) == {copy.name}
    assert (folder(Room.PUBLIC) / copy.name).read_bytes() == stored.picture()
    assert catalogue.standing_copies() == {copy.name: copy.sha256}


@attack(
    19, without=patched("testimonies.moderation.moves.sync_after_commit", mock.Mock())
)
def test_withdrawing_takes_the_bytes_away(
    item: MediaItem,
    desk: Desk,
    copy: MediaFile,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    desk.publish(item)
    assert names_in(Room.PUBLIC) == {copy.name}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(item, desk)
    assert names_in(Room.PUBLIC) == set()
    assert names_in(Room.PRIVATE) >= {copy.name}


def test_a_superseded_copy_goes_when_its_edition_is_retracted(
    item: MediaItem,
    desk: Desk,
    copy: MediaFile,
    django_capture_on_commit_callbacks: Commits,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        desk.publish(item)
        moderation.revise(item, by=desk.editor)
        save(copy, by=desk.editor, is_shown=False)
        other = make_file(item, by=desk.editor)
        desk.publish(item)
    # Readers can still open edition 1.
    assert names_in(Room.PUBLIC) == {copy.name, other.name}
    with django_capture_on_commit_callbacks(execute=True):
        category = WithdrawalReason.SAFETY
        moderation.retract(item, by=desk.steward, numbers=[1], category=category)
    assert names_in(Room.PUBLIC) == {other.name}


def test_what_a_failed_publication_placed_is_swept(
    item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    moderation.submit(item, by=desk.editor)
    moderation.approve(item, by=desk.reviewer)
    with pytest.MonkeyPatch.context() as patch:
        broken = mock.Mock(side_effect=OSError("no space left"))
        patch.setattr("testimonies.moderation.moves.issue_editions", broken)
        with pytest.raises(OSError, match="no space"):
            moderation.publish(item, by=desk.steward)
    assert names_in(Room.PUBLIC) == {copy.name}
    assert not Edition.objects.exists()
    moderation.publish_due()
    assert names_in(Room.PUBLIC) == set()


def test_a_sync_mends_what_is_missing_and_takes_what_is_strange(
    item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    desk.publish(item)
    (folder(Room.PUBLIC) / copy.name).unlink()
    (folder(Room.PUBLIC) / "a folder").mkdir()
    stored.put(b"a stray file", "Lyazzat.jpg", Room.PUBLIC)
    synced = sync_copies()
    assert (synced.placed, synced.removed) == ((copy.name,), ("Lyazzat.jpg",))
    assert names_in(Room.PUBLIC) == {copy.name}
    (folder(Room.PUBLIC) / copy.name).unlink()
    (folder(Room.PRIVATE) / copy.name).unlink()
    assert sync_copies().missing == (copy.name,)


@attack(19, without=patched("testimonies.custody.publication.lock", mock.Mock()))
def test_a_sync_waits_for_a_publication(
    item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    """What is placed and not committed yet is in no edition that a sync can see."""
    desk.publish(item)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
            " AND objid = %s AND pid = pg_backend_pid()",
            [publication.LOCK],
        )
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_stands_though_the_bytes_cannot_be_removed(
    client: Client,
) -> None:
    desk = make_desk()
    item = make_media(by=desk.editor)
    copy = make_file(item, by=desk.editor)
    desk.publish(item)
    with pytest.MonkeyPatch.context() as patch:
        broken = mock.Mock(side_effect=OSError("read-only file system"))
        patch.setattr(publication, "sweep", broken)
        withdraw(item, desk)
    item.refresh_from_db()
    assert (item.standing, names_in(Room.PUBLIC)) == (Standing.WITHDRAWN, {copy.name})
    assert client.get(f"/files/{copy.name}").status_code == 404
    moderation.publish_due()
    assert names_in(Room.PUBLIC) == set()


# --- The gate, and what it stands on --------------------------------------------------


def _finds(item: MediaItem) -> str:
    return " ".join(f.message for f in moderation.findings(item) if f.code == "files")


def _unguarded(*constraints: str) -> Any:
    table = "testimonies_mediafile"
    return without_sql(
        "constraints",
        "SET CONSTRAINTS ALL IMMEDIATE",
        "SET LOCAL session_replication_role = replica",
        *(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for name in constraints),
    )


@attack(17)
@pytest.mark.parametrize(
    "columns",
    [
        {"is_cleaned": False},
        {"verified_at": None},
        {"role": FileRole.SCREENSHOT},
        {"role": FileRole.ORIGINAL},
    ],
)
def test_a_row_that_went_past_the_constraints_meets_the_gate_and_is_not_described(
    item: MediaItem, copy: MediaFile, columns: dict[str, Any]
) -> None:
    with _unguarded(
        "mediafile_shown_is_cleaned",
        "mediafile_cleaned_is_a_verified_copy",
        "mediafile_copies_have_an_original",
    )():
        MediaFile.objects.filter(pk=copy.pk).update(**columns)
    assert "not a cleaned public copy" in _finds(item)
    document = catalogue.describe(item)
    assert isinstance(document, catalogue.MediaDocument)
    assert document.files == ()


@attack(44)
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is missing"),
        (stored.picture(200), "its bytes changed"),
    ],
)
def test_bytes_that_are_not_those_that_were_cleaned_meet_the_gate(
    item: MediaItem, desk: Desk, copy: MediaFile, content: bytes | None, said: str
) -> None:
    assert _finds(item) == ""
    (folder(Room.PRIVATE) / copy.name).unlink()
    if content:
        stored.put(content, copy.name)
    assert said in _finds(item)
    moderation.submit(item, by=desk.editor)
    with pytest.raises(MoveRefused, match=said):
        moderation.approve(item, by=desk.reviewer)


@attack(44, without=patched("testimonies.moderation.clip_gates.left_in", lambda _: []))
def test_a_copy_that_still_tells_something_is_not_published(
    item: MediaItem, desk: Desk
) -> None:
    telling = stored.telling_picture()
    make_file(item, by=desk.editor, content=telling)
    moderation.submit(item, by=desk.editor)
    try:
        moderation.approve(item, by=desk.reviewer)
    except MoveRefused as refusal:
        assert "still holds metadata" in str(refusal)
    item.refresh_from_db()
    assert item.state == State.IN_REVIEW


@attack(
    44,
    without=patched("testimonies.custody.storage.digest", lambda _: AS_TAKEN_IN),
)
def test_bytes_that_changed_after_the_gate_are_not_placed(
    item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    """Between the gate's look and the copying: what is copied is what is compared."""
    moderation.submit(item, by=desk.editor)
    moderation.approve(item, by=desk.reviewer)
    stored.put(stored.picture(200), copy.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "testimonies.moderation.moves._pass_gates", moderation.candidates.candidate
        )
        with pytest.raises(MoveRefused, match="no longer what was taken in"):
            moderation.publish(item, by=desk.steward)
    assert names_in(Room.PUBLIC) == set()


@attack(17)
def test_an_original_is_never_placed(item: MediaItem, desk: Desk) -> None:
    original = make_original(item, by=desk.editor)
    desk.publish(item)
    assert names_in(Room.PUBLIC) == set()
    document = Edition.objects.get(ref=item.ref).document or ""
    for told in (original.name, original.sha256):
        assert told not in document


@pytest.mark.parametrize(
    ("scope", "column"),
    [(Scope.IMAGE, "shows_witness"), (Scope.VOICE, "sounds_witness")],
)
def test_who_takes_back_her_face_or_voice_takes_down_the_clips_that_carry_it(
    desk: Desk, scope: Scope, column: str
) -> None:
    witness = make_witness(by=desk.editor)
    grant(witness, Scope.IMAGE, Scope.VOICE, by=desk.steward)
    clips = {
        name: make_media(by=desk.editor, basis_witness=witness, title=name)
        for name in ("hers", "revised", "without")
    }
    for name, clip in clips.items():
        is_hers: dict[str, Any] = {column: name != "without"}
        make_file(clip, by=desk.editor, **is_hers)
        desk.publish(clip)
    # Its draft says otherwise by now; readers still have what it was.
    moderation.revise(clips["revised"], by=desk.editor)
    is_not: dict[str, Any] = {column: False}
    save(clips["revised"].files.get(is_shown=True), by=desk.editor, **is_not)
    grant(witness, scope, by=desk.steward, is_granted=False)
    standing = MediaItem.objects.values_list("title", "standing")
    assert dict(standing) == {
        "hers": Standing.WITHDRAWN,
        "revised": Standing.WITHDRAWN,
        "without": Standing.PUBLISHED,
    }
