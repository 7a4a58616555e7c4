"""The seed's archive with people at its door, built once for the room."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from testimonies import ledger
from testimonies.answers import bodies
from testimonies.models import Testimony, User
from testimonies.moderation import approve, publish, revise, submit
from testimonies.seed import load
from testimonies.terms import Role
from tests.every_page.kept import Kept
from tests.every_page.types import Archive
from tests.matrix.visitors import Visitors
from tests.people import make_person
from tests.standing import standing

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the folder together, so that its archive is built once."""
    ours = [item for item in items if item.path.parent == HERE]
    items[:] = [*ours, *(item for item in items if item.path.parent != HERE)]


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Open no transaction for a test that is marked `django_db`: the archive's is."""


@pytest.fixture(scope="package")
def archive(django_db_setup: None, django_db_blocker: Any) -> Iterator[Archive]:
    with ExitStack() as stack:
        stack.enter_context(standing(django_db_blocker))
        proven = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=10**9)
        stack.enter_context(proven)
        stack.enter_context(override_settings(MAIL_IS_SENT=True))
        # Nothing counts how often the door is asked: each page is, in three languages.
        often = {**settings.ACCOUNT_RATE_LIMITS, "place": "9999/m/ip"}
        stack.enter_context(override_settings(ACCOUNT_RATE_LIMITS=often))
        roles = {role: make_person(role, role) for role in _LOADERS}
        load(**{role.value: person for role, person in roles.items()})
        _issue_again(*roles.values())
        bodies.clear()
        yield Archive(Visitors())


_LOADERS = (Role.EDITOR, Role.REVIEWER, Role.STEWARD)


@pytest.fixture(scope="package")
def english(archive: Archive) -> list[Kept]:
    """Every type of page in English, in each of its states."""
    return archive.pages("en")


@pytest.fixture(scope="package")
def russian(archive: Archive) -> list[Kept]:
    return archive.pages("ru")


@pytest.fixture(scope="package")
def kazakh(archive: Archive) -> list[Kept]:
    return archive.pages("kk")


def _issue_again(editor: User, reviewer: User, steward: User) -> None:
    """Issue the testimony a second time, with something changed."""
    testimony = Testimony.objects.get()
    revise(testimony, by=editor)
    testimony.refresh_from_db()
    with ledger.acting(editor):
        testimony.interviewer = "FRANCE 24 Observers"
        testimony.save()
    submit(testimony, by=editor)
    approve(testimony, by=reviewer)
    publish(testimony, by=steward)
