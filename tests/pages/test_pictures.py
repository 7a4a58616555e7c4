"""The picture of a quote, over the catalogue: whose words, its ETag, withdrawals."""

from collections.abc import Iterator
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.answers import bodies
from testimonies.models import Quote, User
from testimonies.pages import pictures
from testimonies.terms import Kind, WithdrawalReason, new_ref
from tests import factories
from tests.attacks import attack, patched
from tests.factories import Desk

DRAWN = b"\x89PNG drawn"


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


@pytest.fixture
def quote(desk: Desk) -> Quote:
    record = desk.consented_testimony()
    factories.make_quote(
        record, by=desk.editor, passage=factories.first_passage(record)
    )
    desk.publish(record)
    return Quote.objects.get(testimony=record)


@pytest.fixture
def drawn() -> Iterator[mock.Mock]:
    with (
        mock.patch.object(pictures, "can_draw", return_value=True),
        mock.patch.object(pictures, "draw", return_value=DRAWN) as drawing,
    ):
        yield drawing


def _keep(*_: object) -> None:
    """Keep the body of a page that is gone."""


def path_of(quote: Quote) -> str:
    return f"/quotes/{quote.ref}/picture.png"


def test_a_picture_shows_the_quote_and_who_said_it(
    client: Client, quote: Quote, drawn: mock.Mock
) -> None:
    response = client.get(f"/ru{path_of(quote)}")
    assert (response.status_code, response.content) == (200, DRAWN)
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "no-cache"
    (card,) = drawn.call_args.args
    assert quote.text in card.words
    assert card.name == quote.testimony.witness.name
    assert card.fidelity == "Дословно"
    assert not response.cookies


def test_a_picture_is_known_by_its_etag_in_three_queries(
    client: Client, quote: Quote, drawn: mock.Mock
) -> None:
    with CaptureQueriesContext(connection) as captured:
        etag = client.get(path_of(quote))["ETag"]
    assert len(captured) == 3
    again = client.get(path_of(quote), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/kk{path_of(quote)}")["ETag"] != etag
    assert client.head(path_of(quote)).content == b""


@attack(19, without=patched("testimonies.answers.conditional.Bodies.forget", _keep))
def test_the_picture_of_a_withdrawn_quote_is_gone(
    client: Client, quote: Quote, drawn: mock.Mock, desk: Desk
) -> None:
    before = client.get(path_of(quote))
    kept = f"{path_of(quote)}?"
    assert bodies.held()[kept] == DRAWN
    moderation.withdraw(
        quote.testimony, by=desk.reviewer, category=WithdrawalReason.SAFETY
    )
    after = client.get(path_of(quote), headers={"if-none-match": before["ETag"]})
    assert after.status_code == 410
    assert after["Cache-Control"] == "no-store"
    assert kept not in bodies.held()


@attack(18)
def test_no_draft_and_nothing_unknown_is_drawn(
    client: Client, desk: Desk, drawn: mock.Mock
) -> None:
    record = desk.consented_testimony()
    factories.make_quote(
        record, by=desk.editor, passage=factories.first_passage(record)
    )
    draft = client.get(path_of(Quote.objects.get(testimony=record)))
    unknown = client.get(f"/quotes/{new_ref(Kind.QUOTE)}/picture.png")
    assert draft.status_code == unknown.status_code == 404
    assert draft.content == unknown.content
    drawn.assert_not_called()


def test_what_cannot_be_drawn_is_not_found(client: Client, quote: Quote) -> None:
    with mock.patch.object(pictures, "can_draw", return_value=False):
        assert client.get(path_of(quote)).status_code == 404
