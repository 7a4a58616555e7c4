"""A public copy is served where a standing edition names it, with headers that bind."""

import os
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.custody.storage import Room, folder, new_name
from testimonies.models import MediaFile, MediaItem
from testimonies.terms import WithdrawalReason
from tests import stored
from tests.attacks import attack, patched
from tests.factories import Desk, make_desk, make_media
from tests.stored import make_file

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
UNKNOWN = f"/files/{'0' * 32}.jpg"


@pytest.fixture(autouse=True)
def _storage(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def item(desk: Desk) -> MediaItem:
    return make_media(by=desk.editor)


@pytest.fixture
def copy(item: MediaItem, desk: Desk) -> MediaFile:
    """Give a copy that readers have."""
    copy = make_file(item, by=desk.editor)
    desk.publish(item)
    return copy


def at(row: MediaFile) -> str:
    return f"/files/{row.name}"


def get(client: Client, address: str, **headers: str) -> Any:
    """Fetch to the end: then the file is closed."""
    response: Any = client.get(address, headers=headers)
    streamed = getattr(response, "streaming", False)
    response.body = b"".join(
        response.streaming_content if streamed else [response.content]
    )
    return response


def is_as_unknown(client: Client, address: str, **headers: str) -> bool:
    """Compare with what nobody ever stored: status, body and headers."""
    asked, unknown = (get(client, each, **headers) for each in (address, UNKNOWN))
    told = [
        (r.status_code, r.body, sorted(r.headers.items())) for r in (asked, unknown)
    ]
    return told[0] == told[1] and told[0][0] == 404


def _as_the_sender_said(*_: Any, **__: Any) -> dict[str, str]:
    return {"Content-Type": "text/html"}


ANY = patched("testimonies.pages.files.standing_copy", stored.any_copy)


@attack(28, without=patched("testimonies.pages.files._headers", _as_the_sender_said))
def test_a_shown_copy_is_served_as_what_it_is(client: Client, copy: MediaFile) -> None:
    response = get(client, at(copy))
    assert (response.status_code, response.body) == (200, stored.picture())
    assert {
        "Content-Type": "image/jpeg",
        "Content-Length": str(copy.size),
        "Content-Disposition": "inline",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
    }.items() <= dict(response.headers).items()
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_a_sound_plays_where_it_is_opened_by_itself(desk: Desk, client: Client) -> None:
    """A browser loads it into a page of its own, from its own origin; nothing runs."""
    item = make_media(by=desk.editor, kind="audio")
    sound = make_file(item, by=desk.editor, content=b"a voice", media_type="audio/wav")
    with mock.patch("testimonies.moderation.clip_gates.left_in", return_value=False):
        desk.publish(item)
    policy = get(client, at(sound))["Content-Security-Policy"]
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["media-src"] == "'self'"
    assert parts["sandbox"] == "allow-same-origin"
    assert parts["default-src"] == "'none'"


def test_it_takes_one_query(client: Client, copy: MediaFile) -> None:
    for address in (at(copy), UNKNOWN):
        with CaptureQueriesContext(connection) as captured:
            get(client, address)
        assert len(captured) == 1


def test_the_query_uses_its_index(copy: MediaFile) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM testimonies_edition e WHERE e.kind = 'm'"
            " AND e.document IS NOT NULL"
            " AND (e.document::jsonb) -> 'files' @> '[{\"name\": \"x\"}]'::jsonb"
        )
        assert "edition_files" in str(cursor.fetchall())


@attack(17, without=ANY)
@pytest.mark.parametrize("room", [Room.PUBLIC, Room.PRIVATE])
def test_a_stray_file_is_not_served(client: Client, db: None, room: Room) -> None:
    """Public storage decides nothing: with the guard gone, its stray file is served."""
    name = new_name(".jpg")
    stored.put(stored.picture(), name, room)
    if room is Room.PRIVATE:
        stored.put(stored.picture(), name, Room.PUBLIC)
    assert is_as_unknown(client, f"/files/{name}")


