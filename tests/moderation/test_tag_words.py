"""What is withheld in a record does not become public as the words of its tag."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from testimonies import catalogue, ledger, moderation
from testimonies.models import Entry, Tag, Translation
from testimonies.moderation import Finding, MoveRefused, Moving
from testimonies.moderation.carried import withheld_with
from testimonies.moderation.withheld import Withheld
from testimonies.terms import State
from tests.attacks import attack, patched
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_illustration,
    make_media,
    make_quote,
    make_tag,
    make_witness,
    put_in,
    put_tag,
)
from tests.moderation.edits import translate


def _no_names(records: Iterable[Moving]) -> Withheld:
    return replace(withheld_with(records), names=set())


def all_names(names: list[str], _: object) -> list[str]:
    return names


WHERE = {
    "name": "name.text",
    "description": "description.text",
    "alias": "aliases.0",
    "translation": "name.translations.0.text",
    "translated description": "description.translations.0.text",
}
PRIVATE = {"account_holder": "private_person", "account": "@quiet.one"}


def _write(tag: Tag, where: str, words: str, *, by: Any) -> None:
    """Put words into a tag; all is saved, or nothing."""
    with ledger.acting(by):
        if where.startswith("translat"):
            field = "name" if where == "translation" else "description"
            Translation.objects.create(
                record=tag, field=field, language="ru", text=words
            )
        elif where != "alias":
            setattr(tag, where, words)
        moderation.save_tag(tag, by=by, aliases=[words] if where == "alias" else None)


def _published_with(desk: Desk, name: str, *, protected: str) -> Tag:
    """Publish a record with a tag, and then protect a term of another witness."""
    record, tag = _withholding(desk), make_tag(name, by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    values = {"protected_terms": protected}
    moderation.seal_vault(make_witness(by=desk.editor), by=desk.steward, values=values)
    return tag


def _blocking(record: Any) -> list[Finding]:
    return [finding for finding in moderation.findings(record) if finding.is_blocking]


def _withholding(desk: Desk) -> Any:
    """Make a testimony with a redacted name and a clip of a private person's."""
    record = desk.consented_testimony(words="Asel came. We heard gunfire all night.")
    hide(first_passage(record), "Asel", by=desk.editor)
    make_illustration(record, make_media(by=desk.editor, **PRIVATE), by=desk.editor)
    return record


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize(
    ("words", "code"), [("of ASEL", "redaction"), ("by Quiet.One", "private_account")]
)
def test_the_gates_look_into_the_words_of_tags(
    desk: Desk, where: str, words: str, code: str
) -> None:
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    assert _blocking(record) == []
    _write(tag, where, words, by=desk.editor)
    found = {(finding.code, finding.field) for finding in _blocking(record)}
    assert (code, f"tags.{tag.ref}.{WHERE[where]}") in found
    assert {each for each, _ in found} == {code}
    assert words.split()[1].casefold() not in str(_blocking(record)).casefold()


def test_the_gates_look_at_the_tags_of_quotes_and_of_clips(desk: Desk) -> None:
    record = _withholding(desk)
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    put_tag(quote, make_tag("asel", by=desk.editor), by=desk.editor)
    item = make_media(by=desk.editor, **PRIVATE)
    put_tag(item, make_tag("quiet.one", by=desk.editor), by=desk.editor)
    assert {finding.code for finding in _blocking(record)} == {"redaction"}
    assert {finding.code for finding in _blocking(item)} == {"private_account"}


def test_the_gates_look_at_the_tag_that_a_merged_one_became(desk: Desk) -> None:
    record = _withholding(desk)
    kept, merged = make_tag("asel", by=desk.editor), make_tag("she", by=desk.editor)
    put_tag(record, merged, by=desk.editor)
    assert _blocking(record) == []
    moderation.merge_tags(kept, merged, by=desk.editor)
    assert {finding.code for finding in _blocking(record)} == {"redaction"}


