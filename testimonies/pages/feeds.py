"""Atom feeds (RFC 4287) of the newest records, and of any search.

Made of the same results as the search page. Ids are permanent addresses below
ARCHIVE_URL, never below the Host header; a withdrawn record is in no feed.
"""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from testimonies.answers import answer, typed
from testimonies.catalogue import Failure
from testimonies.pages.choices import address
from testimonies.pages.errors import in_plain_words, unavailable
from testimonies.pages.search import FEED_PATH
from testimonies.search import (
    Counting,
    QueryMalformed,
    Results,
    SearchFailed,
    SearchQuery,
    Sort,
    search,
)
from testimonies.terms import Kind

ATOM = "application/atom+xml; charset=utf-8"
LONGEST = 30
# Quotes and witnesses travel with their testimonies.
NEWEST = SearchQuery(kinds=(Kind.TESTIMONY, Kind.MEDIA, Kind.COLLECTION))
# What XML 1.0 cannot hold, section 2.2.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """Give the newest records of the archive."""
    return _feed(request, NEWEST, path="/feed.atom", about="/")


@require_safe
def search_feed(request: HttpRequest) -> HttpResponseBase:
    """Give the newest records that a search finds; 400 names malformed parameters."""
    try:
        query = SearchQuery.parse(dict(request.GET.lists()))
    except QueryMalformed as refusal:
        return in_plain_words(each.named for each in refusal.problems)
    query = query.with_value("sort", Sort.NEWEST).without("view") if query else NEWEST
    path = f"{FEED_PATH}?{query.querystring()}"
    return _feed(request, query, path=path, about=address(query))


def _feed(
    request: HttpRequest, query: SearchQuery, *, path: str, about: str
) -> HttpResponseBase:
    try:
        results = search(query, limit=LONGEST, counting=Counting.NOTHING)
    except SearchFailed:
        return unavailable(Failure.SLOW, request)
    own, page = f"{settings.ARCHIVE_URL}{path}", f"{settings.ARCHIVE_URL}{about}"
    response = answer(
        request,
        stamp=results.etag,
        render=lambda: _body(results, own, page),
        query=query.querystring(),
    )
    return typed(response, ATOM)


def _body(results: Results, own: str, page: str) -> str:
    dates = [hit.issue.issued_at for hit in results.hits if hit.issue.issued_at]
    updated = timezone.localtime(max(dates, default=_NEVER))
    context = {
        "results": results,
        "address": own,
        "about": page,
        "updated": updated.isoformat(timespec="seconds"),
    }
    return _NO_XML.sub("", render_to_string("pages/search/feed.xml", context))
