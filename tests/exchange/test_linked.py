"""Records as linked data and as meta elements: what is told, and what is not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from testimonies.catalogue import SourceCopy, Text
from testimonies.catalogue.documents import FileCopy, PlaceCopy, Translated
from testimonies.exchange import (
    Item,
    dublin_core,
    linked_listing,
    linked_record,
    linked_site,
    scholarly,
)
from testimonies.exchange.days import exact_day
from testimonies.exchange.linked import duration
from tests.exchange import items
from tests.exchange.items import KUA

ALMATY = PlaceCopy(Text("en", "Almaty"), (), "KZ", "city")


def node_of(item: Item, language: str = "en") -> dict[str, Any]:
    node: dict[str, Any] = json.loads(json.dumps(linked_record(item, language)))
    assert node["@context"] == "https://schema.org"
    return node


def named(metas: list[Any]) -> dict[str, str]:
    return {meta.name: meta.content for meta in metas}


def test_a_testimony_is_held_by_the_archive_and_names_its_witness() -> None:
    source = SourceCopy("An article", "Vlast", "", "2022-01", "https://e.org/a", "")
    item = items.testimony(place=ALMATY, sources=(source,), given="2022-01-10")
    node = node_of(item)
    assert node["@type"] == ["CreativeWork", "ArchiveComponent"]
    assert node["holdingArchive"]["@type"] == "ArchiveOrganization"
    assert node["@id"] == f"{KUA.url}/testimonies/{items.TESTIMONY}/"
    assert node["url"] == f"{node['@id']}editions/2/"
    assert node["creator"]["@type"] == "Person"
    assert node["creator"]["name"] == "Lyazzat"
    assert node["temporalCoverage"] == "2022-01-05/2022-01-09"
    assert node["dateCreated"] == "2022-01-10"
    assert node["contentLocation"]["address"]["addressCountry"] == "KZ"
    assert node["isBasedOn"][0]["url"] == "https://e.org/a"
    assert node["inLanguage"] == ["ru"]


def test_what_is_not_known_has_no_property() -> None:
    node = node_of(items.testimony(name="", given="2022-01-10~", outlet=""))
    missing = {"creator", "dateCreated", "contentLocation", "license", "isPartOf"}
    assert not missing & node.keys()
    assert all(value not in ("", [], None) for value in node.values())


@pytest.mark.parametrize(
    "scheme", ["javascript:alert(1)", "data:text/html,x", "//e.org"]
)
def test_no_other_link_than_one_of_the_web_is_told(scheme: str) -> None:
    told = json.dumps(
        [
            node_of(items.testimony(rights_url=scheme)),
            node_of(items.clip(url=scheme)),
        ]
    )
    assert scheme not in told


@pytest.mark.parametrize("fidelity", ["verbatim", "condensed"])
def test_what_was_said_is_a_quotation_of_the_witness(fidelity: str) -> None:
    item = items.quote(fidelity=fidelity)
    node = node_of(item)
    assert node["@type"] == "Quotation"
    assert node["text"] == "We heard gunfire all night."
    assert node["creator"]["name"] == "Lyazzat"
    assert node["isPartOf"]["@id"].endswith(f"/testimonies/{items.TESTIMONY}/")
    assert named(scholarly(item))["citation_author"] == "Lyazzat"


@pytest.mark.parametrize("fidelity", ["paraphrase", "absent"])
def test_what_was_not_said_is_put_into_nobodys_mouth(fidelity: str) -> None:
    item = items.quote(fidelity=fidelity)
    node = node_of(item)
    assert node["@type"] == "CreativeWork"
    assert "creator" not in node
    assert "isPartOf" not in node
    assert "not" in node["disambiguatingDescription"]
    told = json.dumps([node, named(scholarly(item)), named(dublin_core(item, "en"))])
    assert "Lyazzat" not in told


def _copy(role: str, name: str, media_type: str) -> FileCopy:
    return FileCopy(role, name, media_type, 1200, "a" * 64, 640, 480, 63_500)


def test_a_clip_is_told_with_its_copy_and_a_proper_duration() -> None:
    files = (
        _copy("public_copy", "1.mp4", "video/mp4"),
        _copy("poster", "2.jpg", "image/jpeg"),
    )
    node = node_of(items.clip(files=files, posted="2022-01-05"))
    assert node["@type"] == ["VideoObject", "ArchiveComponent"]
    assert node["contentUrl"] == f"{KUA.url}/files/1.mp4"
    assert node["thumbnailUrl"] == f"{KUA.url}/files/2.jpg"
    assert node["duration"] == "PT0H1M3.500S"
    assert node["uploadDate"] == "2022-01-05"


def test_of_a_covered_clip_neither_copy_nor_words_are_told() -> None:
    files = (_copy("public_copy", "1.mp4", "video/mp4"),)
    item = items.clip(
        is_covered=True,
        files=files,
        description=Text("en", "A body lies there."),
        caption="#body",
    )
    told = json.dumps([node_of(item), named(dublin_core(item, "en"))])
    for covered in ("1.mp4", "A body lies there.", "#body"):
        assert covered not in told


def test_a_person_has_a_public_name_and_no_place() -> None:
    witness = items.witness()
    document = replace(
        witness.document, place=ALMATY, spelling_variants=("Lyzzat",), languages=("kk",)
    )
    node = node_of(Item(items.issue(document), {}, KUA))
    assert (node["@type"], node["name"]) == ("Person", "Lyazzat")
    assert node["alternateName"] == ["Lyzzat"]
    assert "Almaty" not in json.dumps(node)
    assert scholarly(Item(witness, {}, KUA)) == []


def test_words_are_in_the_readers_language_where_there_are_any() -> None:
    translated = Translated("kk", "Жабық есік артында", "", False, True)
    title = Text("ru", "За закрытыми дверями", (translated,))
    item = items.testimony(title=title)
    assert node_of(item, "kk")["name"] == "Жабық есік артында"
    assert node_of(item, "en")["name"] == "За закрытыми дверями"
    found = {m.name: (m.content, m.language) for m in dublin_core(item, "kk")}
    assert found["DC.title"] == ("Жабық есік артында", "kk")
    assert found["DC.type"] == ("Text", "")
    assert found["DCTERMS.temporal"] == ("2022-01-05/2022-01-09", "")


def test_a_work_is_cited_by_its_fixed_edition() -> None:
    found = named(scholarly(items.testimony(given="2022-01-10")))
    assert found["citation_publication_date"] == "2022/01/10"
    assert found["citation_public_url"].endswith("/editions/2/")
    assert found["citation_title"] == "За закрытыми дверями"


def test_a_list_and_the_whole_archive_are_told() -> None:
    parts = [("/quotes/q1/", "One"), ("/quotes/q2/", "Two")]
    node = linked_listing(KUA, name="Quotes", path="/quotes/", parts=parts)
    assert [each["position"] for each in node["mainEntity"]["itemListElement"]] == [
        1,
        2,
    ]
    empty = linked_listing(KUA, name="Quotes", path="/quotes/", parts=[])
    assert "mainEntity" not in empty
    site = linked_site(KUA, path="/")
    assert "{words}" in site["potentialAction"]["target"]["urlTemplate"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-01-05", "2022-01-05"),
        ("2022-01", "2022-01"),
        ("2022-01-05~", ""),
        ("2022-01-XX", ""),
        ("2022-01-04/2022-01-06", ""),
        ("no date", ""),
        ("", ""),
    ],
)
def test_a_day_is_told_where_it_is_known(text: str, day: str) -> None:
    assert exact_day(text) == day


def test_a_duration_is_as_iso_8601_has_it() -> None:
    assert duration(None) == ""
    assert duration(3_723_000) == "PT1H2M3S"
