"""Every route × everybody: who may open it is what it declares (rows 12, 13, 15)."""

import difflib
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from archive.audiences import Audience, audience_of
from testimonies.admin import desk
from testimonies.models import Witness
from testimonies.terms import Role
from tests.attacks import attack, named, patched
from tests.matrix.cast import EVERYBODY, STRANGER
from tests.matrix.cells import Table, unrendered
from tests.matrix.expected import expected
from tests.matrix.inventory import (
    LANGUAGES,
    Address,
    all_routes,
    in_language,
    model_of,
    one_each,
    page_of,
)
from tests.matrix.scene import Scene, fingerprint, rolled_back
from tests.matrix.ways import outcome_of

pytestmark = pytest.mark.django_db

DOORS = "testimonies.admin.own_pages.may"
RULES = "testimonies.admin.rules.may"


def _everybody(*_: object) -> bool:
    return True


def _open_house() -> AbstractContextManager[Any]:
    """Let whoever has a session pass every door of the desk."""
    stack = ExitStack()
    for target in (DOORS, RULES, "testimonies.admin.site.may"):
        stack.enter_context(mock.patch(target, _everybody))
    stack.enter_context(mock.patch("archive.audiences.may_enter", _everybody))
    return stack


open_house = named("the desk's doors", _open_house)


REVIEWED = Path(__file__).with_name("doors.toml")


def _doors_as_text() -> str:
    """Write who opens each page of the desk, and who writes on its inlines."""
    lines = ["# Who may open each page of the desk, as reviewed (see test_roles.py)."]
    lines += [f'"{name}" = "{who}"' for name, who in desk.doors().items()]
    for model, page in desk._registry.items():
        for part in (page, *(inline(model, desk) for inline in page.inlines)):
            each: Any = part
            lines.append(f'\n["{model.__name__}: {type(each).__name__}"]')
            lines += [f'{act} = "{getattr(each, act)}"' for act in ACTS]
    return "\n".join([*lines, ""])


ACTS = ("sees", "adds", "changes", "deletes")


def test_the_doors_are_those_that_were_reviewed(tmp_path: Path) -> None:
    """The matrix takes a declaration for granted; here a change of one is seen."""
    wanted, found = REVIEWED.read_text(), _doors_as_text()
    if wanted != found:
        (tmp_path / REVIEWED.name).write_text(found)
        lines = (wanted.splitlines(), found.splitlines())
        diff = difflib.unified_diff(*lines, "reviewed", "declared", lineterm="", n=1)
        pytest.fail("\n".join([f"found: {tmp_path / REVIEWED.name}", *diff]))


def _row(scene: Scene, address: Address) -> Any:
    model = model_of(address.name)
    return scene.rows.get(model) if model else None


def _try(scene: Scene, found: list[Address], table: Table) -> None:
    for address in found:
        row = _row(scene, address)
        for name in EVERYBODY:
            person = scene.cast[name]
            # What a session holds would lead the next request elsewhere.
            with rolled_back() if address.is_of_accounts else nullcontext():
                outcome = outcome_of(person.ask("GET", address.path))
            table.cell(expected(address, person, row), outcome, address.path, name)


def test_every_route_opens_to_whom_it_declares(scene: Scene) -> None:
    """One move stands for all here; each has its own test in test_states.py."""
    table, before = Table(), fingerprint()
    with unrendered():
        _try(scene, one_each(scene), table)
    table.check(len(all_routes()) * len(EVERYBODY), "route × person")
    assert fingerprint() == before


@attack(15, without=patched(RULES, _everybody))
def test_a_list_is_shown_to_whom_it_declares(scene: Scene) -> None:
    _only(scene, "changelist")


@attack(12, without=open_house)
def test_a_draft_is_previewed_at_the_desk_alone(scene: Scene) -> None:
    _only(scene, "preview")


@attack(13, without=open_house)
def test_a_history_is_read_at_the_desk_alone(scene: Scene) -> None:
    _only(scene, "history")


@attack(50, without=patched(DOORS, _everybody))
@pytest.mark.parametrize("page", ["vault", "consent"])
def test_the_vault_and_consent_are_for_stewards(scene: Scene, page: str) -> None:
    """Said here by hand: what the doors declare is not for them to change."""
    witness = scene.rows[Witness]
    for name in EVERYBODY:
        client = scene.cast[name].client
        for send in (client.get, client.post):
            status = send(
                f"/admin/testimonies/witness/{witness.pk}/{page}/"
            ).status_code
            assert (status == 200) == (name == Role.STEWARD), name


def _only(scene: Scene, page: str) -> None:
    table = Table()
    found = [
        address
        for address in one_each(scene)
        if page_of(address.name) == page and model_of(address.name)
    ]
    with unrendered():
        # All of them are in the table above; here it is shown what holds.
        _try(scene, found[:2], table)
    table.check(2 * len(EVERYBODY), page)


def test_a_readers_page_is_the_same_for_everybody(scene: Scene) -> None:
    """To the byte for a role of each kind; all get the same status (above)."""
    table, people = Table(), (STRANGER, Role.STEWARD)
    for address in one_each(scene):
        if address.audience is not Audience.READERS:
            continue
        prefixed = address.name.startswith("pages:")
        for language in LANGUAGES if prefixed else ["en"]:
            path = in_language(address.path, language)
            wanted = _answer(scene, "anonymous", path)
            for name in people if language == "en" else [Role.STEWARD]:
                table.cell(wanted, _answer(scene, name, path), path, name)
    readers = [r for r in all_routes() if audience_of(r.name) is Audience.READERS]
    table.check(len(readers), "reader's page × person")


def _answer(scene: Scene, name: str, path: str) -> tuple[Any, ...]:
    response = scene.cast[name].ask("GET", path)
    return response.status_code, response.body, sorted(response.headers.items())
