"""Whatever bytes come, each reader answers or refuses: nothing else is ever raised."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from testimonies.files import FileFormat, FileRefused, clean, residue, sniffed
from testimonies.files.residue import walked
from testimonies.files.sniff import family_of
from tests.files import builders, recordings

READERS: Final[tuple[Callable[[Path], object], ...]] = (
    family_of,
    sniffed,
    walked,
    residue,
)
SEEDS: Final = (
    builders.telling_jpeg(),
    builders.telling_png(),
    builders.telling_webp(),
    builders.telling_gif(),
    *map(recordings.telling, recordings.KINDS),
    *map(recordings.cleaned, (FileFormat.MP4, FileFormat.WEBM, FileFormat.OGG)),
)
MAGICS: Final = sorted({seed[:12] for seed in SEEDS})
# One edit: where (as a part of the file), what is put there, how much goes.
EDITS: Final = st.tuples(
    st.floats(0, 1),
    st.sampled_from([b"", b"\0", b"\xff\xff\xff\xff", b"\0\0\0\1", b"\x7f"])
    | st.binary(max_size=8),
    st.integers(0, 24),
)
quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def edited(seed: bytes, edits: list[tuple[float, bytes, int]]) -> bytes:
    """Favour the start, where the headers are."""
    data = bytearray(seed)
    for part, new, gone in edits:
        at = int(len(data) * part**3)
        data[at : at + gone] = new
    return bytes(data)


def is_answered(reader: Callable[[Path], object], path: Path) -> bool:
    try:
        reader(path)
    except FileRefused:
        return False
    return True


@quick
@given(st.sampled_from(MAGICS), st.binary(max_size=200))
def test_garbage_behind_a_magic_is_answered_or_refused(
    tmp_path: Path, magic: bytes, rest: bytes
) -> None:
    path = tmp_path / "a"
    path.write_bytes(magic + rest)
    for reader in READERS:
        assert is_answered(reader, path) in {True, False}


@settings(quick, max_examples=150)
@given(st.sampled_from(SEEDS), st.lists(EDITS, min_size=1, max_size=6))
def test_a_damaged_file_is_answered_or_refused(
    tmp_path: Path, seed: bytes, edits: list[tuple[float, bytes, int]]
) -> None:
    path = tmp_path / "a"
    path.write_bytes(edited(seed, edits))
    for reader in READERS:
        assert is_answered(reader, path) in {True, False}


@quick
@given(st.binary(max_size=300))
def test_garbage_is_no_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    assert not is_answered(sniffed, path)


@pytest.mark.parametrize("number", range(3))
def test_cleaning_something_damaged_cleans_or_refuses(
    tmp_path: Path, number: int
) -> None:
    chance = random.Random(number)
    data = bytearray(SEEDS[number])
    for _ in range(6):
        data[chance.randrange(40, len(data))] = chance.randrange(256)
    original = tmp_path / "a"
    original.write_bytes(data)
    into = tmp_path / "into"
    into.mkdir()
    try:
        cleaned = clean(original, into)
    except FileRefused:
        assert list(into.iterdir()) == []
    else:
        assert [residue(copy.path) for copy in cleaned.copies] == [[]] * len(
            cleaned.copies
        )
