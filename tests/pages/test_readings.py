"""The languages of an account as addresses: each answers, and what is none is named."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger
from testimonies.answers import bodies
from testimonies.models import Passage, Testimony, Transcript, User
from testimonies.terms import Kind, new_ref
from tests import factories
from tests.factories import Desk
from tests.standing import fresh, standing

RUSSIAN = "Всю ночь мы слышали стрельбу у дома Болата."


def _publish(desk: Desk) -> Testimony:
    """Publish an account with its translation, in which a name is withheld."""
    record = desk.consented_testimony()
    with ledger.acting(desk.editor):
        other = Transcript.objects.create(
            testimony=record, language="ru", is_original=False, is_machine=True
        )
        translated = Passage.objects.create(
            transcript=other,
            number=factories.first_passage(record).number,
            text=RUSSIAN,
        )
    factories.hide(translated, "Болата", by=desk.editor)
    desk.publish(record)
    return record


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Testimony]:
    with standing(django_db_blocker):
        yield _publish(factories.make_other_desk())


@pytest.fixture
def testimony(built: Testimony, db: None) -> Testimony:
    return fresh(built)


def path_of(testimony: Testimony, *, edition: int | None = None) -> str:
    below = "a-week-behind-doors" if edition is None else f"editions/{edition}"
    return f"/testimonies/{testimony.ref}/{below}/"


def test_each_reading_is_an_address(client: Client, testimony: Testimony) -> None:
    english, russian = "We were afraid that it would", "Всю ночь мы слышали"
    for path in (path_of(testimony), path_of(testimony, edition=1)):
        shown = {
            reading: client.get(f"{path}{reading}").content.decode()
            for reading in ("", "?text=en", "?text=ru", "?text=side")
        }
        assert [english in page for page in shown.values()] == [True, True, False, True]
        assert [russian in page for page in shown.values()] == [
            False,
            False,
            True,
            True,
        ]
        # What is withheld in the translation stands nowhere, beside the original too.
        assert not any("Болат" in page for page in shown.values())


@pytest.mark.parametrize("edition", [None, 1])
@pytest.mark.parametrize(
    "query",
    ["text=kk", "text=", "text=RU", "text=sid", "text=%D1%80", "text=ru&text=en"],
)
def test_a_reading_that_there_is_not_is_named_and_refused(
    client: Client, testimony: Testimony, query: str, edition: int | None
) -> None:
    response = client.get(f"{path_of(testimony, edition=edition)}?{query}")
    assert response.status_code == 400
    assert response["Cache-Control"] == "no-store"
    page = response.content.decode()
    assert "text=en, text=ru, text=side" in page
    assert "We were afraid" not in page


def test_what_is_not_public_is_404_whatever_the_reading(
    client: Client, editor: User
) -> None:
    draft = factories.make_testimony(by=editor)
    unknown = client.get("/testimonies/t2222222/")
    for ref in (draft.ref, str(new_ref(Kind.TESTIMONY))):
        for path in (f"/testimonies/{ref}/", f"/testimonies/{ref}/editions/1/"):
            for query in ("?text=en", "?text=nothing"):
                answer = client.get(f"{path}{query}")
                assert (answer.status_code, answer.content) == (404, unknown.content)


def test_a_redirect_keeps_the_reading(client: Client, testimony: Testimony) -> None:
    response = client.get(f"/ru/testimonies/{testimony.ref}/?text=side&utm_source=x")
    assert response["Location"] == f"/ru{path_of(testimony)}?text=side"


def test_a_reading_takes_two_queries_and_a_304_one(
    client: Client, testimony: Testimony
) -> None:
    bodies.clear()
    address = f"{path_of(testimony)}?text=side"
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert len(captured) == 2
    known = {"if-none-match": response["ETag"]}
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers=known).status_code == 304
    assert len(captured) == 1
    assert client.get(path_of(testimony))["ETag"] != response["ETag"]
    # Of the addresses that a reader can make up, none is kept.
    assert not any("Всю ночь" in body.decode() for body in bodies.held().values())


def test_other_records_have_no_such_parameter(
    client: Client, testimony: Testimony
) -> None:
    path = f"/witnesses/{testimony.witness.ref}/lyazzat/"
    assert client.get(f"{path}?text=nothing").status_code == 200
