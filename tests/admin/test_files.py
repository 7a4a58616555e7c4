"""Adding a file at the desk: from the form to a picture that readers see, no more."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import SkipFile
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from testimonies import ledger, moderation
from testimonies.admin import files as admin_files
from testimonies.admin import uploads
from testimonies.custody import intake
from testimonies.custody.storage import Room, folder, names_in
from testimonies.models import LedgerEvent, MediaFile, MediaItem, User
from testimonies.terms import FileRole, WithdrawalReason
from tests import factories, stored
from tests.admin.desk import Desk, page_of
from tests.attacks import attack, patched
from tests.stored import make_file, make_original

POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
NAME = "CANARY Aigerim at home.jpg"


@pytest.fixture(autouse=True)
def _storage(settings: LazySettings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def item(editor: User) -> MediaItem:
    return factories.make_media(by=editor)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "clean", stored.fake_cleaning)


def upload(content: bytes = b"") -> SimpleUploadedFile:
    content = content or stored.telling_picture()
    return SimpleUploadedFile(NAME, content, content_type="text/html")


def send(desk: Desk, item: MediaItem, content: bytes = b"", **fields: Any) -> Any:
    values = {"file": upload(content), **fields}
    return desk.client.post(page_of(item, "file"), values)


def person(at_desk: dict[str, Desk], role: str) -> User:
    found = at_desk[role].person
    assert found is not None
    return found


def publish(item: MediaItem, at_desk: dict[str, Desk]) -> None:
    roles = ("editor", "reviewer", "steward")
    factories.publish(item, **{role: person(at_desk, role) for role in roles})


def bytes_left() -> set[str]:
    return names_in(Room.PRIVATE) | names_in(Room.PUBLIC) | names_in(Room.WORKSHOP)


def test_a_file_goes_from_the_form_to_readers_and_away_again(
    at_desk: dict[str, Desk],
    item: MediaItem,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    editor = at_desk["editor"]
    page = editor.change(item)
    assert page_of(item, "file") in page.html
    response = send(editor, item, shows_witness="no", is_shown="on")
    assert response["Location"] == f"{page_of(item)}#desk-files"
    assert "text/html" not in editor.change(item).html
    with django_capture_on_commit_callbacks(execute=True):
        publish(item, at_desk)
    shown = sorted(names_in(Room.PUBLIC))
    public = client.get(f"/media/{item.ref}/", follow=True).content.decode()
    assert shown
    assert any(f'src="/files/{name}"' in public for name in shown)
    for name in shown:
        served = b"".join(client.get(f"/files/{name}").streaming_content)  # type: ignore[attr-defined]
        assert served == (folder(Room.PUBLIC) / name).read_bytes()
        assert b"CANARY" not in served
    with django_capture_on_commit_callbacks(execute=True):
        reason = WithdrawalReason.SAFETY
        moderation.withdraw(item, by=person(at_desk, "reviewer"), category=reason)
    assert names_in(Room.PUBLIC) == set()
    assert all(client.get(f"/files/{name}").status_code == 404 for name in shown)


@attack(44)
@pytest.mark.usefixtures("quick")
def test_the_name_that_the_sender_gave_is_kept_nowhere(
    at_desk: dict[str, Desk], item: MediaItem
) -> None:
    send(at_desk["editor"], item)
    assert item.files.exists()
    kept = [*MediaFile.objects.values_list(), *LedgerEvent.objects.values_list()]
    kept += [*MediaFile.history.field.model.objects.values_list()]  # type: ignore[attr-defined]
    told = repr(kept) + "".join(sorted(bytes_left()))
    told += at_desk["editor"].change(item).html
    told += at_desk["editor"].open(page_of(item, "history")).html
    assert "CANARY Aigerim" not in told


@attack(27, without=patched("testimonies.custody.intake.clean", stored.fake_cleaning))
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "may carry scripts"),
        (stored.telling_picture() + b"<script>x()</script>", "hides something"),
        (b"%PDF-1.7", "may carry scripts"),
    ],
)
def test_a_refusal_says_why_in_the_form_and_leaves_nothing(
    at_desk: dict[str, Desk], item: MediaItem, content: bytes, said: str
) -> None:
    response = send(at_desk["editor"], item, content, shows_witness="yes")
    assert response.status_code == 200
    page = response.content.decode()
    assert said in page
    assert '<option value="yes" selected>' in page
    assert "CANARY" not in page
    assert not MediaFile.objects.exists()
    assert bytes_left() == set()


def test_no_file_and_an_empty_one_are_asked_for_again(
    at_desk: dict[str, Desk], item: MediaItem
) -> None:
    client = at_desk["editor"].client
    assert b"errorlist" in client.post(page_of(item, "file"), {}).content
    empty = {"file": SimpleUploadedFile("x", b"")}
    assert b"errorlist" in client.post(page_of(item, "file"), empty).content
    assert bytes_left() == set()


def _without_limit(handler: Any, raw_data: bytes, start: int) -> None:
    del start
    handler._file.write(raw_data)


@attack(
    5,
    without=patched(
        "testimonies.admin.uploads.OneFile.receive_data_chunk", _without_limit
    ),
)
@pytest.mark.usefixtures("quick")
def test_a_file_is_cut_off_at_the_limit_while_it_comes(
    at_desk: dict[str, Desk], item: MediaItem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin_files, "MOST_BYTES", 50)
    response = send(at_desk["editor"], item, b"\xff" * 51)
    assert response.status_code == 200
    assert "is larger than" in response.content.decode()
    assert not MediaFile.objects.exists()
    assert bytes_left() == set()


def test_nothing_is_left_of_a_file_whose_sending_ended_early(tmp_path: Path) -> None:
    handler = uploads.OneFile(tmp_path, 50)
    handler.new_file("file", "name", "image/jpeg", None)
    handler.receive_data_chunk(b"x" * 50, 0)
    handler.upload_interrupted()
    assert list(tmp_path.iterdir()) == []


def test_of_two_files_the_first_is_taken(tmp_path: Path) -> None:
    handler = uploads.OneFile(tmp_path, 50)
    handler.new_file("file", "name", "image/jpeg", None)
    handler.receive_data_chunk(b"first", 0)
    received = handler.file_complete(5)
    assert received is not None
    received.close()
    with pytest.raises(SkipFile):
        handler.new_file("other", "name", "image/jpeg", None)
    assert (received.path.read_bytes(), received.name) == (b"first", "file")


@attack(5)
@pytest.mark.usefixtures("quick")
def test_what_says_that_it_is_too_long_is_not_read(
    at_desk: dict[str, Desk], item: MediaItem
) -> None:
    body = io.BytesIO(b"never read")
    told: dict[str, Any] = {"CONTENT_LENGTH": str(10**12), "wsgi.input": body}
    response = at_desk["editor"].client.generic(
        "POST",
        page_of(item, "file"),
        b"",
        content_type="multipart/form-data; boundary=x",
        **told,
    )
    assert response.status_code == 413
    assert b"MB" in response.content
    assert body.tell() == 0


# --- Who may, and to what -------------------------------------------------------------


def _always(*_: Any, **__: Any) -> bool:
    return True


ANYBODY = patched("testimonies.admin.rules.DeskRules.has_change_permission", _always)


@attack(4, without=ANYBODY)
@pytest.mark.usefixtures("quick")
def test_a_forged_upload_adds_nothing(
    at_desk: dict[str, Desk], item: MediaItem
) -> None:
    for role in ("researcher", "manager"):
        assert send(at_desk[role], item).status_code == 403
    assert send(Desk(), item).status_code == 302
    at_desk["editor"].move(item, "submit")
    assert send(at_desk["contributor"], item).status_code == 403
    assert not MediaFile.objects.exists()
    assert bytes_left() == set()


@attack(4, without=ANYBODY)
@pytest.mark.usefixtures("quick")
def test_a_settled_record_takes_no_file(
    at_desk: dict[str, Desk], item: MediaItem
) -> None:
    publish(item, at_desk)
    for role in ("editor", "steward"):
        assert send(at_desk[role], item).status_code == 403
    assert page_of(item, "file") not in at_desk["editor"].change(item).html
    assert bytes_left() == set()


def _unprotected(view: Any) -> Any:
    return view


@attack(42, without=patched("testimonies.admin.files.csrf_protect", _unprotected))
@pytest.mark.usefixtures("quick")
def test_an_upload_needs_the_token_of_its_form(item: MediaItem, editor: User) -> None:
    strict = Desk(editor, checks=True)
    assert send(strict, item).status_code == 403
    assert bytes_left() == set()


@pytest.mark.usefixtures("quick")
def test_an_upload_with_the_token_is_taken(item: MediaItem, editor: User) -> None:
    strict = Desk(editor, checks=True)
    page = strict.open(page_of(item, "file"))
    token = page.values["csrfmiddlewaretoken"][0]
    assert send(strict, item, csrfmiddlewaretoken=token).status_code == 302


WITH_HANDLERS = (
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
)


@attack(5, without=patched("django.conf.settings.FILE_UPLOAD_HANDLERS", WITH_HANDLERS))
def test_no_other_page_keeps_a_file(at_desk: dict[str, Desk], item: MediaItem) -> None:
    response = at_desk["editor"].client.post(page_of(item), {"file": upload()})
    assert dict(response.wsgi_request.FILES) == {}
    assert bytes_left() == set()


def test_a_cleaned_copy_is_shown_to_the_desk_alone(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    copy = make_file(item, by=editor)
    address = page_of(item, "copy", copy.pk)
    response = at_desk["contributor"].client.get(address)
    assert b"".join(response.streaming_content) == stored.picture()  # type: ignore[attr-defined]
    assert {
        "Content-Type": "image/jpeg",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }.items() <= dict(response.headers).items()
    assert "no-store" in response["Cache-Control"]
    for role in ("researcher", "manager"):
        assert at_desk[role].client.get(address).status_code == 403
    assert Desk().client.get(address).status_code == 302
    assert at_desk["editor"].client.post(address).status_code == 405


def _any_file(_item: MediaItem, file_id: int) -> MediaFile | None:
    return MediaFile.objects.filter(pk=file_id).first()


@attack(17, without=patched("testimonies.admin.files._copy_of", _any_file))
@attack(16)
def test_an_original_and_another_records_copy_are_not_found(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    original = make_original(item, by=editor)
    other = make_file(factories.make_media(by=editor), by=editor)
    gone = make_file(item, by=editor)
    (folder(Room.PRIVATE) / gone.name).unlink()
    client = at_desk["steward"].client
    for key in (original.pk, other.pk, gone.pk, 10**9):
        response = client.get(page_of(item, "copy", key))
        # Read to the end where there is a file after all, so that it is closed.
        b"".join(getattr(response, "streaming_content", ()))
        assert response.status_code == 404


# --- The item's page ------------------------------------------------------------------


def test_the_page_shows_copies_and_nothing_of_an_original_but_facts(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    copy = make_file(item, by=editor)
    page = at_desk["editor"].change(item)
    assert copy.cleaned_from is not None
    assert f'src="{page_of(item, "copy", copy.pk)}"' in page.html
    assert page_of(item, "copy", copy.cleaned_from.pk) not in page.html
    assert copy.cleaned_from.sha256 in page.html
    assert "not checked since" in page.html


def test_a_graphic_copy_is_covered_at_the_desk_too(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    with ledger.acting(editor):
        item.content_notes = ["body"]
        item.save(update_fields=["content_notes"])
    copy = make_file(item, by=editor)
    html = at_desk["editor"].change(item).html
    before, _, after = html.partition('<details class="desk-covered">')
    source = f'src="{page_of(item, "copy", copy.pk)}"'
    assert source not in before
    assert source in after.partition("</details>")[0]


@pytest.mark.usefixtures("quick")
def test_files_that_look_alike_are_shown_with_their_records(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    other = factories.make_media(by=editor, title="The same street, earlier")
    make_original(other, by=editor, perceptual_hash="0f" * 7 + "0e")
    response = at_desk["editor"].post(page_of(item, "file"), {"file": upload()})
    assert "1 file that looks like it" in response.html
    assert f'<a href="{page_of(other)}">The same street, earlier</a>' in response.html


def test_what_a_copy_shows_is_decided_on_the_page(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    copy = make_file(item, by=editor, is_shown=False, shows_witness=None)
    page = at_desk["editor"].change(item)
    assert page.values["files-TOTAL_FORMS"] == ["1"]
    page.send(files__0__is_shown="on", files__0__shows_witness="false")
    copy.refresh_from_db()
    assert (copy.is_shown, copy.shows_witness) == (True, False)


@attack(16)
def test_a_forged_row_shows_neither_an_original_nor_another_records_copy(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    make_file(item, by=editor, is_shown=False)
    other = make_file(factories.make_media(by=editor), by=editor, is_shown=False)
    original = item.files.get(role=FileRole.ORIGINAL)
    for row in (other, original):
        page = at_desk["editor"].change(item)
        page.send(files__0__id=row.pk, files__0__is_shown="on")
        row.refresh_from_db()
        assert not row.is_shown


def test_a_record_with_a_file_is_not_deleted(
    at_desk: dict[str, Desk], item: MediaItem, editor: User
) -> None:
    """Originals are evidence; erasing them for good is for two stewards, later."""
    row = make_original(item, by=editor, role=FileRole.ORIGINAL)
    at_desk["steward"].client.post(page_of(item, "delete"), {"post": "yes"})
    assert MediaFile.objects.filter(pk=row.pk).exists()
    assert MediaItem.objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ("2022-01-06", "This agrees with the stated date."),
        ("2022-02-01", "This differs from the stated date."),
        ("", "It cannot be compared with a stated date."),
    ],
)
def test_what_a_tiktok_id_says_stands_beside_the_stated_date(
    at_desk: dict[str, Desk], editor: User, posted: str, said: str
) -> None:
    item = factories.make_media(
        by=editor,
        platform="tiktok",
        platform_id=str(1_641_441_600 << 32),
        posted=posted,
        posted_basis="stated",
    )
    html = at_desk["editor"].change(item).html
    assert said in html
    assert ("names 2022-01-06 as the day of posting" in html) is (
        said[5:12] == "differs"
    )
