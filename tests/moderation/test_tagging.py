"""One tag per subject; its words pass the gate, and readers have the change at once."""

import pytest

from testimonies import catalogue, ledger, moderation
from testimonies.models import Entry, LedgerEvent, Tag, TagAlias, Translation
from testimonies.moderation import MoveRefused
from testimonies.terms import Kind, Role
from tests.factories import Desk, make_media, make_tag, make_witness, put_tag
from tests.people import make_person


def _found(name: str) -> str | None:
    issue = catalogue.tag_by_name(name)
    return issue.ref if issue else None


def _tagged(desk: Desk, *tags: Tag) -> str:
    item = make_media(by=desk.editor)
    put_tag(item, *tags, by=desk.editor)
    desk.publish(item)
    return item.ref


def _tags_of(ref: str) -> list[str]:
    stamps = catalogue.current_stamps(ref)
    bundle = catalogue.bundle(stamps) if stamps else None
    return [issue.title for issue in bundle.tags] if bundle else []


def test_any_case_and_any_alias_leads_to_one_tag(desk: Desk) -> None:
    tag = make_tag("Almaty", by=desk.editor, aliases=("алматы", " Алма-Ата ", "ALMATY"))
    _tagged(desk, tag)
    names = ("almaty", "ALMATY", "Алматы", "АЛМАТЫ", "#алматы", "алма-ата", "ａlmaty")
    assert {_found(name) for name in names} == {tag.ref}
    assert _found("astana") is None
    assert set(tag.aliases.values_list("name", flat=True)) == {"алматы", "Алма-Ата"}


@pytest.mark.parametrize("name", ["almaty", "АЛМАТЫ", "Алматы"])
def test_a_name_that_another_tag_has_is_refused(desk: Desk, name: str) -> None:
    make_tag("Almaty", by=desk.editor, aliases=("алматы",))
    before = LedgerEvent.objects.count()
    with pytest.raises(MoveRefused, match="Another tag"):
        make_tag(name, by=desk.editor)
    with pytest.raises(MoveRefused, match="Another tag"):
        make_tag("astana", by=desk.editor, aliases=(name,))
    assert Tag.objects.count() == 1
    assert LedgerEvent.objects.count() == before


def test_aliases_that_are_not_given_stay_and_those_given_replace(desk: Desk) -> None:
    tag = make_tag("almaty", by=desk.editor, aliases=("алматы", "алма-ата"))
    tag.description = "A city"
    moderation.save_tag(tag, by=desk.editor)
    assert tag.aliases.count() == 2
    moderation.save_tag(tag, by=desk.editor, aliases=["алматы", "verny"])
    assert set(tag.aliases.values_list("name", flat=True)) == {"алматы", "verny"}
    moderation.save_tag(tag, by=desk.editor, aliases=[])
    assert not TagAlias.objects.exists()


@pytest.mark.parametrize("where", ["name", "description", "alias", "translation"])
def test_a_protected_term_is_refused_with_nothing_written(
    desk: Desk, where: str
) -> None:
    witness = make_witness(by=desk.editor)
    values = {"protected_terms": "Zhanar Ospanova\nостров"}
    moderation.seal_vault(witness, by=desk.steward, values=values)
    tag = make_tag("island", by=desk.editor)
    if where == "translation":
        with ledger.acting(desk.editor):
            Translation.objects.create(
                record=tag, field="name", language="ru", text="ОСТРОВ"
            )
    elif where != "alias":
        setattr(tag, where, "of ZHANAR  ospanova")
    before = LedgerEvent.objects.count()
    with pytest.raises(MoveRefused) as refusal:
        aliases = ["остроВ"] if where == "alias" else None
        moderation.save_tag(tag, by=desk.editor, aliases=aliases)
    said = f"{refusal.value} {refusal.value.findings}".casefold()
    assert "ospanova" not in said
    assert "остров" not in said
    assert {finding.code for finding in refusal.value.findings} == {"protected"}
    tag.refresh_from_db()
    assert (tag.name, tag.description) == ("island", "")
    assert not TagAlias.objects.exists()
    assert LedgerEvent.objects.count() == before


def test_a_renamed_tag_shows_at_once_on_published_records(desk: Desk) -> None:
    tag = make_tag("kazahstan", by=desk.editor)
    ref = _tagged(desk, tag)
    before = catalogue.current_stamps(ref)
    tag.name = "Kazakhstan"
    moderation.save_tag(tag, by=desk.editor, aliases=["kazahstan"])
    assert _tags_of(ref) == ["Kazakhstan"]
    after = catalogue.current_stamps(ref)
    assert before and after and before.etag != after.etag
    assert _found("kazahstan") == _found("KAZAKHSTAN") == tag.ref
    assert catalogue.rebuild_entries(check=True) == []
    event = LedgerEvent.objects.latest("id")
    assert (event.action, event.ref) == ("rename_tag", tag.ref)


