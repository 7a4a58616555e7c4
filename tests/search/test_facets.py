"""Facets: counts that hold, links that lead to what they count, estimates named so."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client

from testimonies import catalogue
from testimonies.pages.choices import bars, chosen, groups
from testimonies.search import Results, SearchQuery
from testimonies.search.facets import _EXACT, SURE
from testimonies.terms import EdtfDate, Kind
from tests.search.asking import asked, at, count_of, find, page_of
from tests.search.wide import Wide

pytestmark = pytest.mark.django_db

SEARCHES: tuple[dict[str, str], ...] = (
    {},
    {"q": "gunfire"},
    {"q": "gunfire OR тұрғын OR almaty"},
    {"q": "almaty", "kind": "media"},
    {"kind": "testimony"},
    {"tag": "rally"},
    {"from_": "2022-01"},
    {"q": "gunfire", "platform": "telegram", "to": "2021"},
)


def everything() -> Results:
    return find(kinds=tuple(Kind))


def counted(results: Results) -> dict[tuple[str, str], int]:
    """Count what was found by hand, from the documents."""
    found: Counter[tuple[str, str]] = Counter()
    for hit in results.hits:
        document = hit.issue.document
        found["kind", hit.issue.kind.value] += 1
        for tag in getattr(document, "tags", ()):
            found["tag", tag] += 1
        for family, value in _columns(hit.issue.kind, document):
            if value:
                found[family, value] += 1
    return found


def _columns(kind: Kind, document: Any) -> Iterator[tuple[str, str]]:
    if kind is Kind.TESTIMONY:
        yield "lang", document.transcripts[0].language
    if kind is Kind.QUOTE:
        yield "lang", document.language
    if kind is Kind.MEDIA:
        yield "lang", document.caption_language if document.caption else ""
        yield "platform", document.platform
    place = getattr(document, "place", None)
    yield "place", place.name.text if place else ""
    happened = getattr(document, "happened", getattr(document, "posted", ""))
    first, last = _bounds(happened)
    yield from (("year", str(year)) for year in range(first.year, last.year + 1))
    months = {f"{day:%Y-%m}" for day in _days(first, last)}
    yield from (("month", month) for month in months)
    if (last - first).days < 62:
        yield from (("day", day.isoformat()) for day in _days(first, last))


def _bounds(text: str) -> tuple[date, date]:
    if not text:
        return date(2000, 1, 2), date(2000, 1, 1)
    edtf = EdtfDate.parse(text)
    assert edtf.earliest and edtf.latest
    return edtf.earliest, edtf.latest


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


@pytest.mark.parametrize("parameters", SEARCHES, ids=str)
def test_counts_are_those_of_a_plain_count(
    wide: Wide, parameters: dict[str, str]
) -> None:
    results = asked(**parameters) if parameters else find()
    found = {
        (family, value.value): value.records
        for family, values in results.facets.values.items()
        for value in values
    }
    counts = counted(results if parameters else everything())
    noise = ("tag", wide.tags["noise"].ref)
    # A date that nobody gave has no year here.
    plain = {k: n for k, n in counts.items() if "2000" not in k[1] and k != noise}
    # Finer times are counted where a chart can show them.
    finer = {"month", "day"} - results.facets.values.keys()
    assert found == {key: n for key, n in plain.items() if key[0] not in finer}
    assert found
    assert not results.facets.are_about


def test_each_value_leads_to_as_many_as_it_counts(wide: Wide) -> None:
    for parameters in SEARCHES[1:]:
        results = asked(**parameters)
        for group in groups(results, "en"):
            for choice in group.choices:
                narrowed = at(choice.path)
                if not choice.is_chosen:
                    assert narrowed.total == choice.records, choice.path


def test_each_bar_leads_to_as_many_as_it_counts(wide: Wide) -> None:
    for parameters in ({"q": "gunfire"}, {"q": "almaty OR тұрғын"}, {"from_": "2022"}):
        drawn = bars(asked(**parameters))
        assert len(drawn) > 1
        for bar in drawn:
            assert at(bar.path).total == bar.records, bar.path


def test_the_chart_goes_into_months_and_days_where_the_year_is_one(wide: Wide) -> None:
    assert [bar.time for bar in bars(asked(q="gunfire"))] == ["2021", "2022"]
    narrowed = bars(asked(q="gunfire", from_="2022"))
    assert narrowed[0].time == "2022-01-05"
    heights = {bar.time: float(bar.height) for bar in narrowed}
    assert heights["2022-01-05"] == max(heights.values()) == 40


def test_a_chosen_day_that_stands_alone_is_its_own_bar(wide: Wide) -> None:
    only = asked(q="clip", platform="tiktok", from_="2022-01-05", to="2022-01-05")
    (bar,) = bars(only)
    assert (bar.time, bar.records, bar.is_chosen) == ("2022-01-05", 1, True)
    assert at(bar.path).query == asked(q="clip", platform="tiktok").query


def test_what_is_chosen_takes_itself_away_again(wide: Wide) -> None:
    results = asked(q="gunfire")
    every = groups(results, "en")
    links = [choice.path for group in every for choice in group.choices]
    assert len(links) > 6
    for link in links:
        there = at(link)
        back = [c.path for g in groups(there, "en") for c in g.choices if c.is_chosen]
        assert back == ["/search/?q=gunfire"], link
        # And as a chip above the results.
        assert [chip.path for chip in chosen(there)] == back


def test_a_chosen_day_takes_itself_away_again(wide: Wide) -> None:
    days = bars(asked(q="gunfire", from_="2022-01"))
    there = at(days[0].path)
    back = [bar.path for bar in bars(there) if bar.is_chosen]
    assert back == ["/search/?q=gunfire"]
    chips = {chip.family: chip.path for chip in chosen(there)}
    assert at(chips["from"]).query.since == at(chips["to"]).query.until == ""


def test_every_filter_asks_not_to_be_followed(client: Client, wide: Wide) -> None:
    page = page_of(client, "/search/?q=gunfire&tag=almaty&view=kwic")
    links = re.findall(r'<a [^>]*href="/search/\?[^"]*"[^>]*>', page)
    assert len(links) > 8
    assert [link for link in links if "nofollow" not in link] == [
        link for link in links if "hreflang" in link
    ]


def test_noise_is_in_no_facet(client: Client, wide: Wide) -> None:
    noise = wide.tags["noise"]
    results = asked(q="gunfire")
    assert noise.ref not in {value.value for value in results.facets.values["tag"]}
    offered = {
        choice.tag.ref
        for parameters in ({"q": "gunfire"}, {"tag": "noise"}, {"kind": "media"})
        for group in groups(asked(**parameters), "en")
        for choice in group.choices
        if choice.tag
    }
    assert offered == {wide.tags["almaty"].ref, wide.tags["rally"].ref}
    for path in ("/search/?q=gunfire", "/search/?tag=noise", "/search/"):
        filters = page_of(client, path).partition("search__filters")[2]
        assert filters.partition("</nav>")[0].count("рекомендации") == 0


def test_a_place_has_its_name_in_the_readers_language(wide: Wide) -> None:
    (place,) = [g for g in groups(asked(kind="testimony"), "en") if g.family == "place"]
    assert {choice.name for choice in place.choices} == {"Almaty", "Aktobe"}


def narrowed_by_nothing(match: str, _share: int) -> str:
    """Stand for a sample into which chance brought every match."""
    return match


# What stands for the exact total where it would cost too much: a phrase.
UNCOUNTED = "NULL::bigint"


@contextmanager
def estimated(share: int = 2, **others: Any) -> Iterator[None]:
    """Let even a few matches be counted in a part of them."""
    facets = "testimonies.search.facets"
    patches = {
        f"{facets}.share_for": lambda _matches: share,
        # The total is counted apart.
        f"{facets}.BOTH": -1,
        **{f"{facets}.{name}": value for name, value in others.items()},
    }
    with ExitStack() as stack:
        for name, value in patches.items():
            stack.enter_context(mock.patch(name, value))
        yield


def test_what_was_counted_in_a_part_is_scaled_and_said_to_be(
    client: Client, wide: Wide
) -> None:
    whole = find("gunfire")
    with estimated():
        results = find("gunfire")
    in_part = [
        hit.issue.kind.value
        for hit in whole.hits
        if catalogue.sample_token(2) in catalogue.tokens.sample_tokens(hit.issue.ref)
    ]
    kinds = {v.value: v.records for v in results.facets.values.get("kind", ())}
    assert kinds == {kind: 2 * n for kind, n in Counter(in_part).items()}
    assert results.facets.are_about
    # The total of so few is exact all the same.
    assert results.total == whole.total
    with estimated(within_sample=narrowed_by_nothing):
        page = page_of(client, "/search/?q=gunfire")
    assert "≈ Counted in a part" in page
    assert re.search(r'class="facet__count">≈\s\d', page)
    assert "≈" not in page_of(client, "/search/?q=gunfire")


def test_all_are_counted_and_those_looked_at_that_chance_chose(wide: Wide) -> None:
    whole = find("gunfire")
    with estimated(BOTH=10**6):
        results = find("gunfire")
    refs = [hit.issue.ref for hit in whole.hits]
    with connection.cursor() as cursor:
        chosen = "SELECT ref FROM unnest(%s::text[]) ref WHERE hashtext(ref) & 1 = 0"
        cursor.execute(chosen, [refs])
        looked_at = {ref for (ref,) in cursor.fetchall()}
    kinds = {v.value: v.records for v in results.facets.values.get("kind", ())}
    found = Counter(ref[0] for ref in looked_at)
    assert kinds == {kind: 2 * n for kind, n in found.items()}
    assert (results.total, results.facets.are_about) == (whole.total, True)


def test_totals_say_how_exact_they_are(client: Client, wide: Wide) -> None:
    path = "/search/?q=gunfire"
    total = find("gunfire").total
    assert count_of(page_of(client, path)) == f"{total} results"
    with estimated(MOST_COUNTED=3):
        assert count_of(page_of(client, path)) == "More than 3 results"
    with estimated(within_sample=narrowed_by_nothing, _EXACT=UNCOUNTED):
        assert count_of(page_of(client, path)).startswith("About ")
        assert count_of(page_of(client, f"/ru{path}")).startswith("Около ")
    with estimated(within_sample=narrowed_by_nothing, _EXACT=UNCOUNTED, MOST_COUNTED=2):
        assert count_of(page_of(client, path)) == "More than 2 results"


def test_what_a_sample_makes_sure_of_is_not_counted(wide: Wide) -> None:
    counting = _EXACT.replace("> 10000", "> 3")
    with estimated(within_sample=narrowed_by_nothing, _EXACT=counting):
        assert not find("gunfire").facets.is_more
    sure = counting.replace(f"{SURE} *", "0 *")
    with estimated(within_sample=narrowed_by_nothing, _EXACT=sure):
        assert find("gunfire").facets.is_more


def test_an_estimate_makes_another_page(client: Client, wide: Wide) -> None:
    """The stamp holds what was counted: a kept body never shows another's counts."""
    exact = client.get("/search/?q=gunfire").headers["ETag"]
    with estimated():
        assert client.get("/search/?q=gunfire").headers["ETag"] != exact


def test_without_a_search_everything_is_counted(client: Client, wide: Wide) -> None:
    results = find()
    assert (results.hits, results.total) == ((), everything().total)
    assert SearchQuery() == results.query
    page = page_of(client, "/search/")
    assert "/search/?kind=media" in page
    assert "?tag=almaty" in page
