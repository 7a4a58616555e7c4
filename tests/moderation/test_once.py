"""What readers have, or can still read, is withheld whatever a draft says by now."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger, moderation
from testimonies.models import MediaItem, Quote, Tag, Testimony
from testimonies.moderation import MoveRefused, Moving
from testimonies.moderation.notes import told_of
from testimonies.moderation.once import SHORTLY, Stood
from testimonies.terms import MediaBasis, WithdrawalReason
from tests.factories import (
    Desk,
    first_passage,
    grant,
    hide,
    make_collection,
    make_illustration,
    make_media,
    make_passage,
    make_quote,
    make_tag,
    make_testimony,
    make_witness,
    put_tag,
)
from tests.moderation.edits import delete, open_again, save

VAULT = {"protected_terms": "Жанар Оспанова"}
PRIVATE = {"account_holder": "private_person", "account": "@zhanar_1990"}


def _withholding(desk: Desk, **columns: object) -> Testimony:
    record = desk.consented_testimony(words="Asel came. We heard gunfire.", **columns)
    hide(first_passage(record), "Asel", by=desk.editor)
    return record


def _private(desk: Desk, **columns: object) -> MediaItem:
    return make_media(by=desk.editor, platform="tiktok", **PRIVATE, **columns)


def _tagged(record: Moving, desk: Desk) -> Tag:
    tag = make_tag("street", by=desk.editor)
    assert isinstance(record, (Testimony, MediaItem))
    put_tag(record, tag, by=desk.editor)
    return tag


def _refused(tag: Tag, name: str, desk: Desk) -> str:
    tag.name = name
    with pytest.raises(MoveRefused) as refusal:
        moderation.save_tag(tag, by=desk.editor)
    return refusal.value.findings[0].code


def _gone(record: Moving, note: str, desk: Desk) -> str:
    """Withdraw the record with a note, and give the page that readers get."""
    safety = WithdrawalReason.SAFETY
    moderation.withdraw(record, by=desk.reviewer, category=safety, public_note=note)
    kind = "media" if isinstance(record, MediaItem) else "testimonies"
    return Client().get(f"/{kind}/{record.ref}/").content.decode()


# --- A clip is open again -------------------------------------------------------------


def _with_private_clip_open(desk: Desk) -> tuple[Testimony, Tag]:
    """Give an account that stays as it is, while the handle leaves its clip's draft."""
    record, clip = desk.consented_testimony(), _private(desk)
    make_illustration(record, clip, by=desk.editor)
    tag = _tagged(record, desk)
    desk.publish(clip)
    desk.publish(record)
    open_again(clip, by=desk.editor)
    save(clip, by=desk.editor, account_holder="public_figure", account="somebody")
    return record, tag


def test_a_handle_that_its_clips_draft_gave_up_is_in_no_document(desk: Desk) -> None:
    record, _ = _with_private_clip_open(desk)
    open_again(record, by=desk.editor)
    save(record, by=desk.editor, summary="Posted by zhanar_1990.")
    with pytest.raises(MoveRefused, match="account of a private person"):
        desk.publish(record)


def test_nor_in_a_tag_or_a_note_of_the_account_that_shows_it(desk: Desk) -> None:
    record, tag = _with_private_clip_open(desk)
    assert _refused(tag, "zhanar_1990", desk) == "withheld"
    assert told_of(record, "zhanar_1990 asked for it.") == ""


def test_who_is_found_to_be_a_public_figure_is_named(desk: Desk) -> None:
    record, _ = _with_private_clip_open(desk)
    clip = MediaItem.objects.get()
    save(clip, by=desk.editor, account="@zhanar_1990")
    desk.publish(clip)
    open_again(record, by=desk.editor)
    save(record, by=desk.editor, summary="Posted by zhanar_1990.")
    desk.publish(record)


# --- An older edition can still be read -----------------------------------------------


