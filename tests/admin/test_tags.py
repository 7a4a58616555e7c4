"""Tags at the desk: renamed with one event, and pairs that may be one with a way on."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from testimonies.models import LedgerEvent, Tag, Testimony, User
from testimonies.moderation import merge_tags, save_tag
from testimonies.terms import Role
from tests.admin.desk import Desk
from tests.factories import make_tag, put_tag
from tests.people import make_person

TAGS = "testimonies-tagging-content_type-object_id"
ALIKE = reverse("admin:testimonies_tag_alike")


@pytest.fixture
def pair(db: None) -> tuple[Tag, Tag]:
    editor = make_person("Boris", Role.EDITOR)
    one = make_tag("Almaty", by=editor)
    return one, make_tag("Алматы", by=editor)


def _editor(role: Role = Role.EDITOR) -> Client:
    client = Client()
    client.force_login(make_person(f"Desk {role}", role))
    return client


def _change(tag: Tag) -> str:
    return reverse("admin:testimonies_tag_change", args=[tag.pk])


def test_alike_tags_are_shown_on_their_list_and_on_the_tags_own_page(
    pair: tuple[Tag, Tag],
) -> None:
    editor = _editor()
    lists = editor.get(reverse("admin:testimonies_tag_changelist")).content.decode()
    assert ALIKE in lists
    for address in (ALIKE, _change(pair[0]), _change(pair[1])):
        page = editor.get(address).content.decode()
        assert "Merge “Алматы” into “Almaty”" in page


def test_the_button_of_a_pair_leads_to_being_asked_once_more(
    pair: tuple[Tag, Tag],
) -> None:
    editor = _editor()
    page = editor.get(ALIKE).content.decode()
    form = re.search(r'action="([^"]+/merge/)".*?name="kept" value="(\d+)"', page)
    assert form
    asked = editor.post(form[1], {"kept": form[2]})
    assert 'name="_sure"' in asked.content.decode()
    assert Tag.objects.filter(merged_into=None).count() == 2
    editor.post(form[1], {"kept": form[2], "_sure": "1"})
    assert Tag.objects.get(merged_into=None).name == "Almaty"
    assert "Merge “" not in editor.get(ALIKE).content.decode()


def test_a_description_that_would_be_lost_is_said_first(
    pair: tuple[Tag, Tag],
) -> None:
    kept, merged = pair
    address = reverse("admin:testimonies_tag_merge", args=[merged.pk])
    editor = _editor()
    for tag, words in ((merged, "A city."), (kept, "Another.")):
        Tag.objects.filter(pk=tag.pk).update(description=words)
        page = editor.post(address, {"kept": kept.pk}).content.decode()
        assert ("will not be shown" in page) == (tag is kept)


def test_contributors_see_no_pairs(pair: tuple[Tag, Tag]) -> None:
    contributor = _editor(Role.CONTRIBUTOR)
    assert contributor.get(ALIKE).status_code == 403
    page = contributor.get(_change(pair[0])).content.decode()
    assert "Merge “" not in page


def test_a_rename_at_the_desk_is_one_event_and_moves_the_address(
    pair: tuple[Tag, Tag],
) -> None:
    editor = Desk(make_person("Clara", Role.EDITOR))
    page = editor.open(_change(pair[0]))
    before = LedgerEvent.objects.count()
    page.send(name="The city")
    tag = Tag.objects.get(pk=pair[0].pk)
    assert (tag.name, tag.slug) == ("The city", "the-city")
    assert [alias.name for alias in tag.aliases.all()] == ["Almaty"]
    events = LedgerEvent.objects.order_by("pk")[before:]
    assert [event.action for event in events] == ["rename_tag"]


def test_a_spelling_that_came_meanwhile_is_not_lost(pair: tuple[Tag, Tag]) -> None:
    editor = make_person("Clara", Role.EDITOR)
    page, tag = Desk(editor).open(_change(pair[0])), Tag.objects.get(pk=pair[0].pk)
    save_tag(tag, by=editor, aliases=["Алма-Ата"])
    page.send(description="A city.", aliases="Alma-Ata")
    tag.refresh_from_db()
    assert [alias.name for alias in tag.aliases.all()] == ["Алма-Ата"]
    assert tag.description == ""


def test_a_record_with_two_tags_that_were_merged_is_edited_as_before(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User
) -> None:
    kept, merged = (make_tag(name, by=editor) for name in ("almaty", "alma-ata"))
    put_tag(testimony, kept, merged, by=editor)
    merge_tags(kept, merged, by=editor)
    page = at_desk["editor"].change(testimony)
    assert merged.ref not in page.html
    page = page.send(title="Another title")
    assert page.errors == ""
    testimony.refresh_from_db()
    assert testimony.title == "Another title"
    assert testimony.taggings.count() == len((kept, merged))
    # A name that leads to what is there is refused, as ever.
    again = page.send(**page.add_row(TAGS, name="Alma-Ata"))
    assert "lead to one tag" in again.errors
