"""Puts examples into a demo: `python -m tests.browser.examples NAME NAME NAME`.

What pages of the first collection do not show: an account that is listened to, one in
two languages, accounts that are related, a clip with a public copy. Each says that it
is an example, and tells of nobody. All of it comes by moves, as everything does.
"""

import io
import os
import sys
import wave
from typing import Any

import django
from PIL import Image

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from testimonies import ledger  # noqa: E402 - Django first
from testimonies.custody import Shown, take_in, workshop  # noqa: E402
from testimonies.models import (  # noqa: E402
    MediaItem,
    Passage,
    Testimony,
    Transcript,
    User,
)
from testimonies.terms import MediaBasis, Scope  # noqa: E402
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


def example(title: str, words: str, desk: factories.Desk, **columns: Any) -> Testimony:
    """Make an account that nobody told, of days that are nobody's."""
    witness = factories.make_witness(
        by=desk.editor, name="Nobody (an example)", name_kind="pseudonym"
    )
    factories.grant(
        witness, Scope.WEB, Scope.QUOTATION, Scope.TRANSLATION, by=desk.steward
    )
    return factories.make_testimony(
        by=desk.editor,
        witness=witness,
        title=title,
        words=words,
        summary="An example, told by nobody.",
        happened="2020-01-01/2020-01-03",
        **columns,
    )


def picture() -> bytes:
    """Give a JPEG of an even grey."""
    made = io.BytesIO()
    Image.new("RGB", (960, 600), "#8a8a84").save(made, "JPEG")
    return made.getvalue()


def receive(item: MediaItem, data: bytes, desk: factories.Desk, said: Shown) -> None:
    """Take a file in, as the desk does, and make its public copies."""
    with workshop() as bench:
        received = bench / "received"
        received.write_bytes(data)
        take_in(item, received, by=desk.editor, said=said)


def put_recorded(title: str, desk: factories.Desk, notes: tuple[str, ...] = ()) -> None:
    """Publish a recording, and the account that it records."""
    testimony = example(title, "One.\n\nOne and a half.", desk)
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
    receive(item, silence(), desk, Shown(is_shown=True, sounds_witness=True))
    with ledger.acting(by):
        testimony.recording = item
        testimony.save(update_fields=["recording"])
    desk.publish(item)
    desk.publish(testimony)


def put_told_twice(desk: factories.Desk) -> None:
    """Publish two accounts of one subject and day; one is told in Russian as well."""
    collection = factories.make_collection(
        by=desk.editor, title="Examples", description="Told by nobody."
    )
    desk.publish(collection)
    tag = factories.make_tag("example", by=desk.editor)
    for title in ("Told twice", "Told once"):
        account = example(title, "An example of words.", desk, collection=collection)
        factories.put_tag(account, tag, by=desk.editor)
        if title == "Told twice":
            translate(account, "Пример слов.", desk.editor)
            put_clip(account, desk)
        desk.publish(account)


def translate(account: Testimony, words: str, by: User) -> None:
    original = factories.first_passage(account)
    with ledger.acting(by):
        other = Transcript.objects.create(
            testimony=account, language="ru", is_original=False, is_machine=True
        )
        Passage.objects.create(transcript=other, number=original.number, text=words)


def put_clip(account: Testimony, desk: factories.Desk) -> None:
    """Publish a picture with its public copies and a link, and set it beside."""
    item = factories.make_media(
        by=desk.editor,
        title="An example of a picture",
        description="An even grey, and nothing on it.",
        kind="picture",
        platform="telegram",
        url="https://example.org/a-picture",
        caption="An example of a caption.",
        caption_language="en",
        basis=MediaBasis.PUBLIC_INTEREST,
    )
    with ledger.acting(desk.editor):
        item.translations.create(field="caption", language="ru", text="Пример подписи.")
    receive(item, picture(), desk, Shown(is_shown=True, shows_witness=False))
    desk.publish(item)
    factories.make_illustration(account, item, by=desk.editor)


if __name__ == "__main__":
    people = (User.objects.get(username=name) for name in sys.argv[1:])
    three = factories.Desk(*people)
    put_recorded("Told aloud", three)
    put_recorded("Told under cover", three, notes=("graphic_violence",))
    put_told_twice(three)
