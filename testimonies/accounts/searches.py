"""One's own saved searches: kept, opened, renamed, deleted, by their owner alone.

What somebody looks for can endanger them: nothing here is logged or told to anybody
else, and each row is looked for among its owner's. What a search finds is asked on the
readers' login.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from testimonies.accounts.forms import SearchNameForm
from testimonies.models import LONGEST_SEARCH, SavedSearch, User
from testimonies.search import (
    MOST_NEW,
    QueryMalformed,
    SearchFailed,
    SearchQuery,
    new_in_each,
    newest,
)

# So many searches of one person.
MOST = 50
# What a name is made of, where nobody has given one.
SHOWN = 100
either = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved search; `new` is None where it cannot be said how many are."""

    row: SavedSearch
    new: int | None = None
    is_more: bool = False
    is_readable: bool = True


def _owner(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _own(request: HttpRequest) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(owner=_owner(request))


def _reading(request: HttpRequest) -> AbstractContextManager[None]:
    """Give the block in which the readers' login is used; the project's middleware."""
    block: AbstractContextManager[None] = request.reading()  # type: ignore[attr-defined]
    return block


def _query(querystring: str) -> SearchQuery:
    """Read a search from its first page. Raises QueryMalformed."""
    return SearchQuery.parse(parse_qs(querystring)).paged(None)


@require_safe
def kept_view(request: HttpRequest) -> HttpResponse:
    """List one's own, the newest first, with how much is new in each."""
    rows = list(_own(request).order_by("-created_at", "-pk"))
    context = {"kept": _kept(request, rows), "most_new": MOST_NEW}
    return render(request, "account/searches.html", context)


def _kept(request: HttpRequest, rows: Iterable[SavedSearch]) -> list[Kept]:
    queries: dict[int, SearchQuery] = {}
    for row in rows:
        try:
            queries[row.pk] = _query(row.querystring)
        except QueryMalformed:
            continue
    readable = [row for row in rows if row.pk in queries]
    try:
        with _reading(request):
            pairs = [(queries[row.pk], row.seen_sequence) for row in readable]
            counts = dict(zip(queries, new_in_each(pairs), strict=True))
    except SearchFailed:
        counts = {}
    return [
        Kept(
            row,
            counts.get(row.pk),
            counts.get(row.pk, 0) >= MOST_NEW,
            row.pk in queries,
        )
        for row in rows
    ]


@sensitive_post_parameters()
@either
def add_view(request: HttpRequest) -> HttpResponse:
    """Name a search and keep it; it comes with the address, then with the form."""
    try:
        query = _asked(request)
    except QueryMalformed as refusal:
        return _refused(request, [problem.message for problem in refusal.problems])
    if not query:
        words = _("This search looks for nothing: search for something, then save it.")
        messages.error(request, words)
        return redirect("account_searches")
    querystring = query.querystring()
    if wrong := _wrong_with(request, query):
        return _refused(request, [wrong])
    named = SearchNameForm(request.POST or None, initial={"name": _name_for(query)})
    if named.is_valid():
        return _keep(request, named.cleaned_data["name"], querystring)
    context = {"form": named, "search": querystring, "query": query}
    return render(request, "account/search_add.html", context)


def _asked(request: HttpRequest) -> SearchQuery:
    """Read the search from the form, or else the address. Raises QueryMalformed."""
    if request.method != "POST":
        return SearchQuery.parse(dict(request.GET.lists())).paged(None)
    # A longer one is not ours: the form has what was found to be short enough.
    sent = request.POST.get("search", "")
    return _query(sent) if len(sent) <= LONGEST_SEARCH else SearchQuery()


def _wrong_with(request: HttpRequest, query: SearchQuery) -> str:
    """Say why a search cannot be kept; "" where it can."""
    querystring = query.querystring()
    if len(querystring) > LONGEST_SEARCH:
        return _("This search is too long to be kept: use fewer words or filters.")
    others = _own(request).exclude(querystring=querystring)
    if others.count() >= MOST:
        return _("You have %(most)s saved searches: delete one first.") % {"most": MOST}
    return ""


def _name_for(query: SearchQuery) -> str:
    words = [query.words, *query.tag_names, query.place]
    return ", ".join(filter(None, words))[:SHOWN] or _("Search")


def _refused(request: HttpRequest, problems: list[str]) -> HttpResponse:
    context = {"problems": problems}
    return render(request, "account/search_refused.html", context, status=400)


def _keep(request: HttpRequest, name: str, querystring: str) -> HttpResponse:
    """Keep it as seen up to now; a search that is kept already gets the name."""
    seen = _newest(request) or 0
    with transaction.atomic():
        SavedSearch.objects.update_or_create(
            owner=_owner(request),
            querystring=querystring,
            defaults={"name": name},
            create_defaults={"name": name, "seen_sequence": seen},
        )
    messages.success(request, _("The search is saved."))
    return redirect("account_searches")


@require_POST
def open_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the search, and mark what it finds now as seen."""
    row = get_object_or_404(_own(request), pk=pk)
    seen = _newest(request)
    if seen is not None:
        row.seen_at, row.seen_sequence = timezone.now(), seen
        row.save(update_fields=["seen_at", "seen_sequence"])
    return HttpResponseRedirect(f"{reverse('pages:search')}?{row.querystring}")


def _newest(request: HttpRequest) -> int | None:
    """Give the newest place in publication; None where the database took too long.

    Nothing is marked as seen then, and the search that is led to says so by itself.
    """
    try:
        with _reading(request):
            return newest()
    except SearchFailed:
        return None


@sensitive_post_parameters()
@either
def rename_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it another name."""
    row = get_object_or_404(_own(request), pk=pk)
    form = SearchNameForm(request.POST or None, initial={"name": row.name})
    if not form.is_valid():
        return render(request, "account/search_rename.html", {"form": form})
    row.name = form.cleaned_data["name"]
    row.save(update_fields=["name"])
    return redirect("account_searches")


@either
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then delete it."""
    row = get_object_or_404(_own(request), pk=pk)
    if request.method != "POST":
        return render(request, "account/search_delete.html", {"row": row})
    row.delete()
    messages.success(request, _("The saved search is deleted."))
    return redirect("account_searches")
