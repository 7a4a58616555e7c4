"""Places in any script, times that overlap, and who is a city."""

import pytest

from testimonies.search.names import city_in
from tests.search.asking import asked, find, refs
from tests.search.wide import Wide

pytestmark = pytest.mark.django_db

AKTOBE = (
    "Aktobe",
    "Актобе",
    "Ақтөбе",
    "aqtobe",
    "АҚТӨБЕ",
    "Ақтөбе қаласы",
    "Aktobe city",
)


@pytest.mark.parametrize("name", AKTOBE)
def test_a_place_is_one_in_every_script(wide: Wide, name: str) -> None:
    assert refs(asked(place=name)) == {wide.kazakh.ref}


def test_a_place_is_no_part_of_another(wide: Wide) -> None:
    assert refs(asked(place="Alma")) == refs(asked(place="город")) == set()
    found = refs(asked(place="Алма-Ата"))
    assert wide.told.ref in found
    assert wide.kazakh.ref not in found


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2022", "2022", {"told", "kazakh"}),
        ("2022-01-09", "2022-01-09", {"told"}),
        ("2022-01-10", "2022-01-19", set()),
        ("2022-01-09", "2022-01-20", {"told", "kazakh"}),
        ("", "2022-01-05", {"told"}),
        ("2022-01-21", "", {"kazakh"}),
        ("2022-01-22", "", set()),
        ("2022-01-07/2022-01-08", "2022-01-08", {"told"}),
        ("2021-12/2022-01", "2022-01-05", {"told"}),
        ("202X", "2022-01-06?", {"told"}),
        ("1000", "9999", {"told", "kazakh"}),
    ],
)
def test_what_may_have_happened_between_two_dates_is_found(
    wide: Wide, since: str, until: str, found: set[str]
) -> None:
    given = {"kind": "testimony", "from_": since, "to": until}
    results = asked(**{name: value for name, value in given.items() if value})
    assert refs(results) == {getattr(wide, name).ref for name in found}


def test_a_record_without_a_date_is_in_no_time(wide: Wide) -> None:
    assert {hit.issue.kind for hit in asked(from_="0001").hits} == {"t", "m"}


def test_filters_of_a_clip(wide: Wide) -> None:
    assert refs(asked(platform="tiktok")) == {wide.clips["tiktok"].ref}
    assert refs(asked(lang="ru")) == {wide.clips["tiktok"].ref}
    older = asked(platform="telegram", to="2021-12-31")
    assert refs(older) == {wide.clips["older"].ref}
    assert refs(asked(lang="kk")) == {wide.kazakh.ref}


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("алматы қаласы", "алматы"),
        ("алматы қаласында", "алматы"),
        ("город алматы", "алматы"),
        ("г. алматы", "алматы"),
        ("city of almaty", "almaty"),
        ("almaty city", "almaty"),
        ("almaty", ""),
        ("the almaty", ""),
        ("city", ""),
        ("the city", ""),
        ("", ""),
    ],
)
def test_the_word_for_a_city_is_told_from_its_name(name: str, city: str) -> None:
    assert city_in(name) == city


def test_a_city_is_found_with_the_word_for_one(wide: Wide) -> None:
    found = refs(find("Алматы"))
    assert {wide.told.ref, wide.clips["tiktok"].ref} <= found
    for words in ("Алматы қаласы", "город Алматы", "г. Алматы", "city of Almaty"):
        assert refs(find(words)) == found
    assert refs(asked(tag="город Алматы")) == refs(asked(tag="almaty"))
    narrowed = refs(find("gunfire Almaty city"))
    assert narrowed == refs(find("gunfire almaty")) != found


def test_beside_any_other_name_the_word_must_be_there(wide: Wide) -> None:
    assert refs(find("rally"))
    for words in ("rally city", "город митинг", "gunfire city", '"Almaty city"'):
        assert refs(find(words)) == set()
