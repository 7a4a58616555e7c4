"""The caption of a clip: as it was posted, with its translation, found by both."""

import re

import pytest
from django.test import Client

from testimonies import catalogue, ledger
from testimonies.models import MediaItem, Translation, User
from tests import factories
from tests.factories import Desk

POSTED, KAZAKH = "Сплочённость людей", "Адамдардың бірлігі"


@pytest.fixture
def clip(editor: User, reviewer: User, steward: User) -> MediaItem:
    desk = Desk(editor, reviewer, steward)
    item = factories.make_media(by=editor, caption=POSTED, caption_language="ru")
    with ledger.acting(editor):
        Translation.objects.create(
            record=item, field="caption", language="kk", text=KAZAKH, is_machine=True
        )
    desk.publish(item)
    return item


@pytest.mark.parametrize(
    ("prefix", "quoted"),
    [
        ("/kk", [(' lang="ru"', POSTED), ("", KAZAKH)]),
        ("/ru", [("", POSTED)]),
        ("", [(' lang="ru"', POSTED)]),
    ],
)
def test_a_caption_stands_as_posted_and_in_the_readers_language(
    client: Client, clip: MediaItem, prefix: str, quoted: list[tuple[str, str]]
) -> None:
    page = client.get(f"{prefix}/media/{clip.ref}/", follow=True).content.decode()
    assert re.findall(r"<q( lang=[^>]+)?>(.+?)</q>", page) == quoted
    assert ("машина аударған" in page) == (prefix == "/kk")


@pytest.mark.parametrize("words", ["сплочённость", "бірлігі"])
def test_a_clip_is_found_by_its_caption_in_either_language(
    client: Client, clip: MediaItem, words: str
) -> None:
    page = client.get("/search/", {"q": words}).content.decode()
    assert clip.ref in page
    assert re.search(f"<mark>{words}</mark>", page, re.IGNORECASE)


def test_without_a_translation_the_document_is_what_it_was(
    editor: User,
) -> None:
    item = factories.make_media(by=editor, caption=POSTED, caption_language="ru")
    assert "caption_translations" not in catalogue.encode(catalogue.describe(item))
