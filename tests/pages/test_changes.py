"""What changed between two editions, on a page: public documents alone, never more."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger, moderation
from testimonies.answers import bodies
from testimonies.catalogue import changed_parts, editions
from testimonies.models import Edition, Passage, Quote, Testimony, User
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.attacks import attack, patched
from tests.factories import Desk
from tests.standing import fresh, standing

NAMED = "Bolat let us in. We heard gunfire all night."
CALLED = "Twenty people hid at Bolat’s."


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


def base_of(testimony: Testimony) -> str:
    return f"/testimonies/{testimony.ref}/editions/"


def change(
    testimony: Testimony, desk: Desk, *, words: str = "", **columns: str
) -> None:
    """Revise, change a passage or columns, and publish."""
    moderation.revise(testimony, by=desk.editor)
    with ledger.acting(desk.editor):
        if words:
            passage = factories.first_passage(testimony)
            Passage.objects.filter(pk=passage.pk).update(text=words)
        if columns:
            Testimony.objects.filter(pk=testimony.pk).update(**columns)
    testimony.refresh_from_db()
    desk.publish(testimony)


def _publish_twice(desk: Desk) -> Testimony:
    record = desk.published_testimony(words=NAMED, summary=CALLED)
    change(record, desk, words=NAMED.replace("all night", "for hours"))
    return record


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Testimony]:
    with standing(django_db_blocker):
        yield _publish_twice(factories.make_other_desk())


@pytest.fixture
def testimony(built: Testimony, db: None) -> Testimony:
    return fresh(built)


def test_words_that_went_and_came_are_marked(
    client: Client, testimony: Testimony
) -> None:
    page = client.get(f"{base_of(testimony)}2/since/1/").content.decode()
    text = re.sub(r"<span class=.visually-hidden.>.*?</span>", "", page)
    assert '<del class="change__removed">all night.</del>' in text
    assert '<ins class="change__added">for hours.</ins>' in text
    assert f'href="{base_of(testimony)}2/?text=en#p1"' in page
    assert "the account" in page
    assert 'content="noindex"' in page


def test_the_history_says_in_one_line_what_changed(
    client: Client, testimony: Testimony
) -> None:
    page = client.get(base_of(testimony)).content.decode()
    assert "What changed: the account." in page
    assert f'href="{base_of(testimony)}2/since/1/"' in page
    assert "The first edition." in page
    shown = client.get(f"{base_of(testimony)}2/").content.decode()
    assert f'href="{base_of(testimony)}2/since/1/"' in shown


def test_where_a_quote_stands_is_said_in_words(client: Client, desk: Desk) -> None:
    record = desk.consented_testimony(words=NAMED)
    passage = factories.first_passage(record)
    quote = factories.make_quote(record, "gunfire", by=desk.editor, passage=passage)
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    with ledger.acting(desk.editor):
        Passage.objects.filter(pk=passage.pk).update(text=f"And {passage.text}")
        quote = Quote.objects.get(pk=quote.pk)
        quote.bind()
        quote.save()
    desk.publish(record)
    base = f"/quotes/{quote.ref}/editions/"
    assert "What changed: the place in the account." in shown(client, base)
    page = shown(client, f"{base}2/since/1/")
    assert "The place in the account" in page
    assert "Changed, but not in its words." in page
    assert "Details" not in page
    assert re.search(r"<(del|ins) class", page) is None


def shown(client: Client, path: str) -> str:
    """Give the page without the key of signs above the changes."""
    page = client.get(path).content.decode()
    return re.sub(r'<p class="aside">.*?</p>', "", page, flags=re.DOTALL)


@pytest.mark.parametrize("pair", ["1/since/2", "2/since/0", "3/since/1"])
def test_there_is_nothing_between_other_numbers(
    client: Client, testimony: Testimony, pair: str
) -> None:
    assert client.get(f"{base_of(testimony)}{pair}/").status_code == 404


def test_an_edition_does_not_differ_from_itself(
    client: Client, testimony: Testimony
) -> None:
    page = client.get(f"{base_of(testimony)}2/since/2/").content.decode()
    assert "Nothing that readers see differs." in page
    assert "Bolat" not in page


def test_it_takes_seven_queries_at_most_and_is_kept_nowhere(
    client: Client, testimony: Testimony
) -> None:
    bodies.clear()
    path = f"{base_of(testimony)}2/since/1/"
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert len(captured) <= 7
    assert bodies.held() == {}
    known = {"if-none-match": response["ETag"]}
    assert client.get(path, headers=known).status_code == 304


def hide_the_name(testimony: Testimony, desk: Desk) -> None:
    moderation.revise(testimony, by=desk.editor)
    passage = factories.first_passage(testimony)
    factories.hide(passage, "Bolat", by=desk.editor)
    with ledger.acting(desk.editor):
        testimony.summary = "Twenty people hid at a friend’s."
        testimony.save(update_fields=["summary"])
    desk.publish(testimony)


def always(_ref: str, _since: int) -> bool:
    return True


@attack(13, without=patched("testimonies.pages.history.tells_removed", always))
def test_a_withheld_name_is_in_no_difference(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    """Also not where it was taken out of another part, or before it was withheld."""
    change(testimony, desk, summary="Twenty people hid together.")
    hide_the_name(testimony, desk)
    change(testimony, desk, title="Another title")
    for number, since in ((2, 1), (3, 2), (3, 1), (4, 3), (4, 1), (5, 1), (5, 4)):
        for prefix in ("", "/ru", "/kk"):
            path = f"{prefix}{base_of(testimony)}{number}/since/{since}/"
            response = client.get(path)
            assert response.status_code == 200
            removed = re.findall(r"<del.*?</del>", response.content.decode(), re.DOTALL)
            assert not any("Bolat" in each for each in removed), path
    page = client.get(f"{base_of(testimony)}4/since/3/").content.decode()
    assert "[taken out, not shown]" in page
    assert "Bolat" not in page


def keep(*_: object, **__: object) -> int:
    """Erase nothing, and say that it was done."""
    return 1


@attack(19, without=patched("testimonies.moderation.moves.erase_documents", keep))
def test_an_edition_that_was_taken_back_is_compared_with_nothing(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    change(testimony, desk, title="Another title")
    path = f"{base_of(testimony)}2/since/1/"
    etag = {"if-none-match": client.get(path)["ETag"]}
    moderation.retract(
        testimony, by=desk.steward, numbers=[1], category=WithdrawalReason.SAFETY
    )
    for pair in ("2/since/1", "3/since/1"):
        response = client.get(f"{base_of(testimony)}{pair}/", headers=etag)
        assert response.status_code == 410
        assert response["Cache-Control"] == "no-store"
        assert "Bolat" not in response.content.decode()
    assert client.get(f"{base_of(testimony)}3/since/2/").status_code == 200
    listed = client.get(base_of(testimony)).content.decode()
    assert "2/since/1/" not in listed
    moderation.withdraw(testimony, by=desk.reviewer, category=WithdrawalReason.SAFETY)
    assert client.get(f"{base_of(testimony)}3/since/2/").status_code == 410


def test_a_draft_has_no_differences(client: Client, desk: Desk) -> None:
    draft = factories.make_testimony(by=desk.editor)
    unknown = client.get("/testimonies/t2222222/")
    answer = client.get(f"{base_of(draft)}2/since/1/")
    assert (answer.status_code, answer.content) == (404, unknown.content)


def test_what_changed_is_named_by_the_database(
    testimony: Testimony, desk: Desk
) -> None:
    change(testimony, desk, title="Another title", summary="Another summary.")
    assert changed_parts(testimony.ref) == {
        2: ("transcripts",),
        3: ("summary", "title"),
    }


@attack(13, without=patched("testimonies.pages.history.tells_removed", always))
def test_a_name_that_the_account_withholds_is_in_no_difference_of_its_quotes(
    client: Client, desk: Desk
) -> None:
    record = desk.consented_testimony(words=NAMED)
    passage = factories.first_passage(record)
    quote = factories.make_quote(
        record, "Bolat let us in", by=desk.editor, passage=passage
    )
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    quote.text = "let us in"
    quote.bind()
    with ledger.acting(desk.editor):
        quote.save()
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    factories.hide(passage, "Bolat", by=desk.editor)
    desk.publish(record)
    response = client.get(f"/quotes/{quote.ref}/editions/2/since/1/")
    assert response.status_code == 200
    removed = re.findall(r"<del.*?</del>", response.content.decode(), re.DOTALL)
    assert not any("Bolat" in each for each in removed)


def told(digest: str, _erased_at: object) -> str:
    """Tell every digest."""
    return digest


@attack(23, without=patched("testimonies.catalogue.history._public_digest", told))
def test_no_digest_of_what_was_taken_back_can_be_guessed_at(
    client: Client, testimony: Testimony, desk: Desk
) -> None:
    """By it and the words that stand, names could be tried one after another."""
    digest = Edition.objects.get(ref=testimony.ref, number=1).digest
    assert digest in client.get(base_of(testimony)).content.decode()
    moderation.retract(
        testimony, by=desk.steward, numbers=[1], category=WithdrawalReason.SAFETY
    )
    for path in ("", "1/", "2/"):
        response = client.get(f"{base_of(testimony)}{path}")
        assert digest not in response.content.decode()
    lines = editions(testimony.ref)
    assert [bool(line.digest) for line in lines] == [True, False]
