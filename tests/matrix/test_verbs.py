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
from tests.matrix.cells import Table, unrendered
from tests.matrix.expected import expected, ways_of
from tests.matrix.inventory import (
    Address,
    all_routes,
    checks_token,
    is_of_the_api,
    model_of,
    one_each,
    page_of,
)
from tests.matrix.scene import Scene, fingerprint, rolled_back
from tests.matrix.ways import Outcome, outcome_of

pytestmark = pytest.mark.django_db

# GET has a table of its own for everybody (test_roles.py). All of VERBS are sent to
# each kind of answer (test_headers.py): of those that no page has, three stand for all.
TRIED = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "BREW")
READING, WRITING = {"GET", "HEAD"}, {"GET", "HEAD", "POST"}


def _no_guard(*_: object) -> None:
    return None


LOGOUT = "admin:logout"
TOKENS = (
    "admin:testimonies_witness_change",
    "admin:testimonies_mediaitem_file",
    "account_login",
    "account_change_password",
)
# Pages of the desk that are shown and nothing else, besides its lists.
FORMLESS = {"admin:jsi18n"}


def _has_no_form(address: Address) -> bool:
    is_shown_alone = page_of(address.name) in {"changelist", "copy", "alike"}
    return address.name in FORMLESS or is_shown_alone


def _wanted(address: Address, person: Person, verb: str, row: Any) -> set[Outcome]:
    """Say what may come of a verb with an empty body."""
    if address.audience is Audience.READERS:
        is_read = verb in READING or (verb == "OPTIONS" and is_of_the_api(address.name))
        return {Outcome.OPEN if is_read else Outcome.NO_SUCH_VERB}
    if verb not in WRITING:
        return {Outcome.NO_SUCH_VERB}
    if address.audience is Audience.REPORTERS:
        is_form = address.name != "pages:report-thanks"
        sent = Outcome.NOT_WHOLE if is_form else Outcome.NO_SUCH_VERB
        return {Outcome.OPEN if verb in READING else sent}
    outcome = expected(address, person, row)
    return {outcome} if verb in READING else _sent(address, person, outcome)


def _sent(address: Address, person: Person, looked: Outcome) -> set[Outcome]:
    """Say what may come of an empty form, where to look came to `looked`."""
    if ways := ways_of(address, person):
        return {ways.somebody_sends if person.user else ways.nobody_sends}
    if address.name == LOGOUT and person.is_among(Beside.EVERYBODY):
        return {Outcome.TO_THE_DOOR}
    if looked is Outcome.OPEN and _has_no_form(address):
        return {Outcome.NO_SUCH_VERB}
    if person.user and page_of(address.name) == "changelist":
        return {looked, Outcome.NO_SUCH_VERB}
    # To look at a row and to save it are two declarations: tests of the states.
    is_row = looked is Outcome.OPEN and page_of(address.name) == "change"
    return {looked, Outcome.REFUSED} if is_row else {looked}


@pytest.mark.parametrize("name", [ANONYMOUS, Role.STEWARD])
def test_every_route_answers_the_verbs_that_it_has(scene: Scene, name: str) -> None:
    table, before = Table(), fingerprint()
    with unrendered():
        for address in one_each(scene):
            _try(scene, address, name, table)
    table.check(len(all_routes()) * len(TRIED), f"route × verb, {name}")
    assert fingerprint() == before


def _try(scene: Scene, address: Address, name: str, table: Table) -> None:
    person, model = scene.cast[name], model_of(address.name)
    row = scene.rows[model] if model else None
    for verb in TRIED:
        # A session may be ended or hold more; no fingerprint counts it.
        is_sessions = address.is_of_accounts or address.name == LOGOUT
        with rolled_back() if is_sessions else nullcontext():
            response = person.ask(verb, address.path)
        found = outcome_of(response)
        wanted = _wanted(address, person, verb, row)
        table.cell(True, found in wanted, verb, address.path, name, wanted, found)
        if found is Outcome.NO_SUCH_VERB:
            table.cell(True, "Allow" in response.headers, verb, address.path, "Allow")


def test_a_verb_that_reads_never_writes(scene: Scene) -> None:
    """What a GET carries beside its address is taken for nothing."""
    values = "post=yes&title=x&_save=1&action=delete_selected"
    before = fingerprint()
    with unrendered():
        for address in one_each(scene):
            scene.cast[Role.STEWARD].ask("GET", f"{address.path}?{values}")
    assert fingerprint() == before


def _forms(scene: Scene) -> Iterator[Address]:
    # A concern carries a signed slip instead (tests/pages/test_report.py).
    without = {Audience.READERS, Audience.REPORTERS}
    return (each for each in one_each(scene) if each.audience not in without)


def _without_token(scene: Scene, forms: list[Address]) -> None:
    table = Table()
    with unrendered():
        for address in forms:
            for name in (ANONYMOUS, Role.STEWARD):
                person = scene.cast[name]
                with rolled_back():
                    found = outcome_of(person.ask_from_afar(address.path))
                # A page that reads the body by itself knows first who sends it.
                is_first = name == ANONYMOUS and checks_token(address.name)
                wanted = Outcome.TO_THE_DOOR if is_first else Outcome.REFUSED
                table.cell(wanted, found, address.path, name)
    table.check(2 * len(forms), "forms without a token")


def test_every_form_needs_its_token(scene: Scene) -> None:
    """From another site a browser sends the session, and no token."""
    forms = list(_forms(scene))
    assert [each for each in forms if checks_token(each.name)]
    _without_token(scene, forms)


unchecked = patched("django.middleware.csrf.CsrfViewMiddleware._check_token", _no_guard)


@attack(42, without=unchecked)
@pytest.mark.parametrize("name", TOKENS)
def test_a_form_needs_its_token(scene: Scene, name: str) -> None:
    """A record's, one with a file, one at the door, and one of one's own account."""
    _without_token(scene, [each for each in _forms(scene) if each.name == name])
