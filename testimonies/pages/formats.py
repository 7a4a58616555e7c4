"""A record as a file to take away: its data, or its citation in a format.

No language, no markup: what is not public answers as its page does. Nothing is kept of
it: what is withdrawn stays in no memory of this room. Queries: one for data, at most
three for a citation, two more for a named edition.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, register_converter
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from testimonies.answers import answer, converter_of
from testimonies.catalogue import (
    Bundle,
    Erased,
    Issue,
    edition,
    etag_of,
    issues,
    tag_by_name,
)
from testimonies.exchange import (
    CAPTIONS,
    FORMATS,
    OF_A_RECORD,
    Archive,
    Format,
    Item,
    LanguageMissing,
    NothingTimed,
    PassageUnknown,
    named_in,
)
from testimonies.pages.addresses import moved
from testimonies.pages.errors import gone, in_plain_words, missing, not_found
from testimonies.terms import LANGUAGES, Kind, kind_of

LONGEST_NUMBER = 6


def the_archive() -> Archive:
    """Give the archive as citations name it."""
    zone = timezone.get_default_timezone()
    return Archive(settings.ARCHIVE_NAME, settings.ARCHIVE_URL, zone)


def with_named(found: Iterable[Issue]) -> dict[str, Issue]:
    """Fetch the records that citations of these name. At most two queries."""
    first = issues(named_in(found))
    return {**issues(named_in(first.values())), **first}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an address asks for besides the record; 0: the current edition, no passage.

    `text` is the language of an account, "" the original's; `problems` are sentences
    for the reader.
    """

    edition: int
    passage: int
    text: str
    problems: tuple[str, ...]

    @classmethod
    def of(cls, request: HttpRequest, kind: Kind) -> "_Asked":
        problems: list[str] = []
        numbers = [
            _number(name, request.GET.getlist(name), problems)
            for name in ("edition", "passage")
        ]
        if numbers[1] and kind is not Kind.TESTIMONY:
            problems.append(_("“passage” is for testimonies alone: leave it out."))
        text = _language(request.GET.getlist("text"), problems)
        return cls(numbers[0], numbers[1], text, tuple(problems))

    @property
    def query(self) -> str:
        names = ("edition", "passage", "text")
        pairs = [(name, getattr(self, name)) for name in names]
        return "&".join(f"{name}={value}" for name, value in pairs if value)


def _number(name: str, values: list[str], problems: list[str]) -> int:
    """Read one whole number from 1; a problem is added where it is none."""
    if not values:
        return 0
    text = values[0]
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if len(values) == 1 and is_number and not text.startswith("0"):
        return int(text)
    message = _("“%(name)s” has to be one whole number, such as 1.")
    problems.append(message % {"name": name})
    return 0


def _language(values: list[str], problems: list[str]) -> str:
    """Read the code of a language; a problem is added where it is none."""
    if not values:
        return ""
    if len(values) == 1 and values[0] in LANGUAGES:
        return values[0]
    problems.append(_("“text” has to be the code of one language, such as ru."))
    return ""


@require_safe
def record_file(request: HttpRequest, ref: str, ending: str) -> HttpResponseBase:
    """Give a published record in a format.

    `edition` names an older edition that still stands, `passage` a place in an account,
    `text` the language of its captions.
    """
    asked = _Asked.of(request, kind_of(ref))
    if asked.problems:
        return in_plain_words(asked.problems)
    current = issues([ref]).get(ref)
    if current is None:
        return missing(request, ref)
    shown: Issue | Erased | None = current
    if asked.edition not in {0, current.number}:
        shown = _named_edition(ref, asked.edition)
    if shown is None:
        return not_found(request)
    if isinstance(shown, Erased):
        return gone(request, shown)
    canonical = f"/{shown.kind.plural}/{ref}.{ending}"
    return moved(request, canonical, query=asked.query) or _file(
        request, shown, FORMATS[ending], passage=asked.passage, text=asked.text
    )


@require_safe
def tag_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give a tag's data; its other spellings lead to it. One query."""
    found = tag_by_name(slug)
    if found is None:
        return not_found(request)
    return moved(request, f"/tags/{found.slug}.json") or _file(
        request, found, FORMATS["json"]
    )


def _named_edition(ref: str, number: int) -> Issue | Erased | None:
    found = edition(ref, number)
    return found.main if isinstance(found, Bundle) else found


def _file(
    request: HttpRequest,
    shown: Issue,
    form: Format,
    *,
    passage: int = 0,
    text: str = "",
) -> HttpResponseBase:
    others = with_named([shown]) if form.names_others else {}
    item = Item(shown, others, the_archive(), passage or None, text)
    try:
        written = form.write(item)
    except PassageUnknown:
        message = _("“passage”: this testimony has no passage %(number)s.")
        return in_plain_words([message % {"number": passage}])
    except LanguageMissing:
        message = _("“text”: this testimony has no account in that language.")
        return in_plain_words([message])
    except NothingTimed:
        return not_found(request)
    stamps = [(issue.ref, issue.digest) for issue in (shown, *others.values())]
    stamp = f"{etag_of(stamps)} {form.ending} {passage} {text}"
    response = answer(request, stamp=stamp, render=lambda: written, is_kept=False)
    if response.status_code == 200:  # noqa: PLR2004 - a 304 has no body
        for header, value in headers_of(form, shown.ref).items():
            response.headers[header] = value
    return response


def headers_of(form: Format, name: str) -> dict[str, str]:
    """Give the headers of a file; its name is a ref or a word of ours.

    Search engines may list the page, and need no copy besides.
    """
    headers = {"Content-Type": form.media_type, "X-Robots-Tag": "noindex"}
    if form.is_saved:
        filename = f"{name}.{form.ending}"
        headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return headers


class _EndingConverter:
    """Reads the endings of the formats that a record has."""

    regex = "|".join(ending.replace(".", r"\.") for ending in OF_A_RECORD)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class _SlugConverter(_EndingConverter):
    """Reads a tag's slug, which has no full stop."""

    regex = "[^/.]+"


register_converter(_EndingConverter, "record_ending")
register_converter(_SlugConverter, "tag_slug")

format_urls = [
    *(
        path(
            f"{kind.plural}/<{converter_of(kind)}:ref>.<record_ending:ending>",
            csrf_exempt(record_file),
            name=f"{kind.word}-file",
        )
        for kind in Kind
        if kind is not Kind.TAG
    ),
    path(
        f"testimonies/<{converter_of(Kind.TESTIMONY)}:ref>.{CAPTIONS}",
        csrf_exempt(record_file),
        {"ending": CAPTIONS},
        name="testimony-captions",
    ),
    path("tags/<tag_slug:slug>.json", csrf_exempt(tag_file), name="tag-file"),
]
