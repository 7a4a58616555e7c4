"""Bombs are refused by their headers, before anything is decoded or allocated."""

import resource
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest

from testimonies.files import LIMITS, FileFormat, FileRefused, Limits, Refusal
from testimonies.files.sniff import facts
from tests.attacks import attack, named, patched
from tests.files import builders, recordings
from tests.files.builders import chunk, jpeg, png, riff, segment
from tests.files.recordings import telling
from tests.files.test_sniffing import refusal_of

MP3, MP4, WEBM = map(telling, (FileFormat.MP3, FileFormat.MP4, FileFormat.WEBM))
without_pixel_limit = named(
    "limit of pixels",
    patched("testimonies.files.limits.Limits.refuse_pixels", lambda *_, **__: None),
)


def webp_bomb() -> bytes:
    extended = bytes([0, 0, 0, 0]) + b"\xff\xff\x3f" + b"\xff\xff\x3f"
    return riff(b"WEBP", [(b"VP8X", extended), (b"VP8 ", bytes(10))])


def gif_bomb() -> bytes:
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
        + b"\x2c"
        + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0)
        + b"\x08\x01\0\0\x3b"
    )


def gif_far_away() -> bytes:
    """A small frame far to the right and below: Pillow makes room for it."""
    return (
        gif_bomb()
        .replace(b"\xff\xff\xff\xff\0", b"\x08\0\x08\0\0")
        .replace(b"\x2c\0\0\0\0", b"\x2c\xff\xff\xff\xff")
    )


def video_bomb() -> bytes:
    data = telling(FileFormat.MP4)
    at = data.index(b"avc1", data.index(b"stsd")) + 28
    return data[:at] + struct.pack(">HH", 65_000, 65_000) + data[at + 4 :]


BOMBS = {
    "jpeg": builders.jpeg_bomb,
    "png": builders.png_bomb,
    "webp": webp_bomb,
    "gif": gif_bomb,
    "gif, far away": gif_far_away,
    "mp4": video_bomb,
}


@attack(38, without=without_pixel_limit)
@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_of_pixels_is_refused_by_its_header(tmp_path: Path, kind: str) -> None:
    data = BOMBS[kind]()
    assert len(data) < 20_000
    tracemalloc.start()
    try:
        assert refusal_of(tmp_path, data) is Refusal.TOO_MANY_PIXELS
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [(0, 5), (5, 0), (20_001, 1), (1, 20_001)])
def test_a_picture_has_an_area_and_no_endless_side(size: tuple[int, int]) -> None:
    with pytest.raises(FileRefused):
        LIMITS.refuse_pixels(*size)


@pytest.mark.parametrize(
    ("data", "limits", "expected"),
    [
        (jpeg(), Limits(picture_bytes=100), Refusal.TOO_MANY_BYTES),
        (MP3, Limits(recording_bytes=100), Refusal.TOO_MANY_BYTES),
        (jpeg(), Limits(side=100), Refusal.TOO_MANY_PIXELS),
        (WEBM, Limits(frame_pixels=100), Refusal.TOO_MANY_PIXELS),
        *(
            (telling(kind), Limits(duration_ms=300), Refusal.TOO_LONG)
            for kind in recordings.KINDS
        ),
        (MP4, Limits(streams=1), Refusal.TOO_MANY_STREAMS),
        (WEBM, Limits(streams=1), Refusal.TOO_MANY_STREAMS),
        (MP4, Limits(frames=10), Refusal.TOO_MANY_FRAMES),
        (builders.telling_jpeg(), Limits(metadata_bytes=99), Refusal.TOO_MUCH_METADATA),
        (builders.telling_png(), Limits(metadata_bytes=99), Refusal.TOO_MUCH_METADATA),
        (builders.telling_webp(), Limits(metadata_bytes=99), Refusal.TOO_MUCH_METADATA),
        (builders.telling_gif(), Limits(metadata_bytes=9), Refusal.TOO_MUCH_METADATA),
    ],
)  # fmt: skip
@attack(38)
def test_each_limit_is_refused_with_its_reason(
    tmp_path: Path, data: bytes, limits: Limits, expected: Refusal
) -> None:
    assert refusal_of(tmp_path, data) is None
    assert refusal_of(tmp_path, data, limits) is expected


@attack(38)
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # 40 MB of zeros in 40 kB of a colour profile.
        (
            png(chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(40_000_000), 9))),
            Refusal.TOO_MUCH_METADATA,
        ),
        (
            jpeg(*[segment(0xE2, b"ICC_PROFILE\0" + bytes(65_000))] * 140),
            Refusal.TOO_MUCH_METADATA,
        ),
        (jpeg(*[segment(0xFE, b"")] * 30_000), Refusal.TOO_MANY_FRAMES),
        (png(*[chunk(b"gAMA", bytes(4))] * 60_000), Refusal.TOO_MANY_FRAMES),
        (jpeg()[:-2] + jpeg()[jpeg().index(b"\xff\xda") : -2] * 200 + b"\xff\xd9",
         Refusal.TOO_MANY_FRAMES),
    ],
)  # fmt: skip
def test_too_many_parts_are_refused_before_decoding(
    tmp_path: Path, data: bytes, expected: Refusal
) -> None:
    assert refusal_of(tmp_path, data) is expected


def test_thousands_of_tracks_are_refused(tmp_path: Path) -> None:
    data = telling(FileFormat.M4A)
    at = data.index(b"trak") - 4
    (size,) = struct.unpack_from(">I", data, at)
    many = recordings.with_atoms(data, data[at : at + size] * 3000)
    assert refusal_of(tmp_path, many) is Refusal.TOO_MANY_STREAMS


def test_the_limits_are_what_the_documents_say() -> None:
    megabyte = 1024 * 1024
    assert LIMITS.picture_bytes == 50 * megabyte
    assert LIMITS.recording_bytes == 500 * megabyte
    assert (LIMITS.pixels, LIMITS.duration_ms) == (80_000_000, 7_200_000)
    assert LIMITS.written_bytes > LIMITS.recording_bytes
    assert resource.RLIMIT_AS and LIMITS.memory_bytes >= 4 * LIMITS.pixels


def test_a_picture_at_the_limit_is_not_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(builders.png_bomb(8_900))
    assert facts(path, LIMITS).width == 8_900
