"""What a record withholds is looked for beside its draft: where readers see it too."""

from collections.abc import Callable
from typing import Any

import pytest

from testimonies import ledger, moderation
from testimonies.models import MediaItem, Tag, Testimony, User
from testimonies.moderation import MoveRefused
from testimonies.moderation.notes import told_of
from testimonies.terms import MediaBasis
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_illustration,
    make_media,
    make_place,
    make_quote,
    make_source,
    make_tag,
    make_testimony,
    make_witness,
    put_tag,
)
from tests.moderation.edits import save

PRIVATE = {"account_holder": "private_person", "platform": "tiktok"}


def _withholding(desk: Desk, words: str = "Asel", **columns: Any) -> Testimony:
    text = f"{words} came. We heard gunfire all night."
    record = desk.consented_testimony(words=text, **columns)
    hide(first_passage(record), words, by=desk.editor)
    return record


def _blocking(record: Testimony | MediaItem) -> list[tuple[str, str]]:
    found = moderation.findings(record)
    return [(each.code, each.field) for each in found if each.is_blocking]


def _rename(tag: Tag, name: str, *, desk: Desk) -> None:
    tag.name = name
    moderation.save_tag(tag, by=desk.editor)


def test_a_merge_looks_at_what_readers_have_under_the_merged_tag(desk: Desk) -> None:
    record, merged = _withholding(desk), make_tag("street", by=desk.editor)
    put_tag(record, merged, by=desk.editor)
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    with ledger.acting(desk.editor):
        record.taggings.get().delete()
    kept = make_tag("asel", by=desk.editor)
    with pytest.raises(MoveRefused, match="withheld"):
        moderation.merge_tags(kept, merged, by=desk.editor)


def test_a_tag_of_a_quote_that_its_draft_gave_up_takes_no_withheld_word(
    desk: Desk,
) -> None:
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    put_tag(quote, tag, by=desk.editor)
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    with ledger.acting(desk.editor):
        quote.delete()
    with pytest.raises(MoveRefused, match="withheld"):
        _rename(tag, "asel", desk=desk)


def test_only_a_steward_merges_into_a_tag_that_sounds_like_a_withheld_name(
    desk: Desk,
) -> None:
    """What readers have of the kept tag, they do not have on these records."""
    record, merged = _withholding(desk, "Данияр"), make_tag("street", by=desk.editor)
    put_tag(record, merged, by=desk.editor)
    desk.publish(record)
    clip = make_media(by=desk.editor)
    kept = make_tag("Daniyar", by=desk.editor)
    put_tag(clip, kept, by=desk.editor)
    desk.publish(clip)
    with pytest.raises(MoveRefused, match="sounds like"):
        moderation.merge_tags(kept, merged, by=desk.editor)
    moderation.merge_tags(kept, merged, by=desk.steward)


def test_a_note_for_readers_gives_no_name_as_it_sounds(desk: Desk) -> None:
    record = desk.consented_testimony()
    values = {"protected_terms": "Жанар Оспанова"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    assert told_of(record, "At the wish of Zhanar Ospanova.") == ""
    assert told_of(record, "At her wish.") == "At her wish."


def test_nor_one_that_is_redacted_in_an_account_that_shows_the_clip(desk: Desk) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor)
    make_illustration(record, clip, by=desk.editor)
    desk.publish(clip)
    desk.publish(record)
    assert told_of(clip, "Asel asked for it.") == ""


def test_the_handle_behind_an_accounts_recording_is_withheld(desk: Desk) -> None:
    record = desk.consented_testimony(summary="Posted by @zhanar_1990.")
    clip = make_media(by=desk.editor, account="@zhanar_1990", **PRIVATE)
    save(record, by=desk.editor, recording=clip)
    assert ("private_account", "summary.text") in _blocking(record)
    assert told_of(record, "By zhanar_1990.") == ""


@pytest.mark.parametrize(
    ("hidden", "words", "is_found"),
    [
        ("Али", "Они сказали.", False),
        ("Али", "Спасибо Алиге.", True),
        ("Ж.", "Женщина ушла.", False),
        ("05", "2022-01-05", True),
    ],
)
def test_a_short_word_is_looked_for_where_words_begin(
    desk: Desk, hidden: str, words: str, is_found: bool
) -> None:
    record = _withholding(desk, hidden, summary=words)
    assert (("redaction", "summary.text") in _blocking(record)) == is_found
    # A date holds no words: no redaction of a number stops it.
    assert ("redaction", "happened") not in _blocking(record)


def test_a_handle_that_nobody_sees_is_no_handle(desk: Desk) -> None:
    clip = make_media(by=desk.editor, account="\u02bc" * 3, **PRIVATE)
    assert _blocking(clip) == []


def test_the_handle_in_a_tags_address_is_found(desk: Desk) -> None:
    clip = make_media(by=desk.editor, account="zhanar-1990", **PRIVATE)
    put_tag(clip, make_tag("zhanar 1990", by=desk.editor), by=desk.editor)
    assert [code for code, _ in _blocking(clip)] == ["private_account"]


def _warned(record: Testimony | MediaItem, of: str) -> set[str]:
    found = moderation.findings(record)
    return {each.field for each in found if f"testimony {of}" in each.message}


def test_what_another_account_of_hers_withholds_is_warned_of(desk: Desk) -> None:
    first = _withholding(desk)
    desk.publish(first)
    second = make_testimony(by=desk.editor, witness=first.witness, summary="Asel.")
    assert _warned(second, first.ref) == set()
    save(first.witness, by=desk.editor, description="She hid Asel.")
    assert _warned(second, first.ref) == {"description.text"}


