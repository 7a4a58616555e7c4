"""The places by country: what public records name, and nothing else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger, moderation
from testimonies.models import Testimony, User
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.attacks import attack
from tests.factories import Desk

ROW = re.compile(r'<li><a href="([^"]+)"[^>]*>([^<]+)</a> <span class="tag__count')


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


def published_at(
    desk: Desk, name: str, country: str = "KZ", **columns: int
) -> Testimony:
    place = factories.make_place(by=desk.editor, name=name, country=country, **columns)
    record = desk.consented_testimony()
    with ledger.acting(desk.editor):
        record.place = place
        record.save(update_fields=["place"])
    desk.publish(record)
    return record


def test_places_stand_by_country_page_by_page_and_lead_to_their_records(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, osh = "Taraz & Тараз", "Osh"
    for name, country in ((both, "KZ"), (both, "US"), (osh, "KG"), ("Nowhere", "")):
        published_at(desk, name, country)
    page = client.get("/places/").content.decode()
    # What is of two countries stands with what is of none.
    assert re.findall(r'<h2 id="c-(\w+)"', page) == ["none", "KG"]
    assert "Country not recorded" in page
    rows = dict(ROW.findall(page))
    assert sorted(rows.values()) == ["Nowhere", "Osh", "Taraz &amp; Тараз"]
    for address, name in rows.items():
        assert name in client.get(address.replace("&amp;", "&")).content.decode()
    assert "Қырғызстан" in client.get("/kk/places/").content.decode()

    monkeypatch.setattr("testimonies.pages.places.PAGE_SIZE", 1)
    seen, way = [], "/places/"
    while way:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(way).content.decode()
        assert len(captured) == 2
        seen += [name for _, name in ROW.findall(page)]
        way = "".join(re.findall(r'rel="next" href="([^"]+)"', page))
    assert seen == ["Nowhere", "Osh", "Taraz &amp; Тараз"]


def test_whole_degrees_are_drawn_and_said_and_nothing_where_records_disagree(
    client: Client, desk: Desk
) -> None:
    published_at(desk, "Almaty", latitude=43, longitude=77)
    published_at(desk, "Taraz", latitude=43, longitude=71)
    page = client.get("/places/").content.decode()
    assert re.findall(r'sheet__name"[^>]*>(\w+)<', page) == ["Taraz", "Almaty"]
    assert "43° N, 77° E</small>" in page
    published_at(desk, "Taraz", latitude=42, longitude=71)
    page = client.get("/places/").content.decode()
    assert re.findall(r'sheet__name"[^>]*>(\w+)<', page) == ["Almaty"]
    assert page.count("° E</small>") == 1


def test_without_degrees_there_is_no_sheet(client: Client, desk: Desk) -> None:
    published_at(desk, "Almaty")
    assert "<svg" not in client.get("/places/").content.decode().partition("<main")[2]


@attack(19)
def test_a_place_of_nothing_public_is_not_named(client: Client, desk: Desk) -> None:
    record = published_at(desk, "Shymkent")
    factories.make_place(by=desk.editor, name="Hiding place")
    before = client.get("/places/")
    assert "Shymkent" in before.content.decode()
    moderation.withdraw(record, by=desk.reviewer, category=WithdrawalReason.SAFETY)
    after = client.get("/places/", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "Shymkent" not in after.content.decode()
    assert "Hiding place" not in after.content.decode()


@pytest.mark.parametrize("query", ["after=a&after=b", f"after={'x' * 300}"])
def test_a_marker_of_places_that_is_none_is_refused(
    client: Client, db: None, query: str
) -> None:
    assert client.get(f"/places/?{query}").status_code == 400
