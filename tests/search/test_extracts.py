"""Extracts: every match marked, at its passage, from what is public."""

import re

import pytest
from django.test import Client

from testimonies import ledger, moderation
from testimonies.search import Snippet, View
from testimonies.terms import Kind
from tests.factories import first_passage
from tests.search.asking import find, page_of, refs
from tests.search.wide import KAZAKH, NIGHT, TOLD, Wide

pytestmark = pytest.mark.django_db


def extract(words: str, record: object) -> Snippet:
    (hit,) = [each for each in find(words).hits if each.issue.ref == record.ref]  # type: ignore[attr-defined]
    assert hit.snippet is not None
    return hit.snippet


def marked(snippet: Snippet) -> list[str]:
    return [text for text, is_match in snippet.segments if is_match]


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("gunfire", ["gunfire", "gunfire"]),
        ("gunfire town", ["town", "gunfire", "gunfire"]),
        ('"heard gunfire"', ["heard gunfire"]),
        ("towns OR living", ["live", "town"]),
    ],
)
def test_every_match_is_marked(wide: Wide, words: str, marks: list[str]) -> None:
    snippet = extract(words, wide.told)
    assert snippet.text == NIGHT
    assert marked(snippet) == marks


@pytest.mark.parametrize(
    ("words", "anchor", "text"),
    [
        ("gunfire town", "#p1", NIGHT),
        ("strangers", "#p2", TOLD[0]),
        ("brother", "#p3", TOLD[1].replace("Qanat", "[name withheld]")),
    ],
)
def test_an_extract_leads_to_its_very_passage(
    client: Client, wide: Wide, words: str, anchor: str, text: str
) -> None:
    snippet = extract(words, wide.told)
    assert (snippet.anchor, snippet.passage) == (anchor, int(anchor[2:]))
    assert snippet.text.split()[:6] == text.split()[:6]
    page = page_of(client, f"/search/?q={words}&kind=testimony")
    (link,) = re.findall(r'class="hit__place"><a href="([^"]+)"', page)
    path, _, place = link.partition("#")
    assert f"#{place}" == anchor
    assert f'id="{place}"' in page_of(client, path)


def test_an_extract_of_a_translation_leads_to_it(client: Client, wide: Wide) -> None:
    snippet = extract("баррикады", wide.told)
    assert marked(snippet) == ["баррикады"]
    assert (snippet.anchor[:8], snippet.language) == ("?text=ru", "ru")
    path = f"/testimonies/{wide.told.ref}/a-week-behind-doors/"
    query, _, place = snippet.anchor.partition("#")
    page = page_of(client, f"{path}{query}")
    assert f'id="{place}"' in page
    assert "баррикады" in page


def test_what_is_redacted_is_neither_found_nor_shown(
    client: Client, wide: Wide
) -> None:
    assert refs(find("Qanat")) == set()
    assert "Qanat" not in extract("brother", wide.told).text
    assert "Qanat" not in page_of(client, "/search/?q=brother&view=kwic")


def test_an_edit_shows_in_no_extract(client: Client, wide: Wide) -> None:
    moderation.revise(wide.told, by=wide.desk.editor)
    passage = first_passage(wide.told)
    with ledger.acting(wide.desk.editor):
        passage.text = "We heard gunfire, and a name that nobody may read."
        passage.save(update_fields=["text"])
    assert extract("gunfire town", wide.told).text == NIGHT
    assert find("nobody").total == 0
    for view in ("list", "kwic"):
        assert "nobody" not in page_of(client, f"/search/?q=gunfire&view={view}")


def test_one_list_holds_every_kind_and_one_kind_alone(wide: Wide) -> None:
    kinds = {hit.issue.kind for hit in find("gunfire OR almaty OR aigul").hits}
    everything = {Kind.TESTIMONY, Kind.QUOTE, Kind.MEDIA, Kind.WITNESS, Kind.COLLECTION}
    assert kinds == everything | {Kind.TAG}
    for kind in kinds:
        found = find("gunfire OR almaty OR aigul", kinds=(kind,)).hits
        assert {hit.issue.kind for hit in found} == {kind}


@pytest.mark.parametrize(
    "form", ["тұрғын", "тұрғындар", "тұрғындардың", "тұрғындарға", "тұрғыннан"]
)
def test_a_kazakh_word_is_found_and_marked_in_all_its_forms(
    wide: Wide, form: str
) -> None:
    assert refs(find(form)) == {wide.kazakh.ref}
    (mark,) = marked(extract(form, wide.kazakh))
    assert mark in f"{KAZAKH[0]} {KAZAKH[1]}"
    lines = find(form, view=View.KWIC).lines
    assert [line.word for line in lines] == ["Тұрғындардың", "тұрғын"]
