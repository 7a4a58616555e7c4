"""A renamed tag has a new address, and the old ones lead to it; no more is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies import catalogue, moderation
from testimonies.models import Entry, LedgerEvent, Tag, Testimony
from testimonies.search import SearchQuery, search
from tests.factories import Desk, make_media, make_tag, put_tag

Written = dict[str, str]


def _tagged(desk: Desk, *tags: Tag) -> str:
    item = make_media(by=desk.editor)
    put_tag(item, *tags, by=desk.editor)
    desk.publish(item)
    return item.ref


def _rename(tag: Tag, name: str, desk: Desk) -> None:
    tag.name = name
    moderation.save_tag(tag, by=desk.editor)


def _leads_to(name: str) -> str:
    issue = catalogue.tag_by_name(name)
    return issue.ref if issue else ""


def _versions() -> Written:
    """Give which version of its row each entry is, as the database tells them apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT ref, ctid::text || xmin FROM testimonies_entry")
        return dict(cursor.fetchall())


def _rewritten(before: Written) -> set[str]:
    after = _versions()
    return {ref for ref in before | after if before.get(ref) != after.get(ref)}


def test_the_address_follows_the_name_and_old_ones_still_lead_there(
    desk: Desk,
) -> None:
    tag = make_tag("Heavy gunfire!", by=desk.editor, aliases=("стрельба ночью",))
    _tagged(desk, tag)
    for name, slug in (("Shots at night", "shots-at-night"), ("Shooting", "shooting")):
        _rename(tag, name, desk)
        issue = catalogue.tag_by_name(slug)
        assert issue and (issue.ref, issue.path) == (tag.ref, f"/tags/{slug}/")
    names = ("heavy gunfire!", "heavy-gunfire", "shots-at-night", "стрельба-ночью")
    assert {_leads_to(name) for name in names} == {tag.ref}
    spellings = {"Heavy gunfire!", "Shots at night", "стрельба ночью"}
    assert set(tag.aliases.values_list("name", flat=True)) == spellings
    assert catalogue.rebuild_entries(check=True) == []


def test_an_address_that_no_name_makes_is_kept_as_a_spelling(desk: Desk) -> None:
    first = make_tag("Alma!", by=desk.editor)
    second = make_tag("Alma?", by=desk.editor)
    assert (first.slug, second.slug) == ("alma", "alma_1")
    _tagged(desk, first, second)
    _rename(second, "Almaty", desk)
    assert second.slug == "almaty"
    assert _leads_to("alma_1") == _leads_to("alma?") == second.ref
    # Three have, or have had, a name that is written so; the address is the first's.
    third = make_tag("alma", by=desk.editor)
    _tagged(desk, third)
    assert _leads_to("alma") == first.ref
    assert _leads_to(third.slug) == third.ref


def test_the_name_of_an_address_belongs_to_whose_it_is_now(desk: Desk) -> None:
    former, owner = (make_tag(name, by=desk.editor) for name in ("Alma!", "Other"))
    _tagged(desk, former, owner)
    _rename(former, "Almaty", desk)
    _rename(owner, "Alma", desk)
    assert owner.slug == "alma"
    assert _leads_to("alma") == owner.ref
    found = search(SearchQuery(tags=("alma",)))
    assert found.tags["alma"].ref == owner.ref
    assert _leads_to("alma!") == former.ref


@pytest.mark.parametrize("name", ["!!!", "★"])
def test_a_name_without_letters_goes_by_its_ref(desk: Desk, name: str) -> None:
    tag = make_tag(name, by=desk.editor)
    _tagged(desk, tag)
    assert tag.slug == tag.ref
    assert _leads_to(tag.ref) == tag.ref


def test_a_new_case_is_no_other_spelling(desk: Desk) -> None:
    tag = make_tag("almaty", by=desk.editor)
    _rename(tag, "Almaty", desk)
    assert (tag.slug, tag.aliases.count()) == ("almaty", 0)


def test_a_name_that_was_an_alias_is_one_no_more(desk: Desk) -> None:
    tag = make_tag("alma-ata", by=desk.editor, aliases=("Almaty",))
    _rename(tag, "Almaty", desk)
    assert set(tag.aliases.values_list("name", flat=True)) == {"alma-ata"}


def test_a_rename_or_an_alias_writes_the_tags_own_entry_alone(desk: Desk) -> None:
    tag, other = (make_tag(name, by=desk.editor) for name in ("gunfire", "night"))
    for _ in range(2):
        _tagged(desk, tag, other)
    before = _versions()
    _rename(tag, "shots", desk)
    assert _rewritten(before) == {tag.ref}
    before = _versions()
    moderation.save_tag(tag, by=desk.editor, aliases=["выстрелы"])
    assert _rewritten(before) == {tag.ref}


def test_a_merge_writes_the_merged_tags_records_and_the_two_tags(desk: Desk) -> None:
    kept, merged, other = (make_tag(n, by=desk.editor) for n in ("a1", "b2", "c3"))
    _tagged(desk, kept, other)
    ref = _tagged(desk, merged, other)
    before = _versions()
    moderation.merge_tags(kept, merged, by=desk.editor)
    assert _rewritten(before) == {ref, kept.ref, merged.ref}
    assert catalogue.rebuild_entries(check=True) == []


def test_a_rename_costs_the_same_on_many_records(desk: Desk) -> None:
    counts = []
    tag = make_tag("gunfire", by=desk.editor)
    for number in range(3):
        _tagged(desk, tag)
        with CaptureQueriesContext(connection) as queries:
            _rename(tag, f"shots {number}", desk)
        counts.append(len([q for q in queries if "testimonies_entry" in q["sql"]]))
    assert len(set(counts[1:])) == 1


def test_one_event_tells_of_a_rename(desk: Desk) -> None:
    tag = make_tag("gunfire", by=desk.editor)
    before = LedgerEvent.objects.count()
    _rename(tag, "shots", desk)
    events = LedgerEvent.objects.order_by("-pk")[: LedgerEvent.objects.count() - before]
    assert [(event.action, event.ref) for event in events] == [("rename_tag", tag.ref)]
    assert Entry.objects.count() == Testimony.objects.count() == 0
