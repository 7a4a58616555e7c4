"""A tag's page and the list of tags: what stands there, by pages, and what does not."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import ledger, moderation
from testimonies.models import MediaItem, Tag, Translation, User
from testimonies.moderation import save_tag
from testimonies.pages import tags as tag_pages
from testimonies.search import results, tagged
from testimonies.terms import TagKind, WithdrawalReason
from tests import factories
from tests.factories import Desk
from tests.standing import fresh, standing


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


def _noise(name: str, desk: Desk) -> Tag:
    return save_tag(Tag(name=name, kind=TagKind.NOISE), by=desk.editor)


def _clip(desk: Desk, *tags: Tag, **columns: Any) -> MediaItem:
    item = factories.make_media(by=desk.editor, **columns)
    factories.put_tag(item, *tags, by=desk.editor)
    desk.publish(item)
    return item


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content.decode()[:500]
    return html.unescape(response.content.decode())


def _publish_three(desk: Desk) -> Tag:
    """Give a tag with everything that a page shows of one, on three clips."""
    tag = Tag(name="Almaty", description="A city below mountains.")
    save_tag(tag, by=desk.editor, aliases=["Верный"])
    with ledger.acting(desk.editor):
        Translation.objects.create(
            record=tag, field="name", language="kk", text="Алматы қаласы"
        )
    save_tag(tag, by=desk.editor)
    rally, noise = factories.make_tag("rally", by=desk.editor), _noise("fyp", desk)
    stated = {"posted_basis": "stated"}
    _clip(desk, tag, rally, noise, title="The first", posted="2022-01-05", **stated)
    _clip(desk, tag, rally, title="The second", posted="2022-01-06", **stated)
    _clip(desk, tag, title="The third")
    return tag


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Tag]:
    with standing(django_db_blocker):
        yield _publish_three(factories.make_other_desk())


@pytest.fixture
def almaty(built: Tag, db: None) -> Tag:
    return fresh(built)


def test_the_page_says_what_is_known_of_a_tag(client: Client, almaty: Tag) -> None:
    page = _page(client, "/tags/almaty/")
    assert "A city below mountains." in page
    assert '<bdi lang="kk">Алматы қаласы</bdi>' in page
    assert '<bdi lang="">Верный</bdi>' in page
    titles = re.findall(r"The (first|second|third)</a>", page)
    assert titles == ["third", "second", "first"]
    assert 'href="/search/?tag=almaty"' in page
    assert page.count('href="/search/feed.atom?tag=almaty"') == 2
    assert 'href="/search/?tag=almaty&from=2022-01-05&to=2022-01-05"' in page
    related = page[page.index('id="related"') : page.index('id="records"')]
    assert 'href="/tags/rally/"' in related
    assert 'href="/search/?tag=almaty&tag=rally"' in related
    assert ">2<" in related
    assert "fyp" not in related
    assert 'href="/tags/almaty/"' not in related


def test_the_page_speaks_the_language_of_its_path(client: Client, almaty: Tag) -> None:
    page = _page(client, "/kk/tags/almaty/")
    assert "<h1>Алматы қаласы" in page
    assert '<bdi lang="en">Almaty</bdi>' in page


def test_pages_go_on_where_the_one_before_ended(
    client: Client, desk: Desk, almaty: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        tag_pages,
        "tagged",
        lambda tag, **given: results_by_one(tag, given),
    )
    address, seen = "/tags/almaty/", []
    while address:
        page = _page(client, address)
        seen += re.findall(r"The (first|second|third)</a>", page)
        further = re.search(r'rel="next" href="([^"]+)"', page)
        # What is published meanwhile moves nothing.
        if len(seen) == 1:
            _clip(desk, almaty, title="A newer one")
        assert ("noindex" in page) == (len(seen) > 1)
        address = further[1] if further else ""
    assert seen == ["third", "second", "first"]


def results_by_one(tag: Any, given: dict[str, Any]) -> results.Results:
    return TAGGED(tag, limit=1, **given)


TAGGED = tagged


@pytest.mark.parametrize("after", ["x", "1-m2222222x", "%00", "a&after=b"])
def test_a_marker_that_is_none_is_refused(
    client: Client, almaty: Tag, after: str
) -> None:
    response = client.get(f"/tags/almaty/?after={after}")
    assert response.status_code == 400
    assert "/tags/" not in response.headers.get("Location", "")


def test_a_page_costs_the_same_for_few_records_and_for_more(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            _page(client, "/tags/almaty/")
        asked.append(len(queries))
        for number in range(3):
            _clip(
                desk,
                almaty,
                factories.make_tag(f"t{number}{len(asked)}", by=desk.editor),
            )
    assert asked == [5, 5]


def test_a_page_that_did_not_change_is_not_sent_again(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    for address in ("/tags/almaty/", "/tags/"):
        held = {"if-none-match": client.get(address)["ETag"]}
        again = client.get(address, headers=held)
        assert (again.status_code, again.content) == (304, b"")
    # Another tag on its records is a change of its page, and so is its new name.
    rally = Tag.objects.get(name="rally")
    held = {"if-none-match": client.get("/tags/almaty/")["ETag"]}
    rally.name = "demonstration"
    save_tag(rally, by=desk.editor)
    changed = client.get("/tags/almaty/", headers=held)
    assert changed.status_code == 200
    assert "demonstration" in changed.content.decode()


def test_former_addresses_lead_to_the_tag(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    almaty.name = "The city of Almaty"
    save_tag(almaty, by=desk.editor)
    for address in ("/tags/almaty/", "/tags/верный/", "/tags/алматы-қаласы/"):
        response = client.get(address)
        assert response.status_code == 301, address
        assert response["Location"] == "/tags/the-city-of-almaty/"
    page = _page(client, "/search/?tag=almaty")
    assert "The city of Almaty" in page


def test_a_withdrawn_record_leaves_the_page_at_once(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    for number, record in enumerate(MediaItem.objects.order_by("pk")):
        held = {"if-none-match": client.get("/tags/almaty/")["ETag"]}
        moderation.withdraw(record, by=desk.reviewer, category=WithdrawalReason.SAFETY)
        response = client.get("/tags/almaty/", headers=held)
        assert response.status_code == (200 if number < 2 else 404)
        assert record.title not in response.content.decode()


def test_noise_is_in_no_facet_and_no_feed_but_on_its_record(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    clip = MediaItem.objects.get(title="The first")
    page = _page(client, f"/media/{clip.ref}/the-first/")
    assert re.search(r'class="tag tag--noise" href="/tags/fyp/"', page)
    for address in ("/search/", "/search/?tag=almaty"):
        page = _page(client, address)
        filters = page[page.index('class="search__filters"') :]
        assert "rally" in filters
        assert "fyp" not in filters
    feed = client.get("/search/feed.atom?tag=almaty").content.decode()
    assert 'term="rally"' in feed
    assert "fyp" not in feed
    offers = _page(client, "/search/?tag=fypx")
    assert '/search/?tag=fyp"' not in offers


def test_noise_takes_no_subjects_place_in_a_facet(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    """The commonest values are shown; thirty of noise would be all of them."""
    noise = [_noise(f"noise {number}", desk) for number in range(30)]
    for _ in range(3):
        _clip(desk, almaty, *noise)
    page = _page(client, "/tags/almaty/")
    assert (
        "/tags/rally/" in page[page.index('id="related"') : page.index('id="records"')]
    )


def test_a_tag_that_becomes_noise_leaves_the_facets_at_once(
    client: Client, desk: Desk, almaty: Tag
) -> None:
    rally = Tag.objects.get(name="rally")
    rally.kind = TagKind.NOISE
    save_tag(rally, by=desk.editor)
    assert 'id="related"' not in _page(client, "/tags/almaty/")


def test_the_list_stands_by_name_with_noise_last(client: Client, almaty: Tag) -> None:
    page = _page(client, "/tags/")
    places = [
        page.index(f'href="/tags/{slug}/"') for slug in ("almaty", "rally", "fyp")
    ]
    assert places == sorted(places)
    assert page.index('id="noise"') < places[2]
    assert "tags__letter" not in page


def test_a_long_list_is_parted_by_letters(
    client: Client, almaty: Tag, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tag_pages, "LONGEST_PART", 1)
    page = _page(client, "/tags/")
    assert re.findall(r'tags__letter" lang="">(.)<', page) == ["A", "R"]
    # In Kazakh the city has another name, and another letter.
    page = _page(client, "/kk/tags/")
    assert re.findall(r'tags__letter" lang="">(.)<', page) == ["R", "А"]