def _given_up(desk: Desk) -> tuple[Testimony, Tag]:
    """Give an account whose second edition has no redaction, while the first has."""
    record = _withholding(desk)
    make_passage(record.transcripts.get(), "Calm came back.", by=desk.editor)
    tag = _tagged(record, desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    delete(first_passage(record), by=desk.editor)
    desk.publish(record)
    return record, tag


def test_what_an_older_edition_withholds_is_in_no_tag_and_no_note(desk: Desk) -> None:
    record, tag = _given_up(desk)
    page = Client().get(f"/testimonies/{record.ref}/editions/1/").content.decode()
    assert "█████" in page
    assert _refused(tag, "asel", desk) == "withheld"
    assert told_of(record, "Asel asked for it.") == ""


def test_once_it_is_erased_it_counts_no_more(desk: Desk) -> None:
    record, tag = _given_up(desk)
    safety = WithdrawalReason.SAFETY
    moderation.retract(record, by=desk.steward, numbers=[1], category=safety)
    tag.name = "asel"
    moderation.save_tag(tag, by=desk.editor)


@pytest.mark.parametrize("is_on_quote", [False, True])
def test_so_does_a_tag_that_only_the_older_edition_has(
    desk: Desk, is_on_quote: bool
) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor)
    carrier: Testimony | Quote = record
    if is_on_quote:
        passage = first_passage(record)
        carrier = make_quote(
            record, "We heard gunfire.", by=desk.editor, passage=passage
        )
    tag = make_tag("street", by=desk.editor)
    for tagged in (carrier, clip):
        put_tag(tagged, tag, by=desk.editor)
    for each in (record, clip):
        desk.publish(each)
    open_again(record, by=desk.editor)
    delete(carrier.taggings.get(), by=desk.editor)
    desk.publish(record)
    assert _refused(tag, "asel", desk) == "withheld"


def test_the_witness_of_an_older_edition_is_listened_for(desk: Desk) -> None:
    record = desk.consented_testimony()
    moderation.seal_vault(record.witness, by=desk.steward, values=VAULT)
    tag = _tagged(record, desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    save(record, by=desk.editor, witness=desk.consented_testimony().witness)
    desk.publish(record)
    assert _refused(tag, "Ospanova", desk) == "protected"


def test_two_letters_whose_redaction_was_widened_are_withheld(desk: Desk) -> None:
    record = desk.consented_testimony(words="Li Wei came. We heard gunfire.")
    row = hide(first_passage(record), "Li", by=desk.editor)
    tag = _tagged(record, desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    save(row, by=desk.editor, end=6)
    assert _refused(tag, "li", desk) == "withheld"


# --- Who is listened for --------------------------------------------------------------


@pytest.mark.parametrize("is_first_open", [False, True])
def test_her_other_account_is_asked_though_a_draft_names_another(
    desk: Desk, *, is_first_open: bool
) -> None:
    first = _withholding(desk)
    desk.publish(first)
    second = make_testimony(by=desk.editor, witness=first.witness)
    desk.publish(second)
    opened = first if is_first_open else second
    open_again(opened, by=desk.editor)
    save(opened, by=desk.editor, witness=make_witness(by=desk.editor))
    assert "Asel" not in _gone(second, "Asel asked for it.", desk)


def test_who_tells_what_shows_the_clip_is_listened_for(desk: Desk) -> None:
    record, clip = desk.consented_testimony(), make_media(by=desk.editor)
    moderation.seal_vault(record.witness, by=desk.steward, values=VAULT)
    make_illustration(record, clip, by=desk.editor)
    desk.publish(clip)
    desk.publish(record)
    assert "Оспанова" not in _gone(clip, "Оспанова asked for it.", desk)


def test_so_is_she_on_whose_consent_a_clip_rested(desk: Desk) -> None:
    witness = make_witness(by=desk.editor)
    grant(witness, by=desk.steward)
    moderation.seal_vault(witness, by=desk.steward, values=VAULT)
    clip = make_media(by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=witness)
    tag = _tagged(clip, desk)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    basis = MediaBasis.PUBLIC_INTEREST
    save(clip, by=desk.editor, basis=basis, basis_witness=None)
    assert _refused(tag, "Ospanova", desk) == "protected"
    assert "Оспанова" not in _gone(clip, "Оспанова asked for it.", desk)


@pytest.mark.parametrize("is_open", [False, True])
def test_a_collections_note_is_asked_of_what_stands_in_it(
    desk: Desk, *, is_open: bool
) -> None:
    collection = make_collection(by=desk.editor)
    desk.publish(collection)
    record = _withholding(desk, collection=collection)
    desk.publish(record)
    _private(desk, collection=collection)
    if is_open:
        open_again(record, by=desk.editor)
        save(record, by=desk.editor, collection=None)
    assert told_of(collection, "Asel asked for it.") == ""
    assert told_of(collection, "zhanar_1990 asked for it.") == ""
    assert told_of(collection, "Of January.") == "Of January."


# --- What is shown beside an account --------------------------------------------------


def _warned(record: Moving) -> list[str]:
    return [each.field for each in moderation.findings(record) if not each.is_blocking]


def test_an_older_edition_that_shows_a_clip_is_asked_too(desk: Desk) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor)
    placed = make_illustration(record, clip, by=desk.editor)
    tag = _tagged(clip, desk)
    desk.publish(clip)
    desk.publish(record)
    open_again(record, by=desk.editor)
    delete(placed, by=desk.editor)
    desk.publish(record)
    assert _refused(tag, "Asel", desk) == "withheld"
    assert told_of(clip, "Asel asked for it.") == ""
    numbers, safety = [1], WithdrawalReason.SAFETY
    moderation.retract(record, by=desk.steward, numbers=numbers, category=safety)
    moderation.save_tag(tag, by=desk.editor)


def test_an_account_is_warned_of_what_a_public_clip_tells(desk: Desk) -> None:
    clip = make_media(by=desk.editor, title="Asel runs")
    desk.publish(clip)
    record = _withholding(desk)
    make_illustration(record, clip, by=desk.editor)
    assert _warned(record) == [f"clip {clip.ref}"]


def test_a_clip_is_warned_of_its_tags_too(desk: Desk) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor)
    make_illustration(record, clip, by=desk.editor)
    desk.publish(record)
    tag = make_tag("asel", by=desk.editor)
    put_tag(clip, tag, by=desk.editor)
    assert f"tags.{tag.ref}.name.text" in _warned(clip)


