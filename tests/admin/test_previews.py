"""Drafts in the readers' form: covered, marked, and what they would change."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings

from testimonies import ledger, moderation
from testimonies.models import Passage, Testimony, Transcript, User
from testimonies.terms import MediaBasis
from tests import factories
from tests.admin.desk import Desk, page_of
from tests.stored import make_file


@pytest.fixture
def published(editor: User, reviewer: User, steward: User) -> Testimony:
    """Publish an account, then change its draft: its title, and a name withheld."""
    desk = factories.Desk(editor, reviewer, steward)
    record = desk.published_testimony(words="Bolat hid us. It was cold.")
    moderation.revise(record, by=editor)
    with ledger.acting(editor):
        record.title = "A week in hiding"
        record.save(update_fields=["title"])
    return record


def test_what_a_draft_changes_is_shown_as_readers_would_be_told_it(
    at_desk: dict[str, Desk], published: Testimony, editor: User
) -> None:
    page = at_desk["contributor"].open(page_of(published, "changes"))
    assert "no-store" in page.response.headers["Cache-Control"]
    assert "Readers cannot see this page." in page.html
    assert re.search(r"<del [^>]*>.*behind doors</del>", page.html)
    assert re.search(r"<ins [^>]*>.*in hiding</ins>", page.html)
    assert "Bolat" not in page.html
    factories.hide(factories.first_passage(published), "Bolat", by=editor)
    hidden = at_desk["steward"].open(page_of(published, "changes")).html
    assert "[taken out, not shown]" in hidden
    assert "Bolat" not in hidden
    assert "behind doors" not in hidden


def test_a_draft_that_readers_never_had_is_all_new(
    at_desk: dict[str, Desk], editor: User
) -> None:
    draft = factories.make_testimony(by=editor)
    page = at_desk["editor"].open(page_of(draft, "changes"))
    assert "Readers have no edition of it" in page.html
    # No link to it beside the form, where there is nothing to compare with.
    assert page_of(draft, "changes") not in at_desk["editor"].change(draft).html


def test_a_translation_is_previewed_beside_the_original(
    at_desk: dict[str, Desk], published: Testimony, editor: User
) -> None:
    with ledger.acting(editor):
        other = Transcript.objects.create(
            testimony=published, language="ru", is_original=False
        )
        number = factories.first_passage(published).number
        Passage.objects.create(transcript=other, number=number, text="Было холодно.")
    address = page_of(published, "preview")
    shown = at_desk["editor"].open(f"{address}?text=side").html
    assert "Было холодно." in shown
    assert "It was cold." in shown
    assert "Было холодно." not in at_desk["editor"].open(f"{address}?text=xx").html


def test_a_graphic_picture_of_a_draft_is_covered_and_fetched_from_the_desk(
    at_desk: dict[str, Desk], editor: User, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    item = factories.make_media(
        by=editor, content_notes=["body"], basis=MediaBasis.PUBLIC_INTEREST
    )
    copy = make_file(item, by=editor)
    html = at_desk["editor"].open(page_of(item, "preview")).html
    address = page_of(item, "copy", copy.pk)
    (covered,) = re.findall(r'<details class="covered">.*?</details>', html, re.DOTALL)
    assert f'src="{address}"' in covered
    assert address not in html.replace(covered, "")
    assert copy.name not in html
    assert at_desk["editor"].client.head(address).status_code == 200
