"""Guessing at the vaults from the desk: nothing says which guess hit; each is noted."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from testimonies.admin.fields import LineField
from testimonies.models import LedgerEvent, Tag, Testimony, User
from testimonies.moderation import seal_vault, submit
from tests import factories
from tests.admin.desk import Desk, page_of
from tests.attacks import attack, patched

pytestmark = pytest.mark.django_db


def _nothing(*_: object, **__: object) -> None:
    """What note_meetings does where nobody is recorded."""


unnoted = patched("testimonies.moderation.sealed.note_meetings", _nothing)


@pytest.fixture
def sealed(testimony: Testimony, steward: User) -> Testimony:
    seal_vault(testimony.witness, by=steward, values={"protected_terms": "Әлібек"})
    return testimony


def _met() -> list[tuple[str, str, str]]:
    rows = LedgerEvent.objects.filter(action="met_protected_term").order_by("id")
    return list(rows.values_list("actor__username", "ref", "category"))


@attack(50, without=unnoted)
def test_names_guessed_at_as_a_tag_are_refused_as_one_and_noted(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User
) -> None:
    names = [f"Somebody {chr(97 + number)}" for number in range(20)]
    address = reverse("admin:testimonies_tag_add")
    before = Tag.objects.count()
    form = at_desk["editor"].open(address)
    page = form.send(name="people", aliases="\n".join([*names, "Әлібек"]))
    said = re.findall(r"A protected term stands in [^<]*", page.html)
    assert said and not any(sign.isdigit() for sign in said[0])
    assert Tag.objects.count() == before
    assert _met() == [(editor.username, "", "aliases")]


@attack(50, without=unnoted)
def test_a_guess_in_a_draft_is_noted_with_the_record_and_field(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User
) -> None:
    page = at_desk["editor"].change(sealed)
    page = page.send(summary=f"{'A word. ' * 900}Әлiбек.")
    assert "A protected term stands in summary.text." in page.html
    assert "at character" not in page.html
    at_desk["editor"].change(sealed).send(title="Another title")
    passage = factories.first_passage(sealed)
    at_desk["editor"].change(passage).send(text=f"{passage.text} Alibek.")
    name = editor.username
    assert _met() == [(name, sealed.ref, "summary"), (name, sealed.ref, "text")]


def test_a_refused_move_is_noted_and_a_steward_is_not(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User, reviewer: User
) -> None:
    at_desk["steward"].change(sealed).send(summary="Әлібек.")
    submit(sealed, by=editor)
    assert _met() == []
    page = at_desk["reviewer"].open(page_of(sealed).replace("change", "move/approve"))
    assert "A protected term" in page.send().html
    assert _met() == [(reviewer.username, sealed.ref, "summary.text")]


def test_a_guess_beside_a_quote_and_one_in_a_merge_are_noted(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User, steward: User
) -> None:
    tags = [factories.make_tag(name, by=editor) for name in ("kept", "Әлібек")]
    seal_vault(testimony.witness, by=steward, values={"protected_terms": "Әлібек"})
    passage = factories.first_passage(testimony)
    quoting = at_desk["editor"].open(page_of(passage, "quote"))
    assert quoting.send(text=passage.text, printed_where="Алибек").html
    values = {"kept": tags[0].pk, "_sure": "1"}
    refused = at_desk["editor"].post(page_of(tags[1], "merge"), values)
    assert "A protected term stands in aliases." in refused.html
    assert [(ref, field) for _, ref, field in _met()] == [
        (testimony.ref, "printed_where"),
        (tags[0].ref, "aliases"),
    ]


def test_a_note_that_is_left_out_for_one_is_noted(
    at_desk: dict[str, Desk], published: Testimony, reviewer: User, steward: User
) -> None:
    seal_vault(published.witness, by=steward, values={"protected_terms": "Әлібек"})
    at_desk["reviewer"].move(
        published, "withdraw", category="safety_of_a_person", public_note="Әлі-бек."
    )
    assert _met() == [(reviewer.username, published.ref, "public_note")]


def test_a_steward_sees_on_the_first_page_who_met_what_and_nobody_else_does(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User
) -> None:
    for words in ("Әлібек.", "Alibek."):
        at_desk["editor"].change(sealed).send(summary=words)
    first = reverse("admin:index")
    html = at_desk["steward"].open(first).html
    line = html[html.index('id="desk-met"') :]
    assert re.search(rf"{editor.username}</th>\s*<td>{sealed.ref}</td>", line)
    assert re.search(r"<td>summary</td>\s*<td>2</td>", line)
    assert "бек" not in line
    for role in ("editor", "reviewer", "manager"):
        assert "desk-met" not in at_desk[role].open(first).html


bare = re.compile("[\u0000-\u001f\u007f-\u009f\u200b\u2028-\u202e\u2060-\u2069\ufeff]")


@attack(31, without=patched("testimonies.admin.fields._HIDDEN", bare))
@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u2800\ufdd0\ufffe")
def test_a_line_takes_no_turning_sign_and_none_that_is_no_character(sign: str) -> None:
    refused = ""
    try:
        LineField().clean(f"A{sign}title")
    except ValidationError as error:
        refused = str(error.message)
    assert "invisible character" in refused


def test_a_line_of_the_desk_is_such_a_line(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    page = at_desk["editor"].change(testimony).send(title="A\u200etitle")
    assert "invisible character" in page.errors
    testimony.refresh_from_db()
    assert "\u200e" not in testimony.title
