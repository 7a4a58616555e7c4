"""Asks every address in every way as everybody, and reads what comes back.

What is read is looked through for every canary that its reader may not see; a hit says
where it stood, how it was written, and which column it came from.
"""

import gzip
import hashlib
import html
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.test import Client

from archive.readers import DESK_PATHS
from testimonies.accounts.limits import BEGAN, SEEN
from testimonies.answers import conditional
from testimonies.exchange.citation import SHORT_DIGEST
from testimonies.models import Edition, Testimony
from testimonies.terms import Kind, kind_of
from tests.leaks import addresses, asking, sight, sinks
from tests.leaks.addresses import Address
from tests.leaks.asking import PLAIN, Ask
from tests.leaks.matching import Find, find
from tests.leaks.scene import Scene
from tests.leaks.tokens import IN_WORDS, MARKUP, MOST, Canary

ANONYMOUS = "anonymous"
# A search has so many words at most, OR among them.
AT_ONCE = 16
SEARCHES = (
    "/search/",
    "/ru/search/",
    "/search/feed.atom",
    "/search/results.jsonl",
    "/search/results.csv",
    "/api/v1/search/",
)
OTHER_LANGUAGES = tuple(f"/{code}/" for code, _ in settings.LANGUAGES[1:])
PLAIN_FORM = "application/x-www-form-urlencoded"
MARKED_UP = re.compile(r"^(?:text/html|[a-z/.+-]*xml)\b")
May = Callable[[Canary], bool]
# By a digest, as the bytes of all answers together are too many to keep.
_KNOWN: dict[bytes, list[Find]] = {}


def _unpacked(body: bytes) -> bytes:
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


@dataclass(frozen=True, slots=True)
class Leak:
    """A canary where it may not be."""

    surface: str
    writing: str
    canary: Canary

    def __str__(self) -> str:
        return f"{self.surface}: {self.canary}, {self.writing}"


class Caught(AssertionError):
    """What was looked for was found: the rest need not be walked."""


@dataclass
class Report:
    """What was read and what was found."""

    leaks: list[Leak] = field(default_factory=list)
    read: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    routes: set[str] = field(default_factory=set)
    # Where a stored tag was set as one, and how often it stood as text.
    markup: list[str] = field(default_factory=list)
    texts: int = 0
    # Where the digest of an edition stood whose words are erased.
    digests: list[str] = field(default_factory=list)

    def finds(self, data: bytes | str) -> list[Find]:
        """Look through the data, and through the same bytes once in all reports."""
        raw = data.encode(errors="replace") if isinstance(data, str) else data
        key = hashlib.sha256(raw).digest()
        if key not in _KNOWN:
            _KNOWN[key] = find(raw)
        return _KNOWN[key]

    def __str__(self) -> str:
        return "\n".join(sorted({str(leak) for leak in self.leaks}))


