"""Pictures made anew from pixels: upright, in sRGB, on white, as JPEG in a few sizes.

Runs in the child only. The new image is filled by pasting and has no `info`: what
Pillow knows of the original (EXIF, comment, profile, text) has no way into the copy.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms

from testimonies.files.formats import Facts, FileFormat
from testimonies.files.hashes import look_of
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal

SIZES: Final = (480, 960, 1920)
POSTER_SIZE: Final = 1280
_READERS: Final = {
    FileFormat.JPEG: "JPEG",
    FileFormat.PNG: "PNG",
    FileFormat.WEBP: "WEBP",
    FileFormat.GIF: "GIF",
}
_Turn = Image.Transpose
# How EXIF's orientations are undone.
_TURNS: Final = {
    2: _Turn.FLIP_LEFT_RIGHT,
    3: _Turn.ROTATE_180,
    4: _Turn.FLIP_TOP_BOTTOM,
    5: _Turn.TRANSPOSE,
    6: _Turn.ROTATE_270,
    7: _Turn.TRANSVERSE,
    8: _Turn.ROTATE_90,
}
# EXIF's orientations by degrees.
_AGAINST_THE_CLOCK: Final = {90: 8, 180: 3, 270: 6}
_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
_PAPER: Final = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Picture:
    """A written copy and its size in pixels."""

    path: Path
    width: int
    height: int


def upright_size(facts: Facts) -> tuple[int, int]:
    """Give width and height as a viewer sees them."""
    size = (facts.width, facts.height)
    return size[::-1] if facts.orientation in _SIDEWAYS else size


def write_copies(
    original: Path, into: Path, facts: Facts, limits: Limits
) -> tuple[str, list[Picture]]:
    """Write the copies, smallest first; give the perceptual hash with them.

    Raises: FileRefused; whatever else Pillow raises is a damaged file to the caller.
    """
    with Image.open(original, formats=[_READERS[facts.format]]) as image:
        limits.refuse_pixels(*image.size)
        if getattr(image, "n_frames", 1) > 1 and facts.format is not FileFormat.JPEG:
            raise FileRefused(Refusal.ANIMATED)
        image.draft(None, (SIZES[-1], SIZES[-1]))
        fresh = fresh_from(image, SIZES[-1], facts.orientation)
    return look_of(fresh), list(_written(fresh, into))


def write_poster(image: Image.Image, path: Path, turned: int) -> tuple[str, Picture]:
    """Write one frame of a video; give its perceptual hash with it.

    `turned`: by how many degrees a player turns the frame, against the clock.
    """
    fresh = fresh_from(image, POSTER_SIZE, _AGAINST_THE_CLOCK.get(turned, 1))
    _save(fresh, path)
    return look_of(fresh), Picture(path, *fresh.size)


def fresh_from(image: Image.Image, longest: int, turned: int) -> Image.Image:
    """Give a new picture with the old one's pixels and nothing else of it."""
    profile = image.info.get("icc_profile")
    small = _in_plain_mode(image)
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    flat = _in_srgb(_on_paper(small), profile)
    if turned in _TURNS:
        flat = flat.transpose(_TURNS[turned])
    fresh = Image.new("RGB", flat.size)
    fresh.paste(flat)
    return fresh


def _in_plain_mode(image: Image.Image) -> Image.Image:
    if image.mode.startswith(("I", "F")):
        # Sixteen bits a sample.
        return image.convert("F").point(lambda value: value / 257 + 0).convert("L")
    if image.mode in {"P", "PA", "LA"} or "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    image.load()
    return image


def _on_paper(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands():
        return image
    solid = image.convert("RGBA")
    paper = Image.new("RGB", solid.size, _PAPER)
    paper.paste(solid, mask=solid.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by the profile; one that is broken or of another kind counts as none."""
    if profile and image.mode in {"RGB", "L", "CMYK"}:
        try:
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")
        if converted is not None:
            return converted
    return image.convert("RGB")


def _written(image: Image.Image, into: Path) -> Iterator[Picture]:
    longest = max(image.size)
    wanted = [size for size in SIZES if size < longest]
    for size in [*wanted, longest]:
        copy = image.copy()
        copy.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2.0)
        path = into / f"{size}.jpg"
        _save(copy, path)
        yield Picture(path, *copy.size)


def _save(image: Image.Image, path: Path) -> None:
    # 4:4:4: screenshots of text stay sharp. Optimised tables would need the whole file
    # in one buffer, which Pillow makes too small for noise.
    image.save(path, "JPEG", quality=85, subsampling=0)
