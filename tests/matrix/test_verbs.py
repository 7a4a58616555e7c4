"""Every route × every verb, unknown ones too: what is not declared changes nothing."""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from archive.audiences import Audience
from testimonies.admin.doors import Beside
from testimonies.terms import Role
from tests.attacks import attack, patched
from tests.matrix.cast import ANONYMOUS, Person
from tests.matrix.cells import VERBS, Table, unrendered
from tests.matrix.expected import Outcome, expected, outcome_of
from tests.matrix.inventory import Address, all_routes, model_of, one_each, page_of
from tests.matrix.scene import Scene, fingerprint, rolled_back

pytestmark = pytest.mark.django_db

READING, WRITING = {"GET", "HEAD"}, {"GET", "HEAD", "POST"}


def _no_guard(*_: object) -> None:
    return None


LOGOUT = "admin:logout"
# Pages of Django's that are shown and nothing else, besides its lists.
FORMLESS = {"admin:jsi18n", "admin:password_change_done"}


def _has_no_form(address: Address) -> bool:
    return address.name in FORMLESS or page_of(address.name) == "changelist"


def _wanted(address: Address, person: Person, verb: str, row: Any) -> set[Outcome]:
    """Say what may come of a verb with an empty body."""
    if address.audience is Audience.READERS:
        is_read = verb in READING
        return {Outcome.OPEN if is_read else Outcome.NO_SUCH_VERB}
    if verb not in WRITING:
        return {Outcome.NO_SUCH_VERB}
    outcome = expected(address, person, row)
    if verb != "POST" or outcome is not Outcome.OPEN:
        is_ending = address.name == LOGOUT and verb == "POST"
        is_at_desk = is_ending and person.is_among(Beside.EVERYBODY)
        no_form = (
            {Outcome.NO_SUCH_VERB} if person.user and _has_no_form(address) else set()
        )
        return {Outcome.OPEN if is_at_desk else outcome, *no_form}
    if _has_no_form(address):
        return {Outcome.NO_SUCH_VERB}
    # To look at a row and to save it are two declarations: tests of the states.
    return (
        {outcome, Outcome.REFUSED} if page_of(address.name) == "change" else {outcome}
    )


@pytest.mark.parametrize("name", [ANONYMOUS, Role.STEWARD])
def test_every_route_answers_the_verbs_that_it_has(scene: Scene, name: str) -> None:
    table, before = Table(), fingerprint()
    with unrendered():
        for address in one_each(scene):
            _try(scene, address, name, table)
    table.check(len(all_routes()) * len(VERBS), f"route × verb, {name}")
    assert fingerprint() == before


def _try(scene: Scene, address: Address, name: str, table: Table) -> None:
    person, model = scene.cast[name], model_of(address.name)
    row = scene.rows[model] if model else None
    for verb in VERBS:
        # Only signing out may end what a session holds, which no fingerprint counts.
        with rolled_back() if address.name == LOGOUT else nullcontext():
            response = person.ask(verb, address.path)
        found = outcome_of(response)
        wanted = _wanted(address, person, verb, row)
        table.cell(True, found in wanted, verb, address.path, name, wanted, found)
        if found is Outcome.NO_SUCH_VERB:
            table.cell(True, "Allow" in response.headers, verb, address.path, "Allow")


def test_a_verb_that_reads_never_writes(scene: Scene) -> None:
    """What a GET carries beside its address is taken for nothing."""
    values = {"post": "yes", "title": "x", "_save": "1", "action": "delete_selected"}
    before = fingerprint()
    with unrendered():
        for address in one_each(scene):
            scene.cast[Role.STEWARD].client.get(address.path, values)
    assert fingerprint() == before


def _forms(scene: Scene) -> Iterator[Address]:
    return (each for each in one_each(scene) if each.audience is not Audience.READERS)


@attack(
    42,
    without=patched(
        "django.middleware.csrf.CsrfViewMiddleware._check_token", _no_guard
    ),
)
def test_every_form_needs_its_token(scene: Scene) -> None:
    """From another site a browser sends the session, and no token."""
    table = Table()
    with unrendered():
        for address in _forms(scene):
            for name in (ANONYMOUS, Role.STEWARD):
                person = scene.cast[name]
                with rolled_back():
                    found = outcome_of(person.ask_from_afar(address.path))
                table.cell(Outcome.REFUSED, found, address.path, name)
    table.check(2 * len(list(_forms(scene))), "forms without a token")
