"""Words at the desk: passages, marks, redactions, quotes and tags."""

from typing import Any

import pytest

from testimonies import ledger
from testimonies.models import (
    Mark,
    Passage,
    Quote,
    Redaction,
    Tag,
    TagAlias,
    Testimony,
    Transcript,
    User,
)
from testimonies.moderation import save_tag
from tests import factories
from tests.admin.desk import Desk, Page, page_of
from tests.moderation import edits

pytestmark = pytest.mark.django_db


def _quoting(desk: Desk, passage: Passage, **fields: Any) -> Page:
    return desk.open(page_of(passage, "quote")).send(**fields)


def test_a_quote_must_stand_in_its_passage(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    passage = factories.first_passage(testimony)
    page = _quoting(at_desk["editor"], passage, text="It was a waking nightmare")
    assert "These words are not in the passage" in page.html
    assert "It was a waking nightmare" in page.html
    assert Quote.objects.count() == 1
    page.send(is_paraphrase="on")
    made = Quote.objects.exclude(pk=quote.pk).get()
    assert (made.anchor, made.passage) == (None, passage)


def test_a_quote_made_from_a_passage_is_anchored(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    passage = factories.first_passage(testimony)
    _quoting(at_desk["editor"], passage, text="it would never stop", printed_where="x")
    made = Quote.objects.exclude(pk=quote.pk).get()
    assert made.anchor is not None
    assert made.anchor.exact == "it would never stop"
    assert made.language == passage.transcript.language


def test_only_editors_make_quotes(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    address = page_of(factories.first_passage(testimony), "quote")
    assert at_desk["contributor"].client.get(address).status_code == 403


def test_an_unbound_quote_is_refused_on_the_testimonys_page(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    page = at_desk["editor"].change(testimony).send(quotes__0__text="Never said")
    assert "These words are not in the passage" in page.html
    quote.refresh_from_db()
    assert quote.text == "We heard gunfire all night."


def test_a_quote_is_bound_again_only_when_it_is_asked_for(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    passage = factories.first_passage(testimony)
    text = f"{passage.text} And then it was quiet."
    at_desk["editor"].change(passage).send(text=text)
    quote.refresh_from_db()
    assert quote.needs_review
    page = at_desk["editor"].change(testimony).send(quotes__0__printed_where="A title")
    quote.refresh_from_db()
    assert quote.needs_review
    page.send(quotes__0__rebind="on")
    quote.refresh_from_db()
    assert not Quote.objects.get(pk=quote.pk).needs_review


def test_binding_again_makes_no_paraphrase_of_a_quotation(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    at_desk["editor"].change(factories.first_passage(testimony)).send(text="Other.")
    page = at_desk["editor"].change(testimony).send(quotes__0__rebind="on")
    assert "These words are not in the passage" in page.html
    assert Quote.objects.get(pk=quote.pk).needs_review


def test_passages_are_offered_of_this_testimony_only(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote, editor: User
) -> None:
    other = factories.make_testimony(by=editor, words="Another account.")
    foreign = factories.first_passage(other)
    page = at_desk["editor"].change(testimony)
    assert str(foreign.pk) not in page.options["quotes-0-passage"]
    page = page.send(quotes__0__passage=foreign.pk, quotes__0__is_paraphrase="on")
    assert "errorlist" in page.html
    quote.refresh_from_db()
    assert quote.passage != foreign


def test_a_passage_has_an_end(at_desk: dict[str, Desk], testimony: Testimony) -> None:
    passage = factories.first_passage(testimony)
    page = at_desk["editor"].change(passage).send(text="a" * 100_001)
    assert "100000" in page.errors
    passage.refresh_from_db()
    assert len(passage.text) < 100


def test_saving_leaves_a_text_to_the_letter(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    """A browser sends CRLF; offsets must not move by that."""
    text = "\nOne line.\n\nTwo lines.  "
    transcript = Transcript.objects.get(testimony=testimony)
    passage = factories.make_passage(transcript, text, by=editor)
    at_desk["editor"].change(passage).send(speaker="She")
    passage.refresh_from_db()
    assert (passage.text, passage.speaker) == (text, "She")


def test_a_mark_and_a_redaction_are_made_from_words(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    passage = factories.first_passage(testimony)
    page = at_desk["editor"].change(passage)
    changes = {
        **page.add_row("marks", kind="insertion", words="all night"),
        **page.add_row("redactions", kind="name", words="afraid", reason="A test."),
    }
    page = page.send(**changes)
    assert "errorlist" not in page.html, page.errors
    mark, redaction = Mark.objects.get(), Redaction.objects.get()
    assert passage.text[mark.start : mark.end] == "all night"
    assert passage.text[redaction.start : redaction.end] == "afraid"
    assert redaction.author == editor


@pytest.mark.parametrize(
    ("words", "which", "says"),
    [
        ("never said", "", "not in the passage"),
        ("We", "", "2 times"),
        ("We", "3", "often"),
    ],
)
def test_words_to_redact_must_have_one_place(
    at_desk: dict[str, Desk], testimony: Testimony, words: str, which: str, says: str
) -> None:
    page = at_desk["editor"].change(factories.first_passage(testimony))
    row = page.add_row("redactions", kind="name", words=words, which=which, reason="x")
    page = page.send(**row)
    assert says in page.errors
    assert not Redaction.objects.exists()


def test_redactions_keep_covering_their_words(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    passage = factories.first_passage(testimony)
    at = passage.text.index("afraid")
    with ledger.acting(editor):
        Redaction.objects.create(
            passage=passage,
            kind="name",
            start=at,
            end=at + 6,
            reason="x",
            author=editor,
        )
    desk = at_desk["editor"]
    transcript = desk.change(passage.transcript)
    transcript.send(passages__0__text=f"Well. {passage.text}")
    redaction, passage = Redaction.objects.get(), Passage.objects.get()
    assert passage.text[redaction.start : redaction.end] == "afraid"
    page = desk.change(passage).send(text=passage.text.replace("afraid", "scared"))
    assert "marked or redacted" in page.errors
    passage.refresh_from_db()
    assert "afraid" in passage.text


def test_an_alias_and_other_capitals_lead_to_one_tag(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    save_tag(Tag(name="Almaty"), by=editor, aliases=["алматы"])
    tags = "testimonies-tagging-content_type-object_id"
    page = at_desk["editor"].change(testimony)
    assert '<option value="алматы">Almaty</option>' in page.html
    page = page.send(**{f"{tags}-0-name": "АЛМАТЫ", f"{tags}-1-name": "almaty"})
    assert "lead to one tag" in page.html
    page.send(**{f"{tags}-1-name": ""})
    assert list(testimony.tags.values_list("name", flat=True)) == ["Almaty"]
    assert Tag.objects.count() == 1


def test_a_tag_is_saved_with_its_aliases_and_merged(
    at_desk: dict[str, Desk], editor: User
) -> None:
    desk = at_desk["editor"]
    desk.add("tag", name="Almaty", aliases="алматы\r\nAlma-Ata")
    assert set(TagAlias.objects.values_list("name", flat=True)) == {
        "алматы",
        "Alma-Ata",
    }
    page = desk.add("tag", name="ALMATY")
    assert "another" in page.html.lower()
    assert Tag.objects.count() == 1
    other = save_tag(Tag(name="Almatı"), by=editor)
    kept = Tag.objects.get(name="Almaty")
    page = desk.open(page_of(other, "merge")).send(kept=kept.pk)
    assert Tag.objects.get(pk=other.pk).merged_into is None
    page.send("_sure")
    assert Tag.objects.get(pk=other.pk).merged_into == kept


def test_who_has_to_leave_the_approval_to_another_is_told_so(
    at_desk: dict[str, Desk], testimony: Testimony, reviewer: User, editor: User
) -> None:
    why = "or a source or a place in it, since its last edition: somebody else has to"
    place = factories.make_place(by=reviewer)
    edits.save(testimony, by=editor, place=place)
    assert why not in at_desk["reviewer"].change(testimony).html
    at_desk["editor"].move(testimony, "submit")
    assert why in at_desk["reviewer"].change(testimony).html
    assert why in at_desk["reviewer"].open(page_of(testimony, "move", "approve")).html
    assert why not in at_desk["steward"].change(testimony).html
    assert why not in at_desk["editor"].change(testimony).html


def test_who_changes_what_is_shared_is_told_which_records_left_review(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    place = factories.make_place(by=editor)
    edits.save(testimony, by=editor, place=place)
    said = "these records left review and have to be submitted again"
    assert said not in at_desk["editor"].change(place).send(name="A town").html
    at_desk["editor"].move(testimony, "submit")
    page = at_desk["editor"].change(place).send(name="Another town")
    assert said in page.html
    assert testimony.ref in page.html
    at_desk["editor"].move(testimony, "submit")
    assert said not in at_desk["editor"].change(place).send().html
