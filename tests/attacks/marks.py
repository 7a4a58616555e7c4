"""Which test shows which row of the list of attacks, and that its guard is what holds.

`@attack(12)` says that a test shows row 12. `@attack(12, without=removal)` says besides
how the guard is taken away: with `pytest --unguarded`, as `make check` has it, the test
runs a second time inside `removal()`, and must fail there by an assertion. What passes
without its guard fails the run.

docs/security.md holds the table, made from docs/attacks.toml and from the tests'
decorators by `python -m tests.attacks` (tests/attacks/test_table.py compares).
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar
from unittest import mock

import pytest
from django.db import connection

Removal = Callable[[], AbstractContextManager[Any]]
Test = TypeVar("Test", bound=Callable[..., Any])

MARK = "attack"
# How a test may fail without its guard.
EXPECTED = (AssertionError, pytest.fail.Exception)


def attack(row: int, *, without: Removal | None = None) -> Callable[[Test], Test]:
    """Mark a test as showing a row, and name how its guard would be taken away.

    Fixtures run with the guard in place: what it has to guard is done in the test.
    """
    return pytest.mark.attack(row, without=without)


def patched(target: str, replacement: Any) -> Removal:
    """Take a guard away by putting something else at its dotted name."""
    return named(target, lambda: mock.patch(target, replacement))


def named(name: str, removal: Removal) -> Removal:
    """Give a removal the name that the test's id and the documentation show."""
    removal.__name__ = name
    return removal


def without_sql(name: str, *statements: str) -> Removal:
    """Take a guard of the database away, in the test's own transaction."""

    @contextmanager
    def removal() -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            (user,) = cursor.fetchone()
            cursor.execute("RESET ROLE")
            for statement in statements:
                cursor.execute(statement)
            cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(user)}")
        yield

    return named(name, removal)


# --- What pytest asks of it (called by tests/conftest.py) -----------------------------

OPTION = "--unguarded"


def add_option(parser: pytest.Parser) -> None:
    """Let the second runs be asked for: they prove the tests, not the product."""
    words = "run the test of a guard once more without it, where it must fail"
    parser.addoption(OPTION, action="store_true", help=words)


def parametrize(metafunc: pytest.Metafunc) -> None:
    """Run a test a second time for each guard that its marks name, where asked to."""
    if not metafunc.config.getoption(OPTION):
        return
    removals = [
        mark.kwargs["without"]
        for mark in metafunc.definition.iter_markers(MARK)
        if mark.kwargs["without"] is not None
    ]
    if not removals:
        return
    fails = pytest.mark.xfail(strict=True, raises=EXPECTED)
    gone = [
        pytest.param(removal, id=f"without {removal.__name__}", marks=fails)
        for removal in dict.fromkeys(removals)
    ]
    in_place = pytest.param(None, id="guarded")
    metafunc.parametrize("guard_removal", [in_place, *gone], indirect=True)


def run(item: pytest.Function) -> AbstractContextManager[Any]:
    """Give the context in which the body of a test runs."""
    removal: Any = item.funcargs.get("guard_removal")
    return _without(removal) if removal else nullcontext()


@contextmanager
def _without(removal: Removal) -> Iterator[None]:
    with removal():
        try:
            yield
        except EXPECTED as failure:
            # Nobody reads where it failed, and pytest would look up every source line.
            raise failure.with_traceback(None) from None
