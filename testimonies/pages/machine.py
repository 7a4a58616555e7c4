"""What programs ask for: robots.txt, security.txt (RFC 9116), the state of health.

Addresses are below ARCHIVE_URL, never below the Host header.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path, re_path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from testimonies.answers import NUMBER, RETRY_AFTER, answer, typed
from testimonies.catalogue import entries
from testimonies.pages.errors import PLAIN
from testimonies.pages.feeds import feed, search_feed
from testimonies.pages.files import file
from testimonies.pages.formats import format_urls
from testimonies.pages.results import result_urls
from testimonies.pages.sitemaps import sitemap, sitemap_part
from testimonies.terms import STORED_NAME

UNLISTED = ("/admin/", "/account/")
# In every language.
UNLISTED_PAGES = ("/search/", "/report/")
# RFC 9116 asks for less than a year.
VALID_FOR = timedelta(days=300)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Ask search engines to leave the desk, searches and concerns alone."""
    prefixes = ["", *(f"/{code}" for code, _name in settings.LANGUAGES[1:])]
    lines = [
        "User-agent: *",
        *(f"Disallow: {unlisted}" for unlisted in UNLISTED),
        *(f"Disallow: {pre}{page}" for pre in prefixes for page in UNLISTED_PAGES),
        "",
        f"Sitemap: {settings.ARCHIVE_URL}/sitemap.xml",
    ]
    return _plain(request, lines)


@require_safe
def security(request: HttpRequest) -> HttpResponseBase:
    """Say whom to tell of a weakness; the date moves on every month."""
    expires = _start_of_month(timezone.now()) + VALID_FOR
    lines = [
        f"Contact: {_contact()}",
        f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.ARCHIVE_URL}/.well-known/security.txt",
    ]
    return _plain(request, lines)


@require_safe
def health(_request: HttpRequest) -> HttpResponseBase:
    """Say whether readers can be served, and nothing else. One query."""
    try:
        entries().exists()
    except Error:
        return _state("unavailable", 503)
    return _state("ok", 200)


def _state(word: str, status: int) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    if status != HttpResponse.status_code:
        headers["Retry-After"] = RETRY_AFTER
    return HttpResponse(f"{word}\n", status=status, content_type=PLAIN, headers=headers)


def _start_of_month(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, 1, tzinfo=UTC)


def _contact() -> str:
    """Give the contact as a URI, on one line."""
    contact = "".join(settings.ARCHIVE_CONTACT.split())
    return contact if ":" in contact else f"mailto:{contact}"


def _plain(request: HttpRequest, lines: list[str]) -> HttpResponseBase:
    text = "\n".join([*lines, ""])
    return typed(answer(request, stamp=text, render=lambda: text), PLAIN)


machine_urls = [
    path("feed.atom", csrf_exempt(feed), name="feed"),
    path("search/feed.atom", csrf_exempt(search_feed), name="search-feed"),
    *result_urls,
    *format_urls,
    path("sitemap.xml", csrf_exempt(sitemap), name="sitemap"),
    path(
        f"sitemap-<{NUMBER}:part>.xml", csrf_exempt(sitemap_part), name="sitemap-part"
    ),
    path("robots.txt", csrf_exempt(robots), name="robots"),
    path(".well-known/security.txt", csrf_exempt(security), name="security"),
    re_path(rf"^files/(?P<name>{STORED_NAME})$", csrf_exempt(file), name="file"),
    path("healthz", csrf_exempt(health), name="health"),
]
