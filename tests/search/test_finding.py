"""Pages of many matches: the same refs in the same order, wherever windows end."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import Any
from unittest import mock

import pytest

from archive import readers
from testimonies import catalogue
from testimonies.models import User
from testimonies.search import Counting, SearchQuery, Sort, finding, search
from testimonies.search.finding import Row
from testimonies.search.query import After
from testimonies.search.window import Estimate, backwards
from tests import factories
from tests.search.small import Archive

TIMED = (Sort.NEWEST, Sort.OLDEST, Sort.HAPPENED)


@contextmanager
def tiny_windows() -> Iterator[None]:
    """Let a window hold two records, and make one for every search."""
    window, finding = "testimonies.search.window", "testimonies.search.finding"
    patches = {
        "testimonies.catalogue.tokens.BLOCKS": (("a", 1), ("b", 2), ("c", 3)),
        f"{window}.SMALLEST_BLOCK": 2,
        f"{window}.WIDER": 2,
        f"{finding}.FEW": -1,
        f"{finding}.SORTED": 1,
        f"{finding}.RANKED": 1,
        f"{finding}.ENOUGH": 1,
    }
    with ExitStack() as stack:
        for name, value in patches.items():
            stack.enter_context(mock.patch(name, value))
        yield


def pages(query: SearchQuery, limit: int) -> list[str]:
    """Go through all pages and give the refs."""
    seen: list[str] = []
    following: SearchQuery | None = query
    with readers.reading():
        while following is not None:
            results = search(following, limit=limit)
            seen += [hit.issue.ref for hit in results.hits]
            following = results.next
    return seen


@pytest.mark.parametrize("sort", TIMED)
def test_pages_in_windows_are_those_without(archive: Archive, sort: Sort) -> None:
    query = SearchQuery("gunfire OR митинг OR almaty", sort=sort)
    whole = pages(query, 50)
    assert len(whole) >= 4
    with tiny_windows():
        catalogue.rebuild_entries()
        for limit in (1, 2, 50):
            assert pages(query, limit) == whole


def test_a_ranking_goes_through_its_windows_without_gap_or_repeat(
    archive: Archive,
) -> None:
    query = SearchQuery("gunfire OR митинг OR almaty")
    whole = pages(query, 50)
    with tiny_windows():
        catalogue.rebuild_entries()
        with readers.reading():
            first = search(query, limit=50)
        ranked = [hit.issue.ref for hit in first.hits]
        assert first.is_windowed
        assert set(ranked) <= set(whole)
        assert pages(query, 1) == ranked
    assert whole[0] in ranked


def test_a_probe_says_how_many_have_all_of_several_words(archive: Archive) -> None:
    """The planner thinks of far too few; what is found is the same."""
    query = SearchQuery("gunfire night afraid")
    whole = pages(query, 50)
    asked: list[int] = []

    def corrected(matches: int, probed: int) -> int:
        asked.append(probed)
        return matches * 100

    module = "testimonies.search.finding"
    with (
        mock.patch(f"{module}.PROBED_FROM", 0),
        mock.patch(f"{module}.within_sample", lambda match, _share: match),
        mock.patch(f"{module}.corrected", corrected),
    ):
        assert pages(query, 50) == whole
        assert asked == [len(whole)]
        assert pages(SearchQuery("gunfire night"), 50)
        assert asked == [len(whole)]


def test_a_probe_says_that_a_word_is_rare(archive: Archive) -> None:
    """The planner thinks that any word it does not know is in some thousand records."""
    query = SearchQuery("gunfire")
    whole = pages(query, 50)
    windows: list[object] = []

    def spied(*asked: object) -> object:
        windows.append(asked)
        return backwards(*asked)  # type: ignore[arg-type]

    module = "testimonies.search.finding"
    with (
        mock.patch(f"{module}.FEW", 0),
        mock.patch(f"{module}._most", lambda *_: 1000),
        mock.patch(f"{module}.backwards", spied),
        mock.patch.object(Estimate, "is_read_whole", lambda *_, **__: False),
    ):
        for probed, is_windowed in ((0, False), (1, True)):
            told = mock.patch(f"{module}.corrected", lambda *_, told=probed: told)
            with told:
                assert pages(query, 50) == whole
            assert bool(windows) is is_windowed


def test_where_the_first_window_has_enough_no_other_is_ranked(
    archive: Archive,
) -> None:
    fetched: list[list[Row]] = []

    def fetch(statement: str, given: dict[str, Any]) -> list[Row]:
        fetched.append(as_built(statement, given))
        return fetched[-1]

    as_built = finding._fetch
    module = "testimonies.search.finding"
    with (
        # Every window holds every match, so that a second one would be seen.
        mock.patch(f"{module}._windows_to_rank", lambda *_: [(4, 5), (2, 3), (0, 1)]),
        mock.patch(f"{module}.within", lambda match, *_, **__: match),
        mock.patch(f"{module}.ENOUGH", 1),
        mock.patch(f"{module}._fetch", fetch),
        readers.reading(),
    ):
        search(SearchQuery("gunfire OR митинг OR almaty"))
    ((*_, ranked), *_rest) = fetched[0]
    assert ranked[0] >= 1
    assert ranked[1:] == [0, 0]


def test_what_is_published_meanwhile_neither_repeats_nor_hides_a_record(
    archive: Archive, editor: User, reviewer: User, steward: User
) -> None:
    for sort in (*TIMED, Sort.RELEVANCE):
        query = SearchQuery("gunfire", sort=sort)
        before = pages(query, 50)
        with readers.reading():
            first = search(query, limit=1)
        newer = factories.make_media(by=editor, title="Gunfire, heard later")
        factories.publish(newer, editor=editor, reviewer=reviewer, steward=steward)
        assert first.next is not None
        seen = [first.hits[0].issue.ref, *pages(first.next, 1)]
        assert len(seen) == len(set(seen))
        assert set(before) <= set(seen)


TOTALLED = (
    SearchQuery("gunfire OR митинг OR almaty"),
    SearchQuery("gunfire OR митинг OR almaty", sort=Sort.NEWEST),
    SearchQuery("gunfire OR митинг OR almaty", sort=Sort.HAPPENED),
    SearchQuery(tags=("almaty",)),
    SearchQuery("nothingofthatkind"),
    SearchQuery(tags=("nothingofthatkind",)),
    SearchQuery(),
)


def two_ranked() -> AbstractContextManager[Any]:
    return mock.patch.object(finding, "_most", lambda *_: 2)


@pytest.mark.parametrize("way", [nullcontext, two_ranked, tiny_windows])
@pytest.mark.parametrize("query", TOTALLED, ids=SearchQuery.querystring)
def test_a_total_alone_is_the_total_of_the_page(
    archive: Archive, query: SearchQuery, way: Callable[[], Any]
) -> None:
    """On every page, however much of what matches was ranked."""
    following: SearchQuery | None = query
    with way():
        if way is tiny_windows:
            catalogue.rebuild_entries()
        while following is not None:
            with readers.reading():
                whole = search(following, limit=2)
                alone = search(following, limit=2, counting=Counting.TOTAL)
            assert alone.total == whole.total
            assert (alone.facets.is_more, alone.facets.is_about) == (False, False)
            following = whole.next


def test_behind_the_last_hit_the_total_is_counted(archive: Archive) -> None:
    behind = SearchQuery("gunfire").paged(After(-1.0, ""))
    with readers.reading():
        whole, alone = search(behind), search(behind, counting=Counting.TOTAL)
    assert (whole.hits, alone.hits) == ((), ())
    assert alone.total == whole.total > 0
