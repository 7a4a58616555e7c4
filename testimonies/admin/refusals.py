"""What the database or moderation refused, as a sentence for the person at the desk."""

from django.apps import apps
from django.db import IntegrityError, InternalError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.db.models.constraints import BaseConstraint
from django.db.utils import DataError, ProgrammingError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from testimonies.moderation import MoveRefused
from testimonies.terms import QuoteMalformed

REFUSALS = (
    MoveRefused,
    QuoteMalformed,
    IntegrityError,
    InternalError,
    OperationalError,
    ProgrammingError,
    DataError,
)
"""What a write may meet; whatever is_refusal() does not know goes on as an error."""

# What took longer than its limit: a statement, waiting for a lock.
_SLOW = {"57014", "55P03"}
# SQLSTATE: integrity (23), a raised exception (P0001), a deadlock, a missing right.
_KNOWN = ("23", "P0001", "40P01", "42501", "22", *_SLOW)


def is_refusal(error: Exception) -> bool:
    """Say whether the error is a refusal, and no fault of the program."""
    if isinstance(error, ValueError | ProtectedError | RestrictedError):
        return True
    return _state(error).startswith(_KNOWN)


def sentence_of(error: Exception) -> str:
    """Give one sentence that says what was refused; it never quotes the row."""
    if isinstance(error, ProtectedError | RestrictedError):
        return _("Other records still use it, so it cannot be deleted.")
    if isinstance(error, ValueError):
        return str(error)
    if waited := _of_waiting(_state(error)):
        return waited
    named = str(getattr(_diagnosis(error), "constraint_name", None) or "")
    if named:
        return _of_constraint(named)
    if _state(error) in {"23514", "23505", "P0001"}:
        return _plain(str(getattr(_diagnosis(error), "message_primary", "") or ""))
    return _("The database refused it, and nothing was saved.")


def _of_waiting(state: str) -> str:
    if state == "40P01":
        return _("Somebody else was saving at the same time. Nothing was saved: again?")
    if state in _SLOW:
        return _("The database took too long, so nothing was saved. Try again soon.")
    return ""


def _diagnosis(error: Exception) -> object:
    return getattr(error.__cause__, "diag", None)


def _state(error: Exception) -> str:
    return str(getattr(error.__cause__, "sqlstate", "") or "")


def _plain(message: str) -> str:
    return f"{capfirst(message.rstrip('.'))}."


def _of_constraint(name: str) -> str:
    """Give the sentence that the model has for its constraint, or name the rule."""
    for model in apps.get_app_config("testimonies").get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return _said_by(constraint, name)
    return _("The rule “%(name)s” of the archive refuses this.") % {"name": name}


def _said_by(constraint: BaseConstraint, name: str) -> str:
    said = constraint.violation_error_message
    if said and said != BaseConstraint.default_violation_error_message:
        return str(said)
    return _("The rule “%(name)s” of the archive refuses this.") % {
        "name": name.replace("_", " ")
    }
