"""A server that began without its database serves once that is there."""

from typing import Any

import pytest
from django.db import OperationalError

from archive import start
from archive.start import SafeFirst


def _application(_environ: dict[str, Any], _answer: Any) -> list[bytes]:
    return [b"served"]


def test_a_connection_that_died_at_the_first_look_is_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No request ends in that thread, so nothing else would let it go."""
    is_dead = True

    def look() -> None:
        if is_dead:
            message = "the connection is closed"
            raise OperationalError(message)

    def let_go() -> None:
        nonlocal is_dead
        is_dead = False

    monkeypatch.setattr(start, "LOOKS", (look,))
    monkeypatch.setattr(start, "close_old_connections", let_go)
    safe = SafeFirst(_application)
    assert list(safe({}, lambda *_: None)) == [b"served"]
