"""CSL-JSON keeps to the schema's names; a line of JSON holds the document as it is."""

import json
from shlex import split
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import digest_of
from testimonies.exchange import FORMATS, Item
from tests.exchange import items

# From csl-data.json, its names and types that an item of ours may have.
STRINGS = {
    *split("id type title language medium publisher archive archive_location version"),
    *split("locator abstract note URL container-title original-publisher"),
}
NAMES = {"author", "interviewer"}
DATES = {"issued", "available-date"}
TYPES = {"interview", "motion_picture", "graphic", "song", "webpage"}


def item_of(item: Item) -> dict[str, Any]:
    (found,) = json.loads(FORMATS["csl.json"].write(item))
    conforms(found)
    return dict(found)


def conforms(found: dict[str, Any]) -> None:
    assert found["type"] in TYPES
    assert found["id"]
    for name, value in found.items():
        if name in STRINGS:
            assert isinstance(value, str), name
        elif name in NAMES:
            assert all(each.keys() == {"literal"} for each in value)
        elif name in DATES:
            date_conforms(value)
        else:
            assert name == "edition", name


def date_conforms(date: dict[str, Any]) -> None:
    assert date.keys() <= {"date-parts", "circa", "literal", "edtf"}
    assert {"date-parts", "literal"} & date.keys()
    parts = date.get("date-parts", [[1]])
    assert 1 <= len(parts) <= 2
    assert all(1 <= len(part) <= 3 for part in parts)
    assert all(type(number) is int for part in parts for number in part)


def test_an_interview_has_what_processors_look_for() -> None:
    found = item_of(items.testimony(passage=3))
    assert found["type"] == "interview"
    assert found["author"] == [{"literal": "Lyazzat"}]
    assert found["interviewer"] == [{"literal": "Vlast"}]
    assert found["issued"] == {
        "date-parts": [[2022, 1, 10]],
        "circa": True,
        "edtf": "2022-01-10~",
    }
    assert found["available-date"] == {"date-parts": [[2026, 10, 5]]}
    assert (found["locator"], found["edition"]) == ("¶ 3, 0:12:31", 2)
    assert found["URL"].endswith("/editions/2/#p3")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2022", {"date-parts": [[2022]]}),
        ("2022-01-XX", {"date-parts": [[2022, 1]]}),
        (
            "2022-01-05/2022-01-09",
            {"date-parts": [[2022, 1, 5], [2022, 1, 9]]},
        ),
        ("202X", {"literal": "2020s"}),
        ("2022?", {"date-parts": [[2022]], "circa": True}),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(given: str, told: dict[str, Any]) -> None:
    found = item_of(items.testimony(given=given))["issued"]
    assert found == {**told, "edtf": given}


def test_an_open_interval_is_said_in_words() -> None:
    found = item_of(items.testimony(given="2022-01-05/.."))["issued"]
    assert found["edtf"] == "2022-01-05/.."
    assert "January 2022" in found["literal"]


def test_every_kind_keeps_to_the_schema() -> None:
    for item in items.one_of_each():
        assert item_of(item)["title"] == item.citation.title
    bare = item_of(items.testimony(name="", given="", outlet="", language="und"))
    assert not {"author", "interviewer", "issued", "language"} & bare.keys()


@given(st.text(max_size=40))
def test_any_text_is_read_back(text: str) -> None:
    item = items.testimony(name=f"N{text}")
    assert item_of(item)["author"] == [{"literal": item.citation.author}]
    line = FORMATS["jsonl"].write(items.collection(f"T{text}"))
    assert line.count("\n") == 1
    assert json.loads(line)["document"]["title"]["text"] == f"T{text}"


def test_a_line_holds_the_document_letter_by_letter() -> None:
    for item in items.one_of_each():
        line = FORMATS["jsonl"].write(item)
        found = json.loads(line)
        raw = line.partition('"document": ')[2].removesuffix("}\n")
        assert digest_of(raw) == found["digest"] == item.issue.digest
        assert found["ref"] == item.issue.ref
        assert found["edition"] == (item.issue.number or None)
        assert found["address"] == item.address


def test_a_sentence_ends_with_the_address() -> None:
    sentence = FORMATS["txt"].write(items.testimony(passage=1))
    assert sentence.startswith(
        "Lyazzat, “За закрытыми дверями”. Testimony given to Vlast, by telephone"
    )
    assert sentence.endswith(f"/testimonies/{items.TESTIMONY}/editions/2/#p1\n")
    for item in items.one_of_each():
        assert FORMATS["txt"].write(item).count("\n") == 1
    assert FORMATS["txt"].write(items.testimony(name="")).startswith("A witness, ")
