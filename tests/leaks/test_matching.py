"""A canary is found in every writing, and nothing else is taken for one."""

import base64
import gzip
import html
import json
import quopri
import re
from collections.abc import Callable
from email.header import Header
from random import Random
from urllib.parse import quote, quote_plus

import pytest
from django.utils.text import slugify

from testimonies.terms import REF_PATTERN
from tests.leaks.matching import find
from tests.leaks.tokens import MOST, Canary

CANARIES = [Canary(number, "a.b.c", "draft") for number in (0, 17, 1234, MOST - 1)]
WORDS = [
    word
    for canary in CANARIES
    for word in (canary.latin, canary.cyrillic, canary.words)
]
AROUND = "Мы слышали “выстрелы” & <b>"

WRITINGS: dict[str, Callable[[str], bytes]] = {
    "plain": lambda t: t.encode(),
    "upper case": lambda t: t.upper().encode(),
    "capitalised": lambda t: t.title().encode(),
    "percent": lambda t: quote(t).encode(),
    "percent, plus": lambda t: quote_plus(t).encode(),
    "percent, lower case": lambda t: quote(t).lower().encode(),
    "percent, twice": lambda t: quote(quote(t)).encode(),
    "percent, every byte": lambda t: "".join(f"%{b:02X}" for b in t.encode()).encode(),
    "HTML": lambda t: html.escape(t).encode(),
    "HTML, decimal": lambda t: "".join(f"&#{ord(c)};" for c in t).encode(),
    "HTML, hexadecimal": lambda t: "".join(f"&#x{ord(c):X};" for c in t).encode(),
    "HTML, xmlcharref": lambda t: t.encode("ascii", "xmlcharrefreplace"),
    "HTML, twice": lambda t: html.escape(
        t.encode("ascii", "xmlcharrefreplace").decode()
    ).encode(),
    "JSON": lambda t: json.dumps(t).encode(),
    "JSON, upper case": lambda t: json.dumps(t).upper().replace("\\U", "\\u").encode(),
    "JSON in JSON": lambda t: json.dumps(json.dumps(t)).encode(),
    "JSON, every letter": lambda t: "".join(f"\\u{ord(c):04x}" for c in t).encode(),
    "JSON in an attribute": lambda t: html.escape(json.dumps(t)).encode(),
    "Base64": lambda t: base64.b64encode(t.encode()),
    "Base64, urlsafe": lambda t: base64.urlsafe_b64encode(t.encode()).rstrip(b"="),
    "Base64 of UTF-16": lambda t: base64.b64encode(t.encode("utf-16")),
    "Base64 in a query": lambda t: quote(base64.b64encode(t.encode())).encode(),
    "quoted-printable": lambda t: quopri.encodestring(t.encode()),
    "an encoded word": lambda t: Header(t, "utf-8").encode().encode(),
    "UTF-16 LE": lambda t: t.encode("utf-16-le"),
    "UTF-16 BE": lambda t: t.encode("utf-16-be"),
    "gzip": lambda t: gzip.compress(t.encode()),
    "a slug": lambda t: slugify(t, allow_unicode=True).encode(),
}


@pytest.mark.parametrize("name", WRITINGS)
def test_each_word_is_found_in_every_writing(name: str) -> None:
    for canary in CANARIES:
        for word in (canary.latin, canary.cyrillic, canary.words):
            for before in ("", "x", "xy", AROUND):
                data = WRITINGS[name](f"{before}{word}{AROUND}")
                assert {each.number for each in find(data)} == {canary.number}, data


@pytest.mark.parametrize("shift", range(4))
def test_base64_is_found_wherever_it_begins(shift: int) -> None:
    canary = CANARIES[2]
    for word in (canary.latin, canary.cyrillic):
        data = b'W/"' + b"a" * shift + base64.b64encode(f"..{word}..".encode()) + b'"'
        (found,) = find(data)
        assert (found.number, found.writing) == (canary.number, "Base64")


def test_hexadecimal_and_hosts_and_ascii_slugs_are_found() -> None:
    canary = CANARIES[1]
    assert find(canary.hexadecimal(64).upper())[0].number == canary.number
    host = f"xn--{canary.cyrillic.encode('punycode').decode()}.example"
    assert find(host)[0].number == canary.number
    assert find(slugify(canary.words))[0].number == canary.number


def test_the_writing_is_named() -> None:
    word = CANARIES[0].cyrillic
    assert find(json.dumps(word))[0].writing == "JSON escapes"
    assert find(quote(quote(word)))[0].writing == "percent-encoded, percent-encoded"
    assert find(f"{word} {quote(word)}")[0].writing == "plain"


def test_chance_writes_no_canary() -> None:
    """The same noise each time: eight digits do come up in enough of it."""
    chance = Random(2022)
    for _ in range(20):
        noise = chance.randbytes(40_000)
        assert find(base64.b64encode(noise) + noise.hex().encode() + noise) == []


def test_a_latin_word_has_the_form_of_a_ref() -> None:
    assert all(re.fullmatch(REF_PATTERN, canary.latin) for canary in CANARIES)
