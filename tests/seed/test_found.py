"""The cases that researchers bring: the seed, found in any script and form."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from testimonies.search import Hit, Results, View
from testimonies.seed import load
from tests.factories import make_desk
from tests.search.asking import asked, find, page_of, refs
from tests.seed.test_loader import CLIPS, COLLECTION, TESTIMONY, WITNESS
from tests.standing import standing

pytestmark = pytest.mark.django_db

TAGS = {"almaty": "gbd5k5ccj", "kazakhstan": "gbb5gk6wc", "gunfire": "g83cgb4j7"}
IN_ALMATY = {TESTIMONY, CLIPS["M1"], CLIPS["M2"], CLIPS["M5"]}
IN_KAZAKHSTAN = {TESTIMONY, CLIPS["M1"], CLIPS["M2"], CLIPS["M3"], CLIPS["M4"]}


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Open no transaction for these tests: the seed's is."""


@pytest.fixture(scope="module", autouse=True)
def seed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with standing(django_db_blocker):
        desk = make_desk()
        load(editor=desk.editor, reviewer=desk.reviewer, steward=desk.steward)
        yield


def hit_of(results: Results, ref: str) -> Hit:
    (found,) = [hit for hit in results.hits if hit.issue.ref == ref]
    return found


def marks(hit: Hit) -> list[str]:
    assert hit.snippet is not None
    return [text for text, is_match in hit.snippet.segments if is_match]


ALMATY = ("almaty", "алматы", "Алматы", "АЛМАТЫ", "Almaty", "Алма-Ата", "Alma-Ata")
CITY = ("Алматы қаласы", "город Алматы", "Almaty city", "алматы қаласында")


@pytest.mark.parametrize("words", [*ALMATY, *CITY])
def test_almaty_is_one_city_in_every_script(words: str) -> None:
    found = refs(find(words))
    assert found >= IN_ALMATY | {TAGS["almaty"], WITNESS, COLLECTION}
    assert found == refs(find("almaty"))
    assert find(words).hits[0].issue.ref == TAGS["almaty"]
    assert refs(asked(tag=words)) == IN_ALMATY
    assert TESTIMONY in refs(asked(place=words))


KAZAKHSTAN = (
    "kazahstan",
    "Казахстан",
    "Қазақстан",
    "Kazakhstan",
    "Qazaqstan",
    "казакстан",
)


@pytest.mark.parametrize("words", KAZAKHSTAN)
def test_kazakhstan_is_one_country_in_every_script(words: str) -> None:
    found = refs(find(words))
    assert found >= IN_KAZAKHSTAN | {TAGS["kazakhstan"]}
    assert found == refs(find("Kazakhstan"))
    assert refs(asked(tag=words)) == IN_KAZAKHSTAN


@pytest.mark.parametrize("words", ["люди", "людей", "людям"])
def test_people_are_found_in_any_case_of_russian(words: str) -> None:
    hit = hit_of(find(words), CLIPS["M5"])
    assert "людей" in marks(hit)


@pytest.mark.parametrize("words", ["помощь", "помощи", "ПОМОЩЬ", "помощью"])
def test_help_is_found_in_the_caption_of_the_clip(client: Client, words: str) -> None:
    hit = hit_of(find(words), CLIPS["M5"])
    assert marks(hit) == ["помощь"]
    assert hit.snippet is not None
    assert hit.snippet.language == "ru"
    assert "<mark>помощь</mark>" in page_of(client, f"/search/?q={words}")


def test_stun_grenades_are_a_phrase(client: Client) -> None:
    hit = hit_of(find('"stun grenades"'), TESTIMONY)
    assert marks(hit) == ["stun grenades"]
    assert refs(find('"grenades stun"')) == set()
    assert TESTIMONY in refs(find("grenades stun"))
    assert hit.snippet is not None
    assert hit.snippet.anchor in page_of(client, '/search/?q="stun grenades"')


def test_gunfire_is_in_the_account_and_in_a_clip() -> None:
    results = find("gunfire")
    account, clip = hit_of(results, TESTIMONY), hit_of(results, CLIPS["M4"])
    assert account.snippet is not None
    assert account.snippet.anchor == "#p7"
    assert marks(account) == marks(clip)[:1] == ["gunfire"]
    # The clip shows a body: its words stay covered, and in no line.
    lines = find("gunfire", view=View.KWIC).lines
    assert {line.issue.ref for line in lines} >= {TESTIMONY}
    assert CLIPS["M4"] not in {line.issue.ref for line in lines}


@pytest.mark.parametrize("words", ["тұрғындары", "тұрғын", "тұрғындардың", "тұрғынның"])
def test_kazakh_forms_are_found_in_the_translations(words: str) -> None:
    assert refs(find(words)) >= {CLIPS["M1"], CLIPS["M4"], WITNESS}


@pytest.mark.parametrize("words", ["Lyazzat", "Lyzzat", "Ляззат", "Ләззат"])
def test_the_witness_is_found_by_her_name(words: str) -> None:
    found = refs(find(words))
    assert {WITNESS, TESTIMONY} <= found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"platform": "tiktok"}, {"M2", "M5"}),
        ({"platform": "telegram", "q": "алматы"}, {"M1"}),
        ({"platform": "unknown"}, {"M3"}),
        (
            {"kind": "media", "from_": "2022-01-05", "to": "2022-01-05"},
            {"M1", "M3", "M4"},
        ),
        ({"kind": "media", "from_": "2022-01-12"}, {"M5"}),
        ({"tag": "kazahstan", "not": "алматы", "kind": "media"}, {"M3", "M4"}),
        ({"any": "rally", "kind": "media"}, {"M2"}),
    ],
)
def test_clips_are_narrowed(given: dict[str, str], found: set[str]) -> None:
    assert refs(asked(**given)) == {CLIPS[key] for key in found}