class Walk:
    """One person's or everybody's way through an archive."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.report = Report()
        self.clients = {ANONYMOUS: Client(raise_request_exception=False)}
        for role, person in scene.people.items():
            client = Client(raise_request_exception=False)
            client.force_login(person)
            _begin(client)
            self.clients[role] = client
        erased = Edition.objects.filter(document=None)
        self._erased = [
            digest[:SHORT_DIGEST].encode()
            for digest in erased.values_list("digest", flat=True)
        ]
        # Canaries that stood in what was asked for: a log may name a path.
        self.asked: set[int] = set()
        self._etags: dict[str, str] = {}
        # Ends the walk at the leak that it says yes to.
        self.is_enough: Callable[[Leak], bool] = lambda _: False
        # What a search for so many words answers that finds nothing.
        self._nothing: dict[tuple[str, int], str] = {}

    # --- Reading ----------------------------------------------------------------------

    def look_at(self, held: Iterable[tuple[str, bytes | str]], may: May) -> None:
        """Look through what a sink holds."""
        for surface, data in held:
            self.report.read["sinks"] += 1
            self.look(surface, data, may)

    def look(
        self, surface: str, data: bytes | str, may: May, *, echo: Iterable[int] = ()
    ) -> None:
        """Look through what was read; `echo` numbers canaries that were asked for."""
        for each in self.report.finds(data):
            if each.number >= len(self.scene.garden.canaries):
                continue
            canary = self.scene.garden.canaries[each.number]
            if may(canary) or (each.is_latin and each.number in echo):
                continue
            leak = Leak(surface, each.writing, canary)
            self.report.leaks.append(leak)
            if self.is_enough(leak):
                raise Caught(leak)

    def ask(
        self,
        address: str,
        ask: Ask = PLAIN,
        *,
        role: str = ANONYMOUS,
        may: May | None = None,
        echo: Iterable[int] = (),
    ) -> Any:
        """Make a request and look through all of its answer; nothing stays written."""
        path = f"{address}?{ask.query}" if ask.query else address
        self.asked |= {each.number for each in self.report.finds(path)}
        given = asking.arguments(ask, self._etags.get(address, ""))
        # A reader's page undoes by itself what it did (tests/conftest.py).
        undone = nothing_written if path.startswith(DESK_PATHS) else nullcontext
        with undone():
            response = self._send(role, ask, path, given)
            body = response.got = self._body(response)
        self._etags[address] = response.headers.get("ETag", "")
        self.report.read[role] += 1
        self.report.statuses[response.status_code] += 1
        own = self.scene.own.get(role, frozenset())
        allowed = may or (lambda c: c.number in own or sight.may_see(role, c))
        surface = f"{ask} {path} as {role}"
        self._look_for_markup(surface, response, body)
        self._look_for_digests(surface, body)
        self.look(f"{surface}: body", body, allowed, echo=echo)
        for name, value in self._headers(response):
            self.look(f"{surface}: {name}", value, allowed, echo=echo)
        return response

    def _look_for_markup(self, surface: str, response: Any, body: bytes) -> None:
        """Note where stored text became markup, and count where it stayed text."""
        if not MARKED_UP.search(response.headers.get("Content-Type", "")):
            return
        plain = _unpacked(body)
        if MARKUP.encode() in plain:
            self.report.markup.append(surface)
        self.report.texts += html.escape(MARKUP).encode() in plain

    def _look_for_digests(self, surface: str, body: bytes) -> None:
        """Note a digest by which somebody could try words that were taken back."""
        plain = _unpacked(body)
        if any(digest in plain for digest in self._erased):
            self.report.digests.append(surface)

    def _send(self, role: str, ask: Ask, path: str, given: dict[str, Any]) -> Any:
        client = self.clients[role]
        if role == ANONYMOUS:
            # Nobody comes twice: a cookie of the last answer is not sent again.
            client.cookies.clear()
        if ask.verb == "POST" and ask.is_plain:
            return client.post(path, urlencode(ask.data), PLAIN_FORM, **given)
        if ask.verb == "POST":
            return client.post(path, ask.data, **given)
        return client.generic(ask.verb, path, **given)

    @staticmethod
    def _body(response: Any) -> bytes:
        return b"".join(response) if response.streaming else response.content

    @staticmethod
    def _headers(response: Any) -> Iterator[tuple[str, str]]:
        yield from response.headers.items()
        yield "reason", response.reason_phrase
        for cookie in response.cookies.values():
            # A session's key is the visitor's own.
            yield "Set-Cookie", cookie.OutputString()

    def searches_for_everything(self, state: str = "") -> None:
        """Search for one word of every withheld canary: the other must not be there.

        What is found for them must be what is found for words that nothing has.
        """
        withheld = [
            canary
            for canary in self.scene.garden.canaries
            if canary.state == (state or canary.state) and not sight.is_public(canary)
        ]
        for turn, start in enumerate(range(0, len(withheld), AT_ONCE)):
            few = withheld[start : start + AT_ONCE]
            path = SEARCHES[turn % len(SEARCHES)]
            if self._finds(path, few):
                self.report.leaks += [
                    Leak(f"a search at {path}", "found", each)
                    for each in few
                    if self._finds(path, [each])
                ]

    def _finds(self, path: str, few: list[Canary]) -> bool:
        """Say whether a search for any of them is not answered like one for nothing."""
        number = len(few)
        if (path, number) not in self._nothing:
            unknown = [Canary(MOST - 1 - each, "", "") for each in range(number)]
            self._nothing[path, number] = self._found(path, unknown)
        return self._found(path, few) != self._nothing[path, number]

    def _found(self, path: str, few: list[Canary]) -> str:
        """Give the answer to a search for any of the words, without the words."""
        words = "%20OR%20".join(canary.latin for canary in few)
        numbers = [canary.number for canary in few]
        response = self.ask(path, Ask(query=f"q={words}"), echo=numbers)
        return re.sub(IN_WORDS, "…", response.got.decode())

    # --- Ways -------------------------------------------------------------------------

    def readers(self, *names: str) -> None:
        """Walk readers' routes (or the named ones) as nobody in particular."""
        for route, places in self.routes(names, is_public=True).items():
            self.report.routes.add(route)
            for turn, place in enumerate(places):
                # In other languages some of them, in turn.
                if not place.path.startswith(OTHER_LANGUAGES) or turn % 2 == 0:
                    self.ask(place.path)
            shuffled = _by_language(places)
            ways = [*asking.public_ways(), *asking.specific(places[0])]
            for place, way in asking.rotated(shuffled[: len(ways)], ways):
                self.ask(place.path, way)

    def everybody_reads_alike(self, *names: str) -> list[str]:
        """Fetch readers' pages as each role; give those that differ from anonymous.

        Of each route another address as each role, as far as it has so many.
        """
        others = [role for role in self.clients if role != ANONYMOUS]
        differing = []
        for places in self.routes(names, is_public=True).values():
            asked = [place.path for place in _by_language(places)[: len(others)]]
            all_ = {path: _told(self.ask(path)) for path in asked}
            for path, role in zip(cycle(asked), others, strict=False):
                if _told(self.ask(path, role=role)) != all_[path]:
                    differing.append(f"{path} as {role}")
        return differing

    def desk(self, *names: str, roles: Iterable[str] = ()) -> None:
        """Walk the desk's routes (or the named ones) as everybody."""
        cast, ways = list(roles or self.clients), list(asking.desk_ways())
        routes = self.routes(names, is_public=False)
        for number, (route, places) in enumerate(routes.items()):
            self.report.routes.add(route)
            for turn, role in enumerate(cast):
                # Another record for each.
                self.ask(places[(number + turn) % len(places)].path, role=role)
                for way in asking.specific(places[0]):
                    self.ask(places[0].path, way, role=role)
            place, way = places[number % len(places)], ways[number % len(ways)]
            self.ask(place.path, way, role=cast[number % len(cast)])

    def beside_routes(self, may: May | None = None) -> None:
        """Ask for what no route has, by which nothing can be told either."""
        refs = (record.ref for record in self.scene.records.values())
        for path in addresses.beside(refs):
            self.ask(path, may=may)

    def crawl(self, paths: Iterable[str] = (), *, may: May | None = None) -> list[str]:
        """Fetch what the sitemap lists (or the given paths), with every edition."""
        found = list(paths) or self._listed()
        # What is kept for an address goes when it is asked for again.
        kept = (path.removesuffix("?") for path in conditional.bodies.held())
        for path in dict.fromkeys([*found, *kept]):
            self.ask(path, may=may)
        self.look_at(sinks.kept(), may or sight.is_public)
        return found

    def only_in(self, record: Testimony) -> set[int]:
        """Number the canaries that readers have by one testimony alone."""
        quotes = record.quotes.values_list("ref", flat=True)
        refs = {record.ref, record.witness.ref, *quotes}
        own, others = (
            {each.number for text in texts for each in self.report.finds(text)}
            for texts in (sinks.documents(of=refs), sinks.documents(beside=refs))
        )
        return own - others

    def _listed(self) -> list[str]:
        text = self.ask("/sitemap.xml").content.decode()
        listed = re.findall(f"<loc>{settings.ARCHIVE_URL}(.*?)</loc>", text)
        rows = Edition.objects.values_list("ref", "number")
        editions = [f"/{kind_of(r).plural}/{r}/editions/{n}/" for r, n in rows]
        others = [
            "/feed.atom",
            "/sitemap.xml",
            "/search/?q=gunfire",
            "/search/feed.atom",
            "/api/v1/search/?q=gunfire",
            *(f"/api/v1/{kind.plural}/" for kind in Kind),
            *(f"/api/v1/{kind_of(ref).plural}/{ref}/" for ref, _ in rows),
        ]
        in_english = [path for path in listed if not path.startswith(("/ru/", "/kk/"))]
        return [*in_english, "/ru/", "/kk/", *editions, *others]

    def routes(
        self, names: Collection[str] = (), *, is_public: bool
    ) -> dict[str, list[Address]]:
        """Give the addresses of each route; those without a name by their path."""
        found: dict[str, list[Address]] = defaultdict(list)
        for each in addresses.addresses(names):
            if each.is_public is is_public:
                found[f"{each.name} {each.route.path}"].append(each)
        return found


def _begin(client: Client) -> None:
    """Let a session have begun: else each request, which is undone, would begin it."""
    session, now = client.session, time.time()
    session.update({BEGAN: now, SEEN: now})
    session.save()


@contextmanager
def nothing_written() -> Iterator[None]:
    """Undo whatever the block wrote, and whatever broke its transaction."""
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)


def _by_language(places: list[Address]) -> list[Address]:
    """Mix the languages, so that the first few have all of them."""
    step = max(1, len(places) // 3)
    return [each for start in range(step) for each in places[start::step]]


def _told(response: Any) -> tuple[int, bytes, dict[str, str]]:
    return response.status_code, response.got, dict(response.headers)


def say(capsys: Any, sentence: str) -> None:
    """Print what was done, whoever runs it and however quietly."""
    with capsys.disabled():
        sys.stdout.write(f"\nleaks: {sentence}\n")
