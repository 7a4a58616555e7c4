"""Small recordings made by av, with something hidden in each place they have for it."""

import struct
import tempfile
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Final
from unittest import mock

import av

from testimonies.files import LIMITS, FileFormat, streams
from testimonies.files.sniff import facts
from tests.files.builders import jpeg, secret

RATE: Final = 48_000
_TAGS: Final = {
    "title": secret("title").decode(),
    "artist": secret("artist").decode(),
    "comment": secret("comment").decode(),
    "creation_time": "2022-01-05T18:18:08.000000Z",
}
_PLACE: Final = "+43.2380+076.9450/" + secret("place").decode()


def _picture(at: int) -> Any:
    frame = av.VideoFrame(64, 48, "yuv420p")
    for plane in frame.planes:
        plane.update(bytes((at * 9 + each) % 256 for each in range(plane.buffer_size)))
    frame.pts, frame.time_base = at, Fraction(1, 10)
    return frame


def _sound(coding: Any, at: int, size: int) -> Any:
    frame = av.AudioFrame(coding.format.name, coding.layout.name, size)
    frame.sample_rate, frame.pts, frame.time_base = RATE, at * size, Fraction(1, RATE)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    return frame


def made(muxer: str, codecs: list[str], **options: str) -> bytes:
    """Make two seconds of ten pictures each, and half a second of silence."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        with av.open(str(path), "w", format=muxer, options=options) as file:
            file.metadata.update({**_TAGS, "location": _PLACE})
            streams = [_stream(file, codec) for codec in codecs]
            for stream in streams:
                _fill(file, stream)
        return path.read_bytes()


def _stream(file: Any, codec: str) -> Any:
    if codec.startswith(("libx", "libvpx", "mpeg4", "libsvt")):
        stream = file.add_stream(codec, rate=10, options=_quiet(codec))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
    else:
        layout = "stereo" if codec == "vorbis" else "mono"
        stream = file.add_stream(
            codec, rate=RATE, layout=layout, options={"strict": "experimental"}
        )
    stream.metadata["title"] = secret("title").decode()
    stream.metadata["language"] = "kaz"
    return stream


def _quiet(codec: str) -> dict[str, str]:
    return {
        "libx264": {"preset": "ultrafast"},
        "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"},
        "libvpx-vp9": {"cpu-used": "8", "deadline": "realtime"},
    }.get(codec, {})


def _fill(file: Any, stream: Any) -> None:
    if stream.type == "video":
        frames = [_picture(at) for at in range(20)]
    else:
        # An encoder says only when it is open how many samples it wants at once.
        stream.codec_context.open(strict=False)
        size = stream.codec_context.frame_size or 1024
        coding = stream.codec_context
        frames = [_sound(coding, at, size) for at in range(RATE // 2 // size)]
    for frame in [*frames, None]:
        for packet in stream.encode(frame):
            file.mux(packet)


def box(kind: bytes, payload: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


def with_atoms(data: bytes, *atoms: bytes) -> bytes:
    """Put boxes into the movie box, which stands at the end of the file."""
    at = data.rindex(b"moov") - 4
    (size,) = struct.unpack_from(">I", data, at)
    assert at + size == len(data)
    return data[:at] + box(b"moov", data[at + 8 :] + b"".join(atoms))


def place_atoms() -> tuple[bytes, ...]:
    """Give a position as 3GPP (loci), as QuickTime (©xyz), and in a private box."""
    words = secret("place")
    xyz = box(b"\xa9xyz", struct.pack(">HH", len(words), 0x15C7) + words)
    loci = box(b"loci", bytes(4) + b"\x55\xc4" + words + b"\0" + bytes(14))
    return (
        box(b"udta", xyz + loci),
        box(b"uuid", bytes(range(16)) + secret("data track")),
    )


@cache
def telling(kind: FileFormat) -> bytes:
    """Make a recording with everything hidden in it that its format can hide."""
    return _MAKERS[kind]()


def _mp4() -> bytes:
    plain = made("mp4", ["libx264", "aac"], movflags="use_metadata_tags")
    return with_atoms(plain, *place_atoms())


def _mp3() -> bytes:
    plain = made("mp3", ["libmp3lame"])
    return plain[:0] + _id3() + plain + b"TAG" + secret("artist").ljust(125, b"\0")


def _id3() -> bytes:
    """ID3v2.3 with an artist and a cover, before whatever tag follows."""
    artist = b"\0" + secret("artist")
    cover = b"\0image/jpeg\0\x03\0" + jpeg() + secret("cover")
    frames = b"".join(
        kind + struct.pack(">IH", len(body), 0) + body
        for kind, body in ((b"TPE1", artist), (b"APIC", cover))
    )
    size = len(frames)
    length = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + length + frames


_MAKERS: Final[dict[FileFormat, Callable[[], bytes]]] = {
    FileFormat.MP4: _mp4,
    FileFormat.MOV: lambda: made("mov", ["libx264", "aac"]),
    FileFormat.WEBM: lambda: made("webm", ["libvpx", "libopus"]),
    FileFormat.WEBM_AUDIO: lambda: made("webm", ["libopus"]),
    FileFormat.M4A: lambda: made("ipod", ["aac"]),
    FileFormat.MP3: _mp3,
    FileFormat.OGG: lambda: made("ogg", ["libopus"]),
    FileFormat.WAV: lambda: made("wav", ["pcm_s16le"]),
}
KINDS: Final = tuple(_MAKERS)


@cache
def cleaned(kind: FileFormat, *, at_the_end: bool = False) -> bytes:
    """Give the public copy of a recording; with the movie box at its end, if asked."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict("testimonies.files.streams._OPTIONS", {"mp4": {}}),
    ):
        original = Path(folder) / "a"
        original.write_bytes(telling(kind))
        found = facts(original, LIMITS)
        options = {} if at_the_end else {"mp4": {"movflags": "+faststart"}}
        with mock.patch.dict("testimonies.files.streams._OPTIONS", options):
            return streams.remux(original, Path(folder), found, LIMITS).read_bytes()


