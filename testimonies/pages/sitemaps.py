"""The sitemap (sitemaps.org 0.9, with hreflang): every public page in every language.

In parts where there are many records; two queries. Addresses are below ARCHIVE_URL,
never below the Host header.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.encoding import iri_to_uri
from django.utils.html import escape
from django.views.decorators.http import require_safe

from testimonies.answers import answer, typed
from testimonies.catalogue import entries, etag_of, path_of
from testimonies.pages.errors import not_found
from testimonies.terms import Kind

XML = "application/xml; charset=utf-8"
# In three languages this stays below the 50,000 addresses that one file may hold.
PART = 5000
PAGES = (
    "/",
    *(f"/{kind.plural}/" for kind in Kind),
    "/timeline/",
    "/places/",
    "/about/",
    "/about/privacy/",
    "/about/corrections/",
)
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"

Row = tuple[str, str, str, datetime | None]


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """List all public addresses, or the parts where there are many."""
    parts = _parts()
    if parts == 1:
        return _part(request, 1)
    render = partial(_index, parts)
    return typed(answer(request, stamp=f"{parts} parts", render=render), XML)


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponseBase:
    """List one part of the public addresses."""
    if not 1 <= part <= _parts():
        return not_found(request)
    return _part(request, part)


def _parts() -> int:
    return max(1, -(-entries().count() // PART))


def _part(request: HttpRequest, part: int) -> HttpResponseBase:
    columns = entries().order_by("ref").values_list("ref", "kind", "slug", "issued_at")
    rows = list(columns[(part - 1) * PART : part * PART])
    stamp = etag_of((ref, f"{slug} {moment}") for ref, _, slug, moment in rows)
    render = partial(_urls, rows, with_pages=part == 1)
    return typed(answer(request, stamp=stamp, render=render), XML)


def _index(parts: int) -> str:
    locations = "".join(
        f"<sitemap><loc>{_whole(f'/sitemap-{part}.xml')}</loc></sitemap>\n"
        for part in range(1, parts + 1)
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{locations}</sitemapindex>\n'


def _urls(rows: Sequence[Row], *, with_pages: bool) -> str:
    listed: list[tuple[str, datetime | None]] = []
    if with_pages:
        listed += [(page, None) for page in PAGES]
    listed += [(path_of(Kind(kind), ref, slug), at) for ref, kind, slug, at in rows]
    urls = "".join(line for path, at in listed for line in _in_languages(path, at))
    return f'{_HEAD}<urlset xmlns="{_SPACE}" xmlns:xhtml="{_XHTML}">\n{urls}</urlset>\n'


def _in_languages(path: str, changed_at: datetime | None) -> Iterator[str]:
    """Give a page's entry in each language, each naming all of them."""
    addresses = {
        code: _whole(path if code == settings.LANGUAGE_CODE else f"/{code}{path}")
        for code, _name in settings.LANGUAGES
    }
    changed = f"<lastmod>{changed_at.isoformat()}</lastmod>" if changed_at else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>'
        for code, address in addresses.items()
    )
    for address in addresses.values():
        yield f"<url><loc>{address}</loc>{changed}{links}</url>\n"


def _whole(path: str) -> str:
    return escape(iri_to_uri(f"{settings.ARCHIVE_URL}{path}"))
