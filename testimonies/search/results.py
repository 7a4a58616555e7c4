"""What a search finds among the records that are public now, a page at a time.

At most five queries, whatever the number of hits. Reads entries and public documents
and nothing else; how it is worded is for the pages to say.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db import OperationalError
from django.db.models import (
    Case,
    Count,
    F,
    FloatField,
    OrderBy,
    QuerySet,
    Value,
    When,
    Window,
)

from testimonies.catalogue import (
    Failure,
    Issue,
    entries,
    etag_of,
    failure_of,
    issues,
)
from testimonies.search.names import near_tags
from testimonies.search.parameters import Sort
from testimonies.search.plan import Advice, Plan, plan, tsquery
from testimonies.search.query import MOST_HITS, SearchQuery
from testimonies.search.snippets import Snippet, snippets
from testimonies.search.words import read_words

PAGE = 20

_NEWEST = F("first_issued_at").desc(nulls_last=True)
_ORDERS: dict[Sort, tuple[str | OrderBy, ...]] = {
    Sort.NEWEST: (_NEWEST, "ref"),
    Sort.OLDEST: (F("first_issued_at").asc(nulls_last=True), "ref"),
    Sort.RELEVANCE: ("-rank", "ref"),
}
# ts_rank stays below 1, and with this it is divided by the logarithm of the length.
_BY_LENGTH = 1


class SearchFailed(RuntimeError):
    """The database gave no answer in time; another search may succeed."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found, with its best extract and its public tags."""

    issue: Issue
    snippet: Snippet | None
    tags: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. `total` stops at MOST_HITS; `is_capped` says that there are more.

    `tags` holds the tags that the query's names stand for, `unknown` the names that no
    public tag has, `near` tags of similar names where nothing was found.
    """

    query: SearchQuery
    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_capped: bool = False
    next: SearchQuery | None = None
    tags: Mapping[str, Issue] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    near: tuple[Issue, ...] = ()
    advice: Advice | None = None
    etag: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """Refs in order with the tags of each."""

    tags: Mapping[str, list[str]] = field(default_factory=dict)
    total: int = 0


def search(query: SearchQuery, *, limit: int = PAGE, language: str = "en") -> Results:
    """Give one page of what the query finds; our own texts in `language` if there.

    Raises: SearchFailed when the database gave no answer in time.
    """
    with _answers_or_fails():
        planned = plan(query)
        found = _find(planned, limit)
        near = _near(planned) if query and not found.tags else []
        shown = issues(
            {*found.tags, *planned.names.tags.values(), *near, *_tags(found)}
        )
        listed = [shown[ref] for ref in found.tags if ref in shown]
        extracts = snippets(listed, planned.words, language=language)
    hits = tuple(
        Hit(
            issue,
            extracts.get(issue.ref),
            tuple(shown[ref] for ref in found.tags[issue.ref] if ref in shown),
        )
        for issue in listed
    )
    results = _results(planned, found, shown)
    return replace(
        results,
        hits=hits,
        near=tuple(shown[ref] for ref in near if ref in shown),
        next=_next(query, found, limit),
    )


@contextmanager
def _answers_or_fails() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if failure_of(error) is not Failure.SLOW:
            raise
        message = "The search got no answer from the database in time."
        raise SearchFailed(message) from error


def _results(planned: Plan, found: _Found, shown: Mapping[str, Issue]) -> Results:
    query = planned.query
    known = planned.names.tags
    named = {
        name: shown[known[name]] for name in query.tag_names if known.get(name) in shown
    }
    stamps = [(issue.ref, issue.digest) for issue in shown.values()]
    order = ",".join(found.tags)
    stamps += [("query", query.querystring()), ("found", f"{found.total}:{order}")]
    return Results(
        query,
        total=min(found.total, MOST_HITS),
        is_capped=found.total > MOST_HITS,
        tags=named,
        unknown=tuple(name for name in query.tag_names if name not in named),
        advice=planned.advice,
        etag=etag_of(stamps),
    )


def _tags(found: _Found) -> set[str]:
    return {ref for tags in found.tags.values() for ref in tags}


def _next(query: SearchQuery, found: _Found, limit: int) -> SearchQuery | None:
    following = query.after + limit
    if following >= min(found.total, MOST_HITS):
        return None
    return replace(query, after=following)


def _near(planned: Plan) -> list[str]:
    """Give tags of similar names: to the unknown ones, or to the words. One query."""
    query = planned.query
    words = [word.text for words in read_words(query.words) for word in words]
    tags = [name for name in query.tag_names if name not in planned.names.tags]
    return near_tags([*tags, *words][:4])


def _find(planned: Plan, limit: int) -> _Found:
    """Give the page's refs in order, and the total. One query.

    The newest MOST_HITS matches (and the named records) are ranked, however many there
    are: ranking every match of a common word would take seconds.
    """
    if planned.match is None:
        return _Found()
    order = planned.query.order
    if not planned.words and order is Sort.RELEVANCE:
        order = Sort.NEWEST
    rows = entries().filter(ref__in=_candidates(planned, order))
    if order is Sort.RELEVANCE:
        rows = rows.annotate(rank=_rank(planned))
    rows = rows.annotate(total=Window(Count("*"))).order_by(*_ORDERS[order])
    first = planned.query.after
    page = rows.values_list("ref", "tags", "total")[
        first : min(first + limit, MOST_HITS)
    ]
    found = list(page)
    total = found[0][2] if found else 0
    return _Found({ref: tags for ref, tags, _ in found}, total)


def _candidates(planned: Plan, order: Sort) -> QuerySet[Any]:
    matches = entries().filter(planned.match)
    if order is not Sort.RELEVANCE:
        matches = matches.order_by(*_ORDERS[order])
    else:
        is_named = Case(When(ref__in=planned.named, then=0), default=1)
        matches = matches.order_by(is_named, *_ORDERS[Sort.NEWEST])
    return matches.values("ref")[: MOST_HITS + 1]


def _rank(planned: Plan) -> Any:
    """Rank by the text; what bears the very name stands first, the tagged early."""
    text = SearchRank(
        F("vector"), tsquery(planned.words), normalization=Value(_BY_LENGTH)
    )
    named = sorted(planned.named)
    bonus = Case(
        When(ref__in=named, then=1.0),
        When(refs__overlap=named, then=0.02),
        default=0.0,
        output_field=FloatField(),
    )
    return text + bonus if named else text
