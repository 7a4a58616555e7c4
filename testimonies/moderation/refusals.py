"""How moderation says no."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What a gate found: where, and what to do. Never the confidential words."""

    code: str
    field: str
    message: str
    is_blocking: bool = True


class MoveRefused(ValueError):
    """A move that may not be made now; the message says what to do."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)
