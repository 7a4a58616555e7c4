"""Searches that once went past their filters, broke, or stayed in a kept page."""

import pytest
from django.db import OperationalError
from django.test import Client
from psycopg.errors import QueryCanceled

from archive import readers
from testimonies import catalogue, ledger
from testimonies.models import User
from testimonies.moderation import revise
from testimonies.search import SearchQuery, search
from testimonies.terms import Kind
from tests import factories
from tests.search.small import Archive


@pytest.mark.parametrize("words", ["3-4", "almaty -3-4", "3-4 января", "e-u"])
def test_a_word_of_two_parts_keeps_to_the_filters(
    archive: Archive, editor: User, reviewer: User, steward: User, words: str
) -> None:
    other = factories.make_collection(by=editor, title="3 4, 34 and e u, eu")
    factories.publish(other, editor=editor, reviewer=reviewer, steward=steward)
    with readers.reading():
        found = search(SearchQuery(words, kinds=(Kind.MEDIA,)))
        everything = search(SearchQuery(words), limit=50)
    assert other.ref not in {hit.issue.ref for hit in found.hits}
    if "almaty" in words or "января" in words:
        assert other.ref not in {hit.issue.ref for hit in everything.hits}


LONG = "\ufdfa" * 100


@pytest.mark.parametrize("query", [{"place": LONG}, {"q": "город " + LONG}])
def test_a_name_longer_than_a_lexeme_is_searched_for(
    client: Client, archive: Archive, query: dict[str, str]
) -> None:
    assert client.get("/search/", query).status_code in {200, 400}
    assert client.get("/api/v1/search/", query).status_code in {200, 400, 409}


def test_a_place_with_a_long_name_is_published(
    editor: User, reviewer: User, steward: User
) -> None:
    place = factories.make_place(by=editor, name="Almaty", other_names="ы" * 1500)
    witness = factories.make_witness(by=editor)
    factories.grant(witness, by=steward)
    testimony = factories.make_testimony(by=editor, witness=witness, place=place)
    factories.publish(testimony, editor=editor, reviewer=reviewer, steward=steward)
    assert catalogue.entries().filter(ref=testimony.ref).exists()


@pytest.mark.parametrize("place", ["#", "_", "# #"])
def test_a_place_without_a_name_is_refused(
    client: Client, db: None, place: str
) -> None:
    response = client.get("/search/", {"place": place, "kind": "media"})
    assert response.status_code == 400


def test_a_spelling_that_was_taken_away_is_in_no_kept_page(
    client: Client, archive: Archive, editor: User, reviewer: User, steward: User
) -> None:
    address = "/search/?q=lyazzat&kind=testimony"
    before = client.get(address)
    assert "lyzzat" in before.content.decode()
    record = archive.testimony
    record.refresh_from_db()
    revise(record, by=editor)
    with ledger.acting(editor):
        record.witness.spelling_variants = ""
        record.witness.save()
    factories.publish(record, editor=editor, reviewer=reviewer, steward=steward)
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "lyzzat" not in after.content.decode()


def test_a_table_that_fails_at_once_says_so(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OperationalError from QueryCanceled()

    monkeypatch.setattr("testimonies.search.export._copied", fail)
    response = client.get("/search/results.csv?q=gunfire")
    assert (response.status_code, response["Retry-After"]) == (503, "30")
