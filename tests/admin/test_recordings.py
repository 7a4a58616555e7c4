"""A recording at the desk: chosen, said to be cut, asked of again when it changed."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from testimonies.admin import testimonies as page_of_testimonies
from testimonies.models import MediaItem, Testimony, User
from testimonies.privacy import is_cut, sounds_shown
from tests import factories
from tests.admin.desk import Desk, page_of
from tests.moderation.edits import save
from tests.stored import make_file

SAID, UNSAID = ["true"], ["unknown"]


@pytest.fixture(autouse=True)
def _storage(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def item(testimony: Testimony, editor: User) -> MediaItem:
    """Give the recording of an account that has a redaction."""
    factories.hide(factories.first_passage(testimony), "gunfire", by=editor)
    item = factories.make_media(by=editor, kind="audio", title="On the telephone")
    sound(item, editor)
    save(testimony, by=editor, recording=item)
    return item


def sound(item: MediaItem, by: User, content: bytes = b"a voice") -> None:
    told: dict[str, Any] = {"media_type": "audio/webm", "sounds_witness": True}
    make_file(item, by=by, content=content, **told)


def is_said(testimony: Testimony) -> bool:
    testimony.refresh_from_db()
    item = testimony.recording
    return item is not None and is_cut(testimony, item, sounds_shown(item))


def test_sounds_and_videos_are_offered_and_nothing_else(
    at_desk: dict[str, Desk], testimony: Testimony, item: MediaItem, editor: User
) -> None:
    picture = factories.make_media(by=editor, kind="picture")
    video = factories.make_media(by=editor)
    page = at_desk["editor"].change(testimony)
    assert page.options["recording"] == ["", str(video.pk), str(item.pk)]
    assert str(picture.pk) not in page.options["recording"]
    assert page.values["recording"] == [str(item.pk)]


def test_it_is_said_of_what_was_heard_and_asked_again_after_that(
    at_desk: dict[str, Desk], testimony: Testimony, item: MediaItem, editor: User
) -> None:
    desk = at_desk["editor"]
    assert desk.change(testimony).values["recording_is_cut"] == UNSAID
    page = desk.change(testimony).send(recording_is_cut="true")
    assert page.values["recording_is_cut"] == SAID
    assert is_said(testimony)
    # Something else is saved: what was said stands.
    desk.change(testimony).send(title="Another")
    assert is_said(testimony)
    factories.hide(factories.first_passage(testimony), "all night", by=editor)
    assert not is_said(testimony)
    page = desk.change(testimony)
    assert page.values["recording_is_cut"] == UNSAID
    page.send(title="A third")
    assert not is_said(testimony)
    desk.change(testimony).send(recording_is_cut="true")
    assert is_said(testimony)
    sound(item, editor, b"another take")
    assert not is_said(testimony)


def test_nobody_says_it_of_what_came_after_they_opened_the_form(
    at_desk: dict[str, Desk],
    testimony: Testimony,
    item: MediaItem,
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def changed_meanwhile(part: str) -> str:
        page = at_desk["editor"].change(testimony)
        if part == "file":
            sound(item, editor, part.encode())
        else:
            factories.hide(factories.first_passage(testimony), part, by=editor)
        return str(page.send(recording_is_cut="true").html)

    for part in ("all night", "file"):
        assert "Somebody else changed this record" in changed_meanwhile(part)
        assert not is_said(testimony)
    # It is the version that holds it.
    monkeypatch.setattr(page_of_testimonies, "rows_heard", lambda _: ())
    assert "Somebody else changed" not in changed_meanwhile("afraid")


def test_nobody_says_it_of_a_recording_that_they_choose_with_it(
    at_desk: dict[str, Desk], testimony: Testimony, item: MediaItem, editor: User
) -> None:
    save(testimony, by=editor, recording=None)
    page = at_desk["editor"].change(testimony)
    sound(item, editor, b"another take")
    page = page.send(recording=str(item.pk), recording_is_cut="true")
    testimony.refresh_from_db()
    assert testimony.recording == item
    assert page.values["recording_is_cut"] == UNSAID
    page.send(recording_is_cut="true")
    assert is_said(testimony)


def test_no_is_kept_as_no(
    at_desk: dict[str, Desk], testimony: Testimony, item: MediaItem
) -> None:
    page = at_desk["editor"].change(testimony).send(recording_is_cut="false")
    assert page.values["recording_is_cut"] == ["false"]
    assert not is_said(testimony)


def test_without_a_recording_nothing_is_said_of_it(
    at_desk: dict[str, Desk], testimony: Testimony, item: MediaItem, editor: User
) -> None:
    desk = at_desk["editor"]
    desk.change(testimony).send(recording_is_cut="true")
    page = desk.change(testimony).send(recording="", recording_is_cut="true")
    assert page.errors == ""
    testimony.refresh_from_db()
    assert (testimony.recording, testimony.recording_is_cut) == (None, None)
    assert testimony.recording_heard == ""


def test_each_finding_links_to_its_field(
    at_desk: dict[str, Desk], testimony: Testimony, item: MediaItem
) -> None:
    html = at_desk["editor"].change(testimony).html
    for name in ("recording", "recording_is_cut"):
        assert f'#id_{name}"' in html
        assert f'id="id_{name}"' in html
    html = at_desk["editor"].change(item).html
    for anchor in ("id_basis_witness", "files-group"):
        assert f'#{anchor}"' in html
        assert f'id="{anchor}"' in html


def test_an_item_that_records_an_account_is_not_deleted(
    at_desk: dict[str, Desk], item: MediaItem
) -> None:
    desk = at_desk["editor"]
    desk.post(page_of(item, "delete"), {"post": ["yes"]})
    assert MediaItem.objects.filter(pk=item.pk).exists()
