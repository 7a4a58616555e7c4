"""Each way in which a word is withheld, or reaches readers, is asked by itself."""

from typing import Any

import pytest

from testimonies import moderation
from testimonies.models import Edition, MediaItem, Tag, Testimony, User
from testimonies.moderation import MoveRefused
from testimonies.moderation.once import with_past
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_illustration,
    make_media,
    make_quote,
    make_tag,
    make_witness,
    put_tag,
)
from tests.moderation.edits import delete, open_again, save


def _withholding(desk: Desk, hidden: str = "Asel", kind: str = "name") -> Testimony:
    record = desk.consented_testimony(words=f"{hidden} came. We heard gunfire.")
    hide(first_passage(record), hidden, by=desk.editor, kind=kind)
    return record


def _private(desk: Desk, account: str, **columns: str) -> MediaItem:
    private = {"account_holder": "private_person", "account": account}
    return make_media(by=desk.editor, platform="tiktok", **private, **columns)


def _tagged(record: Any, desk: Desk, name: str = "street") -> Tag:
    tag = make_tag(name, by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    return tag


def _is_refused(tag: Tag, name: str, by: User) -> bool:
    tag.name = name
    with pytest.raises(MoveRefused) as refusal:
        moderation.save_tag(tag, by=by)
    return refusal.value.findings[0].code == "withheld"


# --- What is withheld -----------------------------------------------------------------


def test_a_third_party_is_looked_for_by_sound(desk: Desk) -> None:
    record = _withholding(desk, "Данияр", kind="third_party")
    tag = _tagged(record, desk)
    desk.publish(record)
    assert _is_refused(tag, "Daniyar", desk.editor)


def test_so_is_a_name_that_became_another_kind_of_redaction(desk: Desk) -> None:
    record = _withholding(desk, "Данияр")
    tag = _tagged(record, desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    row = first_passage(record).redactions.get()
    save(row, by=desk.editor, kind="place")
    assert _is_refused(tag, "Daniyar", desk.editor)


def test_a_name_of_three_words_is_looked_for_as_one(desk: Desk) -> None:
    record = _withholding(desk, "Айгерим Данияровна Оспанова")
    tag = _tagged(record, desk)
    desk.publish(record)
    assert _is_refused(tag, "aigerimdaniyarovnaospanova", desk.editor)


def test_a_word_in_two_pieces_is_one_word_still(desk: Desk) -> None:
    record = desk.consented_testimony(words="Жанар came. We heard gunfire.")
    passage = first_passage(record)
    rows = [hide(passage, each, by=desk.editor, kind="place") for each in ("Ж", "анар")]
    tag = _tagged(record, desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    for row in rows:
        delete(row, by=desk.editor)
    assert _is_refused(tag, "Жанар", desk.steward)


def test_a_handle_of_three_letters_is_one(desk: Desk) -> None:
    clip = _private(desk, "@zh1")
    tag = _tagged(clip, desk)
    desk.publish(clip)
    assert _is_refused(tag, "zh1", desk.editor)


def test_a_private_videos_number_leads_to_its_account(desk: Desk) -> None:
    number = "7051234567890123456"
    clip = _private(desk, "@quiet.one", platform_id=number)
    record = desk.consented_testimony(summary=f"See {number}.")
    make_illustration(record, clip, by=desk.editor)
    found = {each.code for each in moderation.findings(record)}
    assert "private_account" in found


# --- Where readers see it -------------------------------------------------------------


def test_a_tag_is_new_on_the_open_draft_of_a_public_record(desk: Desk) -> None:
    record = _withholding(desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    assert _is_refused(_tagged(record, desk), "asel", desk.editor)


def test_a_tag_is_on_a_clips_older_edition_alone(desk: Desk) -> None:
    clip = _private(desk, "@zhanar_1990")
    tag = _tagged(clip, desk)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    delete(clip.taggings.get(), by=desk.editor)
    desk.publish(clip)
    assert _is_refused(tag, "zhanar_1990", desk.editor)


def test_a_tag_took_over_one_that_an_older_edition_has(desk: Desk) -> None:
    record = _withholding(desk)
    merged = _tagged(record, desk)
    desk.publish(record)
    open_again(record, by=desk.editor)
    delete(record.taggings.get(), by=desk.editor)
    desk.publish(record)
    kept = make_tag("road", by=desk.editor)
    moderation.merge_tags(kept, merged, by=desk.editor)
    assert _is_refused(Tag.objects.get(pk=kept.pk), "asel", desk.editor)


def test_a_clip_is_shown_by_an_account_whose_open_draft_does_not(desk: Desk) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor)
    placed = make_illustration(record, clip, by=desk.editor)
    tag = _tagged(clip, desk)
    desk.publish(clip)
    desk.publish(record)
    open_again(record, by=desk.editor)
    delete(placed, by=desk.editor)
    assert _is_refused(tag, "asel", desk.editor)


def test_a_clip_is_the_recording_of_an_account_under_way(desk: Desk) -> None:
    record = _withholding(desk)
    hers = {"basis": "consent", "basis_witness": record.witness}
    clip = make_media(by=desk.editor, kind="audio", **hers)
    tag = _tagged(clip, desk)
    desk.publish(clip)
    save(record, by=desk.editor, recording=clip)
    moderation.submit(record, by=desk.editor)
    assert _is_refused(tag, "asel", desk.editor)


def test_readers_have_it_since_the_first_edition_that_they_can_open(desk: Desk) -> None:
    record = desk.published_testimony()
    desk.retitle(record, "Another title")
    first = Edition.objects.get(ref=record.ref, number=1)
    # The two are within the hour that a change may have waited.
    assert with_past([record]) == {record: first.issued_at}


def test_a_records_own_editions_go_though_a_quote_alone_has_changed(desk: Desk) -> None:
    record = desk.consented_testimony(title="Of Asel")
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    desk.publish(record)
    desk.retitle(record, "Of a week")
    open_again(record, by=desk.editor)
    save(quote, by=desk.editor, printed_where="The title")
    moderation.submit(record, by=desk.editor)
    moderation.approve(record, by=desk.reviewer)
    moderation.publish(record, by=desk.steward, retract_superseded=True)
    rows = Edition.objects.filter(ref=record.ref).order_by("number")
    assert [row.document is None for row in rows] == [True, False]


# --- The names that a renamed tag keeps -----------------------------------------------


def test_a_name_that_sounds_withheld_stays_no_alias(desk: Desk) -> None:
    record = desk.consented_testimony(words="Данияр came. We heard gunfire.")
    tag = _tagged(record, desk, "Daniyar")
    hide(first_passage(record), "Данияр", by=desk.editor)
    desk.publish(record)
    tag.name = "street"
    moderation.save_tag(tag, by=desk.steward)
    assert not tag.aliases.exists()


def test_nor_does_a_withheld_word_and_the_tag_can_leave_it(desk: Desk) -> None:
    record = _withholding(desk, kind="place")
    tag = _tagged(record, desk, "asel")
    moderation.submit(record, by=desk.editor)
    tag.name = "street"
    moderation.save_tag(tag, by=desk.editor)
    assert not tag.aliases.exists()


def test_nor_does_a_protected_number(desk: Desk) -> None:
    record = desk.consented_testimony()
    tag = _tagged(record, desk, "87011234567")
    desk.publish(record)
    values = {"protected_terms": "+7 701 123 45 67"}
    moderation.seal_vault(make_witness(by=desk.editor), by=desk.steward, values=values)
    tag.name = "street"
    moderation.save_tag(tag, by=desk.editor)
    assert not tag.aliases.exists()


def test_an_alias_of_two_scripts_is_refused_as_a_name_is(desk: Desk) -> None:
    mixed = "A" + "лматы"
    with pytest.raises(MoveRefused):
        moderation.save_tag(Tag(name="street"), by=desk.editor, aliases=[mixed])
