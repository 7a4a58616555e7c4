"""What is hidden and what never was answer alike, to the byte and to the query.

Row 24: a status, a header, a length or one more question to the database would say
that there is something to look for.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.audiences import Audience, audience_of
from testimonies.models import Tag
from testimonies.terms import Kind, new_ref
from tests.attacks import attack, named, patched
from tests.matrix.cast import ANONYMOUS
from tests.matrix.cells import Table
from tests.matrix.inventory import (
    LANGUAGES,
    all_routes,
    in_language,
    is_of_the_api,
    kind_in,
    ref_of,
    takes,
)
from tests.matrix.scene import GONE, HIDDEN, PUBLIC, SECRET, STATES, Scene

pytestmark = pytest.mark.django_db

UNKNOWN_STATES = [state for state in STATES if state not in {*PUBLIC, *GONE}]
FORM, SENT = "application/x-www-form-urlencoded", "words=The+window.&contact=me"
# Every way to ask for an address: verb, and headers that a cache would know.
Way = tuple[str, dict[str, str]]
WAYS: tuple[Way, ...] = (
    ("GET", {}),
    ("HEAD", {}),
    ("GET", {"if-none-match": "*"}),
    ("GET", {"if-none-match": '"0123456789abcdef0123456789abcdef"'}),
    ("GET", {"if-modified-since": "Wed, 01 Jan 2020 00:00:00 GMT"}),
    ("GET", {"range": "bytes=0-9"}),
    ("POST", {}),
    ("POST", {"content-type": FORM}),
    ("OPTIONS", {}),
)
Answer = tuple[Any, ...]


def _answer(
    scene: Scene, path: str, way: tuple[str, dict[str, str]], *, but: str
) -> Answer:
    """Give all that can be seen of an answer, and what it asked, but for the ref."""
    verb, headers = way
    client = scene.cast[ANONYMOUS].client
    with CaptureQueriesContext(connection) as captured:
        sent_as = headers.get("content-type", "application/octet-stream")
        response: Any = client.generic(verb, path, SENT, sent_as, headers=headers)
        sent = b"".join(response) if response.streaming else response.content
    asked = [re.sub(r"'[^']*'|\b\d+\b", "?", query["sql"]) for query in captured]
    shown = sorted((n, _but(but, v)) for n, v in response.headers.items())
    body = _but(but, sent.decode())
    return response.status_code, body, shown, response.cookies.output(), asked


def _but(word: str, text: str) -> str:
    return re.sub(re.escape(word), "REF", text, flags=re.IGNORECASE)


def _of_refs() -> list[str]:
    """Name every route that takes a ref outside the desk."""
    anybodys = {Audience.READERS, Audience.REPORTERS}
    return [
        route.name
        for route in all_routes()
        if audience_of(route.name) in anybodys and "ref" in takes(route)
    ]


def _hidden(scene: Scene, kind: Kind, states: list[str]) -> list[tuple[str, str]]:
    if kind in {Kind.MEDIA, Kind.COLLECTION}:
        states = ["draft"]
    return [(state, ref_of(scene, kind, state)) for state in states]


def _path(name: str, ref: str) -> str:
    route = next(route for route in all_routes() if route.name == name)
    given = {"ref": ref, "slug": "a-slug", "number": 1, "earlier": 1, "ending": "bib"}
    return reverse(name, kwargs={each: given[each] for each in takes(route)})


def _compare(scene: Scene, names: list[str], languages: list[str]) -> Table:
    """Ask for every state by GET in English; in other ways and languages for some.

    A draft in every way, and a sealed testimony in every language.
    """
    table = Table()
    for name in names:
        for language in languages:
            if language != "en":
                _compare_one(scene, table, name, (language, WAYS[0]), ["sealed"])
                continue
            _compare_one(scene, table, name, (language, WAYS[0]), UNKNOWN_STATES)
            for way in WAYS[1:]:
                _compare_one(scene, table, name, (language, way), ["draft"])
    return table


def _compare_one(
    scene: Scene, table: Table, name: str, asked: tuple[str, Way], states: list[str]
) -> None:
    language, way = asked
    none = new_ref(kind_in(name))
    path = in_language(_path(name, none), language)
    wanted = _answer(scene, path, way, but=none)
    is_form = name.endswith("-report") and way[0] == "POST"
    status = 404 if way[0] in {"GET", "HEAD"} or is_form else 405
    if way[0] == "OPTIONS" and is_of_the_api(name):
        status = 204
    table.cell(status, wanted[0], path, way)
    for state, ref in _hidden(scene, kind_in(name), states):
        path = in_language(_path(name, ref), language)
        found = _answer(scene, path, way, but=ref)
        table.cell(wanted, found, state, path, way)


def test_hidden_and_unknown_refs_answer_alike_on_every_route(scene: Scene) -> None:
    names = _of_refs()
    ways = len(WAYS) + len(LANGUAGES) - 1
    _compare(scene, names, LANGUAGES).check(2 * len(names) * ways, "refs alike")


def _names_it(request: HttpRequest, ref: str, **_: object) -> HttpResponse:
    """Answer with words of its own for every ref."""
    return HttpResponse(f"There is nothing at {ref} but {hash(ref)}.", status=404)


@attack(24, without=patched("testimonies.pages.records.missing", _names_it))
@attack(12)
def test_a_draft_answers_as_nothing_does(scene: Scene) -> None:
    _compare(scene, ["pages:testimony-slug"], ["en"]).check(len(WAYS) * 2, "a draft")


@attack(24, without=patched("testimonies.pages.report.missing", _names_it))
def test_a_draft_is_reported_as_nothing_is(scene: Scene) -> None:
    _compare(scene, ["pages:testimony-report"], LANGUAGES).check(
        len(WAYS) + len(LANGUAGES), "reports of a draft"
    )


@attack(15)
@attack(24, without=patched("testimonies.api.records.missing", _names_it))
def test_a_draft_answers_the_api_as_nothing_does(scene: Scene) -> None:
    _compare(scene, ["api:testimony"], ["en"]).check(len(WAYS) * 2, "a draft")
    none = new_ref(Kind.TESTIMONY)
    wanted = _answer(scene, _path("api:testimony", none), WAYS[0], but=none)
    for wrong in ("t2222222x", "draft", f"{none}x", "%00"):
        path = f"/api/v1/testimonies/{wrong}/"
        assert _answer(scene, path, WAYS[0], but=none)[:2] == wanted[:2], wrong


def test_a_mistyped_ref_answers_with_the_same_page(scene: Scene) -> None:
    """It asks nothing of the database, and that its form is wrong is no secret."""
    none = new_ref(Kind.TESTIMONY)
    wanted = _answer(scene, _path("pages:testimony", none), WAYS[0], but=none)
    for wrong in ("t2222222x", "t", "tttttttttt", "draft", f"{none}x", "%00"):
        found = _answer(scene, f"/testimonies/{wrong}/", WAYS[0], but=none)
        # One with a control character is refused before its length is counted.
        seen = 2 if wrong == "%00" else 4
        assert found[:seen] == wanted[:seen], wrong
        assert found[4] == [], wrong


# --- Tags, numbers, words -------------------------------------------------------------


def _alike(scene: Scene, one: str, other: str, *buts: str) -> None:
    for language in LANGUAGES:
        for way in WAYS if language == "en" else WAYS[:1]:
            first, second = (
                _answer(scene, in_language(path, language), way, but=but)
                for path, but in zip((one, other), buts, strict=True)
            )
            assert first == second, (one, way)


@contextmanager
def _knowing_every_tag() -> Iterator[None]:
    """Look among all tags, as if readers' pages had the desk's table."""
    refs = dict(Tag.objects.values_list("slug", "ref"))

    def found(slug: str) -> SimpleNamespace | None:
        return SimpleNamespace(ref=refs[slug]) if slug in refs else None

    with mock.patch("testimonies.pages.tags.tag_by_name", found):
        yield


@attack(18, without=named("testimonies.pages.tags.tag_by_name", _knowing_every_tag))
@pytest.mark.parametrize("state", UNKNOWN_STATES)
def test_a_tag_of_drafts_alone_is_unknown(scene: Scene, state: str) -> None:
    slug = f"tag-{state.replace(' ', '-')}"
    _alike(scene, f"/tags/{slug}/", "/tags/tag-nobody/", slug, "tag-nobody")


def test_a_tag_that_nothing_bears_is_unknown(scene: Scene) -> None:
    _alike(scene, "/tags/unused/", "/tags/nobody/", "unused", "nobody")


@pytest.mark.parametrize("state", PUBLIC)
def test_an_edition_that_is_being_written_is_unknown(scene: Scene, state: str) -> None:
    base = f"/testimonies/{scene.testimonies[state].ref}/editions"
    _alike(scene, f"{base}/3/", f"{base}/77/", "editions/3/", "editions/77/")


SEARCHES = (
    "/search/?{}=",
    "/search/feed.atom?{}=",
    "/search/results.jsonl?{}=",
    "/api/v1/search/?{}=",
)


@attack(18)
@pytest.mark.parametrize("word", [HIDDEN, SECRET])
@pytest.mark.parametrize("page", SEARCHES)
def test_a_hidden_word_is_found_no_more_than_an_unknown_one(
    scene: Scene, word: str, page: str
) -> None:
    other = "q" * len(word)
    for name in ("q", "tag", "any", "not"):
        path = page.format(name)
        first = _answer(scene, f"{path}{word}", WAYS[0], but=word)
        second = _answer(scene, f"{path}{other}", WAYS[0], but=other)
        assert _even(first) == _even(second), path


def _even(answer: Answer) -> Answer:
    """Leave out the ETag, which is made from the words of the query."""
    status, body, headers, cookies, asked = answer
    return (
        status,
        body,
        [each for each in headers if each[0] != "ETag"],
        cookies,
        len(asked),
    )
