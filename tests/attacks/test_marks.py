"""A test of a guard runs twice where asked to, and fails the run if it passes then."""

import pytest
from django.conf import settings
from django.test import override_settings

from tests.attacks import OPTION, attack, named

pytest_plugins = ["pytester"]

gone = named("the guard", lambda: override_settings(ARCHIVE_NAME="guard gone"))


@attack(0, without=gone)
def test_a_guard_that_is_gone_is_noticed() -> None:
    assert settings.ARCHIVE_NAME != "guard gone"


CONFTEST = """
import pytest
from tests import attacks

pytest_addoption = attacks.add_option
pytest_generate_tests = attacks.parametrize

@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem):
    with attacks.run(pyfuncitem):
        return (yield)

@pytest.fixture(autouse=True)
def guard_removal(request):
    return getattr(request, "param", None)
"""
TESTS = """
from contextlib import nullcontext
from tests.attacks import attack

@attack(0, without=nullcontext)
def test_that_passes_without_its_guard():
    pass

@attack(0, without=lambda: no_such_thing)
def test_whose_removal_breaks():
    pass

@attack(0)
def test_without_a_removal():
    pass
"""


def test_a_test_that_passes_without_its_guard_fails(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    options = ("-p", "no:django", "-p", "no:xdist", "-p", "no:randomly")
    result = pytester.runpytest_inprocess(*options)
    result.assert_outcomes(passed=3)
    result = pytester.runpytest_inprocess(*options, OPTION)
    result.assert_outcomes(passed=3, failed=2)
