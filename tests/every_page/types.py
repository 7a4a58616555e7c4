"""Every type of page, from the URLconf: a new route is walked by itself.

A route that takes something which nothing here stands for fails: say what. Whatever
answers with no HTML is no page; that is seen from its Content-Type, not from a list.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from archive.audiences import Audience, Route, audience_of, routes
from testimonies.models import Edition, Entry, User
from testimonies.pages.slips import sealed
from testimonies.terms import Kind
from tests.every_page.kept import READERS, Kept
from tests.every_page.refusals import refused
from tests.matrix.cast import Person
from tests.matrix.visitors import Visitors

_ARGUMENT = re.compile(r"<(?:[^>:]+:)?(\w+)>|\(\?P<(\w+)>.+\)\$?")
PUBLIC = {Audience.READERS, Audience.REPORTERS}
_TAG = {"pages:tag", "tag-file"}
# How a page of readers looks in other states than its first, and what answers none.
STATES = (
    "/search/?q=gunfire",
    "/search/?q=gunfire&tag=almaty",
    "/search/?q=gunfire&view=kwic",
    "/search/?q=zzzz&tag=gunfire&kind=quote&lang=ru",
    "/search/?q=gunfyre",
    "/search/?sort=none",
    "/testimonies/nothing/",
    "/no/such/page/",
)
Values = Mapping[str, Callable[[], object]]


def all_routes() -> list[Route]:
    """Give each route outside the desk once: the desk's pages have their own suite."""
    found = {route.name: route for route in routes()}
    return [r for r in found.values() if not r.name.startswith("admin:")]


def filled(route: Route, known: Values) -> str:
    """Give an address of the route, with what is known for its arguments."""
    path = "/" + route.path.replace("^", "")
    for argument in list(_ARGUMENT.finditer(path)):
        name = argument[1] or argument[2]
        assert name in known, f"say what stands for <{name}> in {path}"
        path = path.replace(argument[0], str(known[name]()), 1)
    return path


class Archive:
    """The seed's archive, and who asks it for pages."""

    def __init__(self, visitors: Visitors) -> None:
        self.visitors = visitors
        self.people = [Person(READERS, None), *visitors.people().values()]
        for person in self.people:
            person.client.get("/account/")
            person.keep()

    def pages(self, language: str) -> list[Kept]:
        """Give every page in a language: readers', the door's, one's own account's."""
        User.objects.update(language=language)
        prefix = "" if language == "en" else f"/{language}"
        found: dict[str, Kept] = {}
        for route in all_routes():
            path = filled(route, self._known(route))
            if audience_of(route.name) in PUBLIC:
                here = self.asked(path, self.people[0], f"{prefix}{path}", route.name)
                kept = [here] if here else []
            else:
                kept = list(self._of_accounts(route, path, language))
            found |= {each.text: each for each in kept}
        states = (self.asked(p, self.people[0], f"{prefix}{p}") for p in STATES)
        return [
            *found.values(),
            *(each for each in states if each),
            *refused(self.people, self.visitors, language),
        ]

    def _of_accounts(self, route: Route, path: str, language: str) -> Iterator[Kept]:
        for person in self.people:
            address = path if person.user else f"{path}?lang={language}"
            if found := self.asked(path, person, address, route.name):
                yield found

    def asked(
        self, path: str, person: Person, address: str, route: str = ""
    ) -> Kept | None:
        """Ask as somebody; None where the answer is no page, or leads elsewhere."""
        person.afresh()
        answer = person.client.get(address)
        kind = answer.headers.get("Content-Type", "")
        if not kind.startswith("text/html") or answer.status_code in {301, 302, 405}:
            return None
        text = answer.content.decode()
        return Kept(path, answer.status_code, text, route, person.name)

    def _known(self, route: Route) -> Values:
        visitors, is_tag = self.visitors, route.name in _TAG
        is_reset = route.name == "account_reset_confirm"
        of_search = route.name.startswith("account_search_")
        return {
            "ref": lambda: self._entry(route).ref,
            "slug": lambda: "gunfire" if is_tag else self._entry(route).slug or "a",
            "number": lambda: self._newest(route),
            "earlier": lambda: 1,
            "receipt": lambda: sealed("23456789"),
            "part": lambda: 1,
            "ending": lambda: "bib",
            "name": lambda: f"{'0' * 32}.jpg",
            "uidb64": lambda: visitors.uid,
            "token": lambda: visitors.reset if is_reset else visitors.invitation,
            "pk": lambda: (visitors.search if of_search else visitors.passkey).pk,
        }

    def _entry(self, route: Route) -> Entry:
        """Give the record of the route's kind that shows the most."""
        word = route.name.rpartition(":")[2].partition("-")[0].upper()
        entries = Entry.objects.filter(kind=Kind[word])
        return max(entries, key=lambda entry: len(entry.slug))

    def _newest(self, route: Route) -> int:
        """Give the number of the record's newest edition."""
        editions = Edition.objects.filter(ref=self._entry(route).ref)
        return max(editions.values_list("number", flat=True))
