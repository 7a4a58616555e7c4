"""What a file is, by its content alone; what is two things at once is not taken."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest

from testimonies.files import (
    LIMITS,
    FileFormat,
    FileRefused,
    Limits,
    Refusal,
    sniffed,
)
from testimonies.files.formats import Facts, Family
from testimonies.files.sniff import facts
from tests.attacks import attack, named, patched
from tests.files import builders, recordings
from tests.files.builders import chunk, jpeg, picture, png, saved, segment

HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
without_look_at_the_end = named(
    "look at the end",
    patched("testimonies.files.jpeg._refuse_more", lambda *_: None),
)


@contextmanager
def believing_names() -> Iterator[None]:
    """Take a file named .jpg for a JPEG picture."""
    believed = {Family.JPEG: lambda *_: Facts(FileFormat.JPEG, 1, 1)}
    with (
        mock.patch("testimonies.files.sniff.family_of", lambda _: Family.JPEG),
        mock.patch.dict("testimonies.files.sniff._READERS", believed),
    ):
        yield


def refusal_of(folder: Path, data: bytes, limits: Limits = LIMITS) -> Refusal | None:
    path = folder / "picture.jpg"
    path.write_bytes(data)
    try:
        facts(path, limits)
    except FileRefused as refused:
        return refused.reason
    return None


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.class", b"code")
    return file.getvalue()


PICTURES: dict[FileFormat, Callable[[], bytes]] = {
    FileFormat.JPEG: lambda: saved(picture(), "JPEG"),
    FileFormat.PNG: lambda: saved(picture(), "PNG"),
    FileFormat.WEBP: lambda: saved(picture(), "WEBP"),
    FileFormat.GIF: lambda: saved(picture().quantize(8), "GIF"),
}


@pytest.mark.parametrize("kind", PICTURES)
@pytest.mark.parametrize("name", ["a.svg", "b.html", "c.exe", "d", "e.jpg"])
def test_a_picture_is_known_whatever_its_name(
    tmp_path: Path, kind: FileFormat, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(PICTURES[kind]())
    assert sniffed(path) is kind
    assert sniffed(path).media_type == kind.value


@pytest.mark.parametrize("kind", recordings.KINDS)
def test_a_recording_is_known_whatever_its_name(
    tmp_path: Path, kind: FileFormat
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(recordings.telling(kind))
    assert sniffed(path) is kind


ACTIVE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "svg behind a declaration": b'<?xml version="1.0"?>\n<!-- x --><svg onload="x()">',
    "html": HTML,
    "html in utf-16": HTML.decode().encode("utf-16"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "zip": zipped(),
    "program": b"\x7fELF\x02\x01\x01" + bytes(64),
    "php": b"<?php system($_GET[0]); ?>",
}


@attack(27, without=believing_names)
@attack(28, without=believing_names)
@pytest.mark.parametrize("kind", ACTIVE)
def test_a_document_named_as_a_picture_is_refused(tmp_path: Path, kind: str) -> None:
    assert refusal_of(tmp_path, ACTIVE[kind]) is Refusal.ACTIVE_DOCUMENT


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", Refusal.EMPTY),
        (b"\0", Refusal.UNKNOWN_FORMAT),
        (b"just words", Refusal.UNKNOWN_FORMAT),
        (b"BM" + bytes(60), Refusal.UNKNOWN_FORMAT),
        (b"II*\0" + bytes(60), Refusal.UNKNOWN_FORMAT),
        (b"\0\0\0\x18ftypheic" + bytes(12), Refusal.HEIF),
        (b"\0\0\0\x18ftypavif" + bytes(12), Refusal.HEIF),
        (b"#EXTM3U\nfile:///etc/passwd\n", Refusal.UNKNOWN_FORMAT),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", Refusal.UNKNOWN_FORMAT),
        (b"fLaC" + bytes(60), Refusal.UNKNOWN_FORMAT),
        (b"\xff\xd8\xff\xd9", Refusal.DAMAGED),
        (b"RIFF\x04\0\0\0WEBP", Refusal.DAMAGED),
        (b"GIF89a", Refusal.DAMAGED),
        (b"OggS", Refusal.DAMAGED),
        (b"\x1a\x45\xdf\xa3", Refusal.DAMAGED),
        (b"ID3\x04\0\0\0\0\0\0", Refusal.DAMAGED),
    ],
)
def test_what_is_not_on_the_list_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, expected: Refusal
) -> None:
    assert refusal_of(tmp_path, data) is expected


POLYGLOTS = {
    "jpeg and html": lambda: jpeg() + HTML,
    "jpeg and zip": lambda: jpeg() + zipped(),
    "jpeg, a zip in a comment": lambda: jpeg(segment(0xFE, zipped())),
    "jpeg, html in a comment": lambda: jpeg(segment(0xFE, HTML)),
    "jpeg, html in exif": lambda: jpeg(segment(0xE1, b"Exif\0\0" + HTML)),
    "jpeg, utf-16 html in xmp": lambda: jpeg(
        segment(
            0xE1, b"http://ns.adobe.com/xap/1.0/\0" + HTML.decode().encode("utf-16")
        )
    ),
    "jpeg, a pdf in a comment": lambda: jpeg(segment(0xFE, b"%PDF-1.4\n1 0 obj")),
    "jpeg behind jpeg": lambda: jpeg() + jpeg(),
    "png and a script": lambda: png() + b"<script>alert(1)</script>",
    "png, html in a text": lambda: png(chunk(b"tEXt", b"Comment\0" + HTML)),
    "png, data in its end": lambda: png()[:-12] + chunk(b"IEND", b"more"),
    "gif and jar": lambda: saved(picture().quantize(8), "GIF") + zipped(),
    "gif, a script in a comment": lambda: (
        builders.telling_gif()[:-1] + b"\x21\xfe\x16<script>alert(1);//--\0\x3b"
    ),
    "webp and html": lambda: saved(picture(), "WEBP") + HTML,
    "mp4 and html": lambda: recordings.telling(FileFormat.MP4) + HTML,
    "mp4 and zip": lambda: recordings.telling(FileFormat.MP4) + zipped(),
    "mp4, zip in a box": lambda: (
        recordings.telling(FileFormat.MP4)
        + struct.pack(">I4s", 8 + len(zipped()), b"free")
        + zipped()
    ),
    "webm and html": lambda: recordings.telling(FileFormat.WEBM) + HTML,
    "mp3 and zip": lambda: recordings.telling(FileFormat.MP3) + zipped(),
    "ogg and html": lambda: recordings.telling(FileFormat.OGG) + HTML,
    "wav and html": lambda: recordings.telling(FileFormat.WAV) + HTML,
}


@attack(27)
@pytest.mark.parametrize("kind", POLYGLOTS)
def test_what_is_two_things_at_once_is_refused(tmp_path: Path, kind: str) -> None:
    assert refusal_of(tmp_path, POLYGLOTS[kind]()) in {
        Refusal.TWO_KINDS,
        # An unknown element where a WebM ends is not told from a broken one.
        Refusal.DAMAGED,
    }


@attack(27, without=without_look_at_the_end)
def test_html_behind_a_whole_picture_is_refused(tmp_path: Path) -> None:
    # Without the tail's signatures: only the bytes after the end can tell.
    assert refusal_of(tmp_path, jpeg() + b"plain words") is Refusal.TWO_KINDS


@attack(
    27,
    without=named(
        "signatures", patched("testimonies.files.signatures.is_active", lambda _: False)
    ),
)
def test_html_behind_a_valid_header_is_refused(tmp_path: Path) -> None:
    """The header and every segment are valid, and a browser would find the page."""
    page = b"<!DOCTYPE html><body><plaintext>"
    data = b"\xff\xd8" + segment(0xFE, page) + jpeg()[2:]
    assert refusal_of(tmp_path, data) is Refusal.TWO_KINDS


def test_padding_with_zeros_is_no_second_kind(tmp_path: Path) -> None:
    assert refusal_of(tmp_path, jpeg() + bytes(400)) is None


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_what_moves_is_refused(tmp_path: Path, kind: str) -> None:
    assert refusal_of(tmp_path, builders.animated(kind)) is Refusal.ANIMATED


@pytest.mark.parametrize("kind", [*PICTURES, *recordings.KINDS])
def test_a_file_that_breaks_off_is_refused(tmp_path: Path, kind: FileFormat) -> None:
    data = PICTURES[kind]() if kind in PICTURES else recordings.telling(kind)
    for part in (0.3, 0.6, 0.9):
        reason = refusal_of(tmp_path, data[: int(len(data) * part)])
        # Sound that is cut shorter is shorter sound.
        if kind is not FileFormat.MP3:
            assert reason in {Refusal.DAMAGED, Refusal.TWO_KINDS}, part


@pytest.mark.parametrize(
    "data",
    [
        # A second header, which a decoder may believe instead of the first.
        png(chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))),
        jpeg(segment(0xC0, struct.pack(">BHHB", 8, 50_000, 50_000, 3) + bytes(9))),
        jpeg(segment(0xC3, struct.pack(">BHHB", 8, 50_000, 50_000, 3) + bytes(9))),
        jpeg(segment(0xC9, struct.pack(">BHHB", 8, 9, 9, 3) + bytes(9))),
    ],
)
def test_two_headers_are_refused(tmp_path: Path, data: bytes) -> None:
    assert refusal_of(tmp_path, data) is Refusal.DAMAGED
