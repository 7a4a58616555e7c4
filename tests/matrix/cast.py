"""Everybody who may ask for a page: a browser each, and their roles at the desk."""

from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from testimonies.admin.doors import Beside, Who
from testimonies.models import User
from testimonies.terms import LADDER, Role
from tests.people import PASSWORD, make_person

ANONYMOUS, DISMISSED = "anonymous", "dismissed"
STRANGER, MANAGER = "stranger", "manager"
# From nobody to the mightiest; a role of the ladder is called by its name.
EVERYBODY = (ANONYMOUS, DISMISSED, STRANGER, Role.RESEARCHER, *LADDER, MANAGER)
NOT_SIGNED_IN = frozenset({ANONYMOUS, DISMISSED})


class Person:
    """One browser, and who sits before it; None is signed in nowhere."""

    def __init__(self, name: str, user: User | None) -> None:
        self.name, self.user = name, user
        self.client = Client(raise_request_exception=False)
        self.strict = Client(raise_request_exception=False, enforce_csrf_checks=True)
        if user:
            self.client.force_login(user)
            self.strict.force_login(user)
        self._held: list[tuple[Client, Any]] = []

    def keep(self) -> None:
        """Hold on to the cookies of now, for afresh()."""
        self._held = [(each, _copied(each.cookies)) for each in self._clients()]

    def afresh(self) -> None:
        """Begin anew with the cookies that were kept, and the middleware of now."""
        for client, cookies in self._held:
            client.cookies = _copied(cookies)
            # The next request reads the list of middleware again.
            client.handler._middleware_chain = None  # type: ignore[attr-defined]

    def _clients(self) -> tuple[Client, Client]:
        return self.client, self.strict

    def ask(
        self,
        verb: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Any:
        """Send a verb, and stay signed in whatever comes of it."""
        return _ask(self.client, verb, path, body, headers)

    def ask_from_afar(self, path: str) -> Any:
        """Post a form as another site could make a browser do: without its token."""
        return _ask(self.strict, "POST", path, b"", None)

    def is_among(self, who: Who) -> bool:
        """Say from the ladder alone whether a declaration means this person."""
        if self.name in NOT_SIGNED_IN:
            return False
        if who is Beside.NOBODY:
            return False
        if who is Beside.MANAGERS:
            return self.name == MANAGER
        if who is Beside.EVERYBODY:
            return self.name in {*LADDER, MANAGER}
        if who is Role.RESEARCHER:
            return self.name == Role.RESEARCHER
        return self.name in LADDER[LADDER.index(Role(who)) :]


def _copied(cookies: SimpleCookie) -> SimpleCookie:
    """Copy what a browser holds, by far cheaper than deepcopy does."""
    copied: SimpleCookie = SimpleCookie()
    dict.update(copied, {name: each.copy() for name, each in cookies.items()})
    return copied


def _ask(
    client: Client,
    verb: str,
    path: str,
    body: bytes,
    headers: dict[str, str] | None,
) -> Any:
    cookies = _copied(client.cookies)
    given = dict(headers or {})
    kind = given.pop("content-type", "application/octet-stream")
    response = client.generic(verb, path, body, kind, headers=given)
    client.cookies = cookies
    # A file is closed when it was read to its end.
    parts = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    response.body = b"".join(parts)  # type: ignore[attr-defined]
    return response


def make_cast() -> dict[str, Person]:
    """Make everybody; the dismissed steward was signed in when the account was shut."""
    people: dict[str, User | None] = {
        ANONYMOUS: None,
        DISMISSED: make_person("Dinara", Role.STEWARD),
        STRANGER: make_person("Fatima"),
        MANAGER: User.objects.create_superuser("root", password=PASSWORD),
        **{role: make_person(role.title(), role) for role in Role},
    }
    cast = {name: Person(name, people[name]) for name in EVERYBODY}
    User.objects.filter(username="dinara").update(is_active=False)
    return cast
