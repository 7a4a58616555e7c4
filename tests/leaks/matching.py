"""Finds canaries in bytes, however they are written; says in which writing.

A text is first asked for the few needles that each writing of the stems has; it is
decoded only where one is there, and the result is looked at in the same way again.
"""

import base64
import gzip
import html
import quopri
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.entities import html5
from urllib.parse import quote, unquote

from tests.leaks.tokens import CYRILLIC, HEX, IN_WORDS, LATIN, number_in

DEEPEST = 3
STEMS = (LATIN, CYRILLIC)
# So much of a stem is enough for suspicion: what follows may be written otherwise.
_HEADS = (LATIN[:3], CYRILLIC[:2])


@dataclass(frozen=True, slots=True)
class Find:
    """A canary that was found: its number, its word, and how it was written."""

    number: int
    is_latin: bool
    writing: str


@dataclass(frozen=True, slots=True)
class Writing:
    """One way to write a text, and what shows that a stem may be written so."""

    name: str
    needles: frozenset[bytes]
    decode: Callable[[bytes], Iterator[bytes]]
    has_case: bool = False


def _escaped_whole(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def _of_heads(*forms: Callable[[str], str]) -> frozenset[bytes]:
    return frozenset(form(head).lower().encode() for form in forms for head in _HEADS)


def _unpercent(data: bytes) -> Iterator[bytes]:
    yield unquote(data.decode(errors="replace").replace("+", " ")).encode()


def _unhtml(data: bytes) -> Iterator[bytes]:
    yield html.unescape(data.decode(errors="replace")).encode(errors="replace")


_JSON = re.compile(r"\\+u\{?0*([0-9a-f]{2,4})\}?", re.I)


def _unjson(data: bytes) -> Iterator[bytes]:
    text = data.decode(errors="replace")
    plain = _JSON.sub(lambda found: chr(int(found[1], 16)), text)
    yield plain.encode(errors="replace")


def _unquote(data: bytes) -> Iterator[bytes]:
    yield quopri.decodestring(data)


_RUN = re.compile(rb"[A-Za-z0-9+/_-]{10,}")


def _unbase64(data: bytes) -> Iterator[bytes]:
    # Lines of a mail are parts of one run.
    for run in _RUN.findall(re.sub(rb"(?<=[A-Za-z0-9+/])\r?\n", b"", data)):
        plain = run.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            part = plain[start:]
            yield base64.b64decode(part[: len(part) // 4 * 4])


def _unutf16(data: bytes) -> Iterator[bytes]:
    for start in (0, 1):
        for order in ("utf-16-le", "utf-16-be"):
            yield data[start:].decode(order, errors="ignore").encode(errors="ignore")


_PUNY = re.compile(rb"xn--[a-z0-9-]+", re.I)


def _unpuny(data: bytes) -> Iterator[bytes]:
    for label in _PUNY.findall(data):
        try:
            yield label[4:].decode().encode("ascii").decode("punycode").encode()
        except UnicodeError:
            continue


def _unzip(data: bytes) -> Iterator[bytes]:
    for start in (found.start() for found in re.finditer(rb"\x1f\x8b\x08", data)):
        try:
            yield gzip.decompress(data[start:])
        except (OSError, EOFError, zlib.error):
            continue


def _named(text: str) -> str:
    names = {value: name for name, value in html5.items() if name.endswith(";")}
    return "".join(f"&{names[each]}" if each in names else each for each in text)


def _json_form(text: str) -> str:
    return "".join(f"\\u{ord(each):04x}" for each in text)


def _base64_needles() -> frozenset[bytes]:
    """What stays of a stem in Base64 whatever stands before and after it."""
    found = set()
    for stem in STEMS:
        written = [
            each.encode(order)
            for each in (stem, stem.upper(), stem.title())
            for order in ("utf-8", "utf-16-le", "utf-16-be")
        ]
        for data in written:
            for before in range(3):
                whole = base64.b64encode(b"\0" * before + data)
                core = whole.rstrip(b"=")[(0, 2, 3)[before] :][:-1]
                found |= {core, core.replace(b"+", b"-").replace(b"/", b"_")}
    return frozenset(found)


def _utf16_needles() -> frozenset[bytes]:
    return frozenset(
        written.encode(order)[:-1] if order.endswith("le") else written.encode(order)
        for head in _HEADS
        for written in (head, head.upper())
        for order in ("utf-16-le", "utf-16-be")
    )


WRITINGS = (
    Writing(
        "percent-encoded",
        _of_heads(quote, lambda t: quote(quote(t)), _escaped_whole)
        - {LATIN[:3].encode()},
        _unpercent,
    ),
    Writing(
        "HTML entities",
        _of_heads(
            lambda t: "".join(f"&#{ord(each)};" for each in t),
            lambda t: "".join(f"&#x{ord(each):x};" for each in t),
            lambda t: "".join(f"&#x{ord(each):04x};" for each in t),
            lambda t: _named(t[:2]) if not t.isascii() else f"&#{ord(t[0])};",
        )
        | {b"&amp;#"},
        _unhtml,
    ),
    Writing(
        "JSON escapes", _of_heads(_json_form, lambda t: f"{_json_form(t[0])}"), _unjson
    ),
    Writing(
        "quoted-printable",
        _of_heads(lambda t: "".join(f"={byte:02x}" for byte in t.encode())),
        _unquote,
    ),
    Writing("Base64", _base64_needles(), _unbase64, has_case=True),
    Writing("UTF-16", _utf16_needles(), _unutf16, has_case=True),
    Writing("Punycode", frozenset({b"xn--"}), _unpuny),
    Writing("gzip", frozenset({b"\x1f\x8b\x08"}), _unzip, has_case=True),
)


def find(data: bytes | str) -> list[Find]:
    """Give every canary that stands in the data, each word once, plainest first."""
    found: dict[tuple[int, bool], Find] = {}
    seen: set[int] = set()
    level = [("", data.encode(errors="replace") if isinstance(data, str) else data)]
    for _ in range(DEEPEST + 1):
        deeper: list[tuple[str, bytes]] = []
        for way, each in level:
            if hash(each) in seen:
                continue
            seen.add(hash(each))
            _look(each, way or "plain", found)
            deeper += _decoded(each, way)
        level = deeper
    return list(found.values())


def _look(data: bytes, writing: str, found: dict[tuple[int, bool], Find]) -> None:
    text = data.decode(errors="ignore").casefold()
    if not any(stem in text for stem in (*STEMS, HEX)):
        return
    for match in IN_WORDS.finditer(text):
        key = number_in(match)
        found.setdefault(key, Find(*key, writing))


def _decoded(data: bytes, way: str) -> list[tuple[str, bytes]]:
    lower = data.lower()
    return [
        (f"{way}, {writing.name}" if way else writing.name, plain)
        for writing in WRITINGS
        if any(n in (data if writing.has_case else lower) for n in writing.needles)
        for plain in writing.decode(data)
    ]
