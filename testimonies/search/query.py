"""What a reader searches for: read from an address and written back as one.

Pure: no database. Every problem is named at once, and what is well formed is kept. The
address is the whole state, so `querystring()` writes one order of one spelling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from testimonies.search.parameters import WORDS_OF_KINDS, Parameters, Problem, Sort
from testimonies.terms import Kind

MOST_HITS = 1000
_LISTS = {"tag": "tags", "any": "any", "not": "not_", "kind": "kinds"}
_FIELDS = {**_LISTS, "q": "words", "lang": "language", "sort": "sort"}


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search. `tags` all of, `any` one of, `not_` none of; `after` skips so many.

    Tags are names as a reader typed them, folded; which tag they mean is found later.
    """

    words: str = ""
    tags: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    language: str = ""
    sort: Sort | None = None
    after: int = 0

    @classmethod
    def parse(cls, parameters: Mapping[str, Sequence[str]]) -> "SearchQuery":
        """Read the parameters of an address. Raises QueryMalformed."""
        given = Parameters(parameters)
        given.check_names()
        words, (tags, any_, not_) = given.words(), given.tags()
        query = _canonical(
            cls(
                words,
                tags,
                any_,
                not_,
                kinds=given.kinds(),
                language=given.language(),
                sort=given.sort(),
            )
        )
        query = query.paged(_after(given, query))
        if given.problems:
            raise QueryMalformed(given.problems, query)
        return query

    def __bool__(self) -> bool:
        """Say whether anything was asked for."""
        return bool(self.words or self.tag_names or self.kinds or self.language)

    @property
    def order(self) -> Sort:
        """The order that holds: by relevance where there are words, else newest."""
        return self.sort or (Sort.RELEVANCE if self.words else Sort.NEWEST)

    @property
    def tag_names(self) -> tuple[str, ...]:
        """Every name of a tag that the query mentions, once each."""
        return tuple(dict.fromkeys(self.tags + self.any + self.not_))

    def querystring(self) -> str:
        """Write the parameters in canonical order; "" where nothing is asked for."""
        pairs = [("q", self.words)] if self.words else []
        for name, values in (("tag", self.tags), ("any", self.any), ("not", self.not_)):
            pairs += [(name, value) for value in values]
        pairs += [("kind", WORDS_OF_KINDS[kind]) for kind in self.kinds]
        pairs += [("lang", self.language)] if self.language else []
        pairs += [("sort", self.sort.value)] if self.sort else []
        pairs += (
            [("after", _signer(self).sign_object(self.after))] if self.after else []
        )
        return urlencode(pairs)

    def paged(self, skipped: int) -> "SearchQuery":
        """Give the search from after so many hits."""
        return replace(self, after=skipped)

    def without(self, parameter: str, value: object = None) -> "SearchQuery":
        """Give the search, from its first page, without a parameter or one value."""
        field = _FIELDS[parameter]
        new: dict[str, Any] = {field: getattr(SearchQuery(), field)}
        if value is not None:
            new[field] = tuple(item for item in getattr(self, field) if item != value)
        return _canonical(replace(self, after=0, **new))

    def adding(self, parameter: str, value: object) -> "SearchQuery":
        """Give the search, from its first page, with one more value."""
        field = _LISTS[parameter]
        new: dict[str, Any] = {field: (*getattr(self, field), value)}
        return _canonical(replace(self, after=0, **new))

    def sorted_by(self, sort: Sort) -> "SearchQuery":
        """Give the search, from its first page, in another order."""
        return _canonical(replace(self, sort=sort, after=0))


class QueryMalformed(ValueError):
    """Parameters that cannot be used; `rest` is the search that the others make."""

    def __init__(self, problems: list[Problem], rest: SearchQuery) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems
        self.rest = rest


def _canonical(query: SearchQuery) -> SearchQuery:
    """One spelling for one search: sorted, each value once, the usual sort unsaid."""
    usual = replace(query, sort=None).order
    is_unsaid = query.sort is usual or (
        query.sort is Sort.RELEVANCE and not query.words
    )
    return replace(
        query,
        tags=tuple(sorted(set(query.tags))),
        any=tuple(sorted(set(query.any))),
        not_=tuple(sorted(set(query.not_))),
        kinds=tuple(kind for kind in Kind if kind in query.kinds),
        sort=None if is_unsaid else query.sort,
    )


def _signer(query: SearchQuery) -> Signer:
    # Bound to its search: a cursor that is carried to another one is refused too.
    return Signer(salt=f"search.after:{query.paged(0).querystring()}")


def _after(given: Parameters, query: SearchQuery) -> int:
    value = given.one("after")
    if not value:
        return 0
    try:
        # Only what we signed is ever unpacked, so it is a number within bounds.
        return int(_signer(query).unsign_object(value if value.isascii() else ""))
    except BadSignature:
        message = _(
            "This page marker does not belong to this search;"
            " start from the first page."
        )
        given.refuse("after", message)
    return 0
