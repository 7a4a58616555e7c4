"""A crashed process ends the run: it names the test, and nobody waits for the rest."""

from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest

from tests.architecture.sources import ROOT
from tests.schedule import BARE, BY_MODULE, WHOLE, ByFolder

pytest_plugins = ["pytester"]

TESTS = [
    *(f"tests/matrix/test_a.py::test_{number}" for number in range(4)),
    *(f"tests/test_b.py::test_{number}" for number in range(9)),
]


def _worker(name: str) -> Any:
    gateway = SimpleNamespace(id=name)
    return mock.Mock(gateway=gateway, shutting_down=False)


def _sent(worker: Any) -> list[int]:
    calls = worker.send_runtest_some.call_args_list
    return [number for call in calls for number in call.args[0]]


@pytest.fixture
def running(pytester: pytest.Pytester) -> tuple[ByFolder, Any, Any]:
    """Give a run of two workers, of which the first has the folder."""
    schedule = ByFolder(pytester.parseconfig("--tx=2*popen"))
    workers = _worker("gw0"), _worker("gw1")
    for worker in workers:
        schedule.add_node(worker)
        schedule.add_node_collection(worker, TESTS)
    schedule.schedule()
    return schedule, *workers


def test_a_folder_is_one_workers(running: tuple[ByFolder, Any, Any]) -> None:
    _, first, second = running
    assert {0, 1, 2, 3} <= set(_sent(first))
    assert not {0, 1, 2, 3} & set(_sent(second))


def test_nothing_comes_after_the_browser(pytester: pytest.Pytester) -> None:
    schedule = ByFolder(pytester.parseconfig("--tx=1*popen"))
    browser = [f"tests/browser/test_a.py::test_{number}" for number in range(4)]
    others = [f"tests/test_b.py::test_{number}" for number in range(3)]
    worker = _worker("gw0")
    schedule.add_node(worker)
    schedule.add_node_collection(worker, [*browser, *others])
    schedule.schedule()
    while schedule.workqueue:
        schedule._assign_work_unit(worker)
    assert _sent(worker) == [4, 5, 6, 0, 1, 2, 3]


def test_one_begins_without_a_database(pytester: pytest.Pytester) -> None:
    schedule = ByFolder(pytester.parseconfig("--tx=2*popen"))
    bare = ["tests/architecture/test_c.py::test_1", "tests/files/test_d.py::test_1"]
    workers = _worker("gw0"), _worker("gw1")
    for worker in workers:
        schedule.add_node(worker)
        schedule.add_node_collection(worker, [*TESTS, *bare])
    schedule.schedule()
    first, second = map(_sent, workers)
    assert first[:2] == [len(TESTS), len(TESTS) + 1]
    assert second[:4] == [0, 1, 2, 3]


@pytest.mark.parametrize("path", [*WHOLE, *BY_MODULE, *BARE])
def test_what_shares_something_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_a_module_that_shares_something_is_one_workers(
    pytester: pytest.Pytester,
) -> None:
    schedule = ByFolder(pytester.parseconfig("--tx=2*popen"))
    tests = [
        f"tests/search/test_{module}.py::test_{n}" for module in "ab" for n in "12"
    ]
    assert [schedule._split_scope(test) for test in tests] == [
        *["tests/search/test_a.py"] * 2,
        *["tests/search/test_b.py"] * 2,
    ]


def test_what_a_crashed_worker_had_is_given_to_nobody(
    running: tuple[ByFolder, Any, Any],
) -> None:
    schedule, first, second = running
    schedule.mark_test_complete(first, 0)
    before = _sent(second)
    assert schedule.remove_node(first) == TESTS[1]
    assert schedule.nodes == [second]
    assert _sent(second) == before
    # And a worker that had no test left has crashed in none.
    for number in before:
        schedule.assigned_work[second][TESTS[number]][TESTS[number]] = True
    assert schedule.remove_node(second) is None


def test_a_crash_ends_the_run(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.getoption("maxworkerrestart") == "0"
