"""The parameters of a search: read, written back, refused by name."""

import string
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.search import (
    KIND_WORDS,
    MOST_CHARACTERS,
    After,
    QueryMalformed,
    SearchQuery,
    Sort,
    View,
)
from testimonies.terms import LANGUAGES, Kind, Platform

AFTER = After(0.25, "t2345678z")
ANYTHING = st.text(st.characters(), max_size=60)
NAMES = st.sampled_from(
    [
        *("q", "tag", "any", "not", "kind", "lang", "place", "platform", "from", "to"),
        *("sort", "view", "after", "x"),
    ]
)
PARAMETERS = st.dictionaries(
    st.one_of(NAMES, ANYTHING), st.lists(ANYTHING, max_size=6), max_size=8
)
WORDS = st.text(
    st.sampled_from(string.ascii_letters + " -\"'әғқАлматы#.,"), max_size=40
)
# Signs alone name no place: that is refused, each time.
PLACES = WORDS.filter(lambda name: "#" not in name or name.strip(" #"))
DATES = st.sampled_from(["2021", "2022-01", "2022-01-05~", "202X", "2021/2022"])
LATE = st.sampled_from(["2022-02", "2023-11-30", "2022/2023"])
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.lists(WORDS, min_size=1, max_size=1),
        "tag": st.lists(WORDS, max_size=3),
        "any": st.lists(WORDS, max_size=3),
        "not": st.lists(WORDS, max_size=2),
        "kind": st.lists(st.sampled_from(list(KIND_WORDS)), max_size=3),
        "lang": st.lists(st.sampled_from(list(LANGUAGES)), min_size=1, max_size=1),
        "place": st.lists(PLACES, min_size=1, max_size=1),
        "platform": st.lists(st.sampled_from(list(Platform)), min_size=1, max_size=1),
        "from": st.lists(DATES, min_size=1, max_size=1),
        "to": st.lists(LATE, min_size=1, max_size=1),
        "sort": st.lists(st.sampled_from(list(Sort)[:4]), min_size=1, max_size=1),
        "view": st.lists(st.sampled_from(list(View)), min_size=1, max_size=1),
    },
)
KEYS = st.one_of(
    st.floats(0, 2), st.integers(0, 2**63 - 1), st.dates().map(str), st.just("")
)
CURSORS = st.builds(
    After, KEYS, st.text(min_size=1, max_size=9), st.integers(0), st.integers(0)
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


@given(QUERIES, CURSORS)
def test_a_cursor_is_read_back_in_its_own_search(
    parameters: dict[str, list[str]], after: After
) -> None:
    query = SearchQuery.parse(parameters)
    paged = query.paged(after)
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


@pytest.mark.parametrize("name", ["platform", "from", "to", "view", "sort"])
def test_a_value_that_is_none_is_named_and_the_rest_kept(name: str) -> None:
    refusal = refused(**{name: ["nowhere"], "q": ["gunfire"]})
    assert [problem.parameter for problem in refusal.problems] == [name]
    assert "nowhere" in refusal.problems[0].message
    assert refusal.rest == SearchQuery(words="gunfire")


@pytest.mark.parametrize("value", ["..", "2022-13", "x", "/2022", "2022-01-05/.."])
def test_a_time_needs_a_first_and_a_last_day(value: str) -> None:
    refusal = refused(**{"from": [value], "q": ["gunfire"]})
    assert [problem.parameter for problem in refusal.problems] == ["from"]
    assert "2022-01-05" in refusal.problems[0].message


def test_an_end_before_the_start_is_refused() -> None:
    refusal = refused(**{"from": ["2022-02"], "to": ["2022-01"]})
    assert [problem.parameter for problem in refusal.problems] == ["to"]
    assert refusal.rest == SearchQuery(since="2022-02")
    query = SearchQuery.parse({"from": ["2022-01-05"], "to": ["2022-01"]})
    assert (query.since, query.until) == ("2022-01-05", "2022-01")


def test_the_sides_of_a_concordance_are_no_orders_of_a_list() -> None:
    assert refused(sort=["left"], q=["gunfire"]).rest == SearchQuery(words="gunfire")
    query = SearchQuery.parse({"sort": ["left"], "q": ["gunfire"], "view": ["kwic"]})
    assert query.sort is Sort.LEFT
    assert query.without("view") == SearchQuery(words="gunfire")


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
    cursor = parse_qs(SearchQuery(words="fire").paged(AFTER).querystring())["after"]
    refusal = refused(q=["gunfire"], after=cursor)
    assert [problem.parameter for problem in refusal.problems] == ["after"]
    assert refusal.rest == SearchQuery(words="gunfire")


@given(st.data())
def test_an_edited_cursor_is_refused(data: st.DataObject) -> None:
    query = SearchQuery(words="fire", kinds=(Kind.QUOTE,))
    cursor = parse_qs(query.paged(AFTER).querystring())["after"][0]
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
    query = SearchQuery(words="fire", tags=("almaty", "rally")).paged(AFTER)
    assert query.without("tag", "rally") == SearchQuery(words="fire", tags=("almaty",))
    assert query.without("q") == SearchQuery(tags=("almaty", "rally"))
    wider = query.adding("kind", Kind.QUOTE)
    assert (wider.kinds, wider.after) == ((Kind.QUOTE,), None)
    assert query.adding("tag", "almaty").tags == query.tags
