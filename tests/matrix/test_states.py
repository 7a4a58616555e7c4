"""Records in every state × everybody: what may be seen, saved, deleted and moved."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import reverse

from testimonies.admin.doors import Beside
from testimonies.admin.rules import OPEN_TO
from testimonies.models import LedgerEvent, Testimony, User
from testimonies.terms import MOVES, Kind, MoveName, Role, Standing, State
from tests.admin.desk import page_of
from tests.attacks import attack, patched
from tests.matrix.cast import ANONYMOUS, EVERYBODY, MANAGER, Person
from tests.matrix.cells import Table, any_version, unrendered
from tests.matrix.expected import (
    expected,
    just_below,
    may_change,
    may_delete,
    may_move,
    of_readers,
    state_behind,
)
from tests.matrix.inventory import all_routes, model_of, one_each, ref_of, takes
from tests.matrix.scene import STATES, Scene, around, fingerprint, rolled_back
from tests.matrix.ways import Outcome, outcome_of

pytestmark = pytest.mark.django_db

OF_A_TESTIMONY = (Kind.TESTIMONY, Kind.WITNESS, Kind.QUOTE)
TAILS = ("/", "/a-slug/", "/editions/", "/editions/1/", ".json", ".csl.json")
AT_WORK = (Role.CONTRIBUTOR, Role.EDITOR)
DELETE = "testimonies.admin.base.DeskAdmin"
FORM = {"content-type": "application/x-www-form-urlencoded"}
Cases = list[tuple[Model, str]]
# Of what belongs to a record, one state of each kind stands for all.
SOME_STATES = (State.IN_REVIEW, State.SETTLED)


def _always(*_: object, **__: object) -> bool:
    return True


def test_readers_get_what_is_published_and_no_other_state(scene: Scene) -> None:
    table = Table()
    for state, testimony in scene.testimonies.items():
        wanted = of_readers(Standing(testimony.standing))
        for kind in OF_A_TESTIMONY:
            for tail in TAILS:
                path = f"/{kind.plural}/{ref_of(scene, kind, state)}{tail}"
                client = scene.cast[ANONYMOUS].client
                response = client.get(path, follow=True)
                table.cell(wanted, response.status_code, state, path)
    table.check(len(STATES) * len(OF_A_TESTIMONY) * len(TAILS), "readers × state")


# --- Saving and deleting --------------------------------------------------------------


def _rows(testimony: Testimony) -> Iterator[Model]:
    """Give the record and the rows below it that have a page of their own."""
    names = {route.name for route in all_routes()}
    for row in (testimony, *around(testimony)):
        options = row._meta
        if f"admin:{options.app_label}_{options.model_name}_change" in names:
            yield row


def _saved(person: Person, row: Model) -> Outcome:
    """Send a form that says which state of the row it was made from."""
    with rolled_back(), any_version():
        return outcome_of(person.ask("POST", page_of(row), b"title=x", FORM))


def _deleted(person: Person, row: Model) -> tuple[Outcome, bool]:
    """Press the button that deletes; say what came and whether the row is there."""
    with rolled_back():
        response = person.ask("POST", page_of(row, "delete"), b"post=yes", FORM)
        rows = type(row)._default_manager.filter(pk=row.pk)
        return outcome_of(response), rows.exists()


def _by_whom(testimony: Testimony) -> Iterator[tuple[Model, str]]:
    """Give the record in each state by those at work; in some also by everybody.

    In those also what is below it: it has no state of its own.
    """
    is_one_of_some = testimony.state in SOME_STATES
    for name in EVERYBODY if is_one_of_some else AT_WORK:
        yield testimony, name
    for row in _rows(testimony) if is_one_of_some else ():
        for name in AT_WORK if row is not testimony else ():
            yield row, name


def _cases(scene: Scene) -> Cases:
    return [case for each in scene.testimonies.values() for case in _by_whom(each)]


def _saving(scene: Scene, cases: Cases, floor: int) -> None:
    table = Table()
    with unrendered():
        for row, name in cases:
            person = scene.cast[name]
            is_let = _saved(person, row) not in _REFUSALS
            table.cell(
                may_change(person, row), is_let, state_behind(row), repr(row), name
            )
    table.check(floor, "state × saving")


def _deleting(scene: Scene, cases: Cases, floor: int) -> None:
    table = Table()
    with unrendered():
        for row, name in cases:
            person = scene.cast[name]
            outcome, is_there = _deleted(person, row)
            may = may_delete(person, row)
            table.cell(
                may, outcome not in _REFUSALS, state_behind(row), repr(row), name
            )
            table.cell(True, may or is_there, repr(row), name, "is there")
    table.check(2 * floor, "state × deleting")


def test_a_state_says_who_saves(scene: Scene) -> None:
    _saving(scene, _cases(scene), len(STATES) * 5)


def test_a_state_says_who_deletes(scene: Scene) -> None:
    _deleting(scene, _cases(scene), len(STATES) * 5)


@attack(4, without=patched("testimonies.admin.rules.DeskRules._is_open", _always))
def test_a_settled_record_is_saved_by_nobody(scene: Scene) -> None:
    record = scene.testimonies["published"]
    _saving(scene, [(record, Role.EDITOR), (record, Role.STEWARD)], 2)


@attack(16, without=patched(f"{DELETE}.has_delete_permission", _always))
def test_a_record_with_editions_is_deleted_by_nobody(scene: Scene) -> None:
    record = scene.testimonies["under revision"]
    rows = (record, record.witness)
    _deleting(scene, [(row, name) for row in rows for name in AT_WORK], 4)


_REFUSALS = {Outcome.REFUSED, Outcome.TO_THE_DOOR}


# --- Moves ----------------------------------------------------------------------------

FILLED = {"reason": "A word.", "category": "other", "numbers": "1", "version": "any"}
ON_A_PAGE = [name for name in MoveName if name is not MoveName.SCHEDULE]


def _moved(person: Person, record: Testimony, name: MoveName) -> tuple[Outcome, bool]:
    """Press the button on a move's page; say whether the ledger grew."""
    with rolled_back(), any_version():
        events = LedgerEvent.objects.count()
        response = person.client.post(page_of(record, "move", name.value), FILLED)
        return outcome_of(response), LedgerEvent.objects.count() > events


