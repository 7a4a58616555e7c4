"""A record's page over the catalogue: addresses, ETags, withdrawals, few queries."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import catalogue, ledger, moderation
from testimonies.answers import Bodies, Key, bodies
from testimonies.answers.body import body_of
from testimonies.catalogue import Bundle, Stamps
from testimonies.models import Quote, Tag, Testimony, User
from testimonies.pages import records
from testimonies.terms import Kind, WithdrawalReason, new_ref
from tests import factories
from tests.attacks import attack, patched
from tests.factories import Desk
from tests.standing import fresh, standing


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


def _publish(desk: Desk) -> Testimony:
    record = desk.consented_testimony()
    factories.make_quote(
        record, by=desk.editor, passage=factories.first_passage(record)
    )
    desk.publish(record)
    return record


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Testimony]:
    with standing(django_db_blocker):
        yield _publish(factories.make_other_desk())


@pytest.fixture
def testimony(built: Testimony, db: None) -> Testimony:
    return fresh(built)


def _keep(*_: object, **__: object) -> int:
    """Erase nothing, and say that it was done."""
    return 1


def path_of(testimony: Testimony) -> str:
    return f"/testimonies/{testimony.ref}/a-week-behind-doors/"


def quote_of(testimony: Testimony) -> Quote:
    return Quote.objects.get(testimony=testimony)


def withdraw(testimony: Testimony, by: User, note: str = "") -> None:
    moderation.withdraw(
        testimony, by=by, category=WithdrawalReason.SAFETY, public_note=note
    )


def test_the_page_shows_the_account(client: Client, testimony: Testimony) -> None:
    response = client.get(path_of(testimony))
    assert response.status_code == 200
    assert "We were afraid that it would never stop." in response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/ru", "/kk"])
@pytest.mark.parametrize("slug", ["", "some-other-slug/"])
def test_another_slug_leads_to_the_one_address(
    client: Client, testimony: Testimony, prefix: str, slug: str
) -> None:
    response = client.get(f"{prefix}/testimonies/{testimony.ref}/{slug}")
    assert response.status_code == 301
    assert response["Location"] == f"{prefix}{path_of(testimony)}"


def test_a_ref_in_capitals_leads_to_the_one_address(
    client: Client, testimony: Testimony
) -> None:
    response = client.get(f"/testimonies/{testimony.ref.upper()}/")
    assert (response.status_code, response["Location"]) == (301, path_of(testimony))


def test_what_is_unknown_draft_or_no_ref_is_one_and_the_same_404(
    client: Client, desk: Desk
) -> None:
    draft = factories.make_testimony(by=desk.editor)
    addresses = [
        f"/testimonies/{draft.ref}/",
        f"/testimonies/{draft.ref}/a-week-behind-doors/",
        f"/testimonies/{draft.ref}/editions/",
        f"/testimonies/{draft.ref}/editions/1/",
        f"/testimonies/{new_ref(Kind.TESTIMONY)}/",
        f"/witnesses/{draft.witness.ref}/",
        "/testimonies/t2222222/",
        "/tags/nothing/",
        "/no/such/page/",
    ]
    answers = {client.get(address).content for address in addresses}
    codes = {client.get(address).status_code for address in addresses}
    assert (codes, len(answers)) == ({404}, 1)
    assert client.get(addresses[0])["Cache-Control"] == "no-store"
    assert draft.ref not in answers.pop().decode()


@attack(19, without=patched("testimonies.moderation.moves.erase_documents", _keep))
def test_what_was_withdrawn_is_gone_everywhere(
    client: Client, testimony: Testimony, reviewer: User
) -> None:
    before = client.get(path_of(testimony))
    quote = quote_of(testimony)
    withdraw(testimony, reviewer, "At the witness’s wish.")
    for address in (
        path_of(testimony),
        f"/testimonies/{testimony.ref}/",
        f"/testimonies/{testimony.ref}/editions/",
        f"/testimonies/{testimony.ref}/editions/1/",
        f"/quotes/{quote.ref}/",
        f"/witnesses/{testimony.witness.ref}/",
    ):
        response = client.get(address, headers={"if-none-match": before["ETag"]})
        assert response.status_code == 410, address
        assert response["Cache-Control"] == "no-store"
        assert "gunfire" not in response.content.decode()
    page = client.get(path_of(testimony)).content.decode()
    assert "At the witness’s wish." in page


def test_a_page_is_conditional_and_sets_no_cookie(
    client: Client, testimony: Testimony
) -> None:
    response = client.get(path_of(testimony))
    assert response["Cache-Control"] == "no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    again = client.get(path_of(testimony), headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "no-cache"
    russian = client.get(f"/ru{path_of(testimony)}")
    assert russian["ETag"] != response["ETag"]


def test_an_etag_changes_with_what_the_page_shows(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    before = client.get(path_of(testimony))["ETag"]
    moderation.revise(testimony, by=desk.editor)
    with ledger.acting(desk.editor):
        testimony.summary = "Another summary."
        testimony.save(update_fields=["summary"])
    assert client.get(path_of(testimony))["ETag"] == before
    desk.publish(testimony)
    after = client.get(path_of(testimony))
    assert after["ETag"] != before
    assert "Another summary." in after.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(testimony: Testimony, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    response = getattr(client, method)(path_of(testimony))
    assert response.status_code == 405
    assert not response.cookies


def test_head_answers_as_get_without_a_body(
    client: Client, testimony: Testimony
) -> None:
    got, asked = client.get(path_of(testimony)), client.head(path_of(testimony))
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked["ETag"] == got["ETag"]


def queries_of(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers=headers)
    return len(captured)


def test_a_record_takes_two_queries_and_a_304_one(
    client: Client, testimony: Testimony
) -> None:
    for address in (
        path_of(testimony),
        f"/witnesses/{testimony.witness.ref}/lyazzat/",
    ):
        response = client.get(f"/kk{address}")
        assert response.status_code == 200, address
        assert queries_of(client, address) == 2
        etag = client.get(address)["ETag"]
        assert queries_of(client, address, **{"if-none-match": etag}) == 1
        # The body is kept, and the database is asked all the same.
        assert queries_of(client, address) == 1


def test_a_quote_takes_three_queries_and_names_who_said_it(
    client: Client, testimony: Testimony
) -> None:
    address = f"/quotes/{quote_of(testimony).ref}/"
    assert queries_of(client, address) == 3
    before = client.get(address)
    assert f">{testimony.witness.name}</a>" in before.content.decode()
    etag = before["ETag"]
    assert queries_of(client, address, **{"if-none-match": etag}) == 3
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_a_new_name_of_the_witness_is_another_page_of_the_quote(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    """Nobody is answered "not modified" with a name that was given up."""
    address = f"/quotes/{quote_of(testimony).ref}/"
    etag = client.get(address)["ETag"]
    moderation.revise(testimony, by=desk.editor)
    with ledger.acting(desk.editor):
        testimony.witness.name = "Another"
        testimony.witness.save(update_fields=["name"])
    desk.publish(testimony)
    after = client.get(address, headers={"if-none-match": etag})
    assert after.status_code == 200
    assert ">Another</a>" in after.content.decode()


def test_editions_are_listed_and_shown(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    desk.retitle(testimony, "Another title")
    base = f"/testimonies/{testimony.ref}/editions/"
    listed = client.get(base).content.decode()
    assert f'href="{base}1/"' in listed
    assert f'href="{base}2/"' in listed
    first = client.get(f"{base}1/").content.decode()
    assert "It was superseded by a later one." in first
    assert 'content="noindex"' in first
    second = client.get(f"{base}2/").content.decode()
    assert "This is the current edition." in second
    assert "Changed since edition 1:" in second
    assert "the title" in second
    assert client.get(f"{base}3/").status_code == 404
    for number in ("02", "0", "٢"):
        assert client.get(f"{base}{number}/").status_code == 404


def test_a_retracted_edition_is_gone_and_the_record_stays(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    desk.retitle(testimony, "Another title")
    moderation.retract(
        testimony, by=desk.steward, numbers=[1], category=WithdrawalReason.SAFETY
    )
    base = f"/testimonies/{testimony.ref}/editions/"
    assert client.get(f"{base}1/").status_code == 410
    assert client.get(f"{base}2/").status_code == 200
    assert f'href="{base}1/"' not in client.get(base).content.decode()


def test_a_tags_other_spellings_lead_to_it(client: Client, desk: Desk) -> None:
    tag: Tag = factories.make_tag("Almaty", by=desk.editor, aliases=("алматы",))
    record = desk.consented_testimony()
    factories.put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    response = client.get("/kk/tags/алматы/")
    assert (response.status_code, response["Location"]) == (301, "/kk/tags/almaty/")
    page = client.get("/tags/almaty/")
    assert record.ref in page.content.decode()
    etag = {"if-none-match": page["ETag"]}
    assert client.get("/tags/almaty/", headers=etag).status_code == 304


def test_kept_bodies_are_few() -> None:
    kept = Bodies(size=2)
    for number in range(4):
        kept.keep(Key(f"/{number}/", "etag"), body_of("body"))
    found = [kept.get(Key(f"/{number}/", "etag")) for number in range(4)]
    assert found == [None, None, body_of("body"), body_of("body")]
    kept.keep(Key("/large/", "etag"), body_of("x" * (1024 * 1024)))
    assert kept.get(Key("/large/", "etag")) is None


def test_of_a_page_one_body_is_kept_and_none_of_what_is_gone(
    client: Client, testimony: Testimony, desk: Desk, reviewer: User
) -> None:
    bodies.clear()
    client.get(path_of(testimony))
    desk.retitle(testimony, "A week behind doors, again")
    client.get(f"/testimonies/{testimony.ref}/", follow=True)
    client.get(path_of(testimony), follow=True)
    client.get(f"/testimonies/{testimony.ref}/editions/1/")
    assert any(b"gunfire" in body for body in bodies.held().values())
    withdraw(testimony, reviewer)
    for path in list(bodies.held()):
        client.get(path)
    assert bodies.held() == {}


def test_another_etag_takes_the_place_of_the_first() -> None:
    kept = Bodies()
    kept.keep(Key("/", "first"), body_of("withdrawn words"))
    kept.keep(Key("/", "second"), body_of("body"))
    assert kept.held() == {"/": b"body"}
    assert kept.get(Key("/", "first")) is None
    assert kept.get(Key("/", "second")) == body_of("body")


def test_a_publication_between_the_two_queries_is_met_by_asking_again(
    client: Client, testimony: Testimony, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def unsteady(stamps: Stamps) -> Bundle | None:
        asked.append(stamps.ref)
        return None if len(asked) == 1 else catalogue.bundle(stamps)

    monkeypatch.setattr(records, "bundle", unsteady)
    assert client.get(path_of(testimony)).status_code == 200
    assert len(asked) == 2


def test_a_page_that_is_gone_is_let_go_with_all_that_was_asked_of_it() -> None:
    kept = Bodies()
    for path in ("/tags/rally/?", "/tags/rally/?tag=rally", "/tags/rally-2/?"):
        kept.keep(Key(path, '"a"'), body_of("words"))
    kept.forget("/tags/rally/")
    assert list(kept.held()) == ["/tags/rally-2/?"]
