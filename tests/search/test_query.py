"""The parameters of a search: read, written back, refused by name."""

import string
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.search import (
    KIND_WORDS,
    MOST_CHARACTERS,
    MOST_HITS,
    QueryMalformed,
    SearchQuery,
    Sort,
)
from testimonies.terms import LANGUAGES, Kind

ANYTHING = st.text(st.characters(), max_size=60)
NAMES = st.sampled_from(
    ["q", "tag", "any", "not", "kind", "lang", "sort", "after", "from", "view", "x"]
)
PARAMETERS = st.dictionaries(
    st.one_of(NAMES, ANYTHING), st.lists(ANYTHING, max_size=6), max_size=8
)
WORDS = st.text(
    st.sampled_from(string.ascii_letters + " -\"'әғқАлматы#.,"), max_size=40
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.lists(WORDS, min_size=1, max_size=1),
        "tag": st.lists(WORDS, max_size=3),
        "any": st.lists(WORDS, max_size=3),
        "not": st.lists(WORDS, max_size=2),
        "kind": st.lists(st.sampled_from(list(KIND_WORDS)), max_size=3),
        "lang": st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, max_size=1),
        "sort": st.lists(st.sampled_from(list(Sort)), min_size=1, max_size=1),
    },
)


def read(querystring: str) -> SearchQuery:
    return SearchQuery.parse(parse_qs(querystring))


def refused(**parameters: list[str]) -> QueryMalformed:
    with pytest.raises(QueryMalformed) as caught:
        SearchQuery.parse(
            {name.rstrip("_"): values for name, values in parameters.items()}
        )
    return caught.value


@given(QUERIES)
def test_a_search_is_read_back_as_it_was_written(
    parameters: dict[str, list[str]],
) -> None:
    query = SearchQuery.parse(parameters)
    assert read(query.querystring()) == query


@given(QUERIES, st.integers(1, MOST_HITS - 1))
def test_a_cursor_is_read_back_in_its_own_search(
    parameters: dict[str, list[str]], skipped: int
) -> None:
    query = SearchQuery.parse(parameters)
    paged = query.paged(skipped)
    assert read(paged.querystring()) == paged


@given(PARAMETERS)
def test_whatever_is_sent_is_read_or_refused_and_the_rest_holds(
    parameters: dict[str, list[str]],
) -> None:
    try:
        query = SearchQuery.parse(parameters)
    except QueryMalformed as refusal:
        assert refusal.problems
        for problem in refusal.problems:
            f"{problem.parameter} {problem.message}".encode()
        query = refusal.rest
    query.querystring().encode()
    assert read(query.querystring()) == query


def test_order_and_case_of_parameters_do_not_matter() -> None:
    one = SearchQuery.parse({"tag": ["Алматы", "rally"], "kind": ["quote", "media"]})
    other = SearchQuery.parse(
        {"kind": ["media", "quote"], "tag": ["RALLY", "#АЛМАТЫ "]}
    )
    assert one == other
    assert one.querystring() == other.querystring()


@pytest.mark.parametrize("name", ["# #a", "＃＃_#a", "ﷺ" * 5, "İ", "\u1e9e", "_#_#_"])
def test_a_folded_name_stays_as_it_is(name: str) -> None:
    query = SearchQuery.parse({"tag": [name]})
    assert read(query.querystring()) == query


def test_the_usual_sort_is_not_said() -> None:
    assert read("q=fire&sort=relevance").querystring() == "q=fire"
    assert read("tag=fire&sort=newest").querystring() == "tag=fire"
    assert read("sort=relevance&kind=quote").querystring() == "kind=quote"
    assert read("q=fire&sort=oldest").querystring() == "q=fire&sort=oldest"


def test_empty_fields_of_a_form_are_no_parameters() -> None:
    assert (
        SearchQuery.parse({"q": [" "], "tag": [""] * 50, "kind": [""]}) == SearchQuery()
    )


