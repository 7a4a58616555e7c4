"""The concordance: each occurrence on a line, in its context, by either side."""

import re
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from testimonies.search import Line, Sort, View
from testimonies.search.concordance import CONTEXT
from tests.search.asking import find, page_of, refs
from tests.search.wide import NIGHT, TOLD, Wide

pytestmark = pytest.mark.django_db


def lines(words: str, **filters: Any) -> tuple[Line, ...]:
    return find(words, view=View.KWIC, **filters).lines


def of(found: tuple[Line, ...], record: object) -> list[Line]:
    return [line for line in found if line.issue.ref == record.ref]  # type: ignore[attr-defined]


def test_every_occurrence_has_its_line_with_what_stands_round_it(wide: Wide) -> None:
    account = " ".join([NIGHT, *TOLD])
    found = of(lines("gunfire"), wide.told)
    in_account = [line for line in found if line.passage]
    assert [line.word for line in in_account] == ["gunfire"] * 3
    for line in in_account:
        assert f"{line.left} {line.word}" in account
        assert line.right in account
        assert max(len(line.left), len(line.right)) <= CONTEXT
    assert [(line.left[-8:], line.right[:5]) for line in in_account] == [
        ("we heard", ", the"),
        ("re, then", "again"),
        ("fter the", "had e"),
    ]


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_lines_are_sorted_by_the_word_before_or_by_the_word_after(wide: Wide) -> None:
    usual = lines("gunfire OR людей OR almaty")
    left = lines("gunfire OR людей OR almaty", sort=Sort.LEFT)
    right = lines("gunfire OR людей OR almaty", sort=Sort.RIGHT)
    assert sorted(map(repr, left)) == sorted(map(repr, right))
    assert sorted(map(repr, left)) == sorted(map(repr, usual))
    before = [words_of(line.left)[::-1] for line in left]
    after = [words_of(line.right) for line in right]
    assert before == sorted(before) != [words_of(line.left)[::-1] for line in right]
    assert after == sorted(after) != [words_of(line.right) for line in left]


def test_a_line_leads_to_its_passage(client: Client, wide: Wide) -> None:
    page = page_of(client, "/search/?q=gunfire&kind=testimony&view=kwic")
    links = re.findall(r'class="kwic__word"[^>]*><a href="([^"]+)"', page)
    places = [link.partition("#")[2] for link in links]
    assert sorted(filter(None, places)) == ["p1", "p1", "p2"]
    account = page_of(client, links[0].partition("#")[0])
    for place in filter(None, places):
        assert f'id="{place}"' in account
    # Our own summary has no passage, and leads to the record.
    assert places.count("") == 1


def test_what_is_covered_has_no_line(client: Client, wide: Wide) -> None:
    covered = wide.clips["covered"]
    assert covered.ref in refs(find("gunfire"))
    assert of(lines("gunfire"), covered) == []
    with mock.patch("testimonies.search.concordance._open", iter):
        assert of(lines("gunfire"), covered)
    page = page_of(client, "/search/?q=wounded&view=kwic")
    assert page.index("<details") < page.index("wounded</mark>")


def test_a_name_that_no_text_holds_is_set_as_a_list(client: Client, wide: Wide) -> None:
    """Found by their tag alone, records have no line, and are there all the same."""
    page = page_of(client, "/search/?q=rally&kind=media&view=kwic")
    assert f"/media/{wide.clips['telegram'].ref}/" in page
    assert 'class="hits"' in page


def test_one_record_does_not_fill_the_page(client: Client, wide: Wide) -> None:
    with mock.patch("testimonies.search.concordance.MOST_LINES", 1):
        results = find("gunfire", view=View.KWIC)
        assert all(len(of(results.lines, hit.issue)) <= 1 for hit in results.hits)
        assert results.left_out == 3
        page = page_of(client, "/search/?q=gunfire&view=kwic")
        assert "3 more lines of these records are left out." in page
    assert "left out" not in page_of(client, "/search/?q=gunfire&view=kwic&kind=quote")


@pytest.mark.parametrize("sort", ["left", "right"])
def test_the_sides_are_offered_in_a_concordance_alone(
    client: Client, wide: Wide, sort: str
) -> None:
    offered = f"q=gunfire&sort={sort}&view=kwic"
    assert offered in page_of(client, "/search/?q=gunfire&view=kwic")
    assert f"sort={sort}" not in page_of(client, "/search/?q=gunfire")
