"""The list of attacks: which test shows which row, and that its guard is what holds."""

from tests.attacks.marks import (
    OPTION,
    add_option,
    attack,
    named,
    parametrize,
    patched,
    run,
    without_sql,
)

__all__ = [
    "OPTION",
    "add_option",
    "attack",
    "named",
    "parametrize",
    "patched",
    "run",
    "without_sql",
]
