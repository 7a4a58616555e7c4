"""BibTeX is read back by a parser that did not write it, whatever the texts hold."""

import re

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from testimonies.catalogue import Text
from testimonies.exchange import FORMATS, Item, bibtex
from testimonies.exchange.lines import one_line
from tests.attacks import attack, patched
from tests.exchange import items

COMMANDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
}
SET = re.compile(r"\\([a-z]+)\{\}|\\([#$%&_])|\{\}|(.)")
ODD = st.text(
    st.sampled_from("aә@{}\\\"=,%#&$_~^-'`?! \n\r\t\u2028\x00and"), max_size=40
)
HOSTILE = (
    "}, note = {forged}",
    "a } b { c",
    "\\",
    "x\\input{/etc/passwd}",
    "a\n@misc{forged, title={x}}",
    '"quoted" and {braced}',
    "50 % of it # & $ _ ~ ^",
    "--- ``quoted'' ?` <<x>> ,,",
    "Ә Ғ Қ Ң Ө Ұ Ү Һ І",
)


def set_as(text: str) -> str:
    """Give what TeX would set: our own escapes, read by hand."""

    def sign(found: re.Match[str]) -> str:
        command, special, plain = found.groups()
        return COMMANDS[command] if command else special or plain or ""

    return SET.sub(sign, text)


def read(text: str) -> dict[str, str]:
    """Parse one entry, and refuse whatever else the parser made of the text."""
    library = parse_string(text)
    assert not library.failed_blocks
    assert len(library.blocks) == len(library.entries) == 1
    entry = library.entries[0]
    return {"key": entry.key, **{field.key: field.value for field in entry.fields}}


def written(item: Item) -> dict[str, str]:
    return read(FORMATS["bib"].write(item))


def test_an_interview_has_what_styles_look_for() -> None:
    entry = written(items.testimony(passage=3))
    assert entry["key"] == items.TESTIMONY
    assert entry["entrysubtype"] == "interview"
    assert (entry["author"], entry["title"]) == ("{Lyazzat}", "{За закрытыми дверями}")
    assert (entry["date"], entry["year"]) == ("2022-01-10~", "2022")
    assert entry["howpublished"] == "Testimony given to Vlast, by telephone"
    assert (entry["organization"], entry["language"]) == ("Kuä", "Russian")
    assert entry["note"].startswith("¶ 3, 0:12:31; edition 2 of 2026-10-05, sha256 ")
    assert entry["url"] == items.testimony(passage=3).citation.address


def test_what_is_not_known_has_no_field() -> None:
    bare = items.testimony(name="", given="", outlet="", language="und")
    entry = written(bare)
    assert not {"author", "date", "year", "language", "abstract"} & entry.keys()
    assert entry["howpublished"].startswith("Testimony")


@pytest.mark.parametrize(
    ("given", "year"),
    [
        ("2022", "2022"),
        ("2022-01-XX?", "2022"),
        ("202X", None),
        ("2022-01-05/2022-01-09", "2022"),
        ("../2022", None),
        ("2022/..", "2022"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(given: str, year: str | None) -> None:
    entry = written(items.testimony(given=given))
    assert (entry["date"], entry.get("year")) == (given, year)


def test_every_kind_is_read_back() -> None:
    for item in items.one_of_each():
        entry = written(item)
        assert set_as(entry["title"])[1:-1] == item.citation.title
        assert entry["url"] == item.citation.address


def test_many_entries_are_one_file() -> None:
    refs = [items.TESTIMONY, items.QUOTE, items.CLIP]
    found = [items.testimony(), items.quote(), items.clip()]
    library = parse_string("".join(map(FORMATS["bib"].write, found)))
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == refs


def _raw(text: str) -> str:
    return text


@attack(30, without=patched("testimonies.exchange.bibtex.escaped", _raw))
def test_no_text_leaves_its_field_in_bibtex() -> None:
    for text in HOSTILE:
        entry = bibtex.entry(items.testimony(name=text, outlet=text).citation)
        try:
            fields = read(entry)
        except AssertionError:
            pytest.fail(f"not read: {entry}")
        assert set_as(fields["author"])[1:-1] == one_line(text)
        assert fields.keys() == written(items.testimony()).keys()


@given(ODD, ODD)
def test_any_text_is_read_back(name: str, title: str) -> None:
    text = Text("en", title)
    entry = written(items.testimony(name=f"N{name}", title=text))
    assert set_as(entry["author"])[1:-1] == one_line(f"N{name}")
    assert set_as(entry["title"])[1:-1] == (one_line(title) or items.TESTIMONY)
