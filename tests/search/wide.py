"""A published archive with two of everything that a search can be narrowed by."""

from dataclasses import dataclass
from typing import Any

from testimonies import ledger
from testimonies.models import MediaItem, Tag, Testimony, Transcript
from testimonies.moderation import save_tag
from testimonies.terms import TagKind
from tests import factories
from tests.factories import Desk

NIGHT = "We live in the center of town and we heard gunfire, then gunfire again."
TOLD = (
    "Groups of strangers came down the street after the gunfire had ended.",
    "They told us to stay at home; my brother Qanat went out.",
)
KAZAKH = (
    "Тұрғындардың көбі үйінен шықпады.",
    "Кешке қарай бір тұрғын көшеге нан алып шықты.",
)
RUSSIAN = "Люди строили баррикады до утра."
DAY = "2022-01-05"


@dataclass(frozen=True, slots=True)
class Wide:
    """Two accounts, four clips (one covered), three tags of which one is noise."""

    desk: Desk
    told: Testimony
    kazakh: Testimony
    clips: dict[str, MediaItem]
    tags: dict[str, Tag]


def make_wide(desk: Desk) -> Wide:
    tags = _tags(desk)
    clips = _clips(desk, tags)
    collection = factories.make_collection(by=desk.editor)
    desk.publish(collection)
    told, kazakh = _told(desk, tags), _told_in_kazakh(desk, tags)
    return Wide(desk, told, kazakh, clips, tags)


def _tags(desk: Desk) -> dict[str, Tag]:
    tags = {
        "almaty": Tag(name="Almaty", slug="almaty"),
        "rally": Tag(name="rally", slug="rally"),
        "noise": Tag(name="рекомендации", slug="noise", kind=TagKind.NOISE),
    }
    aliases = {"almaty": ["алматы", "Алма-Ата"], "rally": ["митинг"], "noise": []}
    for name, tag in tags.items():
        save_tag(tag, by=desk.editor, aliases=aliases[name])
    return tags


def _clips(desk: Desk, tags: dict[str, Tag]) -> dict[str, MediaItem]:
    given: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
        "tiktok": (
            {"platform": "tiktok", "caption": "люди", "caption_language": "ru"},
            ("almaty", "noise"),
        ),
        "telegram": ({"platform": "telegram"}, ("almaty", "rally")),
        "older": ({"platform": "telegram", "posted": "2021"}, ("noise",)),
        "covered": (
            {
                "description": "A wounded man, and gunfire.",
                "content_notes": ["graphic_violence"],
            },
            (),
        ),
    }
    clips: dict[str, MediaItem] = {}
    for name, (columns, names) in given.items():
        posted = {"posted": DAY, "posted_basis": "stated"} | columns
        clip = factories.make_media(by=desk.editor, title=f"Clip {name}", **posted)
        factories.put_tag(clip, *(tags[each] for each in names), by=desk.editor)
        desk.publish(clip)
        clips[name] = clip
    return clips


def _told(desk: Desk, tags: dict[str, Tag]) -> Testimony:
    place = factories.make_place(by=desk.editor, other_names="Алматы\nАлма-Ата")
    told = desk.consented_testimony(
        place=place, words=NIGHT, summary="Gunfire, and the calm after it."
    )
    transcript = told.transcripts.get()
    passages = [
        factories.make_passage(transcript, words, by=desk.editor) for words in TOLD
    ]
    factories.hide(passages[1], "Qanat", by=desk.editor)
    with ledger.acting(desk.editor):
        other = Transcript.objects.create(
            testimony=told, language="ru", is_original=False, translator="An editor"
        )
    factories.make_passage(other, RUSSIAN, by=desk.editor)
    quote = factories.make_quote(
        told, "we heard gunfire", by=desk.editor, passage=factories.first_passage(told)
    )
    for record in (told, quote):
        factories.put_tag(record, tags["almaty"], by=desk.editor)
    desk.publish(told)
    return told


def _told_in_kazakh(desk: Desk, tags: dict[str, Tag]) -> Testimony:
    place = factories.make_place(
        by=desk.editor, name="Aktobe", other_names="Ақтөбе\nАктобе"
    )
    witness = factories.make_witness(by=desk.editor, name="Aigul")
    factories.grant(witness, by=desk.steward)
    told = factories.make_testimony(
        by=desk.editor,
        witness=witness,
        place=place,
        title="Two days",
        happened="2022-01-20/2022-01-21",
        words=KAZAKH[0],
    )
    transcript = told.transcripts.get()
    with ledger.acting(desk.editor):
        transcript.language = "kk"
        transcript.save(update_fields=["language"])
    factories.make_passage(transcript, KAZAKH[1], by=desk.editor)
    factories.put_tag(told, tags["rally"], by=desk.editor)
    desk.publish(told)
    return told
