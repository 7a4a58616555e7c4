"""The requests that are made of an address: methods, headers, parameters.

A rotation instead of all products: each address is fetched plainly and in a few of the
other ways, and each route in every way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models

from testimonies.admin import desk
from testimonies.search import KIND_WORDS, Sort, View
from testimonies.search.parameters import PARAMETERS
from testimonies.terms import Platform
from tests.leaks.addresses import Address

UNKNOWN_VERB = "BREW"
CURRENT = "the current ETag"


@dataclass(frozen=True)
class Ask:
    """One way to ask: a verb, headers, a query, a body; CURRENT is filled in."""

    verb: str = "GET"
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)
    # Sent as a browser sends a form without files.
    is_plain: bool = False

    def __str__(self) -> str:
        named = [f"{name}: {value}" for name, value in self.headers.items()]
        return " ".join([self.verb, *named])


PLAIN = Ask()

HEADERS = (
    {"if-none-match": CURRENT},
    {"if-none-match": '"stale"'},
    {"if-none-match": "*"},
    {"if-modified-since": "Wed, 05 Jan 2022 00:00:00 GMT"},
    {"range": "bytes=0-99"},
    {"range": "bytes=100-", "if-range": CURRENT},
    {"accept": "application/json"},
    {"accept-language": "kk, ru;q=0.5"},
    {"accept-encoding": "gzip, br"},
    {"x-requested-with": "XMLHttpRequest"},
    {"x-forwarded-host": "example.org", "x-forwarded-for": "203.0.113.9"},
    {"cookie": "sessionid=made-up; csrftoken=made-up"},
)

# Words that stand in most of the archive's texts, published or not.
WORD, SUBJECT = "gunfire", "subject"
VALUES: dict[str, tuple[str, ...]] = {
    "q": (WORD, f'"{WORD} OR', f"-{WORD}", "came", "\x00"),
    "tag": (SUBJECT, "unused", "nothing"),
    "any": (SUBJECT, "merged"),
    "not": (SUBJECT,),
    "kind": (*KIND_WORDS, "person"),
    "lang": ("en", "ru", "xx"),
    "place": ("place", SUBJECT, "nothing"),
    "platform": (*Platform, "nothing"),
    "from": ("2022", "2022-01-05~", "1900/2100", "nothing"),
    "to": ("2022-01", "2100", "0001"),
    "sort": (*Sort, "best"),
    "view": (*View, "map"),
    "after": ("1", "zzzz-q2"),
}
"""Values for each parameter that the search has; a new one fails the walk."""

# What a record's file can be asked for, and what it cannot.
PLACES = (("edition", 1), ("edition", 99), ("passage", 1), ("passage", 99))

# The languages that an account may be shown in, one that none has, and no language.
READINGS = ("en", "ru", "side", "kk", "", "ru&text=en")
ACCOUNTS = {"pages:testimony-slug", "pages:testimony-edition"}

# In which language captions are asked for.
TEXTS = tuple(("text", language) for language in ("en", "ru", "kk", "xx"))

DESK_QUERIES = (
    "q=gunfire",
    "o=1.-2&p=0",
    "e=1",
    "_popup=1&_to_field=id",
    "_to_field=password",
    "state__exact=draft",
    "standing=withdrawn",
    "witness__vaulted_identity__legal_name__startswith=q",
    "all=",
    "next=/admin/",
    "text=ru",
)


def public_ways() -> Iterator[Ask]:
    """Give every way that any of readers' routes is asked in, besides plainly."""
    for verb in ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", UNKNOWN_VERB):
        yield Ask(verb)
    for headers in HEADERS:
        yield Ask(headers=headers)
    for query in ("utm_source=x", "after=zzzz-q2", "format=json", "lang=ru", "page=2"):
        yield Ask(query=query)


def searches() -> Iterator[Ask]:
    """Give each parameter of a search with each value, alone and with words."""
    assert set(VALUES) == set(PARAMETERS), "say what values a new parameter takes"
    for name, values in VALUES.items():
        for value in values:
            yield Ask(query=f"{name}={value}")
            if name != "q":
                yield Ask(query=f"q={WORD}&{name}={value}")
    for side in (Sort.LEFT, Sort.RIGHT):
        yield Ask(query=f"q={WORD} OR came&view=kwic&sort={side}")
    yield Ask(query=f"q={WORD}&from=2022&to=2022-02&view=kwic&kind=testimony")


def desk_ways() -> Iterator[Ask]:
    for query in DESK_QUERIES:
        yield Ask(query=query)
    yield Ask("POST")
    yield Ask("POST", data={"post": "yes", "reason": "Why.", "_sure": "1"})
    for verb in ("HEAD", "OPTIONS", UNKNOWN_VERB):
        yield Ask(verb)
    yield Ask(headers={"accept": "application/json"})


def completions() -> Iterator[Ask]:
    """Give what an autocomplete would be asked: every relation of every model."""
    for model in apps.get_app_config("testimonies").get_models():
        for column in model._meta.concrete_fields:
            is_listed = column.related_model in desk._registry
            if isinstance(column, models.ForeignKey) and is_listed:
                yield Ask(
                    query=f"app_label=testimonies&model_name={model._meta.model_name}"
                    f"&field_name={column.name}&term="
                )


def rotated(
    addresses: Sequence[Address], ways: Sequence[Ask]
) -> Iterator[tuple[Address, Ask]]:
    """Give each way with one of the addresses, and each address with some way."""
    for turn in range(max(len(addresses), len(ways))):
        yield addresses[turn % len(addresses)], ways[turn % len(ways)]


def specific(address: Address) -> list[Ask]:
    """Give the ways that only one route has."""
    searching = {"pages:search", "search-feed", "search-results-jsonl", "api:search"}
    if address.name in searching:
        return list(searches())
    if address.name.startswith("search-results-"):
        return [Ask(query=f"q={WORD}")]
    if address.name in ACCOUNTS:
        return [Ask(query=f"text={value}") for value in READINGS]
    if address.name.endswith(("-file", "-captions")):
        ways = (*PLACES, *(TEXTS if address.name.endswith("-captions") else ()))
        return [Ask(query=f"{name}={value}") for name, value in ways]
    if address.name == "admin:autocomplete":
        return list(completions())
    return []


def arguments(ask: Ask, etag: str) -> dict[str, Any]:
    """Give the test client's arguments for a way to ask."""
    headers = {
        name: etag or '"none"' if value == CURRENT else value
        for name, value in ask.headers.items()
    }
    return {"headers": headers}