def test_an_open_account_of_hers_withholds_still(desk: Desk) -> None:
    first = _withholding(desk)
    desk.publish(first)
    second = make_testimony(by=desk.editor, witness=first.witness)
    save(first.witness, by=desk.editor, description="She hid Asel.")
    assert _warned(second) == ["description.text"]
    open_again(first, by=desk.editor)
    with ledger.acting(desk.editor):
        first_passage(first).redactions.all().delete()
    assert _warned(second) == ["description.text"]


def test_so_does_one_whose_clip_is_of_a_private_person(desk: Desk) -> None:
    first, clip = desk.consented_testimony(), _private(desk)
    make_illustration(first, clip, by=desk.editor)
    desk.publish(clip)
    desk.publish(first)
    second = make_testimony(by=desk.editor, witness=first.witness)
    save(first.witness, by=desk.editor, description="She is zhanar_1990.")
    assert _warned(second) == ["description.text"]


def test_only_a_steward_gives_the_tag_of_a_clip_a_name_withheld_beside(
    desk: Desk,
) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor)
    make_illustration(record, clip, by=desk.editor)
    tag = _tagged(clip, desk)
    desk.publish(clip)
    desk.publish(record)
    assert _refused(tag, "asel", desk) == "withheld"
    moderation.save_tag(tag, by=desk.steward)


# --- What nobody ever had -------------------------------------------------------------


@pytest.mark.parametrize("is_public", [False, True])
def test_a_handle_that_was_mistyped_before_anybody_had_it_stops_nothing(
    desk: Desk, *, is_public: bool
) -> None:
    clip = _private(desk)
    if is_public:
        desk.publish(clip)
        open_again(clip, by=desk.editor)
    save(clip, by=desk.editor, account="@helicopter")
    save(clip, by=desk.editor, account="@quiet.one")
    desk.publish(clip)
    record = desk.consented_testimony(words="We heard a helicopter all night.")
    make_illustration(record, clip, by=desk.editor)
    desk.publish(record)


