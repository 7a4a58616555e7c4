"""A search that found nothing says what would find something, and how much."""

import re

import pytest
from django.test import Client

from testimonies.search import Loosening, Offer, SearchQuery
from tests.search.asking import asked, at, count_of, find, page_of
from tests.search.wide import Wide

pytestmark = pytest.mark.django_db

OFFERED = re.compile(
    r'<li><a href="([^"]+)" rel="nofollow">(?:(?!</li>).)*'
    r'<span class="facet__count">(\d+)<',
    re.DOTALL,
)
FAILED = (
    {"q": "barrikady"},
    {"q": "almaton"},
    {"tag": "almaton"},
    {"q": "gunfire", "platform": "youtube"},
    {"q": "gunfire", "tag": "rally", "kind": "testimony"},
    {"q": "gunfire", "place": "nowhere", "lang": "en"},
    {"q": "gunfire", "from_": "1999", "to": "2000"},
    {"q": "gunfire", "tag": "almaty", "not": "almaty"},
    {"tag": "rally", "kind": "quote"},
)


def offers(**parameters: str) -> tuple[Offer, ...]:
    results = asked(**parameters)
    assert (results.hits, results.total) == ((), 0)
    return results.offers


@pytest.mark.parametrize("parameters", FAILED, ids=str)
def test_each_offer_finds_as_many_as_it_says(
    client: Client, wide: Wide, parameters: dict[str, str]
) -> None:
    given = SearchQuery.parse({k.rstrip("_"): [v] for k, v in parameters.items()})
    page = page_of(client, f"/search/?{given.querystring()}")
    offered = OFFERED.findall(page)
    assert len(offered) == len(offers(**parameters)) > 0
    for address, records in offered:
        assert at(address).total == int(records) > 0
        assert count_of(page_of(client, address)).split()[0] == records


def test_the_other_script_is_offered(client: Client, wide: Wide) -> None:
    (offer,) = offers(q="barrikady")
    assert (offer.how, offer.query.words) == (Loosening.SCRIPT, "баррикады")
    assert offer.records == 1
    page = page_of(client, "/search/?q=barrikady")
    assert "In the other script:" in page
    assert "<bdi>баррикады</bdi>" in page


def test_tags_of_similar_names_are_offered(wide: Wide) -> None:
    for parameters in ({"q": "almaton"}, {"tag": "almaton"}, {"q": "митингтер жок"}):
        tags = [o.tag for o in offers(**parameters) if o.how is Loosening.TAG]
        expected = "rally" if "митинг" in parameters.get("q", "") else "almaty"
        assert wide.tags[expected].ref in tags


def test_the_filter_that_leaves_nothing_can_be_dropped(wide: Wide) -> None:
    dropped = {
        offer.parameter: offer
        for offer in offers(q="gunfire", platform="youtube", kind="media")
        if offer.how is Loosening.FILTER
    }
    # Without the kind the platform still leaves nothing: that is no offer.
    assert list(dropped) == ["platform"]
    assert dropped["platform"].query == SearchQuery.parse(
        {"q": ["gunfire"], "kind": ["media"]}
    )


def test_the_words_alone_are_offered_once(wide: Wide) -> None:
    def found(**filters: str) -> list[Loosening]:
        alone = SearchQuery(words="gunfire")
        return [o.how for o in offers(q="gunfire", **filters) if o.query == alone]

    assert found(platform="vk", kind="quote") == [Loosening.WORDS]
    # Without its only filter the search is the words alone.
    assert found(platform="vk") == [Loosening.FILTER]


def test_an_offer_reveals_nothing_that_is_not_public(wide: Wide) -> None:
    assert offers(q="Qanat") == ()


def test_what_is_found_offers_nothing(wide: Wide) -> None:
    assert find("gunfire").offers == ()


@pytest.mark.parametrize(
    ("words", "also"),
    [
        ("almaty", "алма-ата, алматы"),
        ("АЛМАТЫ", "almaty, алма-ата"),
        ("митинг", "rally"),
        ("Алматы қаласы", "almaty, алма-ата, алматы"),
    ],
)
def test_other_spellings_are_searched_and_named(
    client: Client, wide: Wide, words: str, also: str
) -> None:
    page = page_of(client, f"/search/?q={words}")
    (named,) = re.findall(r"Also searched: (.*?)</p>", page)
    assert sorted(re.findall(r"<bdi>(.*?)</bdi>", named)) == also.split(", ")
    assert "Also searched" not in page_of(client, "/search/?q=strangers")
