"""What the desk's forms refuse, keep and record."""

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from testimonies.admin.base import DeskAdmin
from testimonies.catalogue import tombstone
from testimonies.ledger import acting
from testimonies.models import (
    Consent,
    Contribution,
    Edition,
    LedgerEvent,
    Place,
    Quote,
    Source,
    Tag,
    Testimony,
    User,
)
from testimonies.moderation import revise, save_tag, seal_vault
from testimonies.terms import Scope, Standing
from tests import factories
from tests.admin.desk import Desk, page_of
from tests.moderation import edits

pytestmark = pytest.mark.django_db

XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_every_write_is_in_the_persons_name(
    at_desk: dict[str, Desk], testimony: Testimony, reviewer: User
) -> None:
    at_desk["reviewer"].change(testimony).send(title="Another title")
    last = Contribution.objects.filter(ref=testimony.ref).latest("at")
    assert last.actor_id == reviewer.pk


def test_nothing_is_saved_over_another_persons_change(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    mine = at_desk["editor"].change(testimony)
    at_desk["reviewer"].change(testimony).send(summary="Theirs.")
    page = mine.send(title="Mine, typed at length")
    assert "Somebody else changed this record" in page.html
    assert "Mine, typed at length" in page.html
    # Pressing the button again is no way round it.
    assert "Somebody else changed this record" in page.send().html
    testimony.refresh_from_db()
    assert (testimony.title, testimony.summary) == ("A week behind doors", "Theirs.")


def test_what_is_changed_while_the_form_is_made_makes_it_old(
    at_desk: dict[str, Desk],
    testimony: Testimony,
    reviewer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    as_built = DeskAdmin.get_form

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        """The row was read before this, and is shown as it was."""
        with acting(reviewer):
            Testimony.objects.update(summary="Theirs.")
        return as_built(*args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(DeskAdmin, "get_form", meanwhile)
        mine = at_desk["editor"].change(testimony)
        assert mine.values["summary"] == ["A summary."]
    assert "Somebody else changed" in mine.send(title="Mine").html
    testimony.refresh_from_db()
    assert testimony.summary == "Theirs."


def test_a_change_of_a_row_on_the_page_is_noticed_too(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    mine = at_desk["editor"].change(testimony)
    at_desk["reviewer"].change(quote).send(printed_where="The title")
    assert "Somebody else changed" in mine.send(quotes__0__printed_where="x").html


def test_a_move_is_of_the_words_of_its_quotes_too(
    at_desk: dict[str, Desk], testimony: Testimony, quote: Quote
) -> None:
    at_desk["editor"].move(testimony, "submit")
    seen = at_desk["reviewer"].open(page_of(testimony, "move", "approve"))
    at_desk["editor"].change(quote).send(printed_where="The title")
    at_desk["editor"].move(testimony, "submit")
    assert "The record changed after you opened this page" in seen.send().html
    testimony.refresh_from_db()
    assert testimony.state == "in_review"


def test_a_form_without_its_version_saves_nothing(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    page = at_desk["editor"].change(testimony).send(title="x", _version=None)
    assert "Somebody else changed" in page.html


def test_saving_writes_changed_columns_only(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    """A change takes a record out of review: the form must not put it back."""
    at_desk["editor"].move(testimony, "submit")
    at_desk["editor"].change(testimony).send(title="Another")
    testimony.refresh_from_db()
    assert (testimony.title, testimony.state) == ("Another", "draft")


def test_a_refusal_of_the_database_is_a_sentence(
    at_desk: dict[str, Desk], testimony: Testimony, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the form lets through and a trigger refuses."""
    page = at_desk["editor"].change(testimony)
    Testimony.objects.filter(pk=testimony.pk).update(state="settled")
    monkeypatch.setattr(
        "testimonies.admin.testimonies.TestimonyAdmin.has_change_permission",
        lambda *_: True,
    )
    monkeypatch.setattr("testimonies.admin.base.is_current", lambda *_: True)
    page = page.send(title="Typed at length")
    assert "is settled: revise it before editing" in page.html
    assert "Typed at length" in page.html
    testimony.refresh_from_db()
    assert testimony.title == "A week behind doors"


def test_what_was_typed_outlives_a_publication_meanwhile(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    page = at_desk["editor"].change(testimony)
    at_desk["contributor"].move(testimony, "submit")
    at_desk["reviewer"].move(testimony, "approve")
    at_desk["steward"].move(testimony, "publish")
    page = page.send(title="Typed at length")
    assert "Somebody else changed" in page.html
    assert "Typed at length" in page.html
    testimony.refresh_from_db()
    assert (testimony.title, testimony.state) == ("A week behind doors", "settled")


def test_a_broken_rule_across_rows_is_a_sentence(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    page = at_desk["editor"].change(testimony)
    source = testimony.sources.get().pk
    row = page.add_row("testimonysource_set", source=source)
    page = page.send(title="Kept", **row)
    assert "errorlist" in page.html
    testimony.refresh_from_db()
    assert testimony.title == "A week behind doors"


@pytest.mark.parametrize("date", ["last January", "2022-13-01", "2022-01-05/2021"])
def test_a_bad_date_is_refused_with_what_to_write(
    at_desk: dict[str, Desk], testimony: Testimony, date: str
) -> None:
    page = at_desk["editor"].change(testimony).send(happened=date)
    assert "errorlist" in page.html
    assert date in page.html
    testimony.refresh_from_db()
    assert testimony.happened == "2022-01-05/2022-01-09"


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "//x"]
)
def test_a_link_of_another_scheme_is_refused(
    at_desk: dict[str, Desk], link: str
) -> None:
    page = at_desk["editor"].add("source", title="A source", url=link)
    if Source.objects.exists():
        assert Source.objects.get().url.startswith("https://")
    else:
        assert "errorlist" in page.html
    assert f'href="{link}"' not in page.html


def test_withdrawing_consent_is_asked_twice(
    at_desk: dict[str, Desk], published: Testimony
) -> None:
    before = Consent.objects.count()
    page = at_desk["steward"].open(page_of(published.witness, "consent"))
    page = page.send(
        scope="web_publication", says="withdrawn", basis="documented_consent"
    )
    assert published.title in page.html
    assert Consent.objects.count() == before
    page.send("_sure")
    published.refresh_from_db()
    assert published.standing == Standing.WITHDRAWN


def test_older_editions_that_go_with_a_consent_are_named(
    at_desk: dict[str, Desk], published: Testimony, editor: User, reviewer: User
) -> None:
    hers, steward = published.witness, at_desk["steward"].person
    assert steward
    other = factories.make_witness(by=editor, name="Aigerim")
    factories.grant(other, Scope.WEB, Scope.QUOTATION, by=steward)
    edits.open_again(published, by=editor)
    edits.save(published, by=editor, witness=other)
    factories.publish(published, editor=editor, reviewer=reviewer, steward=steward)
    page = at_desk["steward"].open(page_of(hers, "consent"))
    page = page.send(
        scope="web_publication", says="withdrawn", basis="documented_consent"
    )
    assert "only older editions, which rested on it: 1" in page.html
    assert "Nothing of this witness is public now" not in page.html


def test_a_move_is_of_the_words_that_were_seen(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    at_desk["editor"].move(testimony, "submit")
    seen = at_desk["reviewer"].open(page_of(testimony, "move", "approve"))
    at_desk["editor"].change(testimony).send(title="Other words")
    at_desk["editor"].move(testimony, "submit")
    page = seen.send()
    assert "changed after you opened this page" in page.html
    testimony.refresh_from_db()
    assert testimony.state == "in_review"


def test_a_refused_move_says_what_the_gates_found(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    at_desk["editor"].change(testimony).send(content_notes_decided=None)
    at_desk["editor"].move(testimony, "submit")
    page = at_desk["reviewer"].move(testimony, "approve")
    assert "The content notes are not decided" in page.html
    assert f'href="{page_of(testimony)}#id_content_notes_decided"' in page.html


def test_a_withdrawal_names_its_reason(
    at_desk: dict[str, Desk], published: Testimony
) -> None:
    page = at_desk["reviewer"].move(published, "withdraw")
    assert "errorlist" in page.html
    at_desk["reviewer"].move(
        published, "withdraw", category="safety_of_a_person", reason="A call."
    )
    event = LedgerEvent.objects.filter(action="withdraw").get()
    assert event.category == "safety_of_a_person"


def test_a_note_that_must_not_be_shown_is_left_out_and_the_desk_says_so(
    at_desk: dict[str, Desk], published: Testimony, editor: User, steward: User
) -> None:
    values = {"protected_terms": "Zhanar"}
    seal_vault(factories.make_witness(by=editor), by=steward, values=values)
    page = at_desk["reviewer"].move(
        published, "withdraw", category="safety_of_a_person", public_note="By Zhanar."
    )
    assert "The public note was left out" in page.html
    assert "zhanar" not in page.html.casefold()
    published.refresh_from_db()
    assert published.standing == Standing.WITHDRAWN


@pytest.mark.parametrize("sign", ["\u2028", "\x00", "\u200b", "\u202e"])
def test_a_note_with_a_character_that_nobody_sees_keeps_no_record_public(
    at_desk: dict[str, Desk], published: Testimony, sign: str
) -> None:
    note = f"At her{sign} wish."
    page = at_desk["reviewer"].move(
        published, "withdraw", category="safety_of_a_person", public_note=note
    )
    published.refresh_from_db()
    assert published.standing == Standing.WITHDRAWN
    stone = tombstone(published.ref)
    assert stone
    assert sign not in stone.public_note
    # A browser of the desk's cannot send NUL; the form takes it out.
    said = "Characters that nobody sees were taken out" in page.html
    assert said is (sign != "\x00")


def test_a_second_edition_may_retract_the_first(
    at_desk: dict[str, Desk], published: Testimony
) -> None:
    at_desk["editor"].move(published, "revise")
    at_desk["editor"].change(published).send(title="Without the name")
    at_desk["editor"].move(published, "submit")
    at_desk["reviewer"].move(published, "approve")
    page = at_desk["steward"].open(page_of(published, "move", "publish"))
    assert page.values["retract_superseded"] == ["on"]
    page = page.send()
    assert "edition 2" in page.html


def test_retracting_reaches_a_quote_whose_testimony_has_one_edition(
    at_desk: dict[str, Desk], editor: User, reviewer: User, steward: User
) -> None:
    """The page says which editions go, and is offered for them alone."""
    desk = factories.Desk(editor, reviewer, steward)
    record = desk.consented_testimony()
    quote = factories.make_quote(
        record, by=editor, passage=factories.first_passage(record)
    )
    desk.publish(record)
    address = page_of(record, "move", "retract")
    assert address not in at_desk["steward"].change(record).html
    revise(record, by=editor)
    with acting(editor):
        Quote.objects.filter(pk=quote.pk).update(printed_where="A heading")
    desk.publish(record)
    assert address in at_desk["steward"].change(record).html
    page = at_desk["steward"].open(address)
    assert f"{quote.ref} (1)" in page.html
    assert page.values["retract_superseded"] == ["on"]
    assert "Note for readers" not in page.html
    page.send(category="error_of_fact")
    older, newest = Edition.objects.filter(ref=quote.ref).order_by("number")
    assert (older.document, newest.document is None) == (None, False)


def test_what_was_stored_is_shown_as_text(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    """Stored XSS on every page of the desk, history and messages included (row 25)."""
    passage = factories.first_passage(testimony)
    desk = at_desk["editor"]
    desk.change(testimony).send(title=XSS, summary=XSS, rights=XSS)
    desk.change(passage).send(text=f"{XSS} {passage.text}", speaker=XSS)
    desk.change(testimony.witness).send(name=XSS, description=XSS)
    save_tag(Tag(name=XSS[:90]), by=editor, aliases=[XSS[:80]])
    desk.move(testimony, "submit")
    pages = [
        reverse("admin:index"),
        *(
            reverse(f"admin:testimonies_{name}_changelist")
            for name in ("testimony", "witness", "tag", "quote", "passage")
        ),
        *(
            page_of(row, page)
            for row in (testimony, passage, testimony.witness, Tag.objects.get())
            for page in ("change", "history", "delete")
            if (type(row), page) != (Tag, "delete")
        ),
        page_of(passage, "quote"),
        page_of(Tag.objects.get(), "merge"),
        page_of(testimony, "move", "recall"),
        page_of(testimony, "preview"),
        page_of(testimony, "changes"),
    ]
    for address in pages:
        for person in (desk, at_desk["steward"]):
            html = person.open(address).html
            assert "<script>alert" not in html, address
            assert "<img src=x" not in html, address


def test_log_entries_hold_field_names_only(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    passage = factories.first_passage(testimony)
    desk = at_desk["editor"]
    desk.change(passage.transcript).send(passages__0__text="Words, words, words.")
    desk.change(testimony).send(title="A telling title")
    for entry in LogEntry.objects.all():
        kept = f"{entry.object_repr} {entry.change_message}"
        assert "Words" not in kept
        assert "telling" not in kept
        assert isinstance(json.loads(entry.change_message), list)


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_a_draft_is_previewed_as_readers_would_get_it(
    at_desk: dict[str, Desk], testimony: Testimony, role: str
) -> None:
    page = at_desk[role].open(page_of(testimony, "preview"))
    assert "no-store" in page.response.headers["Cache-Control"]
    assert "We heard gunfire all night." in page.html
    assert "Readers cannot see this page." in page.html


def test_a_contributor_cannot_guess_at_a_vault(
    at_desk: dict[str, Desk], testimony: Testimony, steward: User
) -> None:
    seal_vault(testimony.witness, by=steward, values={"protected_terms": "Doors"})
    said = "A protected term stands in"
    for page in ("change", "move/submit"):
        address = page_of(testimony).replace("change", page)
        assert said in at_desk["editor"].open(address).html
        assert said not in at_desk["contributor"].open(address).html


def test_history_says_who_changed_what(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    passage = factories.first_passage(testimony)
    at_desk["editor"].change(testimony).send(title="A second title")
    at_desk["reviewer"].change(passage).send(text=f"{passage.text} And more.")
    html = at_desk["editor"].open(page_of(testimony, "history")).html
    for said in (
        "boris",
        "clara",
        "A second title",
        "And more.",
        "A week behind doors",
    ):
        assert said in html


def test_an_invisible_character_is_refused_in_a_line(at_desk: dict[str, Desk]) -> None:
    page = at_desk["editor"].add("place", name="Alm\u202eaty")
    assert "invisible character" in page.errors
    assert not Place.objects.exists()


def test_pages_hold_no_inline_script_or_style(
    at_desk: dict[str, Desk], testimony: Testimony
) -> None:
    passage = factories.first_passage(testimony)
    for address in (
        reverse("admin:index"),
        reverse("admin:testimonies_testimony_changelist"),
        reverse("admin:testimonies_witness_add"),
        page_of(testimony),
        page_of(testimony, "delete"),
        page_of(testimony, "history"),
        page_of(testimony, "move", "submit"),
        page_of(passage),
        page_of(passage, "quote"),
        page_of(testimony.witness, "vault"),
        page_of(testimony.witness, "consent"),
    ):
        html = at_desk["steward"].open(address).html
        assert "<style" not in html, address
        assert " style=" not in html, address
        assert "javascript:" not in html, address
        for part in html.split("<script")[1:]:
            assert "src=" in part.split(">", 1)[0], address
