"""Ranges of bytes, as RFC 9110 has them: one is answered, odd ones get the whole."""

import io

import pytest

from testimonies.custody import Part, Pieces, RangeUnsatisfiable, part_of

SIZE = 1000


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=900-", 900, 1000),
        ("bytes=990-5000", 990, 1000),
        ("bytes=-1", 999, 1000),
        ("bytes=-5000", 0, 1000),
        (" bytes=5-9 ", 5, 10),
    ],
)
def test_a_single_range_is_a_part(asked: str, start: int, end: int) -> None:
    part = part_of(SIZE, asked)
    assert part == Part(start, end, SIZE)
    assert part.content_range == f"bytes {start}-{end - 1}/1000"


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "",
        "bytes=-",
        "bytes=",
        "bytes=9-5",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=0x1-2",
        "bytes=٠-٩",
        "bytes=1 - 2",
        "bytes=" + "9" * 5000 + "-",
    ],
)
def test_what_is_no_single_range_gets_the_whole(asked: str | None) -> None:
    assert part_of(SIZE, asked) is None


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(asked: str) -> None:
    with pytest.raises(RangeUnsatisfiable):
        part_of(SIZE, asked)


def test_an_empty_file_has_no_part() -> None:
    with pytest.raises(RangeUnsatisfiable):
        part_of(0, "bytes=0-")


def test_pieces_are_the_part_and_the_file_is_closed() -> None:
    content = bytes(range(256)) * 1024
    file = io.BytesIO(content)
    assert (
        b"".join(Pieces(file, Part(1000, 200_000, len(content))))
        == (content[1000:200_000])
    )
    assert file.closed


def test_a_reader_who_leaves_closes_the_file() -> None:
    file = io.BytesIO(b"x" * 200_000)
    reading = Pieces(file, Part(0, 200_000, 200_000))
    next(reading)
    reading.close()
    assert file.closed
