"""The filters of a search as links: each the search that it makes or unmakes.

Pure: of a page of results it makes choices, and of a query an address.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from testimonies.catalogue import Issue, folded_name
from testimonies.search import (
    Loosening,
    Offer,
    Results,
    SearchQuery,
    Sort,
    Value,
    View,
)
from testimonies.terms import Kind

PATH = "/search/"
MOST_LINKS = 10
SIDES = (Sort.LEFT, Sort.RIGHT)
# In the order in which they narrow best.
FAMILIES = ("tag", "kind", "place", "lang", "platform")
# A chart of years with one bar says less than one of its months, and so on.
TIMES = ("year", "month", "day")
MOST_BARS = 62
WIDE, HIGH = 100, 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that is or may be chosen, and the search that changes it.

    `family` is the parameter; of `tag`, `kind` and `name` the one that says which;
    `records` how many it leads to, where that was counted.
    """

    family: str
    path: str
    tag: Issue | None = None
    kind: Kind | None = None
    name: str = ""
    is_chosen: bool = False
    records: int | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart of times, in the units of its drawing: 100 × 40, from above.

    They are text, because a number would be written with the comma of the page's
    language.
    """

    time: str
    path: str
    records: int
    left: str
    width: str
    top: str
    height: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The choices of one facet, the most useful first."""

    family: str
    choices: tuple[Choice, ...]


def address(query: SearchQuery) -> str:
    """Give a search's address without a language prefix."""
    parameters = query.querystring()
    return f"{PATH}?{parameters}" if parameters else PATH


def chosen(results: Results) -> Iterator[Choice]:
    """Every filter of the search, with the search that lacks it."""
    query = results.query
    named = (("tag", query.tags), ("any", query.any), ("not", query.not_))
    for family, names in named:
        for name in names:
            without = address(query.without(family, name))
            yield Choice(family, without, tag=results.tags.get(name), name=name)
    for kind in query.kinds:
        yield Choice("kind", address(query.without("kind", kind)), kind=kind)
    single = (
        ("lang", query.language),
        ("place", query.place),
        ("platform", query.platform),
        ("from", query.since),
        ("to", query.until),
    )
    for family, value in single:
        if value:
            yield Choice(family, address(query.without(family)), name=value)


def groups(results: Results, language: str) -> Iterator[Group]:
    """Give the facets that tell something: with a value chosen, or two to choose."""
    for family in FAMILIES:
        values = results.facets.values.get(family, ())
        choices = [
            choice
            for value in values
            if (choice := _choice(results, family, value, language))
        ]
        shown = tuple(_chosen_first(choices)[:MOST_LINKS])
        if len(choices) > 1 or any(choice.is_chosen for choice in shown):
            yield Group(family, shown)


def _chosen_first(choices: list[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: not choice.is_chosen)


def _choice(
    results: Results, family: str, value: Value, language: str
) -> Choice | None:
    match family:
        case "tag":
            return _of_tag(results, value)
        case "kind":
            return _of_kind(results.query, value)
        case "place":
            name = value.names.get(language, value.value)
            return _of_one(results.query, family, value, name)
        case _:
            return _of_one(results.query, family, value, value.value)


def _of_tag(results: Results, value: Value) -> Choice | None:
    tag = results.tags_of.get(value.value)
    if tag is None:
        return None
    query, name = results.query, folded_name(tag.slug)
    names = [each for each, its in results.tags.items() if its.ref == tag.ref]
    there = next((each for each in names if each in query.tags), "")
    other = query.without("tag", there) if there else query.adding("tag", name)
    return Choice(
        "tag",
        address(other),
        tag=tag,
        is_chosen=bool(there),
        records=value.records,
    )


def _of_kind(query: SearchQuery, value: Value) -> Choice:
    kind = Kind(value.value)
    there = kind in query.kinds
    other = query.without("kind", kind) if there else query.with_value("kind", (kind,))
    return Choice(
        "kind", address(other), kind=kind, is_chosen=there, records=value.records
    )


def _of_one(query: SearchQuery, family: str, value: Value, name: str) -> Choice:
    field = {"lang": "language"}.get(family, family)
    there = folded_name(getattr(query, field)) in {
        folded_name(value.value),
        folded_name(name),
    }
    other = query.without(family) if there else query.with_value(family, value.value)
    return Choice(
        family, address(other), name=name, is_chosen=there, records=value.records
    )


def bars(results: Results) -> tuple[Bar, ...]:
    """Draw years, or months or days where a coarser time is one for all.

    Each bar leads to the search between its ends.
    """
    fitting = [
        values
        for family in TIMES
        if 1 <= len(values := results.facets.values.get(family, ())) <= MOST_BARS
    ]
    # Of a single time the finest, which is what was chosen where a day was.
    charts = [values for values in fitting if len(values) > 1] or fitting[-1:]
    if not charts:
        return ()
    values = charts[0]
    highest = max(value.records for value in values)
    step = WIDE / len(values)
    return tuple(
        _bar(results.query, value, place * step, step, value.records / highest)
        for place, value in enumerate(values)
    )


def _bar(
    query: SearchQuery, value: Value, left: float, step: float, share: float
) -> Bar:
    time = value.value
    there = query.since == query.until == time
    other = query.without("from").without("to")
    if not there:
        other = other.with_value("from", time).with_value("to", time)
    height = max(share * HIGH, 1)
    return Bar(
        time,
        address(other),
        value.records,
        f"{left + step * 0.1:.2f}",
        f"{step * 0.8:.2f}",
        f"{HIGH - height:.2f}",
        f"{height:.2f}",
        there,
    )


def sorts(query: SearchQuery) -> Iterator[Choice]:
    """Give the orders that the search can have."""
    for sort in Sort:
        if sort is Sort.RELEVANCE and not query.words:
            continue
        if sort in SIDES and query.view is not View.KWIC:
            continue
        ordered = address(query.with_value("sort", sort))
        is_chosen = query.order is sort
        yield Choice("sort", ordered, name=sort.value, is_chosen=is_chosen)


def views(query: SearchQuery) -> Iterator[Choice]:
    """Give the ways to set the results; a concordance needs words."""
    if query.words:
        for view in View:
            path = address(query.with_value("view", view))
            is_chosen = query.view is view
            yield Choice("view", path, name=view.value, is_chosen=is_chosen)


def offered(results: Results) -> Iterator[tuple[Offer, Choice]]:
    """Give what else to search for, each with what it changes."""
    for offer in results.offers:
        path = address(offer.query)
        yield (
            offer,
            Choice(
                offer.parameter or offer.how.value,
                path,
                tag=_tag_of(results, offer),
                kind=offer.value if isinstance(offer.value, Kind) else None,
                name=str(offer.value or ""),
                records=offer.records,
            ),
        )


def _tag_of(results: Results, offer: Offer) -> Issue | None:
    if offer.how is Loosening.TAG:
        return results.tags_of.get(offer.tag)
    if offer.parameter in {"tag", "any", "not"}:
        return results.tags.get(offer.value)
    return None
