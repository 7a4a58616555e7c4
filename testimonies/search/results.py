"""What a search finds among the records that are public now, a page at a time.

At most six queries, whatever the number of hits; nine where there is none. Reads
entries and public documents and nothing else; how it is worded is for the pages to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from testimonies.catalogue import Issue, etag_of, issues
from testimonies.search.concordance import Line, concordance
from testimonies.search.facets import Counting, Facets, facets, facets_of_all
from testimonies.search.finding import Found, find
from testimonies.search.loosening import Offer, offers
from testimonies.search.parameters import SIDES, View
from testimonies.search.patience import answering
from testimonies.search.plan import Advice, Plan, plan
from testimonies.search.query import SearchQuery
from testimonies.search.snippets import Snippet, snippets

PAGE = 20


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found, with its best extract and its public tags."""

    issue: Issue
    snippet: Snippet | None
    tags: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits, or of a concordance's `lines` of as many records.

    `tags` holds the tags that the query's names stand for, `unknown` the names that no
    public tag has, `also` other spellings that were searched; `tags_of` gives tags by
    ref for the facets. `is_windowed`: only the newest of many matches were ranked.
    `offers` are searches that would find something, where this one found nothing.
    """

    query: SearchQuery
    hits: tuple[Hit, ...] = ()
    lines: tuple[Line, ...] = ()
    left_out: int = 0
    facets: Facets = field(default_factory=Facets)
    next: SearchQuery | None = None
    tags: Mapping[str, Issue] = field(default_factory=dict)
    tags_of: Mapping[str, Issue] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_windowed: bool = False
    offers: tuple[Offer, ...] = ()
    advice: Advice | None = None
    etag: str = ""

    @property
    def total(self) -> int:
        """How many were found; see Facets for how exactly that is known."""
        return self.facets.total


def search(
    query: SearchQuery,
    *,
    limit: int = PAGE,
    language: str = "en",
    counting: Counting = Counting.VALUES,
    with_offers: bool = False,
) -> Results:
    """Give one page of what the query finds; our own texts in `language` if there.

    `counting` says what is counted; where that is the total alone, hits have no tags
    either, which are half of what is fetched. With offers, what would find something
    where this finds nothing. Raises: SearchFailed when the database gave no answer in
    time.
    """
    with answering():
        planned = plan(query)
    return results_of(
        planned,
        limit=limit,
        language=language,
        counting=counting,
        with_offers=with_offers,
    )


def results_of(
    planned: Plan,
    *,
    limit: int,
    language: str,
    counting: Counting = Counting.VALUES,
    with_offers: bool = False,
) -> Results:
    """Give one page of what a plan finds, as search() does. Raises: SearchFailed."""
    with answering():
        found = find(planned, limit=limit)
        if counting is Counting.TOTAL:
            found = replace(found, tags={ref: [] for ref in found.tags})
        is_empty = bool(planned.query) and not found.tags
        offered = offers(planned) if with_offers and is_empty else []
        counted = _counted(planned, found, counting)
        shown = issues(_refs(planned, found, counted, offered))
    results = replace(
        _results(planned, found, shown, language=language),
        facets=counted,
        tags_of=shown,
        offers=tuple(offered),
    )
    return replace(results, etag=_etag(results, planned, found, shown))


def _counted(planned: Plan, found: Found, counting: Counting) -> Facets:
    if not planned.query:
        return Facets() if counting is Counting.NOTHING else facets_of_all()
    if counting is Counting.TOTAL and found.total is not None:
        return Facets(total=found.total)
    return facets(planned, found.estimate, counting)


def _refs(
    planned: Plan, found: Found, counted: Facets, offered: list[Offer]
) -> set[str]:
    """List what the page names: hits, their tags, the query's, the facets', offers'."""
    in_facets = {value.value for value in counted.values.get("tag", ())}
    of_hits = {ref for tags in found.tags.values() for ref in tags}
    in_offers = {offer.tag for offer in offered if offer.tag}
    return {
        *found.tags,
        *planned.names.tags.values(),
        *of_hits,
        *in_facets,
        *in_offers,
    }


def _results(
    planned: Plan, found: Found, shown: Mapping[str, Issue], *, language: str
) -> Results:
    """Set what was found: hits with extracts, or a concordance."""
    query, known = planned.query, planned.names.tags
    named = {
        name: shown[known[name]] for name in query.tag_names if known.get(name) in shown
    }
    results = Results(
        query,
        next=query.paged(found.after) if found.after else None,
        tags=named,
        unknown=tuple(name for name in query.tag_names if name not in named),
        also=planned.also,
        is_windowed=found.is_windowed,
        advice=planned.advice,
        hits=tuple(
            Hit(shown[ref], None, tuple(shown[tag] for tag in tags if tag in shown))
            for ref, tags in found.tags.items()
            if ref in shown
        ),
    )
    listed = [shown[ref] for ref in found.tags if ref in shown]
    return _set(results, listed, planned, language=language)


def _set(
    results: Results, listed: list[Issue], planned: Plan, *, language: str
) -> Results:
    """Give the hits their extracts, or set them as a concordance."""
    query = results.query
    if query.view is View.KWIC:
        order = query.sort if query.sort in SIDES else None
        found = concordance(listed, planned.patterns, language=language, order=order)
        # Where all that was found is covered or bears only the name: a list.
        if found.lines:
            return replace(results, lines=found.lines, left_out=found.left_out)
    extracts = snippets(listed, planned.patterns, language=language)
    hits = [replace(hit, snippet=extracts.get(hit.issue.ref)) for hit in results.hits]
    return replace(results, hits=tuple(hits))


def _etag(
    results: Results, planned: Plan, found: Found, shown: Mapping[str, Issue]
) -> str:
    """Name all that is shown: no kept page may show a name that was taken away."""
    stamps = [(issue.ref, issue.digest) for issue in shown.values()]
    stamps += [
        ("query", results.query.querystring()),
        ("asked", f"{planned.match} {planned.rank}"),
        ("also", repr(results.also)),
        ("found", ",".join(found.tags)),
        ("next", str(found.after)),
        ("counted", repr(results.facets)),
        ("offers", repr(results.offers)),
        ("said", f"{results.is_windowed} {results.advice}"),
    ]
    return etag_of(stamps)
