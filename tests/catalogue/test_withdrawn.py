"""Of a withdrawal readers learn the day, in the archive's time zone, and no hour."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from testimonies import catalogue, moderation
from testimonies.terms import WithdrawalReason
from tests.attacks import attack, patched
from tests.factories import Desk, make_collection

pytestmark = pytest.mark.django_db

# Of one day in Greenwich and of two in Almaty.
MORNING, NIGHT = (datetime(2030, 1, 5, hour, 30, tzinfo=UTC) for hour in (1, 19))
ALMATY = ZoneInfo("Asia/Almaty")


@contextmanager
def erased(at: datetime) -> Iterator[None]:
    with mock.patch("testimonies.catalogue.editions.timezone.now", return_value=at):
        yield


def _moment(moment: datetime) -> Any:
    return moment


@attack(19, without=patched("testimonies.catalogue.history._day", _moment))
def test_of_a_withdrawal_readers_learn_the_day_alone(desk: Desk) -> None:
    """Nor by the ETag of a history, for which every second of a day could be tried."""
    with timezone.override(ALMATY):
        for at, day in ((MORNING, date(2030, 1, 5)), (NIGHT, date(2030, 1, 6))):
            record = make_collection(by=desk.editor)
            desk.publish(record)
            with erased(at):
                moderation.withdraw(
                    record, by=desk.reviewer, category=WithdrawalReason.SAFETY
                )
            stone = catalogue.tombstone(record.ref)
            old = catalogue.edition(record.ref, 1)
            assert stone
            assert isinstance(old, catalogue.Erased)
            assert [line.erased_on for line in catalogue.editions(record.ref)] == [day]
            assert (stone.withdrawn_on, old.erased_on) == (day, day)