@cache
def with_subtitles() -> bytes:
    """Make a video with a second track that holds words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        with av.open(str(path), "w", format="mp4") as file:
            video = _stream(file, "libx264")
            video.metadata.clear()
            words = file.add_mux_stream("mov_text", time_base=Fraction(1, 1000))
            _fill(file, video)
            text = secret("data track")
            packet = av.Packet(struct.pack(">H", len(text)) + text)
            packet.stream, packet.pts, packet.dts = words, 0, 0
            packet.time_base, packet.duration = Fraction(1, 1000), 500
            file.mux(packet)
        return path.read_bytes()


def turned(degrees: int) -> bytes:
    """Make a video that a player turns, by the matrix in its track's header."""
    data = made("mp4", ["libx264"])
    at = data.index(b"tkhd") + 4 + 40
    one = 0x0001_0000
    a, b, c, d = {90: (0, one, -one, 0), 180: (-one, 0, 0, -one)}[degrees]
    matrix = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 0x4000_0000)
    return data[:at] + matrix + data[at + 36 :]


def vorbis_in_webm() -> bytes:
    """Make a WebM with a Vorbis comment in its track's set-up, which is no tag."""
    data = made("webm", ["vorbis"])
    at = data.index(b"\x03vorbis") + 7
    (length,) = struct.unpack_from("<I", data, at)
    words = secret("artist")[: length + 8].ljust(length + 8, b"!")
    # No longer than what stood there: vendor, number of comments, one comment.
    return (
        data[:at] + struct.pack("<I", length) + words[:length] + data[at + 4 + length :]
    )


def with_words_in_the_set_up(codec: str) -> bytes:
    """Make a WebM whose track brings words as what its decoder must know."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a"
        first = Path(folder) / "b"
        first.write_bytes(made("webm", [codec]))
        with (
            av.open(str(first)) as source,
            av.open(
                str(path), "w", format="webm", options={"fflags": "+bitexact"}
            ) as to,
        ):
            stream = source.streams[0]
            copy = to.add_stream_from_template(stream, opaque=True)
            copy.metadata.clear()
            before = stream.codec_context.extradata or b""
            copy.codec_context.extradata = before + secret("data track")
            for packet in source.demux(stream):
                if packet.dts is not None:
                    packet.stream = copy
                    to.mux(packet)
        return path.read_bytes()
