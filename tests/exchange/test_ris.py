"""RIS is read back by a parser that did not write it; no value begins another tag."""

from dataclasses import replace
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from testimonies.exchange import FORMATS, Item, ris
from testimonies.exchange.lines import one_line
from tests.attacks import attack, patched
from tests.exchange import items

ODD = st.text(
    st.sampled_from("aә-, ;/ERTY\n\r\t\x0b\x0c\x1c\x85\u2028\u202e\x00"), max_size=40
)
HOSTILE = (
    "x\r\nER  - \r\nTY  - BOOK",
    "x\nUR  - https://evil.example",
    "TY  - BOOK",
    "x\u2028AU  - forged",
    "x\x0bAU  - forged",
    "Ә Ғ Қ Ң Ө Ұ Ү Һ І",
)


def read(text: str) -> dict[str, Any]:
    found = rispy.loads(text)
    assert len(found) == 1
    return dict(found[0])


def written(item: Item) -> dict[str, Any]:
    return read(FORMATS["ris"].write(item))


def test_an_interview_has_what_managers_look_for() -> None:
    record = written(items.testimony(passage=3))
    assert (record["type_of_reference"], record["id"]) == ("PCOMM", items.TESTIMONY)
    assert (record["authors"], record["secondary_authors"]) == (["Lyazzat"], ["Vlast"])
    assert record["title"] == "За закрытыми дверями"
    assert (record["year"], record["date"]) == ("2022", "2022/01/10/2022-01-10~")
    assert (record["publisher"], record["language"]) == ("Kuä", "ru")
    assert record["urls"] == [items.testimony(passage=3).citation.address]
    assert record["notes"][0] == "¶ 3, 0:12:31"


def test_a_record_is_lines_of_tags() -> None:
    text = FORMATS["ris"].write(items.clip())
    lines = text.split("\r\n")
    assert (lines[0], lines[-3:]) == ("TY  - VIDEO", ["ER  - ", "", ""])
    assert all(line[2:6] == "  - " for line in lines[:-2])
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2022-01-10", "2022/01/10/"),
        ("2022-01", "2022/01//"),
        ("2022?", "2022///2022?"),
        ("2022-01-XX", "2022/01//2022-01-XX"),
        ("202X", "///202X"),
        ("2022-01-05/2022-01-09", "2022/01/05/2022-01-05/2022-01-09"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(given: str, date: str) -> None:
    assert written(items.testimony(given=given))["date"] == date


def test_every_kind_is_read_back() -> None:
    for item in items.one_of_each():
        record = written(item)
        assert record["title"] == item.citation.title
        assert record["urls"] == [item.citation.address]
    bare = written(items.testimony(name="", given="", outlet="", language="und"))
    assert not {"authors", "year", "date", "language"} & bare.keys()


def _raw(text: str) -> str:
    return text


@attack(30, without=patched("testimonies.exchange.ris.one_line", _raw))
def test_no_text_begins_another_tag_in_ris() -> None:
    known = items.testimony().citation
    for text in HOSTILE:
        record = ris.record(replace(known, author=text))
        assert record.count("\nER  - ") == 1
        assert read(record).keys() == written(items.testimony()).keys()
        assert read(record)["authors"] == [one_line(text)]


@given(ODD)
def test_any_text_is_read_back(text: str) -> None:
    record = written(items.testimony(name=f"N{text}", outlet=f"O{text}"))
    assert record["authors"] == [one_line(f"N{text}")]
    assert record["secondary_authors"] == [one_line(f"O{text}")]
