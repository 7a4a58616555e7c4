"""The search page: one field, filters as links, results with the words marked.

The address is the whole state. Nine queries at most; nothing about what is searched
for is kept or logged, and no search engine is invited.
"""

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
from testimonies.exchange import FORMATS, OF_A_SEARCH
from testimonies.pages import choices
from testimonies.pages.addresses import DEFAULT_LANGUAGE
from testimonies.pages.choices import PATH, Bar, Choice, Group, address
from testimonies.search import (
    QueryMalformed,
    Results,
    SearchFailed,
    SearchQuery,
    View,
    search,
)

FEED_PATH = "/search/feed.atom"
FILES = {"csv": "CSV"} | {ending: FORMATS[ending].name for ending in OF_A_SEARCH}
_UNCACHED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class Form:
    """The field, what it keeps, and the filters round it."""

    query: SearchQuery
    kept: tuple[tuple[str, str], ...]
    chosen: tuple[Choice, ...] = ()
    groups: tuple[Group, ...] = ()
    bars: tuple[Bar, ...] = ()
    sorts: tuple[Choice, ...] = ()
    views: tuple[Choice, ...] = ()


@require_safe
def search_page(request: HttpRequest) -> HttpResponseBase:
    """Show a page of what the parameters find; 400 names those that are malformed."""
    try:
        query = SearchQuery.parse(dict(request.GET.lists()))
        language = get_language() or DEFAULT_LANGUAGE
        results = search(query, language=language, with_offers=True)
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


def _files(query: SearchQuery) -> list[tuple[str, str]]:
    """Give (name, address) of the formats in which all results can be taken away."""
    whole = query.paged(None).without("view")
    if not whole:
        return []
    return [
        (name, f"/search/results.{ending}?{whole.querystring()}")
        for ending, name in FILES.items()
    ]


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
    language = get_language() or DEFAULT_LANGUAGE
    is_found = bool(results.hits)
    form = Form(
        query,
        _kept(query),
        chosen=tuple(choices.chosen(results)),
        groups=tuple(choices.groups(results, language)),
        bars=choices.bars(results),
        sorts=tuple(choices.sorts(query)) if is_found else (),
        views=tuple(choices.views(query)) if is_found else (),
    )
    context = {
        "results": results,
        "form": form,
        "next": address(results.next) if results.next else "",
        "first": address(query.paged(None)) if query.after else "",
        "offers": tuple(choices.offered(results)),
        "is_kwic": query.view is View.KWIC and bool(results.lines),
        "feed": f"{FEED_PATH}?{query.querystring()}" if query else "",
        "saving": query.paged(None).querystring(),
        "files": _files(query),
        "path": PATH,
        "query": query.querystring(),
    }
    return render_to_string("pages/search/results.html", context)


def _kept(query: SearchQuery) -> tuple[tuple[str, str], ...]:
    """Give what the form sends along beside its field."""
    return tuple(parse_qsl(query.without("q").querystring()))


search_urls = [path("search/", csrf_exempt(search_page), name="search")]
