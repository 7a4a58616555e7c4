"""An archive that stands for a module's tests, in a transaction never committed."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import Any, TypeVar

from django.db import connection, transaction

from testimonies.answers import bodies
from tests.logins import DESK

ArchiveT = TypeVar("ArchiveT")


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """Open the tests' database with the desk's rights, and leave nothing in it.

    `blocker` is pytest-django's. A test inside works in a savepoint: in that of `db`,
    with people of other names, or in undone(), marked `django_db` so that
    pytest-django makes a database.
    """
    with ExitStack() as stack:
        stack.enter_context(blocker.unblock())
        # Without a test that asks for the database, pytest-django makes none.
        assert connection.settings_dict["NAME"].startswith("test_")
        stack.callback(connection.close)
        stack.enter_context(transaction.atomic())
        stack.callback(transaction.set_rollback, True)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {DESK}")
        yield


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is written inside."""
    bodies.clear()
    with transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)
    bodies.clear()


def fresh(archive: ArchiveT) -> ArchiveT:
    """Give a copy of what stands, for a test in a transaction of its own to change."""
    bodies.clear()
    return deepcopy(archive)
