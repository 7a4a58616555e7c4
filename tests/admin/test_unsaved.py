"""What was typed comes back, whatever became of the record meanwhile."""

from typing import Any

import pytest

from testimonies import moderation
from testimonies.models import Quote, Testimony, User
from tests.admin.desk import Desk
from tests.factories import first_passage, make_passage
from tests.moderation.edits import delete

pytestmark = pytest.mark.django_db

LONG = "What took an hour to type."
FORBIDDEN = 403
FIELDS = {
    "testimony": "summary",
    "transcript": "passages__0__text",
    "passage": "text",
}


def _part(testimony: Testimony, name: str) -> Any:
    return {
        "testimony": testimony,
        "transcript": testimony.transcripts.get(),
        "passage": first_passage(testimony),
    }[name]


@pytest.mark.parametrize("name", FIELDS)
def test_a_record_that_went_to_review_loses_no_text(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User, name: str
) -> None:
    part = _part(testimony, name)
    page = at_desk["contributor"].change(part)
    moderation.submit(testimony, by=editor)
    answer = page.send(**{FIELDS[name]: LONG})
    assert LONG in answer.html
    part.refresh_from_db()
    assert LONG not in str(vars(part))
    if name != "testimony":
        assert answer.response.status_code == FORBIDDEN
        assert "is not open to you now; nothing was saved" in answer.html
        assert f'class="button" href="{page.address}"' in answer.html


def test_nor_does_one_that_was_published(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    page = at_desk["editor"].change(quote)
    for role, move in (
        ("editor", "submit"),
        ("reviewer", "approve"),
        ("steward", "publish"),
    ):
        at_desk[role].move(testimony, move)
    answer = page.send(printed_where=LONG)
    assert answer.response.status_code == FORBIDDEN
    assert LONG in answer.html


def test_a_row_that_was_deleted_takes_no_other_with_it(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    transcript = testimony.transcripts.get()
    first = make_passage(transcript, "It was calm.", by=editor)
    second = make_passage(transcript, "We slept.", by=editor)
    page = at_desk["editor"].change(transcript)
    own = page.add_row("passages", text=f"4 {LONG}", kind="testimony", number="")
    delete(first, by=editor)
    rows = {f"passages-{at}-text": f"{at} {LONG}" for at in range(3)}
    answer = page.send(**rows, **own)
    assert "Somebody else changed this record" in answer.html
    for at in (0, 1, 2, 4):
        assert f"{at} {LONG}" in answer.html
    second.refresh_from_db()
    assert second.text == "We slept."
