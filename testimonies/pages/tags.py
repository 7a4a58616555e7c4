"""The tags: all of them by name, and the page of one with the records under it.

A tag is known by its address, and its other names and former addresses lead there. A
tag that names no subject stands apart on the list, and beside no other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from testimonies.answers import answer
from testimonies.catalogue import (
    Failure,
    Issue,
    TagCount,
    etag_of,
    folded_name,
    tag_by_name,
    tags,
)
from testimonies.pages.addresses import DEFAULT_LANGUAGE, moved
from testimonies.pages.choices import address, bars
from testimonies.pages.errors import bad_request, not_found, unavailable
from testimonies.search import (
    QueryMalformed,
    Results,
    SearchFailed,
    SearchQuery,
    tagged,
)
from testimonies.terms import TagKind

FEED_PATH = "/search/feed.atom"
# So many tags that are found with a tag.
MOST_RELATED = 16
# A longer list is parted by first letters.
LONGEST_PART = 40


@dataclass(frozen=True, slots=True)
class Part:
    """Subjects whose names begin alike; `letter` is "" where all stand together."""

    letter: str
    tags: tuple[TagCount, ...]


@dataclass(frozen=True, slots=True)
class TagLists:
    """Subjects by name, and apart from them the tags that are no subject."""

    subjects: tuple[Part, ...]
    noise: tuple[TagCount, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A tag on records of another, on how many, and the search for both."""

    tag: Issue
    records: int
    path: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another name of a tag; `language` is "" where nobody said which it is of."""

    name: str
    language: str


def _name_of(count: TagCount) -> str:
    name: str = count.issue.document.name.pick(_language())[0]
    return name


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE


def _sorted_out(counts: list[TagCount]) -> TagLists:
    """Part the tags as this page's language has their names."""
    ordered = sorted(counts, key=lambda each: _name_of(each).casefold())
    is_noise = [each.issue.document.tag_kind == TagKind.NOISE for each in ordered]
    pairs = list(zip(ordered, is_noise, strict=True))
    subjects = [each for each, is_aside in pairs if not is_aside]
    noise = tuple(each for each, is_aside in pairs if is_aside)
    return TagLists(tuple(_parts(subjects)), noise)


def _parts(subjects: list[TagCount]) -> Iterator[Part]:
    if len(subjects) <= LONGEST_PART:
        yield from [Part("", tuple(subjects))] if subjects else []
        return
    for letter, those in groupby(subjects, key=_letter):
        yield Part(letter, tuple(those))


def _letter(count: TagCount) -> str:
    first = _name_of(count)[:1].upper()
    return first if first.isalpha() else "#"


@require_safe
def tag_list(request: HttpRequest) -> HttpResponseBase:
    """List every tag on a public record with the number of its records: two queries."""
    counts = tags()
    stamps = [(each.issue.ref, f"{each.issue.digest} {each.count}") for each in counts]
    return answer(
        request,
        stamp=etag_of(stamps),
        render=lambda: render_to_string(
            "pages/tags/list.html", {"tags": _sorted_out(counts), "path": "/tags/"}
        ),
    )


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a tag and a page of its records; its other names lead here: six queries."""
    found = tag_by_name(slug)
    if found is None:
        return not_found(request)
    elsewhere = moved(request, found.path)
    if elsewhere is not None:
        return elsewhere
    try:
        after = [each for each in request.GET.getlist("after") if each]
        results = tagged(found, after=after, language=_language())
    except QueryMalformed as refusal:
        return bad_request(request, message=refusal.problems[0].message)
    except SearchFailed:
        return unavailable(Failure.SLOW, request)
    return answer(
        request,
        stamp=f"{results.etag} {found.digest}",
        query=results.query.querystring(),
        render=partial(_body, found, results),
    )


def _body(found: Issue, results: Results) -> str:
    whole = results.query.paged(None)
    context = {
        "tag": found,
        "results": results,
        "spellings": tuple(_spellings(found)),
        "related": tuple(_related(found, results)),
        "bars": bars(results),
        "search": address(whole),
        "feed": f"{FEED_PATH}?{whole.querystring()}",
        "next": _marker(results.next),
        "path": found.path,
    }
    return render_to_string("pages/tags/detail.html", context)


def _marker(query: SearchQuery | None) -> str:
    """Give the parameter that leads to the page, as a search of its own writes it."""
    pairs = query.querystring().split("&") if query else []
    return next((pair for pair in pairs if pair.startswith("after=")), "")


def _spellings(found: Issue) -> Iterator[Spelling]:
    """Give each other name once, those of a known language first."""
    document = found.document
    shown = {document.name.pick(_language())[0].casefold()}
    for name, language in _every_name(document.name, document.aliases):
        if name.casefold() not in shown:
            shown.add(name.casefold())
            yield Spelling(name, language)


def _every_name(name: object, aliases: Iterable[str]) -> Iterator[tuple[str, str]]:
    for each in (name, *name.translations):  # type: ignore[attr-defined]
        yield each.text, each.language
    for alias in aliases:
        yield alias, ""


def _related(found: Issue, results: Results) -> Iterator[Related]:
    """Give the tags on the most of its records; noise is in no facet."""
    query = results.query.paged(None)
    values = results.facets.values.get("tag", ())
    others = [each for each in values if each.value != found.ref]
    for value in others[:MOST_RELATED]:
        if other := results.tags_of.get(value.value):
            both = query.adding("tag", folded_name(other.slug))
            yield Related(other, value.records, address(both))
