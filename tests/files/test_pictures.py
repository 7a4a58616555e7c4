"""Copies of pictures: upright, in sRGB, in a few sizes, and telling nothing else."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from testimonies.files import (
    LIMITS,
    FileRefused,
    Refusal,
    bits_apart,
    pictures,
    residue,
)
from testimonies.files.formats import Facts
from testimonies.files.limits import Limits
from testimonies.files.pictures import Picture
from testimonies.files.sniff import facts
from testimonies.files.work import work
from tests.attacks import attack, named, patched
from tests.files import builders
from tests.files.builders import found_in, picture, saved

TELLING: dict[str, Callable[..., bytes]] = {
    "jpeg": builders.telling_jpeg,
    "png": builders.telling_png,
    "webp": builders.telling_webp,
    "gif": builders.telling_gif,
}


def _as_it_came(image: Image.Image, _longest: int, _turned: int) -> Image.Image:
    """Stand for a plain save of the opened picture."""
    image.load()
    return image.copy()


def _served_itself(
    original: Path, into: Path, _facts: Facts, _limits: Limits
) -> tuple[str, list[Picture]]:
    (into / "copy.jpg").write_bytes(original.read_bytes())
    return "", [Picture(into / "copy.jpg", 1, 1)]


without_new_pixels = named(
    "new pixels", patched("testimonies.files.pictures.fresh_from", _as_it_came)
)
without_copies = named(
    "copies", patched("testimonies.files.pictures.write_copies", _served_itself)
)
without_second_reading = named(
    "second reading", patched("testimonies.files.work.residue", lambda *_: [])
)


def put(folder: Path, data: bytes, name: str = "a") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def copies_of(folder: Path, data: bytes) -> list[Path]:
    """Make the copies without the second reading that would refuse a bad one."""
    original = put(folder, data)
    into = folder / "copies"
    into.mkdir()
    found = facts(original, LIMITS)
    _, written = pictures.write_copies(original, into, found, LIMITS)
    return [each.path for each in written]


@attack(44, without=without_copies)
@pytest.mark.parametrize("kind", TELLING)
def test_no_planted_word_is_left_in_a_copy(tmp_path: Path, kind: str) -> None:
    data = TELLING[kind]()
    assert found_in(data)
    for path in copies_of(tmp_path, data):
        assert found_in(path.read_bytes()) == []
        assert residue(path) == []


@attack(44, without=without_new_pixels)
def test_a_comment_does_not_survive_as_in_a_plain_save(tmp_path: Path) -> None:
    for path in copies_of(tmp_path, builders.telling_jpeg()):
        assert found_in(path.read_bytes()) == []


@attack(44, without=without_second_reading)
def test_a_copy_that_still_tells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "fresh_from", _as_it_came)
    original = put(tmp_path, builders.telling_jpeg())
    with pytest.raises(FileRefused) as refusal:
        work(original, tmp_path, LIMITS)
    assert refusal.value.reason is Refusal.NOT_CLEAN


def strongest(image: Image.Image, place: tuple[int, int]) -> str:
    channels = [channel.getpixel(place) for channel in image.split()]
    return "rgb"[channels.index(max(channels))]  # type: ignore[type-var]


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("turned", range(1, 9))
def test_a_picture_stands_upright(tmp_path: Path, kind: str, turned: int) -> None:
    (path,) = copies_of(tmp_path, TELLING[kind](turned))
    with Image.open(path) as copy:
        right, bottom = copy.width - 9, copy.height - 9
        seen = [
            strongest(copy, place) for place in ((9, 9), (right, 9), (right, bottom))
        ]
        assert copy.size == ((120, 80) if turned < 5 else (80, 120))
    # Where a viewer sees the red, the green and the blue corner, clockwise from the
    # upper left; grey counts as red, being 200 three times.
    assert (
        seen
        == {
            1: ["r", "g", "b"],
            2: ["g", "r", "r"],
            3: ["b", "r", "r"],
            4: ["r", "b", "g"],
            5: ["r", "r", "b"],
            6: ["r", "r", "g"],
            7: ["b", "g", "r"],
            8: ["g", "b", "r"],
        }[turned]
    )


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2400, 1600), [(480, 320), (960, 640), (1920, 1280)]),
        ((700, 1000), [(336, 480), (672, 960), (700, 1000)]),
        ((480, 100), [(480, 100)]),
        ((3, 2), [(3, 2)]),
        ((5000, 1), [(480, 1), (960, 1), (1920, 1)]),
    ],
)
def test_copies_come_in_a_few_sizes_and_never_larger(
    tmp_path: Path, size: tuple[int, int], expected: list[tuple[int, int]]
) -> None:
    original = put(tmp_path, saved(picture(size), "PNG"))
    cleaned = work(original, tmp_path, LIMITS)
    assert [(copy.width, copy.height) for copy in cleaned.copies] == expected
    assert {copy.media_type for copy in cleaned.copies} == {"image/jpeg"}
    assert (cleaned.width, cleaned.height) == size


def test_a_picture_of_noise_is_taken(tmp_path: Path) -> None:
    noise = Image.frombytes("RGB", (300, 300), random.Random(3).randbytes(270_000))
    assert copies_of(tmp_path, saved(noise, "PNG"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_shows_what_it_showed(tmp_path: Path, mode: str) -> None:
    grey = Image.new("L", (40, 40), 0)
    grey.paste(255, (20, 0, 40, 40))
    image = (
        grey.convert("I").point(lambda v: v * 257).convert("I;16")
        if (mode == "I;16")
        else grey.convert(mode)
    )
    (path,) = copies_of(tmp_path, saved(image, "PNG"))
    with Image.open(path) as copy:
        assert copy.convert("L").getpixel((5, 20)) < 30  # type: ignore[operator]
        assert copy.convert("L").getpixel((35, 20)) > 225  # type: ignore[operator]


def test_what_can_be_seen_through_lies_on_white(tmp_path: Path) -> None:
    (path,) = copies_of(
        tmp_path, saved(Image.new("RGBA", (20, 20), (9, 9, 9, 0)), "PNG")
    )
    with Image.open(path) as copy:
        assert copy.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colours_of_jpeg_are_taken(tmp_path: Path, mode: str) -> None:
    (path,) = copies_of(tmp_path, saved(picture(mode=mode), "JPEG"))
    with Image.open(path) as copy:
        assert copy.mode == "RGB"


def test_a_colour_profile_is_applied_and_dropped(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    rgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for number, profile in enumerate((rgb, lab, b"no profile", rgb[:200])):
        folder = tmp_path / str(number)
        folder.mkdir()
        data = saved(picture(), "JPEG", icc_profile=profile)
        (path,) = copies_of(folder, data)
        assert residue(path) == []
        with Image.open(path) as copy:
            red, green, blue = copy.getpixel((9, 9))  # type: ignore[misc]
            assert red > 240
            assert max(green, blue) < 20


def test_the_hash_survives_another_size_and_quality(tmp_path: Path) -> None:
    spots = random.Random(7).randbytes(72)
    noise = Image.frombytes("L", (9, 8), spots).resize((640, 480))
    hashes = []
    for number, data in enumerate(
        (
            saved(noise, "PNG"),
            saved(noise.resize((320, 240)), "JPEG", quality=40),
            saved(noise.transpose(Image.Transpose.ROTATE_180), "PNG"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        hashes.append(work(put(folder, data), folder, LIMITS).perceptual_hash)
    assert [len(each) for each in hashes] == [16, 16, 16]
    assert bits_apart(hashes[0], hashes[1]) <= 6
    assert bits_apart(hashes[0], hashes[2]) > 12


def test_an_embedded_thumbnail_is_never_what_is_copied(tmp_path: Path) -> None:
    """The thumbnail shows what was cropped away: the copy is made of the pixels."""
    (path,) = copies_of(tmp_path, builders.telling_jpeg(1))
    with Image.open(io.BytesIO(path.read_bytes())) as copy:
        assert copy.size == (120, 80)
    assert path.read_bytes().count(b"\xff\xd8\xff") == 1
