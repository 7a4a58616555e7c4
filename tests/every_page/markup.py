"""What is wrong with a page's HTML: its syntax, and rules that syntax does not hold.

Syntax is the standard's (HTML Living Standard, 13.2, as html5lib reads it). The rules
are those of a conformance checker that our markup could break: one main and one h1,
headings in steps, ids once, references that lead somewhere, no link in a link, no block
in a phrase, lists of items, pictures with sizes and words, no style in a page.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

_TITLES = ("h1", "h2", "h3", "h4", "h5", "h6")
_WORDS = "span bdi em strong small b i mark code kbd label button time cite q p sup"
PHRASES = frozenset({*_TITLES, *_WORDS.split()})
_PARTS = """
    div p ul ol dl table section article nav header footer figure blockquote form
    details
"""
BLOCKS = frozenset({*_TITLES, *_PARTS.split()})
PRESSED = frozenset({"a", "button", "label"})
ACTIVE = frozenset({"a", "button", "input", "select", "textarea", "summary", "label"})
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
OBSOLETE = frozenset({"font", "center", "big", "tt", "acronym", "strike", "frame"})
HAS_PARTS = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div"},
    "tr": {"td", "th"},
}


def faults(page: str) -> list[str]:
    """Give every fault of a page, in words."""
    root, found = parse(page)
    for rule in (_once, _led, _nested, _in_steps, _pictured, _plain, _parted):
        found += rule(root)
    return found


def parse(page: str) -> tuple[Element, list[str]]:
    """Give the tree, and what is wrong with the syntax."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root: Element = parser.parse(page)
    return root, [f"line {at[0]}: {what} {more}" for at, what, more in parser.errors]


def _elements(root: Any) -> Iterator[Element]:
    """Give every element; a comment's tag is no text."""
    return (each for each in root.iter() if isinstance(each.tag, str))


def _children(element: Any) -> Iterator[str]:
    return (child.tag for child in element if isinstance(child.tag, str))


def _once(root: Element) -> Iterator[str]:
    ids = Counter(each.get("id") for each in _elements(root) if "id" in each.attrib)
    yield from (f"id={name!r} stands {n} times" for name, n in ids.items() if n > 1)
    yield from (f"id={name!r} is none" for name in ids if not name or name.split()[1:])
    for tag in ("main", "h1", "title"):
        number = sum(1 for each in _elements(root) if each.tag == tag)
        if number != 1:
            yield f"{number} <{tag}>"


def _led(root: Element) -> Iterator[str]:
    ids = {each.get("id") for each in _elements(root)}
    for each in _elements(root):
        for name in REFERRING:
            for wanted in (each.get(name) or "").split():
                if wanted not in ids:
                    yield f"{name}={wanted!r} leads nowhere"
        href = each.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            yield f"href={href!r} leads nowhere"


def _nested(root: Element) -> Iterator[str]:
    for each in _elements(root):
        if each.tag in PRESSED or each.tag in PHRASES:
            inside = {child.tag for child in _elements(each) if child is not each}
            if each.tag in PRESSED and inside & (ACTIVE - {"input"}):
                yield f"{inside & ACTIVE} in <{each.tag}>"
            if each.tag in PHRASES and inside & BLOCKS:
                yield f"{inside & BLOCKS} in <{each.tag}>"
        allowed = HAS_PARTS.get(each.tag)
        others = set(_children(each)) - allowed if allowed else ()
        if others:
            yield f"{others} in <{each.tag}>"


def _in_steps(root: Element) -> Iterator[str]:
    before = 0
    for each in _elements(root):
        if each.tag in _TITLES:
            level = _TITLES.index(each.tag) + 1
            if level > before + 1:
                yield f"<{each.tag}> after a heading of level {before}"
            before = level


def _pictured(root: Element) -> Iterator[str]:
    for each in _elements(root):
        missing = {"alt", "width", "height"} - each.attrib.keys()
        if each.tag == "img" and missing:
            yield f"<img src={each.get('src')!r}> lacks {', '.join(sorted(missing))}"


def _plain(root: Element) -> Iterator[str]:
    for each in _elements(root):
        if each.tag in OBSOLETE or each.tag == "style":
            yield f"<{each.tag}>"
        said = {name for name in each.attrib if name == "style" or name[:2] == "on"}
        if said:
            yield f"{said} at <{each.tag}>"
        if each.tag == "script" and "src" not in each.attrib:
            kind = each.get("type", "")
            if not kind.endswith("json"):
                yield f"a script of type {kind!r} in the page"


def _parted(root: Element) -> Iterator[str]:
    """A point between two things may end a line, and begins none."""
    for each in _elements(root):
        if each.tag != "title" and " · " in (each.text or ""):
            yield f"a point that may begin a line in <{each.tag}>"
        if " · " in (each.tail or ""):
            yield f"a point that may begin a line behind <{each.tag}>"
