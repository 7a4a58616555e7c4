"""Each guard refuses its attack, and the same attack succeeds without that guard."""

from typing import Any

import psycopg
import pytest

from tests.guards import appending, approvals, content, powers
from tests.guards.guard import OWNER, Facts, Guard, run
from tests.logins import DESK

pytestmark = pytest.mark.django_db

GUARDS = [*approvals.GUARDS, *appending.GUARDS, *content.GUARDS, *powers.GUARDS]

Logins = dict[str, psycopg.Connection[Any]]

# Settings of the library, or of triggers, by which a login might silence them.
SILENCERS = {
    "pgtrigger.ignore": """(SELECT coalesce(array_agg(tgname)::text, '{{}}')
        FROM pg_trigger WHERE NOT tgisinternal)""",
    "kua.flush": "'on'",
}


def ids(guards: list[Guard]) -> list[Any]:
    return [pytest.param(guard, id=guard.name.replace(" ", "_")) for guard in guards]


def test_each_guard_has_a_name_of_its_own() -> None:
    names = [guard.name for guard in GUARDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("guard", ids(GUARDS))
def test_an_attack_is_refused(guard: Guard, logins: Logins, facts: Facts) -> None:
    login = logins[guard.login]
    with login.transaction(force_rollback=True):
        if guard.before:
            run(login, guard.before, facts)
        with pytest.raises(psycopg.Error, match=guard.refusal), login.transaction():
            run(login, guard.attack, facts)


@pytest.mark.parametrize("guard", ids(GUARDS))
def test_the_attack_succeeds_without_the_guard(
    guard: Guard, logins: Logins, facts: Facts
) -> None:
    administrator = logins[OWNER]
    with administrator.transaction(force_rollback=True):
        run(administrator, guard.removal, facts)
        if guard.login != OWNER:
            administrator.execute(f"SET LOCAL SESSION AUTHORIZATION {guard.login}")
        if guard.before:
            run(administrator, guard.before, facts)
        assert run(administrator, guard.attack, facts).rowcount != 0


@pytest.mark.parametrize("setting", SILENCERS)
@pytest.mark.parametrize("guard", ids([g for g in GUARDS if g.login == DESK]))
def test_no_setting_silences_a_guard(
    guard: Guard, setting: str, logins: Logins, facts: Facts
) -> None:
    desk = logins[DESK]
    silence = f"SELECT set_config('{setting}', {SILENCERS[setting]}, true);"
    with desk.transaction(force_rollback=True):
        run(desk, silence + guard.before, facts)
        with pytest.raises(psycopg.Error, match=guard.refusal), desk.transaction():
            run(desk, guard.attack, facts)
