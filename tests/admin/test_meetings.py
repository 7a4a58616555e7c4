"""Guessing at the vaults from the desk: nothing says which guess hit; each is noted."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.forms import BaseForm, ModelChoiceField
from django.urls import reverse

from testimonies import ledger
from testimonies.admin.fields import LineField
from testimonies.models import LedgerEvent, Passage, Tag, Testimony, User
from testimonies.moderation import return_for_changes, revise, seal_vault, submit
from testimonies.moderation.sealed import note_meetings
from tests import factories
from tests.admin.desk import Desk, Page, page_of
from tests.attacks import attack, patched

pytestmark = pytest.mark.django_db


def _nothing(*_: object, **__: object) -> None:
    """What note_meetings does where nobody is recorded."""


unnoted = patched("testimonies.ledger.append", _nothing)


@pytest.fixture
def sealed(testimony: Testimony, steward: User) -> Testimony:
    seal_vault(testimony.witness, by=steward, values={"protected_terms": "Әлібек"})
    return testimony


@pytest.fixture
def named(testimony: Testimony, steward: User) -> Testimony:
    terms = {"protected_terms": "Жанар Оспанова"}
    seal_vault(testimony.witness, by=steward, values=terms)
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


def _as_typed(row: Testimony) -> Testimony:
    return row


@attack(50, without=patched("testimonies.admin.base.as_stored", _as_typed))
def test_a_form_that_was_refused_tells_nothing_of_what_was_typed(
    at_desk: dict[str, Desk], sealed: Testimony
) -> None:
    """Not saved, it would be a guess without a trace."""
    page = at_desk["editor"].change(sealed)
    for wrong in ({"happened": "no date"}, {"_version": "of another day"}):
        refused = page.send(title="Әлібек", summary="Alibek", **wrong)
        assert refused.response.status_code == 200
        assert 'value="Әлібек"' in refused.html
        assert "A protected term" not in refused.html
        assert "as it sounds" not in refused.html
    assert _met() == []


@attack(50, without=unnoted)
def test_names_guessed_at_on_a_record_are_found_as_one_and_noted(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User
) -> None:
    page = at_desk["editor"].change(sealed)
    tags = "testimonies-tagging-content_type-object_id"
    names = {f"{tags}-{n}-name": f"somebody {'abc'[n]}" for n in range(2)}
    page = page.send(**names, **{f"{tags}-2-name": "Alibek"})
    said = re.findall(r"([\w.]+) holds a protected name as it sounds", page.html)
    assert said == ["name.text"]
    assert not Tag.objects.filter(name__startswith="somebody").exists()
    assert _met() == [(editor.username, sealed.ref, "name.text")]


@attack(50, without=unnoted)
def test_a_witness_who_is_chosen_for_words_that_stand_there_is_met(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User, steward: User
) -> None:
    """One word of her name is listened for in her own records alone."""
    at_desk["editor"].change(testimony).send(summary="They called Жанар.")
    other = factories.make_witness(by=editor)
    seal_vault(other, by=steward, values={"protected_terms": "Жанар Оспанова"})
    assert _met() == []
    page = at_desk["editor"].change(testimony).send(witness=other.pk)
    assert "a word of the witness" in page.html
    assert _met() == [(editor.username, testimony.ref, "summary.text")]


@attack(50, without=unnoted)
def test_a_word_that_is_written_where_many_records_may_show_it_is_met(
    at_desk: dict[str, Desk], named: Testimony, editor: User
) -> None:
    """Which draft will show it is not known yet: a tag may be merged, or attached."""
    source = factories.make_source(by=editor)
    at_desk["editor"].change(source).send(title="An interview with Жанар")
    tag = factories.make_tag("people", by=editor)
    at_desk["editor"].change(tag).send(description="With Жанар.")
    other = factories.make_testimony(by=editor)
    at_desk["editor"].change(other).send(summary="With Жанар.")
    name = editor.username
    assert _met() == [
        (name, "", f"source {source.pk} title"),
        (name, tag.ref, "description"),
    ]


def _only_rows(form: BaseForm) -> bool:
    """What _does_more was: another row is chosen."""
    return any(
        isinstance(form.fields[name], ModelChoiceField) for name in form.changed_data
    )


chosen_alone = patched("testimonies.admin.meetings._does_more", _only_rows)


@attack(50, without=chosen_alone)
def test_a_word_that_comes_with_a_tag_is_met(
    at_desk: dict[str, Desk], named: Testimony, editor: User
) -> None:
    tag = factories.make_tag("people", by=editor)
    with ledger.acting(editor):
        tag.description = "With Жанар."
        tag.save()
    tags = "testimonies-tagging-content_type-object_id"
    at_desk["editor"].change(named).send(**{f"{tags}-0-name": "people"})
    assert _met() == [(editor.username, named.ref, "tags.description.text")]


def _hiding(record: Testimony, words: str, *, by: User) -> Passage:
    """Put words into the first passage, redacted."""
    passage = factories.first_passage(record)
    with ledger.acting(by):
        passage.text = f"{passage.text} {words}"
        passage.save()
    factories.hide(passage, words, by=by)
    return passage


@attack(50, without=chosen_alone)
def test_a_word_that_a_redaction_gives_back_is_met(
    at_desk: dict[str, Desk], named: Testimony, editor: User
) -> None:
    passage = _hiding(named, "Жанар", by=editor)
    page = at_desk["editor"].change(passage)
    assert _met() == []
    page.send(**{"redactions-0-DELETE": "on"})
    assert [ref for _, ref, _ in _met()] == [named.ref]


@attack(50, without=chosen_alone)
def test_a_word_that_a_redaction_leaves_over_is_met(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User
) -> None:
    """Typed on both sides of hidden words, it stands in what readers would get."""
    passage = _hiding(sealed, "xyz", by=editor)
    for words in ("Әліxyz", "Әліxyzбек"):
        text = passage.text.replace("xyz", words)
        at_desk["editor"].change(passage).send(text=text)
    assert [ref for _, ref, _ in _met()] == [sealed.ref]


def _unsaid(_: str) -> str:
    return ""


@attack(50, without=patched("testimonies.admin.meetings.said_address", _unsaid))
def test_a_word_that_stands_in_an_address_alone_is_met(
    at_desk: dict[str, Desk], named: Testimony, editor: User
) -> None:
    tag = factories.make_tag("people", by=editor)
    at_desk["editor"].change(tag).send(name="Zha'nar", aliases="")
    assert _met() == [(editor.username, tag.ref, "slug")]


def _nothing_noted(*_: object) -> None:
    """What note_merged does where nobody looks."""


@attack(50, without=patched("testimonies.admin.tags.note_merged", _nothing_noted))
def test_a_word_that_comes_with_a_merge_is_met(
    at_desk: dict[str, Desk], named: Testimony, editor: User
) -> None:
    kept, merged = (factories.make_tag(name, by=editor) for name in ("people", "they"))
    with ledger.acting(editor):
        merged.description = "With Жанар."
        merged.save()
    values = {"kept": kept.pk, "_sure": "1"}
    at_desk["editor"].post(page_of(merged, "merge"), values)
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert _met() == [(editor.username, kept.ref, "description.text")]


def _when(page: Page) -> list[str]:
    return re.findall(r'datetime="([^"]*)"', page.html)


def test_the_first_page_tells_nobody_that_a_word_was_met(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User, reviewer: User
) -> None:
    submit(sealed, by=editor)
    return_for_changes(sealed, by=reviewer, reason="A date lacks.")
    before = _when(at_desk["contributor"].open(reverse("admin:index")))
    assert before
    at_desk["contributor"].change(sealed).send(summary="Әлібек.")
    assert _met()
    assert _when(at_desk["contributor"].open(reverse("admin:index"))) == before


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


def test_so_is_one_of_a_record_whose_draft_is_open(
    at_desk: dict[str, Desk], published: Testimony, reviewer: User, steward: User
) -> None:
    """The move closes it: what readers had is asked before that."""
    seal_vault(
        published.witness, by=steward, values={"protected_terms": "Әлібек Оспанов"}
    )
    at_desk["editor"].move(published, "revise")
    with ledger.acting(reviewer):
        published.witness = factories.make_witness(by=reviewer)
        published.save(update_fields=["witness"])
    page = at_desk["reviewer"].move(
        published,
        "withdraw",
        category="safety_of_a_person",
        public_note="Alibek asked.",
    )
    assert "The public note was left out" in page.html
    assert _met() == [(reviewer.username, published.ref, "public_note")]


def test_so_is_one_of_whom_an_older_edition_names(
    at_desk: dict[str, Desk],
    published: Testimony,
    editor: User,
    reviewer: User,
    steward: User,
) -> None:
    desk = factories.Desk(editor, reviewer, steward)
    values = {"protected_terms": "Әлібек Оспанов"}
    seal_vault(published.witness, by=steward, values=values)
    revise(published, by=editor)
    published.refresh_from_db()
    with ledger.acting(editor):
        published.witness = desk.consented_testimony().witness
        published.save(update_fields=["witness"])
    desk.publish(published)
    at_desk["reviewer"].move(
        published, "withdraw", category="safety_of_a_person", public_note="Alibek."
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
    assert f"<h3>{editor.username}</h3>" in line
    assert re.search(rf"{sealed.ref}</th>\s*<td>summary</td>\s*<td>2</td>", line)
    assert "бек" not in line
    for role in ("editor", "reviewer", "manager"):
        assert "desk-met" not in at_desk[role].open(first).html


def test_nobodys_many_hide_anothers_few(
    at_desk: dict[str, Desk], sealed: Testimony, editor: User, reviewer: User
) -> None:
    with ledger.acting(reviewer):
        note_meetings(["title"], by=reviewer, ref=sealed.ref)
    with ledger.acting(editor):
        for number in range(30):
            note_meetings([f"field {number}"], by=editor, ref=sealed.ref)
        for _ in range(20):
            ledger.append("save_tag", actor=editor)
    html = at_desk["steward"].open(reverse("admin:index")).html
    met = html[html.index('id="desk-met"') :]
    assert met.index(f"<h3>{editor.username}</h3>") < met.index(
        f"<h3>{reviewer.username}</h3>"
    )
    assert met.count("<td>field ") == 5
    assert "How often: 30&nbsp;· Records: 1" in met
    assert "Fields not shown: 25" in met
    assert "<td>title</td>" in met


TOLD = ("met_protected_term", "read_concern", "She wrote to us")
READS = {"contributor": 0, "editor": 0, "reviewer": 1, "steward": 3}


def test_a_history_tells_of_guesses_concerns_and_vaults_whom_they_concern(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User, steward: User
) -> None:
    witness, note = testimony.witness, "She wrote to us"
    with ledger.acting(editor):
        note_meetings(["title"], by=editor, ref=witness.ref)
    with ledger.acting(steward):
        ledger.append("read_concern", actor=steward, ref=witness.ref)
        ledger.append("open_vault", actor=steward, ref=witness.ref, note=note)
    for role, told in READS.items():
        html = at_desk[role].open(page_of(witness, "history")).html
        assert "open_vault" in html
        assert sum(each in html for each in TOLD) == told, role


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
