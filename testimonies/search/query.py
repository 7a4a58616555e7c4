"""What a reader searches for: read from an address and written back as one.

Pure: no database. Every problem is named at once, and what is well formed is kept. The
address is the whole state, so `querystring()` writes one order of one spelling.
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from testimonies.search.parameters import (
    SIDES,
    Parameters,
    Problem,
    Sort,
    View,
)
from testimonies.terms import EdtfDate, Kind

_LISTS = {"tag": "tags", "any": "any", "not": "not_", "kind": "kinds"}
_FIELDS = {
    **_LISTS,
    "q": "words",
    "lang": "language",
    "place": "place",
    "platform": "platform",
    "from": "since",
    "to": "until",
    "sort": "sort",
    "view": "view",
}


@dataclass(frozen=True, slots=True)
class After:
    """Where a page begins: behind the hit with this key and ref.

    `key` is its rank, place in the order of publication or day of happening (ISO; ""
    not known). A ranking looks at what was public then: the records from `first` to
    `last` in the order of publication.
    """

    key: float | str
    ref: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search. `tags` all of, `any` one of, `not_` none of.

    Tags are names as a reader typed them, folded; which tag they mean is found later.
    `since` and `until` are EDTF dates: what may have happened between them is found.
    """

    words: str = ""
    tags: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    language: str = ""
    place: str = ""
    platform: str = ""
    since: str = ""
    until: str = ""
    sort: Sort | None = None
    view: View = View.LIST
    after: After | None = None

    @classmethod
    def parse(cls, parameters: Mapping[str, Sequence[str]]) -> "SearchQuery":
        """Read the parameters of an address. Raises QueryMalformed."""
        given = Parameters(parameters)
        given.check_names()
        words, (tags, any_, not_) = given.words(), given.tags()
        since, until = _in_order(given)
        view = given.view()
        query = _canonical(
            cls(
                words,
                tags,
                any_,
                not_,
                kinds=given.kinds(),
                language=given.language(),
                place=given.place(),
                platform=given.platform(),
                since=since,
                until=until,
                sort=given.sort(view),
                view=view,
            )
        )
        query = query.paged(_after(given, query))
        if given.problems:
            raise QueryMalformed(given.problems, query)
        return query

    def __bool__(self) -> bool:
        """Say whether anything was asked for."""
        plain = replace(self, sort=None, view=View.LIST, after=None)
        return plain != SearchQuery()

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
        after = _signer(self).sign_object(astuple(self.after)) if self.after else ""
        view = self.view.value if self.view is not View.LIST else ""
        pairs = [
            ("q", self.words),
            *(("tag", name) for name in self.tags),
            *(("any", name) for name in self.any),
            *(("not", name) for name in self.not_),
            *(("kind", kind.word) for kind in self.kinds),
            ("lang", self.language),
            ("place", self.place),
            ("platform", self.platform),
            ("from", self.since),
            ("to", self.until),
            ("sort", self.sort.value if self.sort else ""),
            ("view", view),
            ("after", after),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    def paged(self, after: After | None) -> "SearchQuery":
        """Give the search from after a hit; None: from its first page."""
        return replace(self, after=after)

    def values(self, parameter: str) -> tuple[Any, ...]:
        """Give what a parameter asks for: nothing, one value or several."""
        given = getattr(self, _FIELDS[parameter])
        return given if parameter in _LISTS else tuple(filter(None, [given]))

    def with_value(self, parameter: str, value: object) -> "SearchQuery":
        """Give the search, from its first page, with a parameter set or unset ("")."""
        new: dict[str, Any] = {_FIELDS[parameter]: value}
        return _canonical(replace(self, after=None, **new))

    def without(self, parameter: str, value: object = None) -> "SearchQuery":
        """Give the search, from its first page, without a parameter or one value."""
        field = _FIELDS[parameter]
        if value is None or parameter not in _LISTS:
            return self.with_value(parameter, getattr(SearchQuery(), field))
        left = tuple(item for item in getattr(self, field) if item != value)
        return self.with_value(parameter, left)

    def adding(self, parameter: str, value: object) -> "SearchQuery":
        """Give the search, from its first page, with one more value."""
        there = getattr(self, _LISTS[parameter])
        return self.with_value(parameter, (*there, value))


class QueryMalformed(ValueError):
    """Parameters that cannot be used; `rest` is the search that the others make."""

    def __init__(self, problems: list[Problem], rest: SearchQuery) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems
        self.rest = rest


def _canonical(query: SearchQuery) -> SearchQuery:
    """One spelling for one search: sorted, each value once, the usual sort unsaid."""
    sort = query.sort if query.view is View.KWIC or query.sort not in SIDES else None
    usual = replace(query, sort=None).order
    is_unsaid = sort is usual or (sort is Sort.RELEVANCE and not query.words)
    return replace(
        query,
        tags=tuple(sorted(set(query.tags))),
        any=tuple(sorted(set(query.any))),
        not_=tuple(sorted(set(query.not_))),
        kinds=tuple(kind for kind in Kind if kind in query.kinds),
        sort=None if is_unsaid else sort,
    )


def _in_order(given: Parameters) -> tuple[str, str]:
    """Give `from` and `to`; refuse an end before the start."""
    since, until = given.date("from"), given.date("to")
    if since and until:
        first, last = EdtfDate.parse(since).earliest, EdtfDate.parse(until).latest
        if first and last and last < first:
            given.refuse("to", _("“to” is before “from”: give the earlier date first."))
            return since, ""
    return since, until


def _signer(query: SearchQuery) -> Signer:
    # Bound to its search: a cursor that is carried to another one is refused too.
    return Signer(salt=f"search.after:{query.paged(None).querystring()}")


def _after(given: Parameters, query: SearchQuery) -> After | None:
    value = given.one("after")
    if not value:
        return None
    try:
        # Only what we signed is ever unpacked, so it is a cursor of ours.
        return After(*_signer(query).unsign_object(value if value.isascii() else ""))
    except BadSignature:
        message = _(
            "This page marker does not belong to this search;"
            " start from the first page."
        )
        given.refuse("after", message)
    return None