def test_a_first_name_that_a_renamed_tag_keeps_is_found(desk: Desk) -> None:
    record, tag = _withholding(desk), make_tag("Asel B", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    _write(tag, "name", "a neighbour", by=desk.editor)
    assert [f.field for f in _blocking(record)] == [f"tags.{tag.ref}.aliases.0"]


def test_a_name_in_an_address_that_did_not_follow_is_found(desk: Desk) -> None:
    record, tag = _withholding(desk), make_tag("a neighbour", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    Tag.objects.filter(pk=tag.pk).update(slug="asel-b")
    assert [f.field for f in _blocking(record)] == [f"tags.{tag.ref}.slug"]


@attack(23, without=patched("testimonies.moderation.tagging._tellable", all_names))
def test_a_tag_is_renamed_away_from_what_may_not_be_told(desk: Desk) -> None:
    """Neither its old name nor its old address leads to it any more."""
    tag = _published_with(desk, "Zhanar Os", protected="Zhanar Os")
    tag.name = "a neighbour"
    try:
        moderation.save_tag(tag, by=desk.editor)
    except MoveRefused:
        pytest.fail("the old name is in the way")
    assert not tag.aliases.exists()
    found = [catalogue.tag_by_name(each) for each in ("zhanar os", "zhanar-os")]
    assert found == [None, None]
    assert "zhanar" not in str(Entry.objects.get(ref=tag.ref).__dict__).casefold()


def test_a_term_protected_after_the_tag_was_named_is_found(desk: Desk) -> None:
    record, tag = _withholding(desk), make_tag("zhanar", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    values = {"protected_terms": "Zhanar"}
    moderation.seal_vault(make_witness(by=desk.editor), by=desk.steward, values=values)
    assert {f.code for f in _blocking(record)} == {"protected"}


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("words", ["of ASEL", "by Quiet.One"])
def test_a_tag_on_a_published_record_takes_no_withheld_words(
    desk: Desk, where: str, words: str
) -> None:
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    before = catalogue.current_stamps(record.ref)
    with pytest.raises(MoveRefused) as refusal:
        _write(tag, where, words, by=desk.editor)
    assert [(f.code, f.field) for f in refusal.value.findings] == [
        ("withheld", WHERE[where])
    ]
    assert words.split()[1].casefold() not in str(refusal.value).casefold()
    assert catalogue.current_stamps(record.ref) == before


def _nobody(*_: object) -> bool:
    return False


@attack(23, without=patched("testimonies.moderation.tagging.withheld_with", _no_names))
def test_only_a_steward_gives_a_tag_a_word_that_sounds_like_a_withheld_name(
    desk: Desk,
) -> None:
    """Readers get it at once, and nobody looks a second time."""
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    code = ""
    try:
        _write(tag, "description", "of Асель", by=desk.editor)
    except MoveRefused as refusal:
        code = refusal.findings[0].code
    assert code == "withheld"
    _write(tag, "description", "of Асель", by=desk.steward)


@attack(50, without=patched("testimonies.moderation.tagging.Sealed.hints", _nobody))
def test_only_a_steward_gives_a_tag_a_protected_name_as_it_sounds(desk: Desk) -> None:
    values = {"protected_terms": "Жанар Оспанова"}
    moderation.seal_vault(make_witness(by=desk.editor), by=desk.steward, values=values)
    tag, said = make_tag("street", by=desk.editor), ""
    for words in ("Zhanar Ospanova", "@ospanovazhanar"):
        try:
            _write(tag, "description", words, by=desk.editor)
        except MoveRefused as refusal:
            said += str(refusal)
    assert said.count("as it sounds") == 2
    _write(tag, "description", "Zhanar Ospanova", by=desk.steward)
    _write(tag, "description", "Zhanar", by=desk.editor)


@attack(50, without=patched("testimonies.moderation.tagging.Sealed.hints", _nobody))
@pytest.mark.parametrize("where", ["alias", "name"])
def test_only_a_steward_gives_the_tag_of_her_account_a_word_of_her_name(
    desk: Desk, where: str
) -> None:
    record, tag = desk.consented_testimony(), make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    values = {"protected_terms": "Жанар Оспанова"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    said = ""
    # The address alone has her name: a slug has no apostrophe.
    words = {"alias": "Zhanar", "name": "Zha'nar"}[where]
    try:
        _write(tag, where, words, by=desk.editor)
    except MoveRefused as refusal:
        said = str(refusal)
    assert "as it sounds" in said
    _write(tag, where, words, by=desk.steward)
    # What readers have since then is nobody's new word.
    _write(tag, "description", "A street.", by=desk.editor)


@attack(23, without=patched("testimonies.moderation.tagging._tellable", all_names))
def test_a_tag_is_renamed_away_from_a_name_as_it_sounds(desk: Desk) -> None:
    tag = _published_with(desk, "Zhanar Ospanova", protected="Жанар Оспанова")
    for person in (desk.editor, desk.steward):
        tag.name = f"a neighbour of {person.username}"
        moderation.save_tag(tag, by=person)
    assert catalogue.tag_by_name("zhanar ospanova") is None
    assert "zhanar" not in str(Entry.objects.get(ref=tag.ref).__dict__).casefold()


@pytest.mark.parametrize("state", [State.IN_REVIEW, State.APPROVED, State.SCHEDULED])
def test_nor_does_one_on_the_quote_of_a_record_on_its_way(
    desk: Desk, state: State
) -> None:
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    quote = make_quote(record, by=desk.editor, passage=first_passage(record))
    put_tag(quote, tag, by=desk.editor)
    put_in(record, state, scheduled_by=desk.steward)
    with pytest.raises(MoveRefused):
        _write(tag, "name", "asel", by=desk.editor)


def test_nor_does_one_that_the_draft_gave_up_and_readers_still_have(desk: Desk) -> None:
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    desk.publish(record)
    moderation.revise(record, by=desk.editor)
    with ledger.acting(desk.editor):
        record.taggings.get().delete()
    with pytest.raises(MoveRefused):
        _write(tag, "name", "asel", by=desk.editor)
    _write(Tag(name="another"), "name", "asel", by=desk.editor)


def test_a_merge_brings_no_withheld_name(desk: Desk) -> None:
    record = _withholding(desk)
    kept, merged = make_tag("she", by=desk.editor), make_tag("asel", by=desk.editor)
    put_tag(record, kept, by=desk.editor)
    desk.publish(record)
    with pytest.raises(MoveRefused):
        moderation.merge_tags(kept, merged, by=desk.editor)
    assert not kept.aliases.exists()


@pytest.mark.parametrize("where", sorted(WHERE.keys() - {"name", "alias"}))
def test_no_word_of_a_tag_turns_its_direction(desk: Desk, where: str) -> None:
    tag = make_tag("street", by=desk.editor)
    with pytest.raises(MoveRefused) as refusal:
        _write(tag, where, "A street \u202eteerts", by=desk.editor)
    assert "irection" in str(refusal.value) or "invisible" in str(refusal.value)
    tag.refresh_from_db()
    assert (tag.description, tag.translations.count()) == ("", 0)


@pytest.mark.parametrize("words", ["Ulitsa\u00ad", "Almаty"])
def test_a_translated_name_is_as_plain_as_a_name(desk: Desk, words: str) -> None:
    with pytest.raises(MoveRefused):
        _write(make_tag("street", by=desk.editor), "translation", words, by=desk.editor)


def test_the_gate_finds_a_tag_that_turned_before_it_was_refused(desk: Desk) -> None:
    record, tag = _withholding(desk), make_tag("street", by=desk.editor)
    put_tag(record, tag, by=desk.editor)
    translate(tag, "description", "Street \u202eteerts", by=desk.editor)
    assert {finding.code for finding in _blocking(record)} == {"directions"}
