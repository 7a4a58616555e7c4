"""Copies of recordings: one picture and one sound track, and nothing that tells."""

import struct
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image

from testimonies.files import (
    LIMITS,
    FileFormat,
    FileRefused,
    Refusal,
    setups,
    streams,
    units,
)
from testimonies.files.residue import walked
from testimonies.files.sniff import facts
from testimonies.files.work import work
from testimonies.terms import FileRole
from tests.attacks import attack, named, patched
from tests.files import recordings
from tests.files.builders import found_in
from tests.files.recordings import made

WRITTEN_AS = {
    FileFormat.MP4: "video/mp4",
    FileFormat.MOV: "video/mp4",
    FileFormat.WEBM: "video/webm",
    FileFormat.WEBM_AUDIO: "audio/webm",
    FileFormat.M4A: "audio/mp4",
    FileFormat.MP3: "audio/mpeg",
    FileFormat.OGG: "audio/ogg",
    FileFormat.WAV: "audio/wav",
}


def _served_itself(original: Path, into: Path, *_: object) -> Path:
    (into / "copy").write_bytes(original.read_bytes())
    return into / "copy"


def _as_it_came(copy: Any, stream: Any) -> tuple[Any, None]:
    return copy.add_stream_from_template(stream, opaque=True), None


without_remux = named(
    "remux", patched("testimonies.files.streams.remux", _served_itself)
)
without_filter = named(
    "filter of units", patched("testimonies.files.streams._lane", _as_it_came)
)


def put(folder: Path, data: bytes) -> Path:
    path = folder / "a"
    path.write_bytes(data)
    return path


def remuxed(folder: Path, data: bytes) -> Path:
    original = put(folder, data)
    into = folder / "copies"
    into.mkdir()
    return streams.remux(original, into, facts(original, LIMITS), LIMITS)


def left(path: Path) -> list[str]:
    """Name what the walkers find beyond what av writes by itself."""
    ours = {"name of the program", "tags", "title", "name of a track"}
    return [each for each in walked(path) if each not in ours]


@attack(44, without=without_remux)
@pytest.mark.parametrize("kind", recordings.KINDS)
def test_no_planted_word_is_left_in_a_copy(tmp_path: Path, kind: FileFormat) -> None:
    data = recordings.telling(kind)
    assert found_in(data)
    assert found_in(remuxed(tmp_path, data).read_bytes()) == []


@pytest.mark.parametrize("kind", recordings.KINDS)
def test_a_recording_is_whole_and_says_what_it_is(
    tmp_path: Path, kind: FileFormat
) -> None:
    cleaned = work(put(tmp_path, recordings.telling(kind)), tmp_path, LIMITS)
    copy, *posters = cleaned.copies
    assert cleaned.media_type == kind.media_type
    assert copy.media_type == WRITTEN_AS[kind]
    assert copy.role is FileRole.PUBLIC_COPY
    assert found_in(copy.path.read_bytes()) == []
    if kind.kind == "video":
        assert [each.role for each in posters] == [FileRole.POSTER]
        assert (cleaned.width, cleaned.height) == (copy.width, copy.height) == (64, 48)
        assert cleaned.duration_ms == 2000
        assert len(cleaned.perceptual_hash) == 16
        with Image.open(posters[0].path) as poster:
            assert poster.size == (64, 48)
    else:
        assert posters == []
        assert cleaned.perceptual_hash == ""
        assert 400 <= (cleaned.duration_ms or 0) <= 600


@pytest.mark.parametrize("kind", [FileFormat.MP4, FileFormat.WEBM])
def test_every_picture_and_every_sound_can_still_be_decoded(
    tmp_path: Path, kind: FileFormat
) -> None:
    data = recordings.telling(kind)
    path = remuxed(tmp_path, data)
    with av.open(str(path)) as copy, av.open(str(tmp_path / "a")) as original:
        assert [each.type for each in copy.streams] == ["video", "audio"]
        assert [bytes(each.planes[0]) for each in copy.decode(video=0)] == [
            bytes(each.planes[0]) for each in original.decode(video=0)
        ]


def test_a_movie_can_be_played_before_it_is_whole(tmp_path: Path) -> None:
    data = remuxed(tmp_path, recordings.telling(FileFormat.MP4)).read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@attack(44, without=without_filter)
@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_an_encoders_settings_are_dropped_from_the_video(
    tmp_path: Path, codec: str
) -> None:
    data = made("mp4", [codec])
    assert b"x26" in data
    assert b"x26" not in remuxed(tmp_path, data).read_bytes()


def test_settings_kept_in_the_set_up_are_dropped(tmp_path: Path) -> None:
    """x265 writes them beside the parameter sets, which no filter of packets sees."""
    data = made("mp4", ["libx265"])
    at = data.index(b"hvcC") + 4
    assert b"x265" in data[at : at + 3000]
    assert b"x265" not in remuxed(tmp_path, data).read_bytes()


def test_only_the_first_track_of_each_kind_is_copied(tmp_path: Path) -> None:
    data = made("mp4", ["libx264", "aac", "libx264", "aac"])
    with av.open(str(remuxed(tmp_path, data))) as copy:
        assert [each.type for each in copy.streams] == ["video", "audio"]


def test_a_track_of_data_is_not_copied(tmp_path: Path) -> None:
    data = recordings.with_subtitles()
    assert found_in(data) == ["data track"]
    path = remuxed(tmp_path, data)
    assert found_in(path.read_bytes()) == []
    with av.open(str(path)) as copy:
        assert [each.type for each in copy.streams] == ["video"]


