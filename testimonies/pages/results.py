"""A search's records as one file, in the formats that can hold many.

Streamed in batches: memory and queries of a batch do not depend on how many records are
found. A record that fails half-way ends the stream by its exception: the server then
breaks the connection off without HTTP/1.1's last chunk, and no client takes what it has
for the whole. HTTP/1.0 has no such sign, so nothing is sent over it (505). Only what
fails before the first byte gets an answer of its own.
"""

from collections.abc import Iterator
from itertools import chain, islice

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from testimonies.catalogue import Failure
from testimonies.exchange import FORMATS, OF_A_SEARCH, Format, Item, neutral_sql
from testimonies.pages.errors import in_plain_words, unavailable
from testimonies.pages.formats import headers_of, the_archive, with_named
from testimonies.search import (
    QueryMalformed,
    SearchFailed,
    SearchQuery,
    csv_of,
    every,
)

BATCH = 100
NAME = "results"
# The database writes it, from columns instead of documents.
TABLE = "csv"


@require_safe
def results(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give every record that a search finds; 400 names malformed parameters.

    A page marker is read and passed over: a file begins at the beginning.
    """
    try:
        query = SearchQuery.parse(dict(request.GET.lists())).paged(None)
    except QueryMalformed as refusal:
        return in_plain_words(problem.named for problem in refusal.problems)
    if request.META.get("SERVER_PROTOCOL") == "HTTP/1.0":
        message = _("This file is sent over HTTP/1.1 or newer alone.")
        return in_plain_words([message], status=505)
    parts = _parts(query, ending) if request.method == "GET" else iter(())
    try:
        # What fails at once can still be said.
        first = next(parts, b"")
    except SearchFailed:
        return unavailable(Failure.SLOW, request)
    response = StreamingHttpResponse(chain([first], parts))
    response.headers["Cache-Control"] = "no-cache"
    for header, value in _headers(ending).items():
        response.headers[header] = value
    return response


def _parts(query: SearchQuery, ending: str) -> Iterator[bytes]:
    if ending == TABLE:
        return csv_of(query, site=settings.ARCHIVE_URL, cell=neutral_sql)
    return (part.encode() for part in _records(query, FORMATS[ending]))


def _headers(ending: str) -> dict[str, str]:
    if ending != TABLE:
        return headers_of(FORMATS[ending], NAME)
    return {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": f'attachment; filename="{NAME}.{TABLE}"',
        "X-Robots-Tag": "noindex",
    }


def _records(query: SearchQuery, form: Format) -> Iterator[str]:
    """Give the records' texts by batches: at most two queries each beside every()'s."""
    archive, found = the_archive(), every(query)
    while batch := tuple(islice(found, BATCH)):
        others = with_named(batch) if form.names_others else {}
        yield "".join(form.write(Item(issue, others, archive)) for issue in batch)


result_urls = [
    path(
        f"search/{NAME}.{ending}",
        csrf_exempt(results),
        {"ending": ending},
        name=f"search-results-{ending}",
    )
    for ending in (TABLE, *OF_A_SEARCH)
]
