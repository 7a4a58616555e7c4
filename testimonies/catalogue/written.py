"""How documents are written as JSON and read back.

Canonical: the same document gives the same text, and its digest. Pure: no database.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from testimonies.catalogue.documents import (
    DOCUMENTS,
    LATER,
    Document,
    TagDocument,
)
from testimonies.terms import Kind


def encode(document: Document) -> str:
    """Give the canonical JSON: keys sorted, no white space, Unicode as it is."""
    return _ENCODER.encode(document)


def _fields_of(value: Any) -> dict[str, Any]:
    """Give a dataclass's fields, not copied: the encoder goes on by itself.

    Without those that came later and say nothing. Raises TypeError for what has no
    place in a document.
    """
    cls: Any = type(value)
    names, later = _names_of(cls)
    held = {name: getattr(value, name) for name in names}
    for name in later:
        if held[name] is None:
            del held[name]
    return held


@lru_cache(maxsize=64)
def _names_of(cls: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    every = fields(cls)
    later = tuple(each.name for each in every if each.metadata == LATER)
    return tuple(each.name for each in every), later


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_fields_of
)


def digest_of(text: str) -> str:
    """Give the SHA-256 of a document's canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def decode(kind: Kind, text: str) -> Any:
    """Read a document back; one that was read before is the same frozen object.

    One that was stored before a field came has that field's default. Raises KeyError
    where it lacks a field that has none.
    """
    return _decode_tag(text) if kind is Kind.TAG else _decode(kind, text)


@lru_cache(maxsize=1024)
def _decode(kind: Kind, text: str) -> Any:
    schema: Any = DOCUMENTS[kind]
    return _reader_of_fields(schema)(json.loads(text))


# Tags are small, and a page of results names some fifty of thousands.
@lru_cache(maxsize=8192)
def _decode_tag(text: str) -> Any:
    return _reader_of_fields(TagDocument)(json.loads(text))


Reader = Callable[[Any], Any]


# A page decodes some hundred documents: what an annotation means is found out once.
@lru_cache(maxsize=256)
def _reader(annotation: Any) -> Reader | None:
    """Give what reads a value of this annotation; None: it stands as it is."""
    cls: Any = annotation
    if is_dataclass(annotation):
        return _reader_of_fields(cls)
    origin = get_origin(annotation)
    if origin is tuple:
        return _reader_of_items(_reader(get_args(annotation)[0]))
    if origin in {Union, UnionType}:
        return _reader(get_args(annotation)[0])
    return None


@lru_cache(maxsize=64)
def _reader_of_fields(cls: Any) -> Reader:
    hints = get_type_hints(cls)
    parts = [
        (each.name, _reader(hints[each.name]), each.default) for each in fields(cls)
    ]

    def read(value: Any) -> Any:
        if value is None:
            return None
        given = []
        for name, part, default in parts:
            if default is not MISSING and name not in value:
                given.append(default)
            else:
                held = value[name]
                given.append(held if part is None else part(held))
        return cls(*given)

    return read


def _reader_of_items(item: Reader | None) -> Reader:
    def read(value: Any) -> Any:
        if value is None:
            return None
        return tuple(value if item is None else map(item, value))

    return read
