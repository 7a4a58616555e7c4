"""What the API's parameters may be; the one source of checks and of their description.

Every value that passes here can be used by what is asked, so that what OpenAPI calls
well formed is. (A search's markers excepted: of those only asking tells.)
"""

from collections.abc import Collection, Iterable
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from testimonies.api.errors import Malformed
from testimonies.search import (
    KIND_WORDS,
    LONGEST_TAG,
    MOST_CHARACTERS,
    MOST_TAGS,
    MOST_WORDS,
    Problem,
    Sort,
    View,
)
from testimonies.terms import LANGUAGES, Kind, Platform, ref_pattern

PAGE, MOST = 20, 100
_LONGEST_MARKER = 512
# Microseconds since 1970 in hexadecimal: enough for the next hundred years.
_MOMENT = "(?:0|[1-9a-f][0-9a-f]{0,12})"
_PRINTED = "^[^\\x00-\\x1f\\x7f-\\x9f]*$"
_SHOWN = 40
# The library's words for a form that is wrong would be the form's expression.
_WRONG_FORM = {
    "after": "This is no page marker of this list; start from the first page"
}
_WRONG_TEXT = "It holds a character that cannot be searched for"


def _plain_number(value: object) -> object:
    """Take what is written as a number in one way: no sign, no space, no fraction."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise PydanticCustomError("plain_number", "Use a whole number")
    return value


_Limit = Annotated[
    int,
    Field(ge=1, le=MOST, description="How many records a page has at most."),
    BeforeValidator(_plain_number),
]
_Text = Annotated[str, Field(pattern=_PRINTED)]
_Tag = Annotated[_Text, Field(max_length=LONGEST_TAG)]
_Tags = Annotated[list[_Tag], Field(max_length=MOST_TAGS)]
# Years, months and days that there are (EDTF, level 0); not its intervals and doubts.
_YEAR = "[1-9][0-9]{3}"
_LEAP = "(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)"
_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_Date = Annotated[
    str,
    Field(pattern=f"^(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|{_YEAR}-{_DAY}|{_LEAP}-02-29)$"),
]


def marker_pattern(kind: Kind) -> str:
    """Give the form of the markers in a kind's list: its order is by time, then ref."""
    moment = "" if kind is Kind.TAG else _MOMENT
    return f"^{moment}-{ref_pattern(kind)}$"


class ListParameters(BaseModel):
    """The parameters of every list besides its marker."""

    limit: _Limit = PAGE


class SearchParameters(BaseModel):
    """The parameters of /search/, and how many records a page has."""

    q: Annotated[
        _Text,
        Field(
            max_length=MOST_CHARACTERS,
            description=(
                f'Words, "phrases", -exclusions, OR; {MOST_WORDS} words at most.'
            ),
        ),
    ] = ""
    tag: Annotated[
        _Tags, Field(description="Names of tags, in any spelling: all of them.")
    ] = []
    any_: Annotated[
        _Tags, Field(alias="any", description="Names of tags: one of them.")
    ] = []
    not_: Annotated[
        _Tags, Field(alias="not", description="Names of tags: none of them.")
    ] = []
    kind: Annotated[
        list[Literal[tuple(KIND_WORDS)]],  # type: ignore[valid-type]
        Field(max_length=len(KIND_WORDS), description="Kinds of record: one of them."),
    ] = []
    lang: Annotated[
        Literal[tuple(LANGUAGES)] | None,  # type: ignore[valid-type]
        Field(description="The language of the words (BCP 47)."),
    ] = None
    place: Annotated[_Tag, Field(description="The name of a place.")] = ""
    platform: Annotated[
        Platform | None, Field(description="Where a clip was posted.")
    ] = None
    from_: Annotated[
        _Date, Field(alias="from", description="What may have happened since then.")
    ] = ""
    to: Annotated[_Date, Field(description="What may have happened until then.")] = ""
    sort: Annotated[
        Sort | None,
        Field(description="By relevance where not said; by a side in a concordance."),
    ] = None
    view: Annotated[
        View | None, Field(description="kwic: each occurrence of the words on a line.")
    ] = None
    after: Annotated[
        _Text,
        Field(max_length=_LONGEST_MARKER, description="The marker of a further page."),
    ] = ""
    limit: _Limit = PAGE


REPEATED = ("tag", "any", "not", "kind")
NAMES = tuple(
    field.alias or name for name, field in SearchParameters.model_fields.items()
)


def require_known(
    request: HttpRequest, known: Collection[str] = (), repeated: Collection[str] = ()
) -> None:
    """Refuse parameters that are not known, and those given twice.

    Raises: Malformed. A mistyped name would otherwise change nothing, unseen.
    """
    problems = [*_problems(request, known, repeated)]
    if problems:
        raise Malformed(problems)


def _problems(
    request: HttpRequest, known: Collection[str], repeated: Collection[str]
) -> Iterable[Problem]:
    for name, values in request.GET.lists():
        if name not in {*known, *repeated}:
            yield Problem(_shown(name), f"There is no parameter “{_shown(name)}” here.")
        elif len(values) > 1 and name not in repeated:
            yield Problem(name, f"“{name}” is given more than once.")


def _shown(name: str) -> str:
    short = name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…"
    return "".join(each if each.isprintable() else "\ufffd" for each in short)


def problems_of(errors: Iterable[dict[str, Any]]) -> list[Problem]:
    """Word the library's findings for whoever asked; what was sent is not repeated."""
    found: dict[str, Problem] = {}
    for error in errors:
        name = [part for part in error["loc"] if isinstance(part, str)][-1]
        words = error["msg"]
        if error["type"] == "string_pattern_mismatch":
            words = _WRONG_FORM.get(name, _WRONG_TEXT)
        found.setdefault(name, Problem(name, f"“{name}”: {words}."))
    return list(found.values())
