"""Ways to ask, and what a page answers."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from archive import readers
from testimonies.search import Results, SearchQuery, search

_TOTAL = re.compile(r'id="search-count"[^>]*>(?P<words>[^<]*)<')


def find(words: str = "", *, limit: int = 200, **filters: Any) -> Results:
    with readers.reading():
        return search(SearchQuery(words, **filters), limit=limit, with_offers=True)


def asked(**parameters: str) -> Results:
    """Search as an address does; `from_` stands for `from`."""
    given = {name.rstrip("_"): [value] for name, value in parameters.items()}
    with readers.reading():
        return search(SearchQuery.parse(given), limit=200, with_offers=True)


def at(address: str) -> Results:
    """Search what an address says."""
    with readers.reading():
        query = SearchQuery.parse(parse_qs(urlsplit(address).query))
        return search(query, limit=200, with_offers=True)


def refs(results: Results) -> set[str]:
    return {hit.issue.ref for hit in results.hits}


def page_of(client: Client, address: str, status: int = 200) -> str:
    """Give a page with its entities read."""
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return html.unescape(response.content.decode())


def count_of(page: str) -> str:
    """Give how many results a page says there are, in its words."""
    found = _TOTAL.search(page)
    return found["words"].strip() if found else "nothing"