@attack(17, without=ANY)
@attack(12)
def test_a_drafts_copies_and_originals_are_not_served(
    client: Client, item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    original = copy.cleaned_from
    draft = make_file(make_media(by=desk.editor), by=desk.editor)
    moderation.revise(item, by=desk.editor)
    added = make_file(item, by=desk.editor)
    for row in (original, draft, added):
        assert row is not None
        # Even if its bytes had got there.
        stored.put(stored.picture(), row.name, Room.PUBLIC)
        assert is_as_unknown(client, at(row))


@attack(19, without=ANY)
def test_a_withdrawn_copy_is_not_served_though_its_bytes_are_still_there(
    client: Client, item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    before = get(client, at(copy))
    moderation.withdraw(item, by=desk.reviewer, category=WithdrawalReason.SAFETY)
    assert (folder(Room.PUBLIC) / copy.name).exists()
    assert is_as_unknown(client, at(copy), **{"if-none-match": before["ETag"]})
    assert is_as_unknown(client, at(copy), range="bytes=0-3")


def test_a_copy_that_is_missing_is_as_unknown(client: Client, copy: MediaFile) -> None:
    (folder(Room.PUBLIC) / copy.name).unlink()
    assert is_as_unknown(client, at(copy))


@attack(36, without=patched("testimonies.custody.storage._READ", os.O_RDONLY))
def test_a_link_in_public_storage_is_not_followed(
    client: Client, copy: MediaFile, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"CANARY")
    path = folder(Room.PUBLIC) / copy.name
    path.unlink()
    path.symlink_to(secret)
    assert is_as_unknown(client, at(copy))


SPELLINGS = (
    "/files/",
    "/files/../private/{name}",
    "/files/..%2fprivate%2f{name}",
    "/files/%2e%2e/secrets.json",
    "/files/{name}/",
    "/files/{name}%00.jpg",
    "/files/{name}%0a",
    "/files/x/{name}",
    "/files/{upper}",
    "/ru/files/{name}",
)


def test_another_spelling_is_no_address(client: Client, copy: MediaFile) -> None:
    names = {"name": copy.name, "upper": copy.name.upper()}
    spelt = [spelling.format(**names) for spelling in SPELLINGS]
    found = {each: client.get(each).status_code for each in spelt}
    assert found == dict.fromkeys(spelt, 404)


def test_a_superseded_edition_keeps_its_copy(
    client: Client, item: MediaItem, desk: Desk, copy: MediaFile
) -> None:
    desk.retitle(item, "Another title")
    assert get(client, at(copy)).status_code == 200


def test_it_is_conditional(client: Client, copy: MediaFile) -> None:
    etag = get(client, at(copy))["ETag"]
    again = get(client, at(copy), **{"if-none-match": etag})
    assert (again.status_code, again.body, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "no-cache"
    other = get(client, at(copy), **{"if-none-match": '"x"'})
    assert other.status_code == 200
    assert other.body


def test_a_part_is_served(client: Client, copy: MediaFile) -> None:
    response = get(client, at(copy), range="bytes=2-5")
    assert (response.status_code, response.body) == (206, stored.picture()[2:6])
    assert response["Content-Range"] == f"bytes 2-5/{copy.size}"
    assert response["Content-Length"] == "4"
    assert response["Content-Security-Policy"] == POLICY


def test_a_part_beyond_the_end_is_refused(client: Client, copy: MediaFile) -> None:
    response = get(client, at(copy), range=f"bytes={copy.size}-")
    assert (response.status_code, response.body) == (416, b"")
    assert response["Content-Range"] == f"bytes */{copy.size}"


def test_other_ranges_get_the_whole(client: Client, copy: MediaFile) -> None:
    for headers in (
        {"range": "bytes=0-1,4-5"},
        {"range": "bytes=0-1", "if-range": '"another"'},
        {"range": "bytes=x"},
    ):
        response = get(client, at(copy), **headers)
        assert (response.status_code, response.body) == (200, stored.picture())


def test_head_tells_the_length_and_sends_nothing(
    client: Client, copy: MediaFile
) -> None:
    response = client.head(at(copy), headers={"range": "bytes=0-1"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Length"] == str(copy.size)


def test_other_methods_are_refused(copy: MediaFile) -> None:
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete", "options"):
        response = getattr(client, method)(at(copy))
        assert response.status_code == 405, method
        assert not response.cookies
