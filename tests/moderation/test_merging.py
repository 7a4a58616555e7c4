"""Merging loses nothing: names, texts and translations of all tags in a chain."""

import pytest

from testimonies import catalogue, ledger, moderation
from testimonies.models import LedgerEvent, Tag, Translation
from testimonies.moderation import MoveRefused
from testimonies.search import SearchQuery, search
from tests.factories import Desk, make_media, make_tag, put_tag


def _tagged(desk: Desk, *tags: Tag) -> str:
    item = make_media(by=desk.editor)
    put_tag(item, *tags, by=desk.editor)
    desk.publish(item)
    return item.ref


def _translate(tag: Tag, field: str, language: str, text: str, desk: Desk) -> None:
    with ledger.acting(desk.editor):
        Translation.objects.create(
            record=tag, field=field, language=language, text=text, translator="T."
        )


def _describe(tag: Tag, words: str, desk: Desk, *, language: str = "en") -> None:
    tag.description, tag.text_language = words, language
    moderation.save_tag(tag, by=desk.editor)


def _merge(kept: Tag, merged: Tag, desk: Desk) -> Tag:
    moderation.merge_tags(kept, merged, by=desk.editor)
    return Tag.objects.get(pk=kept.pk)


def _texts(tag: Tag) -> set[tuple[str, str, str]]:
    return set(tag.translations.values_list("field", "language", "text"))


def test_three_in_a_chain_end_in_one_with_all_names_and_texts(desk: Desk) -> None:
    first = make_tag("Verny", by=desk.editor, aliases=("верный",))
    second = make_tag("Alma-Ata", by=desk.editor, aliases=("алма-ата",))
    third = make_tag("Almaty", by=desk.editor)
    _describe(first, "A city below mountains.", desk)
    _translate(first, "description", "ru", "Город под горами.", desk)
    _translate(first, "name", "kk", "Верный қаласы", desk)
    _translate(second, "name", "ru", "Алма-Ата город", desk)
    refs = {_tagged(desk, tag) for tag in (first, second, third)}
    before = LedgerEvent.objects.count()
    second = _merge(second, first, desk)
    third = _merge(third, second, desk)
    assert LedgerEvent.objects.count() == before + 2
    names = ["Verny", "верный", "Alma-Ata", "алма-ата", "almaty"]
    names += ["Верный қаласы", "алма-ата город", "alma-ata"]
    for name in names:
        found = catalogue.tag_by_name(name)
        assert found and found.ref == third.ref, name
        hits = search(SearchQuery.parse({"tag": [name]})).hits
        assert {hit.issue.ref for hit in hits} == refs, name
    assert third.description == "A city below mountains."
    assert _texts(third) == {
        ("description", "ru", "Город под горами."),
        ("name", "kk", "Верный қаласы"),
        ("name", "ru", "Алма-Ата город"),
    }
    assert third.translations.filter(translator="T.").count() == len(_texts(third))
    assert Tag.objects.filter(merged_into=third).count() == 2
    assert catalogue.rebuild_entries(check=True) == []


def test_what_the_kept_tag_has_is_not_written_over(desk: Desk) -> None:
    kept, merged = (make_tag(name, by=desk.editor) for name in ("Almaty", "Alma-Ata"))
    for tag, words in ((kept, "Its own."), (merged, "The other's.")):
        _describe(tag, words, desk)
        _translate(tag, "name", "ru", f"имя {tag.pk}", desk)
    # A translation of a description that is not shown would be one of another text.
    _translate(merged, "description", "kk", "Басқасы.", desk)
    assert moderation.leaves_description(kept, merged)
    kept = _merge(kept, merged, desk)
    assert kept.description == "Its own."
    assert _texts(kept) == {("name", "ru", f"имя {kept.pk}")}
    assert Tag.objects.get(pk=merged.pk).description == "The other's."


@pytest.mark.parametrize("is_machine", [False, True])
def test_a_description_in_another_language_needs_a_persons_translation(
    desk: Desk, is_machine: bool
) -> None:
    kept, merged = (make_tag(name, by=desk.editor) for name in ("Almaty", "Алма-Ата"))
    _describe(merged, "Город.", desk, language="ru")
    _translate(merged, "description", "en", "A city.", desk)
    with ledger.acting(desk.editor):
        merged.translations.update(is_machine=is_machine)
    assert moderation.leaves_description(kept, merged) is is_machine
    kept = _merge(kept, merged, desk)
    assert kept.description == ("" if is_machine else "A city.")
    wanted = set() if is_machine else {("description", "ru", "Город.")}
    assert _texts(kept) == wanted


def test_a_merge_in_both_directions_is_refused_whatever_the_caller_holds(
    desk: Desk,
) -> None:
    """The rows are read anew under their lock: what the caller holds may be old."""
    one, other = (make_tag(name, by=desk.editor) for name in ("a1", "b2"))
    held = Tag.objects.get(pk=one.pk), Tag.objects.get(pk=other.pk)
    _merge(one, other, desk)
    with pytest.raises(MoveRefused, match="two different tags"):
        moderation.merge_tags(held[1], held[0], by=desk.editor)
    assert Tag.objects.get(pk=one.pk).merged_into is None


def test_a_translated_name_too_long_for_an_alias_stays_a_translation(
    desk: Desk,
) -> None:
    kept, merged = (make_tag(name, by=desk.editor) for name in ("kept", "merged"))
    _translate(merged, "name", "ru", "улица " * 30, desk)
    moderation.save_tag(merged, by=desk.editor)
    moderation.merge_tags(kept, merged, by=desk.editor)
    assert list(kept.aliases.values_list("name", flat=True)) == ["merged"]
    assert kept.translations.get(field="name").text == "улица " * 30
