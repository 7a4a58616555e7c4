"""Cells that a spreadsheet program would run become text, in Python and PostgreSQL."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from testimonies.exchange import formulas, is_run, neutral, neutral_sql
from tests.attacks import attack, patched

RUN = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\tx",
    "\rx",
    "\nx",
    "  =1",
    "\u00a0=1",
    "\u3000+1",
    "\u200b=1",
    "\ufeff@x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    " ＝1",
    "﹦1",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("https://evil.example","x")',
)
TEXT = ("", "x", "1", "x=1", "'=1", '"=1', "5-6", " x", "a@b.example", "−1", "Ә", "…")
ODD = st.text(
    st.sampled_from("ab1=+-@＝－ \t\r\n'\"\u00a0\u200b\u2028\ufeff\u0301Ә"), max_size=8
)


def in_postgresql(cells: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {neutral_sql('cell')} FROM unnest(%s::text[])"  # noqa: S608
            " WITH ORDINALITY AS t(cell, n) ORDER BY n",
            [cells],
        )
        return [cell for (cell,) in cursor.fetchall()]


def _as_it_is(cell: str) -> str:
    return cell


def _column(expression: str) -> str:
    return expression


@attack(29, without=patched("testimonies.exchange.formulas.neutral", _as_it_is))
def test_what_would_run_is_text() -> None:
    for cell in RUN:
        assert formulas.neutral(cell) == f"'{cell}", repr(cell)
        assert is_run(cell)
    for cell in TEXT:
        assert formulas.neutral(cell) == cell


@given(ODD)
def test_what_is_neutral_runs_no_more(cell: str) -> None:
    assert not is_run(neutral(cell))
    assert neutral(neutral(cell)) == neutral(cell)
    assert neutral(cell).endswith(cell)


@attack(29, without=patched("tests.exchange.test_formulas.neutral_sql", _column))
@pytest.mark.django_db
def test_the_database_has_the_same_rule() -> None:
    """Every sign of the plane, in front of a formula and of a word, and alone."""
    signs = [chr(code) for code in range(1, 0x10000) if not 0xD800 <= code <= 0xDFFF]
    cells = [*RUN, *TEXT, *(s + end for s in signs for end in ("=1", "a"))]
    found = in_postgresql(cells)
    differing = [c for c, text in zip(cells, found, strict=True) if text != neutral(c)]
    assert differing == []


@pytest.mark.django_db
def test_what_is_missing_stays_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {neutral_sql('NULL::text')}")
        assert cursor.fetchone() == (None,)
