"""The player of a recording, and the times of passages as links into it.

A time is a link: without script to the file from there on, with it (js/listen.js) to
that place in the player. What is covered stays covered: its times lead to the cover.
"""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from testimonies.catalogue import Bundle, Issue
from testimonies.exchange import CAPTIONS, spoken_times
from testimonies.templatetags.addresses import file_path
from testimonies.templatetags.clips import covered, file_href, poster, size
from testimonies.templatetags.here import Here
from testimonies.templatetags.spoken import Heard, Recording, clock
from testimonies.templatetags.texts import (
    NOTHING,
    joined,
    our_text,
    our_words,
)
from testimonies.terms import FileRole

_TIME = """<p class="passage__time"><a href="{}" data-start="{}" data-end="{}">\
<span class="passage__listen"{}>{}</span> {}</a></p>"""


def time_of(heard: Heard | None, inside: SafeString, here: Here) -> SafeString:
    """Set when a passage is spoken, as a link to that place in the recording.

    `inside` marks words of the page inside the passage's.
    """
    if heard is None:
        return NOTHING
    spoken = heard.spoken
    if heard.recording is None:
        return format_html('<p class="passage__time">{}</p>', clock(spoken.start))
    return format_html(
        _TIME,
        _address(heard.recording, spoken.start),
        in_seconds(spoken.start),
        "" if spoken.end is None else in_seconds(spoken.end),
        inside,
        here.gettext("Listen from here"),
        clock(spoken.start),
    )


def in_seconds(milliseconds: int) -> str:
    """Give seconds with as many decimals as there are."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def _address(recording: Recording, milliseconds: int) -> str:
    """Give the address of a place in it, as a media fragment (W3C, 4.2.1)."""
    if recording.document.is_covered:
        return "#recording"
    return f"{file_href(recording.file.name)}#t={in_seconds(milliseconds)}"


_SECTION = """
<section class="recording recording--{}" id="recording" aria-labelledby="listen">
<h2 id="listen">{}</h2>
<p class="aside">{}</p>
{}
</section>
<script src="{}" defer></script>
"""
_VIDEO = """<video controls preload="none" src="{}"{}{} aria-label="{}" \
data-listen="{}" data-pause="{}">{}</video>"""
_AUDIO = """<audio controls preload="none" src="{}" aria-label="{}" \
data-listen="{}" data-pause="{}">{}</audio>"""
_TRACK = '<track kind="{}" src="{}" srclang="{}" label="{}">'


def player(
    bundle: Bundle, recording: Recording, here: Here, *, is_edition: bool
) -> SafeString:
    """Set the player of a recording above the account that it records."""
    tracks = joined(_tracks(bundle.main, here, is_edition=is_edition))
    shown = _medium(recording, tracks, here)
    document = recording.document
    kind = "sound" if recording.file.media_type.startswith("audio/") else "video"
    return format_html(
        _SECTION,
        "covered" if document.is_covered else kind,
        here.gettext("The recording"),
        _about(recording, here),
        covered(document, shown, here) if document.is_covered else shown,
        here.static("testimonies/js/listen.js"),
    )


def _about(recording: Recording, here: Here) -> SafeString:
    """Say what is heard, how long it lasts, and where more is said of it."""
    words = [here.gettext("This account as it was told.")]
    if recording.file.duration_ms:
        lasts = clock(recording.file.duration_ms)
        words.append(here.gettext("It lasts %(time)s.", time=lasts))
    about = format_html(
        '{} <a href="{}">{}</a>',
        here.gettext("About the recording:"),
        here.href(recording.issue),
        our_text(recording.document.title, here),
    )
    return joined([*words, about], " ")


def _medium(recording: Recording, tracks: SafeString, here: Here) -> SafeString:
    file, document = recording.file, recording.document
    words = our_words(document.title, here)
    said = (words, here.gettext("Listen from here"), here.gettext("Pause"), tracks)
    address = file_href(file.name)
    if file.media_type.startswith("audio/"):
        return format_html(_AUDIO, address, *said)
    posters = [each for each in document.files if each.role == FileRole.POSTER]
    return format_html(_VIDEO, address, poster(posters), size(file), *said)


def _tracks(issue: Issue, here: Here, *, is_edition: bool) -> Iterator[SafeString]:
    """Name the captions in each language; a draft, which nobody may fetch, has none."""
    document = issue.document
    for transcript in document.transcripts if issue.number else ():
        if not spoken_times(document, transcript):
            continue
        language = transcript.language
        is_spoken = document.language in {language, "und"} and transcript.is_original
        path = file_path(issue, CAPTIONS, is_edition=is_edition)
        asked = f"{path}{'&' if '?' in path else '?'}text={language}"
        kind = "captions" if is_spoken else "subtitles"
        yield format_html(
            _TRACK, kind, asked, language, here.label(language, "language")
        )
