"""Lists, the timeline, tags, the start page and the pages about the archive."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.models import Collection, Testimony, User
from testimonies.pages import lists
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.attacks import attack
from tests.factories import Desk
from tests.standing import fresh, standing

LISTS = [
    "/",
    "/testimonies/",
    "/witnesses/",
    "/quotes/",
    "/media/",
    "/collections/",
    "/timeline/",
    "/places/",
    "/tags/",
]
ABOUT = ["/about/", "/about/privacy/", "/about/corrections/"]
Both = tuple[Collection, Testimony]


@pytest.fixture
def desk(editor: User, reviewer: User, steward: User) -> Desk:
    return Desk(editor, reviewer, steward)


def _publish_both(desk: Desk) -> Both:
    collection = factories.make_collection(by=desk.editor)
    factories.make_event(collection, by=desk.editor)
    desk.publish(collection)
    record = desk.consented_testimony(collection=collection)
    factories.make_quote(
        record, by=desk.editor, passage=factories.first_passage(record)
    )
    factories.put_tag(
        record, factories.make_tag("gunfire", by=desk.editor), by=desk.editor
    )
    desk.publish(record)
    return collection, record


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[Both]:
    with standing(django_db_blocker):
        yield _publish_both(factories.make_other_desk())


@pytest.fixture
def testimony(built: Both, db: None) -> Testimony:
    return fresh(built[1])


@pytest.fixture
def collection(testimony: Testimony) -> Collection:
    assert testimony.collection
    return testimony.collection


@pytest.mark.parametrize("path", [*LISTS, *ABOUT])
def test_each_is_conditional(client: Client, testimony: Testimony, path: str) -> None:
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@attack(19)
@pytest.mark.parametrize("path", LISTS)
def test_what_is_withdrawn_leaves_every_list(
    client: Client, testimony: Testimony, reviewer: User, path: str
) -> None:
    before = client.get(path)
    moderation.withdraw(testimony, by=reviewer, category=WithdrawalReason.SAFETY)
    after = client.get(path, headers={"if-none-match": before["ETag"]})
    if path in {"/media/", "/collections/", "/places/"}:
        assert after.status_code == 304
        return
    assert after.status_code == 200
    page = after.content.decode()
    assert testimony.ref not in page
    assert "gunfire" not in page


@attack(18)
def test_drafts_are_in_no_list(client: Client, desk: Desk) -> None:
    draft = factories.make_testimony(by=desk.editor, title="Not yet public")
    factories.make_media(by=desk.editor, title="Not yet public")
    for path in LISTS:
        page = client.get(path).content.decode()
        assert "Not yet public" not in page
        assert draft.witness.ref not in page


@pytest.mark.parametrize(
    "path", [path for path in LISTS if path not in {"/", "/tags/"}]
)
def test_a_list_takes_two_queries(
    client: Client, testimony: Testimony, path: str
) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    assert len(captured) <= 2


def test_the_start_page_takes_seven_queries(
    client: Client, testimony: Testimony
) -> None:
    with CaptureQueriesContext(connection) as captured:
        page = client.get("/").content.decode()
    assert len(captured) <= 7
    assert testimony.ref in page


def test_pages_follow_each_other(
    client: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    refs = [desk.published_testimony().ref for _ in range(2)]
    first = client.get("/testimonies/").content.decode()
    assert refs[1] in first
    assert refs[0] not in first
    _, _, rest = first.partition('rel="next" href="')
    second = client.get(rest.partition('"')[0]).content.decode()
    assert refs[0] in second
    assert "First page" in second


def test_a_marker_that_nobody_was_given_is_refused(client: Client, db: None) -> None:
    response = client.get("/testimonies/?after=<script>")
    assert response.status_code == 400
    page = response.content.decode()
    assert "start from the first page" in page
    assert "<script>" not in page


def test_a_marker_of_another_list_is_refused(client: Client, db: None) -> None:
    marker = "5d5c1e2d3f400-t6gcr5nrc"
    assert client.get(f"/testimonies/?after={marker}").status_code == 200
    assert client.get(f"/quotes/?after={marker}").status_code == 400


def test_a_collection_and_the_timeline_show_its_events(
    client: Client, collection: Collection, testimony: Testimony
) -> None:
    for path in (f"/collections/{collection.ref}/almaty-january-2022/", "/timeline/"):
        page = client.get(path).content.decode()
        assert "Shots were heard." in page
        assert '<time datetime="2022-01-05">' in page


def test_the_timeline_comes_in_pages_and_says_what_it_leaves_out(
    client: Client,
    desk: Desk,
    collection: Collection,
    testimony: Testimony,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = factories.make_collection(by=desk.editor)
    desk.publish(other)
    whole = client.get("/timeline/").content.decode()
    assert testimony.ref in whole
    assert 'rel="next"' not in whole
    assert "than can stand here" not in whole
    monkeypatch.setattr(lists, "TIMELINE_COLLECTIONS", 1)
    monkeypatch.setattr(lists, "TIMELINE_RECORDS", 0)
    first = client.get("/timeline/").content.decode()
    assert testimony.ref not in first
    _, _, rest = first.partition('rel="next" href="')
    with CaptureQueriesContext(connection) as captured:
        second = client.get(rest.partition('"')[0]).content.decode()
    assert len(captured) == 2
    assert "Shots were heard." in second
    assert "than can stand here" in second
    marker = f"5d5c1e2d3f400-{testimony.ref}"
    assert client.get(f"/timeline/?after={marker}").status_code == 400


def test_privacy_says_what_is_not_built(client: Client, db: None) -> None:
    page = client.get("/about/privacy/").content.decode()
    assert "is not built yet" in page


def test_tags_are_counted(client: Client, testimony: Testimony) -> None:
    page = client.get("/tags/").content.decode()
    assert "/tags/gunfire/" in page
    assert '<span class="tag__count">1 record</span>' in page


@pytest.mark.parametrize("slug", ["%00", "a%00b", "none"])
def test_a_tag_that_is_none_is_not_found(client: Client, db: None, slug: str) -> None:
    assert client.get(f"/tags/{slug}/").status_code == 404