@pytest.mark.parametrize(("turned", "size"), [(90, (48, 64)), (180, (64, 48))])
def test_a_video_that_was_held_upright_stays_so(
    tmp_path: Path, turned: int, size: tuple[int, int]
) -> None:
    original = put(tmp_path, recordings.turned(turned))
    cleaned = work(original, tmp_path, LIMITS)
    assert (cleaned.width, cleaned.height) == size
    with Image.open(cleaned.copies[1].path) as poster:
        assert poster.size == size
    with av.open(str(cleaned.copies[0].path)) as copy:
        assert abs(next(copy.decode(video=0)).rotation) == turned


@pytest.mark.parametrize(
    ("muxer", "codecs", "options"),
    [
        # Written while it was recorded: no header says how long it is.
        ("mp4", ["libx264", "aac"], {"movflags": "frag_keyframe+empty_moov"}),
        ("webm", ["libvpx", "libopus"], {"live": "1"}),
        ("webm", ["libvpx-vp9"], {}),
        ("mov", ["libx265", "aac"], {}),
    ],
)
def test_recordings_of_other_makes_are_taken(
    tmp_path: Path, muxer: str, codecs: list[str], options: dict[str, str]
) -> None:
    original = put(tmp_path, made(muxer, codecs, **options))
    cleaned = work(original, tmp_path, LIMITS)
    assert 1900 <= (cleaned.duration_ms or 0) <= 2100


@attack(38)
def test_a_recording_that_hides_its_length_is_stopped_at_the_limit(
    tmp_path: Path,
) -> None:
    data = made("mp4", ["libx264"], movflags="frag_keyframe+empty_moov")
    original = put(tmp_path, data)
    limits = replace(LIMITS, duration_ms=1000)
    assert facts(original, limits).duration_ms == 0
    with pytest.raises(FileRefused) as refusal:
        work(original, tmp_path, limits)
    assert refusal.value.reason is Refusal.TOO_LONG


@pytest.mark.parametrize(
    "data", [lambda: made("mp4", ["mpeg4"]), lambda: made("mov", ["pcm_s16le"])]
)
def test_what_browsers_do_not_play_is_refused(tmp_path: Path, data: object) -> None:
    original = put(tmp_path, data())  # type: ignore[operator]
    with pytest.raises(FileRefused) as refusal:
        facts(original, LIMITS)
    assert refusal.value.reason is Refusal.CODEC


def test_without_the_extra_recordings_are_refused_and_pictures_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "HAS_LIBRARY", False)
    with pytest.raises(FileRefused) as refusal:
        work(put(tmp_path, recordings.telling(FileFormat.MP3)), tmp_path, LIMITS)
    assert refusal.value.reason is Refusal.NO_LIBRARY
    assert "requirements/media.txt" in str(refusal.value)


def test_vorbis_is_taken_without_its_comments(tmp_path: Path) -> None:
    data = made("ogg", ["vorbis"])
    assert "artist" in found_in(data)
    cleaned = work(put(tmp_path, data), tmp_path, LIMITS)
    assert found_in(cleaned.copies[0].path.read_bytes()) == []


def test_vorbis_keeps_no_comment_in_the_set_up_of_its_track(tmp_path: Path) -> None:
    data = recordings.vorbis_in_webm()
    assert b"Tokz" in data[data.index(b"\x03vorbis") :]
    cleaned = work(put(tmp_path, data), tmp_path, LIMITS)
    assert b"Tokz" not in cleaned.copies[0].path.read_bytes()


def test_a_vorbis_comment_is_dropped_from_the_set_up() -> None:
    first, last = b"\x01vorbis" + bytes(23), b"\x05vorbis" + bytes(300)
    comment = b"\x03vorbis" + struct.pack("<I", 5) + b"words" + bytes(4) + b"\1"
    sizes = bytes([2, len(first), len(comment)])
    bare = setups.bare("vorbis", sizes + first + comment + last)
    assert b"words" not in bare
    assert bare.endswith(last)
    assert bare[3 : 3 + len(first)] == first


@attack(44, without=without_filter)
@pytest.mark.parametrize("codec", ["libvpx", "libopus"])
def test_words_in_the_set_up_of_a_track_are_dropped(tmp_path: Path, codec: str) -> None:
    data = recordings.with_words_in_the_set_up(codec)
    assert found_in(data) == ["data track"]
    assert left(put(tmp_path, data)) == ["more than the set-up of a track"]
    path = remuxed(tmp_path, data)
    assert found_in(path.read_bytes()) == []
    assert left(path) == []


@pytest.mark.parametrize(
    ("codec", "setup"),
    [
        ("h264", b""),
        ("h264", b"\1d\0\n\xff\xe1\0\x17gd"),
        ("hevc", bytes(22) + b"\1\x20\0\1\0\x09abc"),
        ("opus", b"OpusTags" + bytes(20)),
        ("vorbis", b"\3\1\1"),
        ("vorbis", b"\2" + b"\xff" * 9),
        ("aac", bytes(65)),
    ],
)
def test_a_set_up_that_breaks_off_is_told(codec: str, setup: bytes) -> None:
    with pytest.raises((struct.error, IndexError, ValueError)):
        setups.bare(codec, setup)


@pytest.mark.parametrize(
    ("codec", "sample", "kinds"),
    [
        ("h264", b"\0\0\0\2\x65\1\0\0\0\2\x06\5", [5, 6]),
        ("h264", b"\0\0\0\2\x65\1more", [5, -1]),
        ("h264", b"\0\0\0\x09\x65", [-1]),
        ("hevc", b"\0\0\0\3\x4e\1\5", [39]),
        ("av1", b"\x12\0\x0a\1\0\x2a\2\1\2", [2, 1, 5]),
        ("av1", b"\x12\x05\0", [-1]),
    ],
)
def test_units_inside_a_sample_are_told_apart(
    codec: str, sample: bytes, kinds: list[int]
) -> None:
    assert list(units.in_sample(codec, sample, 4)) == kinds