@pytest.mark.parametrize("name", ON_A_PAGE)
def test_a_move_is_made_from_its_states_by_its_role(
    scene: Scene, name: MoveName
) -> None:
    """By the least role that may; where it is made, by the mightiest that may not."""
    table, move = Table(), MOVES[name]
    below, least = just_below(move.role), scene.cast[move.role]
    with unrendered():
        for state, testimony in scene.testimonies.items():
            is_made = may_move(least, name, testimony)
            for role in (move.role, below) if below and is_made else (move.role,):
                person = scene.cast[role]
                outcome, is_moved = _moved(person, testimony, name)
                may = may_move(person, name, testimony)
                role_may = person.is_among(move.role)
                wanted = Outcome.OPEN if role_may else Outcome.REFUSED
                table.cell(wanted, outcome, state, role)
                table.cell(may, is_moved, state, role, "moved")
    table.check(2 * len(STATES), f"state × {name}")


# --- Ids ------------------------------------------------------------------------------

UNKNOWN = ("999999999", f"{10**30}")
# No address has a control character in it (archive/limits.py): unknown to everybody.
NO_ADDRESS = "%00"


def _is_not_there(response: Any) -> bool:
    """Django leads from an unknown row to the desk's first page, with a sentence."""
    is_home = response.headers.get("Location") == reverse("admin:index")
    return bool(
        response.status_code == 404 or (is_home and response.status_code == 302)
    )


def test_an_id_that_is_none_tells_nothing(scene: Scene) -> None:
    """Whoever may open the page is told so; others get what a row would give them."""
    table, before = Table(), fingerprint()
    with unrendered():
        for address in one_each(scene):
            model = model_of(address.name)
            key = next(
                (str(v) for n, v in address.given if n in {"object_id", "id"}), ""
            )
            if not model or not key:
                continue
            for wrong in (*UNKNOWN, NO_ADDRESS):
                path = address.path.replace(f"/{key}/", f"/{wrong}/", 1)
                _ask(scene, address, path, table)
    assert fingerprint() == before
    taking = [r for r in all_routes() if takes(r) & {"object_id", "id"}]
    table.check(len(taking) * (2 * len(UNKNOWN) + 1), "unknown ids")


def _ask(scene: Scene, address: Any, path: str, table: Table) -> None:
    model = model_of(address.name)
    row = scene.rows[model] if model else None
    mightiest = MANAGER if model in {User, Group} else Role.STEWARD
    if NO_ADDRESS in path:
        response = scene.cast[mightiest].client.get(path)
        table.cell(404, response.status_code, path)
        return
    for name in (Role.CONTRIBUTOR, mightiest):
        person = scene.cast[name]
        response = person.client.get(path)
        wanted = expected(address, person, row)
        is_let = wanted in {Outcome.OPEN, Outcome.NOT_THERE}
        found = _is_not_there(response) if is_let else outcome_of(response)
        table.cell(True if is_let else wanted, found, path, name)


def test_who_edits_in_which_state_was_decided() -> None:
    """The table above is computed from what the desk declares; that is written here."""
    assert OPEN_TO == {
        State.DRAFT: Role.CONTRIBUTOR,
        State.CHANGES_REQUESTED: Role.CONTRIBUTOR,
        State.IN_REVIEW: Role.EDITOR,
        State.APPROVED: Role.EDITOR,
        State.SCHEDULED: Role.EDITOR,
        State.SETTLED: Beside.NOBODY,
    }
