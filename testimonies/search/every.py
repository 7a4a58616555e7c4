"""Every record that a search finds, one after the other, for files of them."""

from collections.abc import Iterator

from testimonies.catalogue import Issue
from testimonies.search.query import SearchQuery
from testimonies.search.results import search

BATCH = 100


def every(query: SearchQuery) -> Iterator[Issue]:
    """Give what the query finds, in its order, as far as its pages go.

    Raises: SearchFailed when the database gave no answer in time, also half-way.
    """
    page: SearchQuery | None = query.paged(0)
    while page is not None:
        results = search(page, limit=BATCH)
        yield from (hit.issue for hit in results.hits)
        page = results.next
