"""What the desk does shows in a search in the very transaction, and nothing before."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from testimonies import catalogue, moderation
from testimonies.models import Edition, Tag
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.search.asking import asked, find, page_of, refs
from tests.search.wide import Wide

pytestmark = pytest.mark.django_db


def test_a_draft_is_found_from_its_publication_on(client: Client, wide: Wide) -> None:
    clip = factories.make_media(by=wide.desk.editor, title="A thunderstorm")
    factories.put_tag(clip, wide.tags["rally"], by=wide.desk.editor)
    moderation.submit(clip, by=wide.desk.editor)
    moderation.approve(clip, by=wide.desk.reviewer)
    assert refs(find("thunderstorm")) == set()
    rallies = asked(tag="rally").total
    with transaction.atomic():
        moderation.publish(clip, by=wide.desk.steward)
        assert refs(find("thunderstorm")) == {clip.ref}
        assert clip.ref in page_of(client, "/search/?q=thunderstorms")
        assert asked(tag="rally").total == rallies + 1


def test_a_new_edition_is_found_by_its_words_alone(wide: Wide) -> None:
    clip = wide.clips["telegram"]
    wide.desk.retitle(clip, "A hailstorm")
    assert refs(find("hailstorm")) == {clip.ref}
    assert clip.ref not in refs(find("telegram"))


def test_what_is_withdrawn_is_found_no_more(client: Client, wide: Wide) -> None:
    everything = ("gunfire", "баррикады", "strangers")
    before = {words: refs(find(words)) for words in everything}
    assert all(wide.told.ref in found for found in before.values())
    kept = client.get("/search/?q=strangers").headers["ETag"]
    with transaction.atomic():
        moderation.withdraw(
            wide.told, by=wide.desk.reviewer, category=WithdrawalReason.SAFETY
        )
        for words, found in before.items():
            gone = found - refs(find(words))
            assert wide.told.ref in gone
        assert asked(place="Almaty", kind="testimony").total == 0
        assert (
            "almaty" not in str(asked(q="gunfire").facets.values.get("place")).lower()
        )
        page = client.get("/search/?q=strangers", headers={"if-none-match": kept})
        assert page.status_code == 200
        assert wide.told.ref not in page.content.decode()
        view = page_of(client, "/search/?q=gunfire&view=kwic")
        assert wide.told.ref not in view


def test_a_tag_that_nothing_public_has_any_more_is_unknown(wide: Wide) -> None:
    for record in (wide.kazakh, wide.clips["telegram"]):
        assert refs(find("митинг"))
        moderation.withdraw(
            record, by=wide.desk.reviewer, category=WithdrawalReason.CONSENT
        )
    assert asked(tag="rally").unknown == ("rally",)
    assert refs(find("митинг")) == set()


def rally_of(wide: Wide) -> Tag:
    """Give the tag as it is stored: what one test writes is undone, not its object."""
    return Tag.objects.get(pk=wide.tags["rally"].pk)


def renamed(wide: Wide) -> str:
    tag = rally_of(wide)
    tag.name = "demonstration"
    moderation.save_tag(tag, by=wide.desk.editor)
    return "demonstration"


def aliased(wide: Wide) -> str:
    names = ["митинг", "sherūlar"]
    moderation.save_tag(rally_of(wide), by=wide.desk.editor, aliases=names)
    return "sherūlar"


def merged(wide: Wide) -> str:
    gathering = Tag(name="gathering", slug="gathering")
    moderation.save_tag(gathering, by=wide.desk.editor, aliases=["жиын"])
    moderation.merge_tags(gathering, rally_of(wide), by=wide.desk.editor)
    return "жиын"


@pytest.mark.parametrize("change", [renamed, aliased, merged])
def test_a_tag_is_found_by_its_new_name_at_once_without_new_editions(
    client: Client, wide: Wide, change: Callable[[Wide], str]
) -> None:
    tagged = {wide.clips["telegram"].ref, wide.kazakh.ref}
    assert refs(asked(tag="rally")) == tagged
    editions = Edition.objects.count()
    kept = client.get("/search/?tag=rally").headers["ETag"]
    with transaction.atomic():
        name = change(wide)
        for parameters in ({"tag": name}, {"any": name}, {"tag": "митинг"}):
            assert refs(asked(**parameters)) == tagged
        assert tagged < refs(find(name)) == refs(find("митинг"))
        # A merged tag's names lead to the tag that was kept.
        (tag,) = asked(tag=name).tags.values()
        assert tag.title in {"demonstration", "rally", "gathering"}
        page = client.get("/search/?tag=rally", headers={"if-none-match": kept})
        assert page.status_code == 200
        assert tag.title in page.content.decode(), page.content.decode()[900:6000]
        counted = asked(tag=name).facets.values["tag"]
        assert (tag.ref, 2) in [(value.value, value.records) for value in counted]
    assert Edition.objects.count() == editions
    assert catalogue.rebuild_entries(check=True) == []


def test_a_name_that_a_tag_has_lost_leads_to_it_no_more(wide: Wide) -> None:
    moderation.save_tag(rally_of(wide), by=wide.desk.editor, aliases=[])
    assert asked(tag="митинг").unknown == ("митинг",)
