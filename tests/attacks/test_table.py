"""Every row of the list of attacks is answered, and the page says what the tests do."""

import pytest

from tests.attacks.table import PAGE, Row, page, rows, shown

P0 = {1, 2, 3, 4, *range(12, 20), 23, *range(25, 30), 35, 36, 41, 42, 43, 44, 45}
SELF_TEST = 0


def test_the_list_is_whole() -> None:
    assert [row.number for row in rows()] == list(range(1, 53))
    assert {row.number for row in rows() if row.priority == "P0"} == P0


def test_every_mark_names_a_row() -> None:
    assert shown().keys() - {SELF_TEST} <= {row.number for row in rows()}


@pytest.mark.parametrize("row", rows(), ids=lambda row: str(row.number))
def test_a_row_is_answered(row: Row) -> None:
    """P0: a test that fails without its guard. P1: a test, or a reason."""
    tests = shown().get(row.number, [])
    if row.cannot_apply:
        assert not row.here
        return
    assert row.here
    if row.priority == "P0":
        assert any(each.guard for each in tests)
        assert not row.not_yet
    else:
        assert tests or row.not_yet


def test_the_page_is_what_the_tests_say() -> None:
    assert PAGE.read_text() == page(), "run: python -m tests.attacks"
