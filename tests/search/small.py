"""A small published archive to search in, made by plain functions."""

from dataclasses import dataclass

from testimonies import ledger
from testimonies.models import MediaItem, Tag, Testimony
from testimonies.moderation import save_tag
from testimonies.terms import TagKind
from tests import factories
from tests.factories import Desk

PASSAGES = (
    "We are still in shock. It is painful to see my favorite shops in ruins.",
    "Groups of unknown people started to loot all across the city.",
    "We live in the center of town and we heard gunfire all night.",
    "Calm is slowly returning. Volunteers are coming together.",
)


@dataclass(frozen=True, slots=True)
class Archive:
    testimony: Testimony
    clip: MediaItem
    rally: MediaItem
    almaty: Tag


def make_archive(desk: Desk) -> Archive:
    """Publish an account of four passages with a quote, and two clips with tags."""
    editor, steward = desk.editor, desk.steward
    almaty = save_tag(Tag(name="Almaty", slug="almaty"), by=editor, aliases=["алматы"])
    noise = Tag(name="рекомендации", slug="noise", kind=TagKind.NOISE)
    save_tag(noise, by=editor)
    witness = factories.make_witness(by=editor, spelling_variants="Lyzzat")
    factories.grant(witness, by=steward)
    testimony = factories.make_testimony(
        by=editor,
        witness=witness,
        words=PASSAGES[0],
        summary="Gunfire, gunfire, and the calm after it.",
    )
    transcript = testimony.transcripts.get()
    passages = [
        factories.make_passage(transcript, words, by=editor) for words in PASSAGES[1:]
    ]
    factories.make_quote(
        testimony, "we heard gunfire all night", by=editor, passage=passages[1]
    )
    clip = factories.make_media(by=editor, title="A street at night")
    rally = factories.make_media(
        by=editor, title="A square", description="People on a square.", caption="митинг"
    )
    with ledger.acting(editor):
        testimony.tags.add(almaty)
        clip.tags.add(almaty, noise)
    for record in (clip, rally, testimony):
        desk.publish(record)
    return Archive(testimony, clip, rally, almaty)
