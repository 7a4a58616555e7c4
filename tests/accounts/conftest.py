"""People at the door, outside a demo: a second factor is asked for."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from tests.accounts.door import Visitor


@pytest.fixture(autouse=True)
def outside_demo(settings: Any) -> None:
    """Ask for a second factor as a real server does; let test addresses in."""
    settings.DEMO = False
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def visitor(db: None) -> Visitor:
    return Visitor()


@pytest.fixture
def sent(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Let letters be sent, at once, into a list."""
    settings.MAIL_IS_SENT = True
    monkeypatch.setattr("testimonies.accounts.letters.apart", lambda work: work())
    from django.core import mail  # noqa: PLC0415 - its outbox is made for each test

    yield mail.outbox
    cache.clear()
