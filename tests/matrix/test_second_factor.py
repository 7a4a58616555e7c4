"""Outside a demo the desk is closed to a password alone, by every route (row 43)."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from archive.audiences import SET_UP, Audience, audience_of
from testimonies.models import User
from testimonies.terms import Role
from tests.attacks import attack, patched
from tests.matrix.cells import Table, unrendered
from tests.matrix.expected import expected
from tests.matrix.inventory import Address, all_routes, model_of, one_each
from tests.matrix.scene import Scene, fingerprint, rolled_back
from tests.matrix.visitors import PROVEN
from tests.matrix.ways import Outcome, outcome_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outside_demo(settings: Any) -> None:
    """Ask for a second factor as a real server does; tests come from this machine."""
    settings.DEMO = False
    settings.SECOND_FACTOR_REQUIRED = True


def _of_the_desk(scene: Scene) -> list[Address]:
    return [each for each in one_each(scene) if each.audience is Audience.DESK]


def _asked(verb: str, scene: Scene, path: str) -> Any:
    with rolled_back():
        return scene.cast[Role.STEWARD].ask(verb, path)


def _try(scene: Scene, found: list[Address]) -> None:
    table, before = Table(), fingerprint()
    wanted = (302, reverse(SET_UP))
    with unrendered():
        for address in found:
            for verb in ("GET", "POST"):
                response = _asked(verb, scene, address.path)
                led = (response.status_code, response.headers.get("Location"))
                table.cell(wanted, led, verb, address.path)
    assert fingerprint() == before
    table.check(2 * len(found), "route of the desk × a steward without a second factor")


def test_every_route_of_the_desk_leads_to_setting_one_up(scene: Scene) -> None:
    found = _of_the_desk(scene)
    names = {r.name for r in all_routes() if audience_of(r.name) is Audience.DESK}
    assert {each.name for each in found} == names
    _try(scene, found)


def _is_enough(_request: object) -> bool:
    return False


@attack(43, without=patched("archive.audiences.lacks_second_factor", _is_enough))
@pytest.mark.parametrize("page", ["vault", "changelist", "file", "copy", "invite"])
def test_a_page_of_the_desk_leads_to_setting_one_up(scene: Scene, page: str) -> None:
    found = [each for each in _of_the_desk(scene) if each.name.endswith(f"_{page}")]
    _try(scene, found[:1])


LET_IN = (
    "admin:index",
    "admin:testimonies_testimony_changelist",
    "admin:testimonies_witness_vault",
    "admin:testimonies_mediaitem_file",
    "account_invite",
)


def test_whoever_used_one_is_let_in(scene: Scene) -> None:
    """The same pages by a steward who did, so that it is not all of them it shuts."""
    table, person = Table(), scene.cast[PROVEN]
    steward = scene.cast[Role.STEWARD]
    found = [each for each in _of_the_desk(scene) if each.name in LET_IN]
    with unrendered():
        for address in found:
            model = model_of(address.name)
            row = scene.rows[model] if model else None
            outcome = outcome_of(person.ask("GET", address.path))
            table.cell(expected(address, steward, row), outcome, address.path)
            table.cell(Outcome.OPEN, outcome, address.path)
    table.check(len(LET_IN), "let in with a second factor")


def test_one_that_was_set_up_and_not_used_opens_nothing(
    steward: User, client: Client
) -> None:
    TOTP.activate(steward, generate_totp_secret())
    steward.refresh_from_db()
    client.force_login(steward)
    response = client.get("/admin/")
    led = (response.status_code, response.headers.get("Location"))
    assert led == (302, reverse(SET_UP))
