"""What a search finds that was not public when it was last looked at."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from psycopg import errors

from archive import readers
from testimonies.models import Tag
from testimonies.moderation import merge_tags, save_tag
from testimonies.search import (
    SearchFailed,
    SearchQuery,
    arrivals,
    new_in_each,
    newest,
)
from tests.factories import Desk, make_desk, make_media, make_tag, put_tag
from tests.robustness.scene import silent

GUNFIRE = SearchQuery(tags=("gunfire",))


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def tag(desk: Desk) -> Tag:
    return make_tag("gunfire", by=desk.editor)


def new_since(query: SearchQuery, sequence: int) -> int:
    return new_in_each([(query, sequence)])[0]


def _publish(desk: Desk, *tags: Tag) -> None:
    item = make_media(by=desk.editor, title="Shots at night")
    put_tag(item, *tags, by=desk.editor)
    desk.publish(item)


def test_only_what_became_public_since_is_new(desk: Desk, tag: Tag) -> None:
    _publish(desk, tag)
    with readers.reading():
        seen = newest()
        assert new_since(GUNFIRE, seen) == 0
        assert new_since(GUNFIRE, 0) == 1
    _publish(desk, tag)
    _publish(desk)
    with readers.reading():
        assert new_since(GUNFIRE, seen) == 1
        assert new_since(SearchQuery(words="shots"), seen) == 2
        assert new_since(SearchQuery(words="shots", tags=("gunfire",)), seen) == 1
        assert new_since(SearchQuery(tags=("nothing",)), seen) == 0
        assert new_since(SearchQuery(since="2030", until="2031"), 0) == 0


def test_a_saved_search_follows_a_rename_and_a_merge(desk: Desk, tag: Tag) -> None:
    _publish(desk, tag)
    other = make_tag("shots", by=desk.editor)
    tag.name = "gunshots"
    save_tag(tag, by=desk.editor)
    assert new_since(GUNFIRE, 0) == 1
    merge_tags(other, tag, by=desk.editor)
    assert new_since(GUNFIRE, 0) == 1


def test_counts_stop(desk: Desk, tag: Tag, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "MOST_NEW", 1)
    for _ in range(2):
        _publish(desk, tag)
    assert new_since(GUNFIRE, 0) == 1


def test_any_number_of_searches_costs_three_queries(desk: Desk, tag: Tag) -> None:
    _publish(desk, tag)
    for number in (1, 20):
        with CaptureQueriesContext(connection) as queries:
            assert new_in_each([(GUNFIRE, 0)] * number) == [1] * number
        assert len(queries) == 3
    assert new_in_each([]) == []


def test_a_slow_answer_is_named(db: None) -> None:
    slow = OperationalError()
    slow.__cause__ = errors.QueryCanceled()
    with silent(slow), pytest.raises(SearchFailed):
        newest()
    with silent(slow), pytest.raises(SearchFailed):
        new_since(GUNFIRE, 0)
