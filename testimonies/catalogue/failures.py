"""What the database's silence means: too slow, or away; all else is a program's fault.

Looks at the error's class and SQLSTATE (PostgreSQL 18, appendix A), never at the words
of a server, which may be in any language.
"""

from enum import StrEnum

from django.db import InterfaceError, OperationalError

# A statement, a lock or an idle transaction that took longer than its limit.
_SLOW = ("57014", "55P03", "25P03", "25P04")
_DEADLOCK = "40P01"
# Connections that fail (08), no room left (53), a server that goes or comes (57P).
_AWAY = ("08", "53", "57P")


class Failure(StrEnum):
    """Why the database gave no answer."""

    SLOW = "slow"
    AWAY = "away"


def failure_of(error: BaseException | None) -> Failure | None:
    """Say which failure an error, or what led to it, tells of; None: it is a fault."""
    while error is not None:
        if found := _told_by(error):
            return found
        error = error.__cause__
    return None


def gave_way(error: BaseException) -> bool:
    """Say whether two waited for each other, and this one had to give way."""
    return getattr(error.__cause__, "sqlstate", None) == _DEADLOCK


def _told_by(error: BaseException) -> Failure | None:
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    state = str(getattr(error.__cause__, "sqlstate", "") or "")
    if state.startswith(_SLOW):
        return Failure.SLOW
    if state:
        return Failure.AWAY if state.startswith(_AWAY) else None
    # No server spoke: the driver could not connect or lost its connection. Of the
    # driver's own misuse, only what names a connection is that.
    is_lost = isinstance(error, OperationalError) or "connection" in str(error)
    return Failure.AWAY if is_lost else None
