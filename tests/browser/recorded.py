"""Puts an account with a recording into a demo: `python -m tests.browser.recorded`.

Six seconds of silence, taken in and cleaned as any file is, and published by moves. The
covered one is the same with a content note that covers it.
"""

import io
import os
import sys
import wave

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from testimonies import ledger  # noqa: E402 - Django first
from testimonies.custody import Shown, take_in, workshop  # noqa: E402
from testimonies.models import User  # noqa: E402
from testimonies.terms import Scope  # noqa: E402
from tests import factories  # noqa: E402
from tests.browser.house import SPOKEN  # noqa: E402

RATE = 8_000
SECONDS = 6


def silence() -> bytes:
    """Give a WAV of SECONDS that holds nothing."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(2 * RATE * SECONDS))
    return made.getvalue()


def put_in(title: str, desk: factories.Desk, notes: tuple[str, ...] = ()) -> None:
    """Publish a recording, and the account that it records."""
    testimony = desk.consented_testimony(title=title, words="One.\n\nOne and a half.")
    by = desk.editor
    original = factories.first_passage(testimony)
    factories.time(original, SPOKEN[0], by=by)
    for start, words in zip(SPOKEN[1:], ("Two.", "Three."), strict=True):
        passage = factories.make_passage(original.transcript, words, by=by)
        factories.time(passage, start, by=by)
    factories.make_passage(original.transcript, "Never spoken.", by=by)
    factories.grant(testimony.witness, Scope.VOICE, by=desk.steward)
    item = factories.make_media(
        by=by,
        title=f"{title}, recorded",
        kind="audio",
        basis="consent",
        basis_witness=testimony.witness,
        content_notes=list(notes),
    )
    with workshop() as bench:
        received = bench / "received"
        received.write_bytes(silence())
        said = Shown(is_shown=True, sounds_witness=True)
        take_in(item, received, by=by, said=said)
    with ledger.acting(by):
        testimony.recording = item
        testimony.save(update_fields=["recording"])
    desk.publish(item)
    desk.publish(testimony)


if __name__ == "__main__":
    people = (User.objects.get(username=name) for name in sys.argv[1:])
    three = factories.Desk(*people)
    put_in("Told aloud", three)
    put_in("Told under cover", three, notes=("graphic_violence",))
