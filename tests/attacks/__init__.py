"""The list of attacks: which test shows which row, and that its guard is what holds."""

from tests.attacks.marks import attack, named, parametrize, patched, run, without_sql

__all__ = ["attack", "named", "parametrize", "patched", "run", "without_sql"]
