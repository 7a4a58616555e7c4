"""Recordings made anew without decoding: one picture and one sound track, nothing else.

Runs in the child only. Packets are copied into a new container that was given no tag,
no chapter, no attachment and no date; units inside coded video that are no pictures
are dropped (`units`). What lies inside coded sound or inside a picture's slices (an
encoder's name in AAC's first frame, say) stays: to remove that means to code again.

There is no transcoding: it takes minutes of a processor, and evidence loses by it. What
browsers do not play is refused, with the formats that they do.
"""

import contextlib
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from testimonies.files import setups, units
from testimonies.files.formats import Facts, FileFormat
from testimonies.files.limits import Limits
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.sniff import family_of

try:
    import av
    from av.bitstream import BitStreamFilterContext
except ImportError:  # the extra "media" is not installed
    HAS_LIBRARY = False
else:
    HAS_LIBRARY = True

WRITTEN_AS: Final = {
    FileFormat.MP4: FileFormat.MP4,
    FileFormat.MOV: FileFormat.MP4,
    FileFormat.M4A: FileFormat.M4A,
    FileFormat.WEBM: FileFormat.WEBM,
    FileFormat.WEBM_AUDIO: FileFormat.WEBM_AUDIO,
    FileFormat.MP3: FileFormat.MP3,
    FileFormat.OGG: FileFormat.OGG,
    FileFormat.WAV: FileFormat.WAV,
}
_MUXERS: Final = {
    FileFormat.MP4: ("mp4", "mp4"),
    FileFormat.M4A: ("m4a", "mp4"),
    FileFormat.WEBM: ("webm", "webm"),
    FileFormat.WEBM_AUDIO: ("weba", "webm"),
    FileFormat.MP3: ("mp3", "mp3"),
    FileFormat.OGG: ("ogg", "ogg"),
    FileFormat.WAV: ("wav", "wav"),
}
_OPTIONS: Final = {
    "mp4": {"movflags": "+faststart", "empty_hdlr_name": "1"},
    "mp3": {"write_id3v1": "0", "id3v2_version": "0"},
}
_PLAIN: Final = {"fflags": "+bitexact"}
_DECODERS: Final = (
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,aac,mp3,mp3float,opus,libopus,"
    "vorbis,pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_f64le"
)


@contextlib.contextmanager
def opened(path: Path, limits: Limits) -> Iterator[Any]:
    """Open a recording to read it; decoders refuse what is larger than the limit.

    Raises: FileRefused when the extra is not installed, and for whatever av cannot do
    with the file in the meantime.
    """
    if not HAS_LIBRARY:
        raise FileRefused(Refusal.NO_LIBRARY)
    # Its messages can hold a file's words.
    av.logging.set_level(None)
    options = {
        "protocol_whitelist": "file",
        "codec_whitelist": _DECODERS,
        "max_pixels": str(limits.frame_pixels),
        "max_streams": str(limits.streams),
        "threads": "1",
    }
    # One demuxer by name: a playlist cannot pose as a recording.
    kind = family_of(path).value
    try:
        with av.open(
            f"file:{path}", format=kind, metadata_errors="replace", options=options
        ) as file:
            yield file
    except av.error.FFmpegError as unreadable:
        raise FileRefused(Refusal.DAMAGED) from unreadable


def remux(original: Path, into: Path, facts: Facts, limits: Limits) -> Path:
    """Write the copy and give its path.

    Raises: FileRefused.
    """
    kind = WRITTEN_AS[facts.format]
    suffix, muxer = _MUXERS[kind]
    target = into / f"copy.{suffix}"
    options = {**_PLAIN, **_OPTIONS.get(muxer, {})}
    with opened(original, limits) as source:
        streams = _wanted(source, facts)
        with av.open(str(target), "w", format=muxer, options=options) as copy:
            lanes = {stream.index: _lane(copy, stream) for stream in streams}
            for packet in _packets(source, streams, limits):
                _write(copy, packet, *lanes[packet.stream.index])
    return target


def _wanted(source: Any, facts: Facts) -> list[Any]:
    """Choose the first stream of each kind that the headers announced.

    Raises: FileRefused when av sees other codecs than the headers say.
    """
    chosen = []
    for codec, streams in (
        (facts.video, source.streams.video),
        (facts.audio, source.streams.audio),
    ):
        if not codec:
            continue
        if not streams or not _codec_of(streams[0]).startswith(codec):
            raise FileRefused(Refusal.CODEC)
        chosen.append(streams[0])
    return chosen