def test_what_an_account_withholds_that_shows_a_clip_is_warned_of(desk: Desk) -> None:
    record, clip = _withholding(desk), make_media(by=desk.editor, title="Асель")
    assert _warned(clip, record.ref) == set()
    make_illustration(record, clip, by=desk.editor)
    save(clip, by=desk.editor, basis=MediaBasis.PUBLIC_INTEREST)
    moderation.submit(record, by=desk.editor)
    assert _warned(clip, record.ref) == {"title.text"}


def _opened(desk: Desk, record: Testimony | MediaItem) -> Tag:
    """Publish a record with a tag, and open it again."""
    tag = make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    record.refresh_from_db()
    return tag


@pytest.mark.parametrize("name", ["Asel", "Асель"])
def test_a_redaction_that_an_open_draft_gave_up_is_withheld_still(
    desk: Desk, name: str
) -> None:
    record = _withholding(desk)
    tag = _opened(desk, record)
    with ledger.acting(desk.editor):
        first_passage(record).redactions.all().delete()
    with pytest.raises(MoveRefused):
        _rename(tag, name, desk=desk)
    assert told_of(record, f"{name} asked for it.") == ""


def test_so_is_one_whose_passage_it_gave_up(desk: Desk) -> None:
    record = _withholding(desk)
    tag = _opened(desk, record)
    with ledger.acting(desk.editor):
        record.transcripts.all().delete()
    with pytest.raises(MoveRefused, match="withheld"):
        _rename(tag, "asel", desk=desk)


def test_what_readers_have_by_now_is_no_more_withheld(desk: Desk) -> None:
    record = _withholding(desk)
    with ledger.acting(desk.editor):
        first_passage(record).redactions.all().delete()
    tag = _opened(desk, record)
    _rename(tag, "asel", desk=desk)


def test_a_handle_that_an_open_draft_made_public_is_withheld_still(desk: Desk) -> None:
    clip = make_media(by=desk.editor, account="zhanar_1990", **PRIVATE)
    tag = _opened(desk, clip)
    save(clip, by=desk.editor, account_holder="public_figure", account="somebody")
    with pytest.raises(MoveRefused, match="withheld"):
        _rename(tag, "zhanar_1990", desk=desk)


def test_so_is_that_of_a_clip_that_an_open_draft_shows_no_more(desk: Desk) -> None:
    record = desk.consented_testimony()
    clip = make_media(by=desk.editor, account="zhanar_1990", **PRIVATE)
    make_illustration(record, clip, by=desk.editor)
    tag = _opened(desk, record)
    with ledger.acting(desk.editor):
        record.illustrations.all().delete()
    with pytest.raises(MoveRefused, match="withheld"):
        _rename(tag, "zhanar_1990", desk=desk)


def test_and_of_a_recording_that_it_had(desk: Desk) -> None:
    record = desk.consented_testimony()
    clip = make_media(by=desk.editor, account="zhanar_1990", **PRIVATE)
    tag = _opened(desk, record)
    save(record, by=desk.editor, recording=clip)
    save(record, by=desk.editor, recording=None)
    with pytest.raises(MoveRefused, match="withheld"):
        _rename(tag, "zhanar_1990", desk=desk)


def test_who_told_it_as_readers_have_it_is_listened_for(desk: Desk) -> None:
    record = desk.consented_testimony()
    values = {"protected_terms": "Жанар Оспанова"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    tag = _opened(desk, record)
    save(record, by=desk.editor, witness=make_witness(by=desk.editor))
    with pytest.raises(MoveRefused, match="as it sounds"):
        _rename(tag, "Zhanar", desk=desk)
    assert told_of(record, "Zhanar asked for it.") == ""


def _place_of_hers(record: Testimony, by: User) -> Any:
    save(record.witness, by=by, place=make_place(by=by))
    return record.witness.place


def _place(record: Testimony, by: User) -> Any:
    save(record, by=by, place=make_place(by=by))
    return record.place


def _source(record: Testimony, _: User) -> Any:
    return record.sources.get()


def _printed_in(record: Testimony, by: User) -> Any:
    return make_quote(record, by=by, printed_in=make_source(by=by)).printed_in


def _tag(record: Testimony, by: User) -> Any:
    put_tag(record, make_tag("a", by=by), by=by)
    return record.taggings.get().tag


def _merged_tag(record: Testimony, by: User) -> Any:
    merged, kept = _tag(record, by), make_tag("b", by=by)
    moderation.merge_tags(kept, merged, by=by)
    return kept


def _tag_of_a_clip(record: Testimony, by: User) -> Any:
    tag = make_tag("a", by=by)
    clip = make_media(by=by, basis=MediaBasis.CONSENT, basis_witness=record.witness)
    put_tag(clip, tag, by=by)
    return tag


SHOWN = [
    _place_of_hers,
    _place,
    _source,
    _printed_in,
    _tag,
    _merged_tag,
    _tag_of_a_clip,
]


@pytest.mark.parametrize("show", SHOWN)
def test_what_is_shown_with_her_account_listens_for_every_word_of_her_vault(
    desk: Desk, show: Callable[[Testimony, User], Any]
) -> None:
    record = desk.consented_testimony()
    shown = show(record, desk.editor)
    values = {"protected_terms": "улица Байтурсынова, 12-а, квартира 5"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    assert moderation.Sealed(shown).hints("Baitursynov")
    other = make_place(by=desk.editor, name="Elsewhere")
    assert not moderation.Sealed(other).hints("Baitursynov")