def test_a_handle_that_readers_have_with_the_clip_may_be_a_tag(desk: Desk) -> None:
    clip = _private(desk)
    save(clip, by=desk.editor, account_holder="public_figure")
    desk.publish(clip)
    record = desk.consented_testimony()
    make_illustration(record, clip, by=desk.editor)
    tag = _tagged(record, desk)
    desk.publish(record)
    desk.retitle(record, "Other")
    tag.name = "zhanar_1990"
    moderation.save_tag(tag, by=desk.editor)


def _row(day: int, label: str = "update", **columns: Any) -> Any:
    at = datetime(2026, 1, day, tzinfo=UTC)
    return SimpleNamespace(pgh_created_at=at, pgh_label=label, **columns)


@pytest.mark.parametrize(
    ("text", "span", "is_met"),
    [
        ((1, None), (1, None), True),
        ((1, 3), (2, None), True),
        ((2, None), (1, 3), True),
        # What was written together, whatever else was.
        ((2, 2), (2, 2), True),
        ((1, 2), (2, None), False),
        ((3, None), (1, 3), False),
    ],
)
def test_a_redaction_is_of_the_text_of_its_time(
    text: tuple[int, int | None], span: tuple[int, int | None], is_met: bool
) -> None:
    one, other = (
        Stood(_row(start), _row(end).pgh_created_at if end else None)
        for start, end in (text, span)
    )
    assert one.met(other) is other.met(one) is is_met


def test_what_ended_before_readers_had_the_account_counts_no_more() -> None:
    first, second, third = (_row(day).pgh_created_at for day in (1, 2, 3))
    assert not Stood(_row(1), end=first).lasted(second)
    assert Stood(_row(1), end=third).lasted(second)
    # It may have waited for the publication.
    assert Stood(_row(1), end=second - SHORTLY / 2).lasted(second)


# --- Locks, and what is scanned -------------------------------------------------------


def test_no_gate_scans_a_history(desk: Desk) -> None:
    clip = make_media(by=desk.editor)
    desk.publish(clip)
    record = desk.consented_testimony()
    make_illustration(record, clip, by=desk.editor)
    with CaptureQueriesContext(connection) as queries:
        moderation.findings(record)
    asked = [each["sql"] for each in queries if "itemevent" in each["sql"]]
    assert asked
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for sql in asked:
            cursor.execute(f"EXPLAIN {sql}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert "Seq Scan" not in plan, plan


def test_saving_a_tag_reads_no_document_of_what_is_known_to_carry_it(
    desk: Desk,
) -> None:
    tag = make_tag("street", by=desk.editor)
    record = desk.consented_testimony()
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    tag.description = "Of a street."
    with CaptureQueriesContext(connection) as queries:
        moderation.save_tag(tag, by=desk.editor)
    read = [each["sql"] for each in queries if "LIKE" in each["sql"]]
    assert not [sql for sql in read if "testimonies_edition" in sql]


# --- At what cost ---------------------------------------------------------------------


def _asked_for(tag: Tag, name: str, desk: Desk) -> int:
    tag.name = name
    with CaptureQueriesContext(connection) as queries:
        moderation.save_tag(tag, by=desk.editor)
    return len(queries)


def test_a_tag_on_many_records_is_saved_in_as_many_queries(desk: Desk) -> None:
    tag, asked = make_tag("street", by=desk.editor), []
    # Of the first, Django keeps what it learns of content types.
    for name, more in (("road", 1), ("way", 0), ("lane", 3)):
        for _ in range(more):
            record, clip = _withholding(desk), _private(desk)
            make_illustration(record, clip, by=desk.editor)
            for each in (record, clip):
                put_tag(each, tag, by=desk.editor)
            desk.publish(clip)
            desk.publish(record)
            open_again(record, by=desk.editor)
            save(record, by=desk.editor, title="Another")
            desk.publish(record)
        asked.append(_asked_for(tag, name, desk))
    assert asked[1] == asked[2]