def test_only_tags_on_published_records_exist_for_readers(desk: Desk) -> None:
    tag = make_tag("almaty", by=desk.editor)
    item = make_media(by=desk.editor)
    put_tag(item, tag, by=desk.editor)
    assert _found("almaty") is None
    desk.publish(item)
    assert _found("almaty") == tag.ref
    moderation.withdraw(item, by=desk.reviewer, category="other")  # type: ignore[arg-type]
    assert _found("almaty") is None
    assert catalogue.tags() == []


def test_a_merge_loses_no_record_and_no_name(desk: Desk) -> None:
    kept = make_tag("almaty", by=desk.editor, aliases=("алматы",))
    merged = make_tag("alma-ata", by=desk.editor, aliases=("Верный", "verny"))
    with ledger.acting(desk.editor):
        Translation.objects.create(
            record=merged, field="name", language="ru", text="Алма-Ата"
        )
    refs = {
        _tagged(desk, kept),
        _tagged(desk, merged),
        _tagged(desk, kept, merged),
    }
    moderation.merge_tags(kept, merged, by=desk.editor)
    for name in ("almaty", "АЛМАТЫ", "alma-ata", "верный", "Verny", "алма-ата"):
        assert _found(name) == kept.ref, name
    tagged = Entry.objects.filter(refs__contains=[kept.ref], kind=Kind.MEDIA)
    assert set(tagged.values_list("ref", flat=True)) == refs
    assert [_tags_of(ref) for ref in refs] == [["almaty"]] * 3
    assert [(count.issue.ref, count.count) for count in catalogue.tags()] == [
        (kept.ref, 3)
    ]
    assert catalogue.current_stamps(merged.ref) is None
    assert catalogue.rebuild_entries(check=True) == []
    event = LedgerEvent.objects.latest("id")
    assert (event.action, event.ref, event.category) == (
        "merge_tags",
        merged.ref,
        kept.ref,
    )


def test_a_draft_tagged_before_a_merge_is_published_under_the_kept_tag(
    desk: Desk,
) -> None:
    kept, merged = make_tag("a", by=desk.editor), make_tag("b", by=desk.editor)
    item = make_media(by=desk.editor)
    put_tag(item, merged, by=desk.editor)
    moderation.merge_tags(kept, merged, by=desk.editor)
    desk.publish(item)
    assert _tags_of(item.ref) == ["a"]


def test_merges_follow_each_other(desk: Desk) -> None:
    first, second, third = (make_tag(name, by=desk.editor) for name in "abc")
    ref = _tagged(desk, first)
    moderation.merge_tags(second, first, by=desk.editor)
    moderation.merge_tags(third, second, by=desk.editor)
    assert _tags_of(ref) == ["c"]
    assert _found("a") == _found("b") == third.ref
    assert catalogue.rebuild_entries(check=True) == []
    for pair in ((third, third), (third, first), (first, third)):
        with pytest.raises(MoveRefused, match="two different tags"):
            moderation.merge_tags(
                *(Tag.objects.get(pk=t.pk) for t in pair), by=desk.editor
            )


def test_a_merge_leaves_a_name_that_a_third_tag_has_with_it(desk: Desk) -> None:
    """The slug of one is the name of another: both were made of one stem."""
    merged = make_tag("Alma!", by=desk.editor)
    third = make_tag("alma", by=desk.editor)
    kept = make_tag("almaty", by=desk.editor)
    assert merged.slug == "alma"
    moderation.merge_tags(kept, merged, by=desk.editor)
    _tagged(desk, third, kept)
    assert _found("alma!") == kept.ref
    assert _found("alma") == third.ref


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.RESEARCHER, None])
def test_tags_are_for_editors(desk: Desk, role: Role | None) -> None:
    person = make_person("Somebody", role)
    one, two = make_tag("a", by=desk.editor), make_tag("b", by=desk.editor)
    with pytest.raises(MoveRefused, match="role editor"):
        moderation.save_tag(Tag(name="c"), by=person)
    with pytest.raises(MoveRefused, match="role editor"):
        moderation.merge_tags(one, two, by=person)
    assert Tag.objects.count() == 2