@pytest.mark.parametrize("name", ["place", "platform", "from", "to", "view"])
def test_what_is_not_built_says_so_and_keeps_the_rest(name: str) -> None:
    refusal = refused(**{name: ["x"], "q": ["gunfire"]})
    assert [problem.parameter for problem in refusal.problems] == [name]
    assert "not available yet" in refusal.problems[0].message
    assert refusal.rest == SearchQuery(words="gunfire")


def test_sorting_by_when_it_happened_is_not_available_yet() -> None:
    refusal = refused(sort=["happened"], q=["gunfire"])
    assert "not available yet" in refusal.problems[0].message
    assert refusal.rest == SearchQuery(words="gunfire")


def test_every_problem_is_named_at_once() -> None:
    refusal = refused(
        q=["a", "b"],
        kind=["person"],
        lang=["xx"],
        sort=["best"],
        after=["x"],
        utm=["y"],
    )
    named = [problem.parameter for problem in refusal.problems]
    assert sorted(named) == ["after", "kind", "lang", "q", "sort", "utm"]
    assert refusal.rest == SearchQuery(words="a")


@pytest.mark.parametrize("words", ["fire\x00", "\ud800", "a\x1bb", "\x7f"])
@pytest.mark.parametrize("name", ["q", "tag", "any", "not"])
def test_characters_that_no_database_holds_are_refused(name: str, words: str) -> None:
    refusal = refused(**{name: [words], "lang": ["kk"]})
    assert [problem.parameter for problem in refusal.problems] == [name]
    assert refusal.rest == SearchQuery(language="kk")


def test_long_words_are_refused() -> None:
    assert refused(q=["a" * (MOST_CHARACTERS + 1)], tag=["x"]).rest == SearchQuery(
        tags=("x",)
    )
    assert refused(q=["a " * 5_000]).rest == SearchQuery()
    assert refused(q=["a " * 40]).rest == SearchQuery()
    assert refused(tag=["a" * 101]).rest == SearchQuery()


def test_many_tags_are_refused_and_the_first_kept() -> None:
    refusal = refused(tag=[f"t{number}" for number in range(9)])
    assert len(refusal.rest.tags) == 8
    refusal = refused(tag=[f"t{number}" for number in range(50)], q=["fire"])
    assert [problem.parameter for problem in refusal.problems] == ["", "tag"]
    assert refused(tag=["x"] * 50).rest == SearchQuery(tags=("x",))


def test_a_cursor_of_another_search_is_refused() -> None:
    cursor = parse_qs(SearchQuery(words="fire").paged(20).querystring())["after"]
    refusal = refused(q=["gunfire"], after=cursor)
    assert [problem.parameter for problem in refusal.problems] == ["after"]
    assert refusal.rest == SearchQuery(words="gunfire")


@given(st.data())
def test_an_edited_cursor_is_refused(data: st.DataObject) -> None:
    query = SearchQuery(words="fire", kinds=(Kind.QUOTE,))
    cursor = parse_qs(query.paged(20).querystring())["after"][0]
    place = data.draw(st.integers(0, len(cursor) - 1))
    other = data.draw(st.sampled_from(string.ascii_letters + string.digits + "-_:."))
    edited = cursor[:place] + other + cursor[place + 1 :]
    if edited != cursor:
        assert refused(q=["fire"], kind=["quote"], after=[edited]).rest == query


@pytest.mark.parametrize(
    "cursor", ["20", "-1", "a:b", "😀", "." * 500, "\x00", "\ud800"]
)
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    assert refused(q=["fire"], after=[cursor]).rest == SearchQuery(words="fire")


def test_filters_are_added_and_taken_away_from_the_first_page() -> None:
    query = SearchQuery(words="fire", tags=("almaty", "rally")).paged(20)
    assert query.without("tag", "rally") == SearchQuery(words="fire", tags=("almaty",))
    assert query.without("q") == SearchQuery(tags=("almaty", "rally"))
    wider = query.adding("kind", Kind.QUOTE)
    assert (wider.kinds, wider.after) == ((Kind.QUOTE,), 0)
    assert query.adding("tag", "almaty").tags == query.tags
