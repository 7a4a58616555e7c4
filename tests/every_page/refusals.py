"""What the door's forms say to whoever fills them in wrongly: libraries speak here."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from tests.every_page.kept import READERS, Kept
from tests.matrix.cast import Person
from tests.matrix.visitors import GUEST, PROVEN, SETTING_UP, Visitors
from tests.people import PASSWORD

Form = tuple[str, str, dict[str, str]]
SHORT, OTHER = "short", "another long passphrase"
COMMON = "sojdlg123aljg"
LONG = "x" * 256
LOCKED_AFTER = 6


def refused(people: list[Person], visitors: Visitors, language: str) -> Iterator[Kept]:
    """Send each form and give the page that comes back with what is wrong."""
    by_name = {person.name: person for person in people}
    for path, name, values in _forms(visitors):
        yield from _sent(by_name[name], f"{path}?lang={language}", values)
    forged = people[0].strict.post(f"/account/login/?lang={language}")
    yield Kept("a form without its token", forged.status_code, forged.content.decode())
    locked = {"login": "editor", "password": "wrong"}
    where = f"/account/login/?lang={language}"
    yield from _sent(by_name[READERS], where, locked, times=LOCKED_AFTER)


def _sent(
    person: Person, path: str, values: dict[str, str], *, times: int = 1
) -> Iterator[Kept]:
    person.afresh()
    with transaction.atomic():
        answers = [person.client.post(path, values) for _ in range(times)]
        transaction.set_rollback(True)
    answer: Any = answers[-1]
    said = f"{path} with {values}"
    assert answer.status_code not in {301, 302, 404, 500}, (
        f"{said}: {answer.status_code}"
    )
    yield Kept(said, answer.status_code, answer.content.decode(), by=person.name)


def _forms(visitors: Visitors) -> Iterator[Form]:
    yield from _of_strangers()
    yield from _of_guests(visitors)
    yield from _of_owners()
    key = f"/account/passkeys/{visitors.passkey.pk}/name/"
    search = f"/account/searches/{visitors.search.pk}/rename/"
    yield key, PROVEN, {"name": ""}
    for name in ("", LONG):
        yield search, PROVEN, {"name": name}
        form = {"search": "q=shown", "name": name}
        yield "/account/searches/add/", PROVEN, form
    for code in ("", "123456", LONG):
        yield "/account/second-factor/", GUEST, {"code": code}
        yield "/account/prove/code/", PROVEN, {"code": code}
        yield "/account/app/add/", SETTING_UP, {"code": code}


def _of_strangers() -> Iterator[Form]:
    for login, word in (("", ""), ("editor", "wrong"), (LONG, LONG), ("a\0", "a\0")):
        yield "/account/login/", READERS, {"login": login, "password": word}
    for email in ("", "nobody", f"{LONG}@example.org", "a\0@example.org"):
        yield "/account/reset/", READERS, {"email": email}


def _of_guests(visitors: Visitors) -> Iterator[Form]:
    reset = f"/account/reset/{visitors.uid}/set-password/"
    for first, second in _pairs("half-way"):
        yield reset, GUEST, {"password1": first, "password2": second}
    for name in ("", "a name", "editor", LONG):
        for first, second in _pairs("editor-in-chief"):
            form = {"username": name, "password1": first, "password2": second}
            yield "/account/invitation/", GUEST, form


def _of_owners() -> Iterator[Form]:
    for first, second in _pairs("proven"):
        form = {"oldpassword": PASSWORD, "password1": first, "password2": second}
        yield "/account/password/", PROVEN, form
    wrong = {"oldpassword": "wrong", "password1": OTHER, "password2": OTHER}
    yield "/account/password/", PROVEN, wrong
    yield "/account/invite/", PROVEN, {"role": "king"}
    yield "/account/invite/", PROVEN, {}
    for word in ("", "wrong"):
        yield "/account/prove/password/", SETTING_UP, {"password": word}
    yield "/account/passkeys/add/", SETTING_UP, {"credential": "none"}
    yield "/account/passkeys/add/", SETTING_UP, {}


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """Give two passwords that do not do: none, different, short, common, the name."""
    yield "", ""
    yield OTHER, PASSWORD
    for word in (SHORT, COMMON, f"{name}12345"):
        yield word, word
