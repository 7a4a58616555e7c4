"""What a search finds, in which order, and how little it asks the database."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from psycopg.errors import QueryCanceled

from archive import readers
from testimonies import ledger
from testimonies.models import ChronologyEvent, User
from testimonies.search import (
    Advice,
    Counting,
    Loosening,
    Results,
    SearchFailed,
    SearchQuery,
    Sort,
    View,
    search,
)
from testimonies.terms import EventStatus, Kind
from tests import factories
from tests.search.small import Archive

Queries = Callable[[int], Any]


def find(words: str = "", **filters: Any) -> Results:
    with readers.reading():
        return search(SearchQuery(words, **filters), with_offers=True)


def kinds(results: Results) -> list[Kind]:
    return sorted(hit.issue.kind for hit in results.hits)


def test_gunfire_finds_the_passage_and_the_clip(archive: Archive) -> None:
    hits = {hit.issue.ref: hit for hit in find("gunfire").hits}
    account = hits[archive.testimony.ref].snippet
    assert account is not None
    assert account.anchor == "#p3"
    assert ("gunfire", True) in account.segments
    assert archive.clip.ref in hits
    assert archive.rally.ref not in hits


def refs(results: Results) -> list[str]:
    return [hit.issue.ref for hit in results.hits]


def test_a_name_is_one_in_every_script(archive: Archive) -> None:
    names = ("алматы", "Almaty", "АЛМАТЫ", "#almaty", '"Almaty"', "Almaty,")
    found = [refs(find(name)) for name in names]
    assert found[0][0] == archive.almaty.ref
    assert set(found[0]) == {
        archive.almaty.ref,
        archive.testimony.ref,
        archive.clip.ref,
    }
    assert found == found[:1] * len(names)


def test_a_tag_filter_takes_any_of_its_names(archive: Archive) -> None:
    for name in ("алматы", "Almaty", "АЛМАТЫ"):
        query = SearchQuery.parse({"tag": [name]})
        with readers.reading():
            results = search(query)
        assert set(refs(results)) == {archive.testimony.ref, archive.clip.ref}
        assert [tag.ref for tag in results.tags.values()] == [archive.almaty.ref]


def test_a_spelling_finds_the_witness_and_her_account(archive: Archive) -> None:
    for name in ("Lyzzat", "lyazzat"):
        results = find(name)
        assert results.hits[0].issue.kind is Kind.WITNESS
        assert archive.testimony.ref in refs(results)


def test_words_hold_together_with_names_and_exclusions(archive: Archive) -> None:
    assert archive.testimony.ref in {h.issue.ref for h in find("lyzzat gunfire").hits}
    assert find("lyzzat митинг").total == 0
    assert archive.clip.ref not in {h.issue.ref for h in find("gunfire -almaty").hits}
    both = {hit.issue.ref for hit in find("митинг OR volunteers").hits}
    assert {archive.rally.ref, archive.testimony.ref} <= both


def test_a_phrase_must_stand_as_it_is(archive: Archive) -> None:
    assert Kind.TESTIMONY in kinds(find('"heard gunfire"'))
    assert find('"gunfire heard"').total == 0


def test_filters_combine(archive: Archive) -> None:
    assert kinds(find("gunfire", kinds=(Kind.MEDIA,))) == [Kind.MEDIA]
    assert kinds(find(tags=("almaty", "noise"))) == [Kind.MEDIA]
    assert len(find(any=("noise", "almaty")).hits) == 2
    left = find(kinds=(Kind.MEDIA,), not_=("almaty",))
    assert [hit.issue.ref for hit in left.hits] == [archive.rally.ref]
    assert kinds(find(language="en", kinds=(Kind.TESTIMONY,))) == [Kind.TESTIMONY]


def test_a_search_for_tags_alone_gives_the_newest_first(archive: Archive) -> None:
    newest = [hit.issue.ref for hit in find(tags=("almaty",)).hits]
    oldest = find(tags=("almaty",), sort=Sort.OLDEST)
    assert newest == [archive.testimony.ref, archive.clip.ref]
    assert [hit.issue.ref for hit in oldest.hits] == newest[::-1]


def test_unknown_tags_are_named_and_near_ones_offered(archive: Archive) -> None:
    results = find(tags=("almaton",))
    assert (results.total, results.unknown) == (0, ("almaton",))
    for failed in (results, find("almaton")):
        (offer,) = failed.offers
        assert (offer.how, offer.tag) == (Loosening.TAG, archive.almaty.ref)
        assert offer.records == 2


def test_common_words_and_mere_exclusions_are_explained(archive: Archive) -> None:
    assert find("the of and").advice is Advice.COMMON_WORDS
    assert find("!!! ???").advice is None
    assert find("-gunfire").advice is Advice.EXCLUSIONS
    assert find("-gunfire OR the").advice is Advice.EXCLUSIONS
    narrowed = find("-gunfire", tags=("almaty",))
    assert narrowed.advice is None
    assert find("the gunfire").total == find("gunfire").total > 0


ODD_WORDS = (
    '"unbalanced',
    'a" b" -"',
    "javascript:alert(1)",
    "' OR 1=1 --",
    "<b>gunfire</b> & | ! ( ) : * \\",
    "%s %(terms)s {0}",
    "-",
    "or OR or",
    "\ue000\ue001",
    "x" * 300,
    " ".join("abcdefghijklmnopqrstuvwxyzабвгдё"),
)


def test_odd_words_are_searched_for_and_never_fail(archive: Archive) -> None:
    for words in ODD_WORDS:
        with readers.reading():
            search(SearchQuery.parse({"q": [words]}))


def test_pages_follow_one_another_without_gap_or_repeat(archive: Archive) -> None:
    query = SearchQuery(kinds=(Kind.TESTIMONY, Kind.MEDIA, Kind.QUOTE))
    seen: list[str] = []
    following: SearchQuery | None = query
    with readers.reading():
        whole = [hit.issue.ref for hit in search(query).hits]
        while following is not None:
            results = search(following, limit=1)
            seen += [hit.issue.ref for hit in results.hits]
            following = results.next
    assert seen == whole
    assert len(seen) == results.total == 4


# Any page of a search, and one that found nothing and looks for what would.
MOST_QUERIES, MOST_OF_NONE = 6, 9
SEARCHES = (
    (SearchQuery(), 2),
    (SearchQuery("gunfire almaty"), MOST_QUERIES),
    (SearchQuery("gunfire", view=View.KWIC), MOST_QUERIES),
    (SearchQuery("city of almaty"), MOST_QUERIES),
    (SearchQuery(tags=("almaty",), any=("noise",), not_=("rally",)), MOST_QUERIES),
    (SearchQuery("gunfire", since="2022", place="almaty"), MOST_OF_NONE),
    (SearchQuery("nothingofthatkind", tags=("almaton",)), MOST_OF_NONE),
    (SearchQuery("the"), 4),
)


def test_a_search_takes_a_fixed_number_of_queries(
    archive: Archive, django_assert_max_num_queries: Queries
) -> None:
    for query, most in SEARCHES:
        with readers.reading(), django_assert_max_num_queries(most):
            search(query, with_offers=True)


def test_what_was_ranked_is_not_counted_again(
    archive: Archive, django_assert_num_queries: Queries
) -> None:
    whole = find("gunfire")
    # Its names, about how many, the page, its documents.
    with readers.reading(), django_assert_num_queries(4):
        alone = search(SearchQuery("gunfire"), counting=Counting.TOTAL)
    assert (alone.total, refs(alone)) == (whole.total, refs(whole))
    assert any(hit.tags for hit in whole.hits)
    assert not any(hit.tags for hit in alone.hits)


def test_the_etag_follows_what_is_shown(archive: Archive, reviewer: Any) -> None:
    one, other = find("gunfire"), find("gunfire", kinds=(Kind.MEDIA,))
    assert one.etag == find("gunfire").etag
    assert one.etag != other.etag


def test_a_slow_answer_is_named(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(_query: SearchQuery) -> None:
        raise OperationalError from QueryCanceled()

    monkeypatch.setattr("testimonies.search.results.plan", give_up)
    with pytest.raises(SearchFailed):
        find("gunfire")


def test_a_database_that_is_away_is_no_slow_search(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def go_away(_query: SearchQuery) -> None:
        raise OperationalError

    monkeypatch.setattr("testimonies.search.results.plan", go_away)
    with pytest.raises(OperationalError):
        find("gunfire")


def test_an_extract_says_where_it_was_cut(
    editor: User, reviewer: User, steward: User
) -> None:
    long = f"{'Before it. ' * 40}There was thunder. {'After it. ' * 40}"
    texts = {"Long": long, "Short": "(There was thunder.)", "Thunder": "<i></i>"}
    for title, words in texts.items():
        clip = factories.make_media(by=editor, title=title, description=words)
        factories.publish(clip, editor=editor, reviewer=reviewer, steward=steward)
    found = {hit.issue.title: hit.snippet for hit in find("thunder").hits}
    assert found["Short"] is not None
    assert found["Short"].text == "(There was thunder.)"
    assert found["Thunder"] is not None
    assert found["Thunder"].text == "<i></i>"
    assert found["Long"] is not None
    assert found["Long"].text.startswith("… ")
    assert found["Long"].text.endswith(" …")


def test_a_quote_is_never_cut(editor: User, reviewer: User, steward: User) -> None:
    words = " ".join(f"word{number}" for number in range(90))
    witness = factories.make_witness(by=editor)
    factories.grant(witness, by=steward)
    told = factories.make_testimony(by=editor, witness=witness, words=words)
    passage = factories.first_passage(told)
    factories.make_quote(told, words, by=editor, passage=passage)
    factories.publish(told, editor=editor, reviewer=reviewer, steward=steward)
    (hit,) = find("word45", kinds=(Kind.QUOTE,)).hits
    assert hit.snippet is not None
    assert hit.snippet.text == words
    assert ("word45", True) in hit.snippet.segments


def test_what_a_source_took_back_is_no_extract(
    editor: User, reviewer: User, steward: User
) -> None:
    record = factories.make_collection(by=editor)
    with ledger.acting(editor):
        ChronologyEvent.objects.create(
            collection=record,
            date="2022-01-09",
            text="A toll of 164 is given.",
            source=factories.make_source(by=editor),
            status=EventStatus.WITHDRAWN,
            status_note="Taken back the same day.",
        )
    factories.publish(record, editor=editor, reviewer=reviewer, steward=steward)
    (hit,) = find("toll").hits
    assert hit.snippet is not None
    assert "164" not in hit.snippet.text
