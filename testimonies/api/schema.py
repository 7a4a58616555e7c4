"""What the API answers, as types for OpenAPI: made of the catalogue's own documents.

No answer is built from these: documents leave as they are stored. A new field of a
document stands in the API and in its description by itself.
"""

from collections.abc import Mapping
from dataclasses import fields as fields_of
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_type_hints

from pydantic import BaseModel, Field, create_model

from testimonies.catalogue import DOCUMENTS
from testimonies.search import Line, Problem, Snippet
from testimonies.terms import Kind, ref_pattern

Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Following = Annotated[
    str | None, Field(description="Where the next page is, on this host; null: none.")
]


class Record(BaseModel):
    """A public record: its document is the JSON text that the digest is made of."""

    ref: str
    kind: str
    edition: Annotated[int | None, Field(description="Null for tags: they have none.")]
    digest: Annotated[Digest, Field(description="SHA-256 of the document's text.")]
    issued_at: datetime | None
    first_issued_at: datetime | None
    address: Annotated[str, Field(description="The permanent address for people.")]


class Refusal(BaseModel):
    """Why there is no other answer."""

    detail: str


class Refused(Refusal):
    """What is wrong with each parameter."""

    problems: list[Problem]


class Gone(Refusal):
    """What is left of a record that was withdrawn."""

    withdrawn_at: Annotated[
        date, Field(description="The day, in the archive's time zone; no hour is told.")
    ]
    public_note: str


# What stands in the headers of an answer; OpenAPI's own form (3.1, 4.8.17).
_TEXT = {"schema": {"type": "string"}}
_OF_ANSWERS = {"ETag": {"description": "For If-None-Match.", **_TEXT}}
_OF_LISTS = {"Link": {"description": 'The next page: rel="next".', **_TEXT}}
_OF_SILENCE = {"Retry-After": {"description": "In so many seconds.", **_TEXT}}
HEADERS = {
    "responses": {200: {"headers": _OF_ANSWERS}, 503: {"headers": _OF_SILENCE}},
}
HEADERS_OF_LISTS = {
    "responses": {
        200: {"headers": {**_OF_ANSWERS, **_OF_LISTS}},
        503: {"headers": _OF_SILENCE},
    },
}


def responses(answer: Any, more: Mapping[int, Any] | None = None) -> dict[int, Any]:
    """Give every status that an address may have, with the type of its body.

    There is no 406, for Accept is not read, and no 429: a proxy limits how much.
    """
    refused = dict.fromkeys((404, 414, 503), Refusal)
    return {200: answer, 304: None, 400: Refused, **refused, **(more or {})}


@lru_cache(maxsize=len(Kind))
def record_of(kind: Kind) -> type[BaseModel]:
    """Give the type of a kind's records."""
    word = kind.word
    fields: dict[str, Any] = {
        "ref": (Annotated[str, Field(pattern=f"^{ref_pattern(kind)}$")], ...),
        "kind": (Literal[word], ...),
        "document": (DOCUMENTS[kind], ...),
    }
    name = f"{word.title()}Record"
    return create_model(name, __base__=Record, __doc__=Record.__doc__, **fields)


@lru_cache(maxsize=len(Kind))
def list_of(kind: Kind) -> type[BaseModel]:
    """Give the type of a page of a kind's records."""
    items: Any = list[record_of(kind)]  # type: ignore[misc]
    fields: dict[str, Any] = {"items": (items, ...), "next": (Following, ...)}
    return create_model(f"{kind.word.title()}List", **fields)


def _hit() -> type[BaseModel]:
    any_record: Any = Union[tuple(record_of(kind) for kind in Kind)]  # noqa: UP007
    record: Any = Annotated[any_record, Field(discriminator="kind")]
    snippet: Any = Snippet | None
    fields: dict[str, Any] = {"record": (record, ...), "snippet": (snippet, ...)}
    return create_model("Hit", **fields)


def _line() -> type[BaseModel]:
    """Give the type of a line of a concordance, its record named by ref and address."""
    hints = get_type_hints(Line)
    names = [each.name for each in fields_of(Line) if each.name != "issue"]
    fields: dict[str, Any] = {name: (hints[name], ...) for name in names}
    named: dict[str, Any] = {"ref": (str, ...), "address": (str, ...)}
    return create_model("Line", **named, **fields)


@lru_cache(maxsize=1)
def results() -> type[BaseModel]:
    """Give the type of a page of what a search finds."""
    hits: Any = list[_hit()]  # type: ignore[misc]
    query = Annotated[str, Field(description="The search in its one spelling.")]
    more = Annotated[bool, Field(description="Whether there are more than total.")]
    about = Annotated[bool, Field(description="Whether total is an estimate.")]
    lines: Any = list[_line()]  # type: ignore[misc]
    also = Annotated[list[str], Field(description="Other spellings searched for.")]
    unknown = Annotated[list[str], Field(description="Names that no public tag has.")]
    return create_model(
        "Results",
        query=(query, ...),
        total=(int, ...),
        is_more=(more, ...),
        is_about=(about, ...),
        unknown=(unknown, ...),
        also=(also, ...),
        left_out=(int, ...),
        lines=(lines, ...),
        items=(hits, ...),
        next=(Following, ...),
    )
