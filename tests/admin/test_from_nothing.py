"""From an empty archive to edition 1, by forms alone, as three people."""

import pytest

from testimonies.catalogue import current_edition
from testimonies.models import (
    ChronologyEvent,
    Collection,
    Consent,
    Illustration,
    MediaItem,
    Passage,
    Place,
    Quote,
    Source,
    Tag,
    Testimony,
    Transcript,
    User,
    Witness,
)
from testimonies.terms import Standing, State
from tests.admin.desk import Desk, Page, page_of

pytestmark = pytest.mark.django_db

WORDS = "We heard gunfire all night.\n\nWe were afraid that it would never stop."


def _context(desk: Desk) -> None:
    desk.add("place", name="Almaty", country="KZ", other_names="Алматы")
    desk.add("source", title="A week", outlet="A newspaper", published="2022-01~")
    desk.add("tag", name="Almaty", aliases="алматы")


def _collection(desk: Desk) -> None:
    page = desk.add("collection", title="January 2022", description="A week.")
    source = Source.objects.get()
    row = page.add_row("events", date="2022-01-04", text="A price.", source=source.pk)
    page.send(**row)


def _witness(desk: Desk) -> None:
    desk.add(
        "witness",
        name="Lyazzat",
        name_kind="given_name",
        place=Place.objects.get().pk,
        languages=["ru", "kk"],
        spelling_variants="Lyzzat",
    )


def _consent(steward: Desk) -> None:
    for scope in ("web_publication", "quotation"):
        page = steward.open(page_of(Witness.objects.get(), "consent"))
        page = page.send(
            scope=scope, says="granted", basis="previously_published", outlet="A paper"
        )
        assert "errorlist" not in page.html


def _testimony(desk: Desk) -> Testimony:
    page = desk.open("/admin/testimonies/testimony/add/")
    source = page.add_row("testimonysource_set", source=Source.objects.get().pk)
    transcript = page.add_row("transcripts", language="en", is_original="on")
    page = page.send(
        title="A week behind doors",
        summary="A summary.",
        witness=Witness.objects.get().pk,
        collection=Collection.objects.get().pk,
        place=Place.objects.get().pk,
        happened="2022-01-05/2022-01-09",
        content_notes=["gunfire", "distress"],
        content_notes_decided="on",
        **source,
        **transcript,
    )
    assert "errorlist" not in page.html, page.errors
    return Testimony.objects.get()


def _account(desk: Desk) -> Passage:
    page = desk.change(Transcript.objects.get())
    page = page.send(passages__0__text=WORDS.replace("\n", "\r\n"))
    assert "errorlist" not in page.html, page.errors
    page = page.send(passages__1__text="It was quiet afterwards.")
    numbers = Passage.objects.values_list("number", "position", "text")
    assert list(numbers) == [(1, 1, WORDS), (2, 2, "It was quiet afterwards.")]
    return Passage.objects.get(number=1)


def _clip(desk: Desk) -> None:
    page = desk.add(
        "mediaitem",
        title="A street",
        kind="video",
        platform="telegram",
        posted="2022-01-05~",
        posted_basis="inferred",
        description="A street with gunfire.",
        content_notes_decided="on",
        content_notes=["gunfire"],
        found_via=Source.objects.get().pk,
        basis="public_interest_decision",
        url="https://t.me/example/1",
    )
    assert "errorlist" not in page.html, page.errors


def _words_and_clips(desk: Desk, testimony: Testimony, passage: Passage) -> Page:
    page = desk.change(testimony)
    tags = "testimonies-tagging-content_type-object_id"
    changes = {
        f"{tags}-0-name": "АЛМАТЫ",
        f"{tags}-1-name": "#митинг",
        **page.add_row(
            "quotes", text="We heard gunfire all night.", passage=passage.pk
        ),
        **page.add_row(
            "illustrations", item=MediaItem.objects.get().pk, passage=passage.pk
        ),
        **page.add_row(
            "testimonies-translation-content_type-object_id",
            field="title",
            language="ru",
            text="Неделя за дверью",
        ),
    }
    page = page.send(**changes)
    assert "errorlist" not in page.html, page.errors
    return page


def _everything(editor: Desk, steward: Desk) -> Testimony:
    _context(editor)
    _collection(editor)
    _witness(editor)
    _consent(steward)
    testimony = _testimony(editor)
    passage = _account(editor)
    _clip(editor)
    _words_and_clips(editor, testimony, passage)
    return testimony


def test_from_nothing_to_edition_1(editor: User, reviewer: User, steward: User) -> None:
    testimony = _everything(Desk(editor), Desk(steward))
    quote = Quote.objects.get()
    assert quote.anchor is not None
    assert set(testimony.tags.values_list("name", flat=True)) == {"Almaty", "митинг"}
    for record in (MediaItem.objects.get(), Collection.objects.get(), testimony):
        Desk(editor).move(record, "submit")
        Desk(reviewer).move(record, "approve")
        page = Desk(steward).move(record, "publish")
        assert "errorlist" not in page.html, page.errors
        record.refresh_from_db()
        assert (record.state, record.standing) == (State.SETTLED, Standing.PUBLISHED)
        edition = current_edition(record.ref)
        assert edition is not None
        assert edition.number == 1
    assert ChronologyEvent.objects.count() == Illustration.objects.count() == 1
    assert Consent.objects.count() == 2
    assert Tag.objects.count() == 2


def test_the_start_page_says_what_awaits_whom(
    editor: User, reviewer: User, steward: User
) -> None:
    testimony = _everything(Desk(editor), Desk(steward))
    Desk(editor).move(testimony, "submit")
    assert testimony.title in Desk(reviewer).open("/admin/").html
    assert testimony.title not in Desk(editor).open("/admin/").html
