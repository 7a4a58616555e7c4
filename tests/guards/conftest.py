"""The scene is committed once per module; each attack is rolled back."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from tests.guards.guard import Facts
from tests.guards.scene import build
from tests.logins import DESK, READER, log_in


@pytest.fixture(scope="module")
def facts(django_db_setup: None, django_db_blocker: Any) -> Iterator[Facts]:
    with django_db_blocker.unblock():
        settings = connection.settings_dict
        # Without a test that asks for the database, pytest-django makes none.
        assert settings["NAME"].startswith("test_")
        yield build(settings["USER"], settings["NAME"])
        call_command("flush", interactive=False, verbosity=0)
        connection.close()


@pytest.fixture(scope="module")
def logins(facts: Facts) -> Iterator[dict[str, psycopg.Connection[Any]]]:
    """Open a connection per login; the empty name is the administrator's."""
    names = {DESK: DESK, READER: READER, "": connection.settings_dict["USER"]}
    opened = {name: log_in(user) for name, user in names.items()}
    yield opened
    for each in opened.values():
        each.close()
