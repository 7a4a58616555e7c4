"""An account's captions at their address: in each language, of each edition, or not."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger, moderation
from testimonies.answers import bodies
from testimonies.models import Passage, Testimony, Transcript
from testimonies.privacy import MARKER
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.factories import Desk, first_passage, make_desk


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    bodies.clear()
    yield make_desk()
    bodies.clear()


@pytest.fixture
def timed(desk: Desk) -> Testimony:
    """Give a published account with a time, a redaction and a translation."""
    testimony = desk.consented_testimony()
    passage = first_passage(testimony)
    factories.time(passage, 1_500, 9_000, by=desk.editor)
    factories.hide(passage, "gunfire", by=desk.editor)
    with ledger.acting(desk.editor):
        russian = Transcript.objects.create(
            testimony=testimony, language="ru", is_original=False
        )
        Passage.objects.create(
            transcript=russian, number=passage.number, text="Мы слышали стрельбу."
        )
    desk.publish(testimony)
    return testimony


def words(client: Client, testimony: Testimony, query: str = "") -> str:
    response = client.get(f"/testimonies/{testimony.ref}.vtt{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    return response.content.decode()


def test_captions_are_the_public_words_in_each_language(
    client: Client, timed: Testimony
) -> None:
    english = words(client, timed)
    assert "00:00:01.500 --> 00:00:09.000\nWe heard " in english
    assert f"We heard {MARKER} all night." in english
    assert "gunfire" not in english
    assert words(client, timed, "?text=en") == english
    assert "00:00:09.000\nМы слышали стрельбу." in words(client, timed, "?text=ru")


def test_one_query_and_304(client: Client, timed: Testimony) -> None:
    address = f"/testimonies/{timed.ref}.vtt"
    with CaptureQueriesContext(connection) as captured:
        first = client.get(address)
    assert len([q for q in captured if "kua_" in q["sql"] or "FROM" in q["sql"]]) == 1
    known = {"if-none-match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    # Another language is another file.
    assert client.get(f"{address}?text=ru", headers=known).status_code == 200


def test_an_older_edition_keeps_its_own(
    client: Client, timed: Testimony, desk: Desk
) -> None:
    moderation.revise(timed, by=desk.editor)
    factories.time(first_passage(timed), 2_000, 9_000, by=desk.editor)
    desk.publish(timed)
    assert "00:00:02.000 -->" in words(client, timed)
    assert "00:00:01.500 -->" in words(client, timed, "?edition=1")


def test_what_is_not_there_is_said_or_unknown(
    client: Client, timed: Testimony, desk: Desk
) -> None:
    for query in ("?text=kk", "?text=xx", "?text=en&text=ru", "?edition=x"):
        response = client.get(f"/testimonies/{timed.ref}.vtt{query}")
        assert response.status_code == 400, query
        assert "text" in response.content.decode() or "edition" in query
    unknown = client.get("/testimonies/t2222222x/")
    untimed = desk.published_testimony(title="Never recorded")
    draft = factories.make_testimony(by=desk.editor)
    factories.time(first_passage(draft), 0, 1, by=desk.editor)
    for ref in (untimed.ref, draft.ref, "t2222222x"):
        response = client.get(f"/testimonies/{ref}.vtt")
        assert (response.status_code, response.content) == (404, unknown.content), ref
    assert client.get(f"/witnesses/{timed.witness.ref}.vtt").status_code == 404


def test_they_are_gone_with_the_account(
    client: Client, timed: Testimony, desk: Desk
) -> None:
    words(client, timed)
    reason = WithdrawalReason.SAFETY
    moderation.withdraw(timed, by=desk.reviewer, category=reason)
    response = client.get(f"/testimonies/{timed.ref}.vtt")
    assert response.status_code == 410
    assert b"-->" not in response.content
