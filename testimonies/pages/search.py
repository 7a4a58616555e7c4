"""The search page: one field, filters as links, results with the words marked.

The address is the whole state. Five queries at most; nothing about what is searched
for is kept or logged, and no search engine is invited.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from testimonies.answers import RETRY_AFTER, answer
from testimonies.catalogue import Issue, folded_name
from testimonies.pages.addresses import DEFAULT_LANGUAGE
from testimonies.search import (
    QueryMalformed,
    Results,
    SearchFailed,
    SearchQuery,
    Sort,
    search,
)
from testimonies.terms import Kind, TagKind

PATH = "/search/"
FEED_PATH = "/search/feed.atom"
MOST_TAG_LINKS = 12
_UNCACHED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that is or may be chosen, and the search that changes it.

    `family` is the parameter; of `tag`, `kind` and `name` the one that says which.
    """

    family: str
    path: str
    tag: Issue | None = None
    kind: Kind | None = None
    name: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """The field, what it keeps, and the filters round it."""

    query: SearchQuery
    kept: tuple[tuple[str, str], ...]
    chosen: tuple[Choice, ...] = ()
    kinds: tuple[Choice, ...] = ()
    tags: tuple[Choice, ...] = ()
    sorts: tuple[Choice, ...] = ()


@require_safe
def search_page(request: HttpRequest) -> HttpResponseBase:
    """Show a page of what the parameters find; 400 names those that are malformed."""
    try:
        query = SearchQuery.parse(dict(request.GET.lists()))
        results = search(query, language=get_language() or DEFAULT_LANGUAGE)
    except QueryMalformed as refusal:
        return _malformed(refusal)
    except SearchFailed:
        context = {"form": Form(query, _kept(query)), "path": PATH}
        body = render_to_string("pages/search/failed.html", context)
        headers = {**_UNCACHED, "Retry-After": RETRY_AFTER}
        return HttpResponse(body, status=503, headers=headers)
    response = answer(
        request,
        stamp=results.etag,
        render=partial(_body, results),
        query=results.query.querystring(),
    )
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def address(query: SearchQuery) -> str:
    """Give a search's address without a language prefix."""
    parameters = query.querystring()
    return f"{PATH}?{parameters}" if parameters else PATH


def _malformed(refusal: QueryMalformed) -> HttpResponse:
    rest = refusal.rest
    context = {
        "problems": refusal.problems,
        "form": Form(rest, _kept(rest)),
        "rest": address(rest) if rest else "",
    }
    body = render_to_string("pages/search/malformed.html", context)
    return HttpResponse(body, status=400, headers=_UNCACHED)


def _body(results: Results) -> str:
    query = results.query
    form = Form(
        query,
        _kept(query),
        chosen=tuple(_chosen(results)),
        kinds=tuple(_kinds(query)),
        tags=tuple(_tags(results)),
        sorts=tuple(_sorts(query)) if results.hits else (),
    )
    context = {
        "results": results,
        "form": form,
        "next": address(results.next) if results.next else "",
        "first": address(query.paged(0)) if query.after else "",
        "near": [
            Choice("tag", address(SearchQuery(tags=(_name(tag),))), tag=tag)
            for tag in results.near
        ],
        "looser": _looser(query, len(form.chosen)),
        "feed": f"{FEED_PATH}?{query.querystring()}" if query else "",
        "path": PATH,
        "query": query.querystring(),
    }
    return render_to_string("pages/search/results.html", context)


def _kept(query: SearchQuery) -> tuple[tuple[str, str], ...]:
    """Give what the form sends along beside its field."""
    return tuple(parse_qsl(query.without("q").querystring()))


def _looser(query: SearchQuery, filters: int) -> str:
    """Give the search by words alone, where more than one filter narrows them."""
    return address(SearchQuery(query.words)) if query.words and filters > 1 else ""


def _name(tag: Issue) -> str:
    return folded_name(tag.slug)


def _chosen(results: Results) -> Iterator[Choice]:
    """Every filter of the search, with the search that lacks it."""
    query = results.query
    named = (("tag", query.tags), ("any", query.any), ("not", query.not_))
    for family, names in named:
        for name in names:
            without = address(query.without(family, name))
            yield Choice(family, without, tag=results.tags.get(name), name=name)
    for kind in query.kinds:
        yield Choice("kind", address(query.without("kind", kind)), kind=kind)
    if query.language:
        yield Choice("lang", address(query.without("lang")), name=query.language)


def _kinds(query: SearchQuery) -> Iterator[Choice]:
    for kind in Kind:
        if kind not in query.kinds:
            yield Choice("kind", address(query.adding("kind", kind)), kind=kind)


def _tags(results: Results) -> Iterator[Choice]:
    """The subjects of this page's hits that are not chosen, the commonest first."""
    tags = {tag.ref: tag for hit in results.hits for tag in hit.tags}
    counts = Counter(tag.ref for hit in results.hits for tag in hit.tags)
    chosen = {tag.ref for tag in results.tags.values()}
    others = [tags[ref] for ref, _count in counts.most_common() if ref not in chosen]
    subjects = [tag for tag in others if tag.document.tag_kind == TagKind.SUBJECT]
    for tag in subjects[:MOST_TAG_LINKS]:
        narrower = results.query.adding("tag", _name(tag))
        yield Choice("tag", address(narrower), tag=tag)


def _sorts(query: SearchQuery) -> Iterator[Choice]:
    for sort in Sort:
        if query.words or sort is not Sort.RELEVANCE:
            chosen = query.order is sort
            ordered = address(query.sorted_by(sort))
            yield Choice("sort", ordered, name=sort.value, is_chosen=chosen)


search_urls = [path("search/", csrf_exempt(search_page), name="search")]
