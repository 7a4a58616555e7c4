"""Concerns at the desk: the queue, the page that shows words once, and the count."""

from typing import Any

import pytest
from django.urls import reverse

from testimonies import moderation
from testimonies.models import Concern, LedgerEvent, User
from testimonies.moderation import Received, Report, receive_concern
from testimonies.terms import ConcernKind, ConcernState, WithdrawalReason
from tests import factories
from tests.admin.desk import Desk, page_of
from tests.attacks import attack
from tests.factories import make_concern
from tests.rooms import hold_rooms_still

pytestmark = pytest.mark.usefixtures("db")

WORDS, CONTACT = "The window <b onclick=x>is</b> hers.\nLook.", "<i>@somebody</i>"
QUEUE = reverse("admin:testimonies_concern_changelist")


@pytest.fixture
def record(editor: User, reviewer: User, steward: User) -> Any:
    return factories.Desk(editor, reviewer, steward).published_testimony()


@pytest.fixture
def concern(record: Any) -> Concern:
    return make_concern(record.ref, words=WORDS, contact=CONTACT)


def press(desk: Desk, concern: Concern, button: str, **given: str) -> Any:
    return desk.post(page_of(concern, "handle"), {button: "1", **given})


def test_the_queue_names_what_and_which_record_and_no_word(
    reviewer: User, concern: Concern
) -> None:
    later = make_concern(concern.ref, kind=ConcernKind.MISTAKE, words="Later.")
    page = Desk(reviewer).open(QUEUE).html
    assert page.index(concern.receipt) < page.index(later.receipt)
    assert "a danger to somebody" in page
    assert concern.ref in page
    for word in ("window", "somebody</i>", "Later."):
        assert word not in page
    closed = Desk(reviewer).open(f"{QUEUE}?state__exact=closed").html
    assert concern.receipt not in closed


@attack(25)
def test_words_are_shown_once_as_they_were_typed_and_the_ledger_says_to_whom(
    steward: User, concern: Concern
) -> None:
    desk = Desk(steward)
    before = desk.open(page_of(concern, "handle"))
    assert "window" not in before.html
    assert not LedgerEvent.objects.filter(action="read_concern").exists()
    read = press(desk, concern, "_read")
    assert "The window &lt;b onclick=x&gt;is&lt;/b&gt; hers." in read.html
    assert "&lt;i&gt;@somebody&lt;/i&gt;" in read.html
    assert "no-store" in read.response.headers["Cache-Control"]
    event = LedgerEvent.objects.get(action="read_concern")
    assert (event.actor, event.ref) == (steward, concern.ref)
    assert "window" not in desk.open(page_of(concern, "handle")).html


def test_a_concern_is_closed_with_an_outcome_reopened_and_erased(
    reviewer: User, concern: Concern
) -> None:
    desk = Desk(reviewer)
    refused = press(desk, concern, "_close", outcome="", note="A note.")
    assert "A note." in refused.html
    concern.refresh_from_db()
    assert concern.state == ConcernState.OPEN
    press(desk, concern, "_close", outcome="withdrawn", note="A note.")
    concern.refresh_from_db()
    assert (concern.state, concern.outcome) == ("closed", "withdrawn")
    assert "A note." in press(desk, concern, "_read").html
    assert "Somebody else" in press(desk, concern, "_close", outcome="corrected").html
    press(desk, concern, "_reopen")
    press(desk, concern, "_close", outcome="corrected")
    page = press(desk, concern, "_erase")
    assert "are erased" in page.html
    concern.refresh_from_db()
    assert (concern.words, concern.contact, concern.note) == ("", "", "")
    assert not page.html.count('name="_reopen"')


def test_nothing_is_hidden_by_a_concern(reviewer: User, concern: Concern) -> None:
    press(Desk(reviewer), concern, "_close", outcome="withdrawn")
    page = Desk(reviewer).client.get(f"/testimonies/{concern.ref}/", follow=True)
    assert page.status_code == 200


def test_the_first_page_counts_what_waits_for_reviewers_alone(
    editor: User, reviewer: User, concern: Concern
) -> None:
    make_concern(concern.ref, kind=ConcernKind.OTHER)
    index = reverse("admin:index")
    page = Desk(reviewer).open(index).html
    assert "2 open concerns" in page
    assert "1 of a danger" in page
    assert f"{QUEUE}?state__exact=open" in page
    assert "concern" not in Desk(editor).open(index).html


def test_the_queue_says_about_which_records_no_more_was_taken(
    editor: User, reviewer: User, record: Any
) -> None:
    hold_rooms_still()
    assert "took no more" not in Desk(reviewer).open(QUEUE).html
    for kind, most in ((ConcernKind.OTHER, 20), (ConcernKind.DANGER, 19)):
        for _ in range(most):
            make_concern(record.ref, kind=kind)
    again = Report(
        *(record.ref, ConcernKind.OTHER, "en", "", "", "0" * 64, "23456789"),
        bits=24,
        has_waited=False,
    )
    assert receive_concern(again).became is Received.FULL
    page = Desk(reviewer).open(QUEUE).html
    said = page.partition('id="floods"')[2].partition("</section>")[0]
    assert record.ref in said
    assert "other concerns" in said
    assert "dangers" not in said
    assert "1 try was refused" in said
    index = reverse("admin:index")
    assert "took no more about 1 record" in Desk(reviewer).open(index).html
    assert "took no more" not in Desk(editor).open(index).html


def test_a_concern_about_what_is_gone_can_still_be_handled(
    reviewer: User, concern: Concern, record: Any
) -> None:
    moderation.withdraw(record, by=reviewer, category=WithdrawalReason.SAFETY)
    page = Desk(reviewer).open(page_of(concern, "handle")).html
    assert "not public any more" in page
    assert concern.ref in page
