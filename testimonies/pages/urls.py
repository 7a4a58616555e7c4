"""Readers' addresses, each in every language; other methods than GET and HEAD get 405.

The pages change nothing, so the desk's CSRF check, which would answer a foreign method
with 403 before the view could refuse it, is not for them. The one form that is sent, a
concern, carries a signed slip instead: there is no cookie that could be abused.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from testimonies.answers import NUMBER, converter_of
from testimonies.pages.about import about
from testimonies.pages.history import changes, editions, one_edition
from testimonies.pages.lists import home, records, timeline
from testimonies.pages.pictures import quote_picture
from testimonies.pages.places import places
from testimonies.pages.records import record
from testimonies.pages.report import report, thanks
from testimonies.pages.search import search_urls
from testimonies.pages.tags import tag, tag_list
from testimonies.terms import Kind

app_name = "pages"

View = Callable[..., HttpResponseBase]


def _page(route: str, view: View, name: str, **fixed: Any) -> URLPattern:
    return path(route, csrf_exempt(view), fixed, name=name)


def _pages_of(kind: Kind) -> list[URLPattern]:
    """The list, the record, its editions, one of them, and what changed between two."""
    name = kind.word
    base, ref = f"{kind.plural}/", f"{kind.plural}/<{converter_of(kind)}:ref>/"
    one = f"{ref}editions/<{NUMBER}:number>/"
    return [
        _page(base, records, f"{name}-list", kind=kind),
        _page(ref, record, name),
        _page(f"{ref}editions/", editions, f"{name}-editions"),
        _page(one, one_edition, f"{name}-edition"),
        _page(
            f"{one}since/<{NUMBER}:earlier>/",
            changes,
            f"{name}-changes",
        ),
        _page(f"{ref}<str:slug>/", record, f"{name}-slug"),
    ]


def _report_of(kind: Kind) -> URLPattern:
    name = f"{kind.word}-report"
    return _page(f"report/<{converter_of(kind)}:ref>/", report, name)


KINDS_WITH_EDITIONS = [kind for kind in Kind if kind is not Kind.TAG]

urlpatterns = [
    _page("", home, "home"),
    *search_urls,
    _page(
        f"quotes/<{converter_of(Kind.QUOTE)}:ref>/picture.png",
        quote_picture,
        "quote-picture",
    ),
    *(pattern for kind in KINDS_WITH_EDITIONS for pattern in _pages_of(kind)),
    *(_report_of(kind) for kind in KINDS_WITH_EDITIONS),
    _page("report/thanks/<str:receipt>/", thanks, "report-thanks"),
    _page("timeline/", timeline, "timeline"),
    _page("places/", places, "places"),
    _page("tags/", tag_list, "tag-list"),
    _page("tags/<str:slug>/", tag, "tag"),
    _page("about/", about, "about", page="about", path="/about/"),
    _page("about/privacy/", about, "privacy", page="privacy", path="/about/privacy/"),
    _page(
        "about/corrections/",
        about,
        "corrections",
        page="corrections",
        path="/about/corrections/",
    ),
]