def _codec_of(stream: Any) -> str:
    context = stream.codec_context
    return context.codec.canonical_name if context else ""


def _lane(copy: Any, stream: Any) -> tuple[Any, Any]:
    """Make the stream's counterpart, and the filter that its packets go through."""
    codec = _codec_of(stream)
    made = copy.add_stream_from_template(stream, opaque=True)
    made.metadata.clear()
    setup = stream.codec_context.extradata or b""
    with _damaged():
        bare = setups.bare(codec, setup) if setup else b""
    made.codec_context.extradata = bare or None
    names = units.filter_of(codec)
    return made, BitStreamFilterContext(names, stream) if names else None


@contextlib.contextmanager
def _damaged() -> Iterator[None]:
    try:
        yield
    except (struct.error, IndexError, ValueError) as broken_off:
        raise FileRefused(Refusal.DAMAGED) from broken_off


def _packets(source: Any, streams: list[Any], limits: Limits) -> Iterator[Any]:
    """Give packets within the limits, which a header need not have told."""
    count = 0
    for packet in source.demux(streams):
        if packet.dts is None:
            continue
        count += 1
        if count > 2 * limits.frames:
            raise FileRefused(Refusal.TOO_MANY_FRAMES)
        limits.refuse_duration(float(packet.dts * packet.time_base) * 1000)
        # av counts below zero, unsigned, where Vorbis ends before its last packet.
        if packet.duration * packet.time_base * 1000 > limits.duration_ms:
            packet.duration = 0
        yield packet


def _write(copy: Any, packet: Any, made: Any, sieve: Any) -> None:
    for each in sieve.filter(packet) if sieve else [packet]:
        each.stream = made
        copy.mux(each)


def duration_of(path: Path, limits: Limits) -> int:
    """Give a finished copy's milliseconds as av reads them."""
    with opened(path, limits) as copy:
        return round((copy.duration or 0) / 1000)


def frame_at(path: Path, limits: Limits) -> tuple[Any, int]:
    """Decode the frame at one second, or in the middle of a shorter video.

    Gives Pillow's picture and by how many degrees to turn it, against the clock.
    """
    with opened(path, limits) as copy:
        stream = next(iter(copy.streams.video), None)
        if stream is None:
            raise FileRefused(Refusal.DAMAGED)
        stream.codec_context.thread_count = 1
        wanted = min(1.0, (copy.duration or 0) / 2_000_000)
        found = None
        for frame in copy.decode(stream):
            found = frame
            if frame.time is None or frame.time >= wanted:
                break
    if found is None:
        raise FileRefused(Refusal.DAMAGED)
    limits.refuse_pixels(found.width, found.height, moving=True)
    return found.to_image(), int(found.rotation) % 360


_NEUTRAL: Final = {
    "major_brand": None,
    "minor_version": None,
    "compatible_brands": None,
    "language": "und",
    "vendor_id": "[0][0][0][0]",
    "encoder": "Lavf",
    "DURATION": None,
}
_HANDLERS: Final = frozenset({"", "VideoHandler", "SoundHandler"})


def seen_by_av(path: Path, limits: Limits) -> list[str]:
    """Name the tags, chapters and further streams that av sees; nothing without av."""
    if not HAS_LIBRARY:
        return []
    with opened(path, limits) as copy:
        tags = [copy.metadata, *(stream.metadata for stream in copy.streams)]
        kinds = [stream.type for stream in copy.streams]
        found = {
            "tags (seen by av)": not all(map(_is_neutral, tags)),
            "further streams (seen by av)": (
                sorted(kinds) != sorted({*kinds} & {"video", "audio"})
            ),
            "chapters (seen by av)": bool(copy.chapters()),
        }
        return [name for name, is_there in found.items() if is_there]


def _is_neutral(tags: dict[str, str]) -> bool:
    return all(
        words in _HANDLERS
        if key == "handler_name"
        else key in _NEUTRAL and _NEUTRAL[key] in {None, words}
        for key, words in tags.items()
    )
