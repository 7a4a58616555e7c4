"""Fixtures: the database under the real privileges, and the cast of people.

A test that uses `db` works as the desk's login; a reader's request in it works as the
reader's. A test that uses `transactional_db` works as the owner, and opens logins of
its own (tests/logins.py).
"""

import gc
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, connections
from django.template import Context
from django.template.base import Template
from django.test import override_settings
from psycopg.pq import ExecStatus, TransactionStatus

from archive import readers
from testimonies.catalogue import grant_roles
from testimonies.models import User
from testimonies.terms import Role
from tests import attacks, template
from tests.logins import DESK, READER, make_logins
from tests.people import make_person
from tests.schedule import ByFolder

# Templates of which no test asks what they were given.
PARTS = ("admin/edit_inline/", "admin/includes/", "admin/widgets/", "django/forms/")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFolder:
    return ByFolder(config, log)


def pytest_collection_finish() -> None:
    """Look less often through what stays: settings, models and tests never go."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Look once more, and not again: a process that ends frees all it has anyway."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    attacks.add_option(parser)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    attacks.parametrize(metafunc)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    with attacks.run(pyfuncitem):
        return (yield)


@pytest.fixture(autouse=True)
def guard_removal(request: pytest.FixtureRequest) -> Any:
    """Give what takes the test's guard away, in the run that must fail; else None."""
    return getattr(request, "param", None)


@contextmanager
def _rights_of_reader() -> Iterator[None]:
    """Lower the one connection's rights to the reader's."""
    connection.ensure_connection()
    if not connection.in_atomic_block:
        yield
        return
    _say(
        f"SAVEPOINT reading; SET LOCAL ROLE {READER};"
        " SET LOCAL transaction_read_only = on; SET LOCAL statement_timeout = 5000"
    )
    try:
        yield
    finally:
        _say("ROLLBACK TO SAVEPOINT reading; RELEASE SAVEPOINT reading")


def _say(statements: str) -> None:
    """Say it in one way there and back, by libpq itself: cheap, and uncounted."""
    raw = connection.connection.pgconn
    # psycopg begins a transaction with the first statement of its own.
    begin = "BEGIN; " if raw.transaction_status == TransactionStatus.IDLE else ""
    result = raw.exec_(f"{begin}{statements}".encode())
    assert result.status == ExecStatus.COMMAND_OK, result.error_message


@pytest.fixture(scope="session", autouse=True)
def _reading_lowers_rights() -> Iterator[None]:
    """Let reading() run under the reader's privileges on the tests' one connection."""
    as_built = readers.reading

    @contextmanager
    def reading() -> Iterator[None]:
        if readers.is_reading():
            yield
            return
        with as_built(), _rights_of_reader():
            yield

    readers.reading = reading
    yield
    readers.reading = as_built


@pytest.fixture(scope="session", autouse=True)
def _widgets_go_unrecorded(django_test_environment: None) -> None:
    """Record the contexts of pages alone, for the test client.

    Each of a form's widgets is a template too, and would have all of it copied: a form
    of the desk has hundreds, and copying took an eighth of drawing it.
    """
    page: Any = Template
    recorded = page._render

    def render(template: Any, context: Context) -> Any:
        if (template.name or "").startswith(PARTS):
            return template.nodelist.render(context)
        return recorded(template, context)

    page._render = render


@pytest.fixture(scope="session", autouse=True)
def _files_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests store away from a demo's, and from another process's."""
    folder = tmp_path_factory.mktemp("files")
    erasures = folder / "erasures.jsonl"
    with override_settings(FILES_ROOT=folder, ERASURES_FILE=erasures):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: Any,
) -> None:
    """Let each process copy the one migrated database."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template.ready()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """Make the logins and grant them what production grants."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        # Where no test asks for a database, none was made: never touch a real one.
        if not connection.settings_dict["NAME"].startswith("test_"):
            return
        make_logins()
        grant_roles(using="default", desk=DESK, reader=READER)
        # Both names are one connection: another could not see the test's transaction.
        connections["public"] = connections["default"]


@pytest.fixture(autouse=True)
def _rights_of_desk(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run a test that uses `db` with the desk's privileges."""
    if "transactional_db" in request.fixturenames or "db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("db")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {DESK}")
    yield


@pytest.fixture
def contributor(db: None) -> User:
    return make_person("Aru", Role.CONTRIBUTOR)


@pytest.fixture
def editor(db: None) -> User:
    return make_person("Boris", Role.EDITOR)


@pytest.fixture
def reviewer(db: None) -> User:
    return make_person("Clara", Role.REVIEWER)


@pytest.fixture
def steward(db: None) -> User:
    return make_person("Dana", Role.STEWARD)


@pytest.fixture
def researcher(db: None) -> User:
    return make_person("Erik", Role.RESEARCHER)


@pytest.fixture
def stranger(db: None) -> User:
    return make_person("Fatima")
