"""The second reading finds each kind of metadata where cleaning is left out."""

from pathlib import Path

import pytest

from testimonies.files import LIMITS, FileFormat, FileRefused, residue
from testimonies.files.residue import seen_by_pillow, walked
from testimonies.files.streams import seen_by_av
from tests.attacks import attack
from tests.files import builders, recordings
from tests.files.builders import (
    chunk,
    hidden_chunks,
    hidden_segments,
    jpeg,
    picture,
    png,
    saved,
    secret,
    segment,
)


def left(folder: Path, data: bytes) -> list[str]:
    path = folder / "a"
    path.write_bytes(data)
    return residue(path)


@attack(44)
@pytest.mark.parametrize("name", hidden_segments())
def test_each_segment_of_a_jpeg_is_named(tmp_path: Path, name: str) -> None:
    assert left(tmp_path, jpeg(hidden_segments()[name])) == [name]


@pytest.mark.parametrize(
    ("inserted", "name"),
    [
        (segment(0xE2, b"ICC_PROFILE\0\1\1words"), "colour profile"),
        (segment(0xE2, b"MPF\0words"), "APP2"),
        (segment(0xEE, b"Adobe and some more words"), "APP14"),
        (
            segment(0xE0, b"JFXX\0\x10" + saved(picture((9, 9)), "JPEG")),
            "embedded thumbnail",
        ),
        (segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1abc"), "embedded thumbnail"),
        (segment(0xF0, b"words"), "segment F0"),
    ],
)
def test_rarer_segments_are_named(tmp_path: Path, inserted: bytes, name: str) -> None:
    assert left(tmp_path, jpeg(inserted)) == [name]


@attack(44)
@pytest.mark.parametrize("name", hidden_chunks())
def test_each_chunk_of_a_png_is_named(tmp_path: Path, name: str) -> None:
    assert left(tmp_path, png(hidden_chunks()[name])) == [name]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (builders.telling_webp(), ["EXIF", "XMP"]),
        (builders.telling_gif(), ["GIF comment"]),
        (png(chunk(b"iCCP", b"words\0\0")), ["colour profile (iCCP)"]),
        (jpeg() + b"\0", ["bytes after the end"]),
        (png() + b"\0", ["bytes after the end"]),
        (saved(picture(), "WEBP") + b"more", ["bytes after the end"]),
        (saved(picture().quantize(4), "GIF") + b"\0", ["bytes after the end"]),
    ],
)
def test_other_pictures_are_read_back_too(
    tmp_path: Path, data: bytes, names: list[str]
) -> None:
    assert left(tmp_path, data) == names


@attack(44)
def test_what_pillow_itself_keeps_is_found(tmp_path: Path) -> None:
    """A plain save keeps the comment: the reading that stands behind cleaning."""
    path = tmp_path / "a"
    path.write_bytes(saved(picture(), "JPEG", comment=secret("comment")))
    assert residue(path) == ["JPEG comment"]
    assert seen_by_pillow(path) == ["comment (seen by Pillow)"]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (builders.telling_jpeg(), {"EXIF", "comment", "exif", "photoshop", "xmp"}),
        (builders.telling_png(), {"EXIF", "exif", "text"}),
        (builders.telling_webp(), {"EXIF", "exif", "xmp"}),
    ],
)
def test_pillow_is_a_second_witness(
    tmp_path: Path, data: bytes, names: set[str]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert {
        each.removesuffix(" (seen by Pillow)") for each in seen_by_pillow(path)
    } == (names)


NAMED = {
    FileFormat.MP4: {"user data", "private box", "h264 unit of type 6"},
    FileFormat.MOV: {"user data", "handler's name", "language of a track"},
    FileFormat.WEBM: {"title", "name of the program", "name of a track", "tags"},
    FileFormat.WEBM_AUDIO: {"title", "language of a track"},
    FileFormat.M4A: {"user data", "language of a track"},
    FileFormat.MP3: {"ID3"},
    FileFormat.OGG: {"Vorbis comments", "name of the program"},
    FileFormat.WAV: {"tags"},
}


@attack(44)
@pytest.mark.parametrize("kind", recordings.KINDS)
def test_what_a_recording_tells_is_named(tmp_path: Path, kind: FileFormat) -> None:
    data = recordings.telling(kind)
    assert builders.found_in(data)
    assert set(left(tmp_path, data)) >= NAMED[kind]
    assert "tags (seen by av)" in seen_by_av(tmp_path / "a", LIMITS)


@pytest.mark.parametrize(
    ("atom", "name"),
    [
        (recordings.box(b"udta", recordings.box(b"\xa9xyz", b"words")), "user data"),
        (recordings.box(b"uuid", bytes(16)), "private box"),
        (recordings.box(b"meta", bytes(12)), "tags"),
        (recordings.box(b"loci", b"words"), "position"),
        (recordings.box(b"\xa9xyz", b"words"), "position"),
        (recordings.box(b"iods", b"words"), "box iods"),
    ],
)
def test_each_atom_in_a_movie_is_named(tmp_path: Path, atom: bytes, name: str) -> None:
    clean = recordings.cleaned(FileFormat.M4A, at_the_end=True)
    assert left(tmp_path, clean) == []
    assert left(tmp_path, recordings.with_atoms(clean, atom)) == [name]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (b"mvhd" + bytes(8), b"mvhd\0\0\0\0\xe5\0\0\1", "time of creation"),
        (b"mdhd" + bytes(8), b"mdhd\0\0\0\0\xe5\0\0\1", "time of creation"),
        (b"SoundHandler\0", b"Tokzhan Ali.\0", "handler's name"),
    ],
)
def test_a_field_of_a_header_that_tells_is_named(
    tmp_path: Path, old: bytes, new: bytes, name: str
) -> None:
    clean = recordings.cleaned(FileFormat.M4A)
    data = clean.replace(old, new)
    if data == clean:
        pytest.fail("the field stands elsewhere")
    assert left(tmp_path, data) == [name]


def test_a_colour_profile_in_a_video_is_named(tmp_path: Path) -> None:
    clean = recordings.cleaned(FileFormat.MP4)
    at = clean.index(b"btrt")
    data = clean[:at] + b"colrprof" + clean[at + 8 :]
    assert left(tmp_path, data) == ["colour profile"]


def test_bytes_beside_the_samples_are_named(tmp_path: Path) -> None:
    clean = recordings.cleaned(FileFormat.M4A, at_the_end=True)
    at = clean.index(b"mdat") - 4
    hidden = recordings.box(b"mdat", secret("place"))
    assert left(tmp_path, clean[:at] + hidden + clean[at:]) == [
        "bytes that belong to no track"
    ]
    free = recordings.box(b"free", secret("place"))
    assert left(tmp_path, clean + free) == ["bytes in free space"]


def test_a_sample_of_four_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    clean = recordings.cleaned(FileFormat.MP4)
    at = clean.index(b"stsz") + 16
    path = tmp_path / "a"
    path.write_bytes(clean[:at] + b"\xff\xff\xff\xf0" + clean[at + 4 :])
    with pytest.raises(FileRefused):
        walked(path)


def test_bytes_between_frames_of_sound_are_named(tmp_path: Path) -> None:
    clean = recordings.cleaned(FileFormat.MP3)
    assert left(tmp_path, clean) == []
    assert left(tmp_path, clean + b"words") == ["bytes that are no sound"]


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"words", b"\xff\xd8\xff\xe0\0\x10"])
def test_what_is_no_such_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    with pytest.raises(FileRefused):
        residue(path)
    with pytest.raises(FileRefused):
        walked(path)
