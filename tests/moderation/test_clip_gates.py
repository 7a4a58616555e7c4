"""What the platform's id says of the day of posting, against what the draft says."""

from typing import Any

import pytest

from testimonies import moderation
from testimonies.moderation import Finding
from tests.factories import Desk, make_media

SIXTH = str(1_641_441_600 << 32)
"""A TikTok id that was given on 6 January 2022, 04:00 UTC."""


def found(desk: Desk, **columns: Any) -> list[Finding]:
    given = {"platform": "tiktok", "platform_id": SIXTH, **columns}
    item = make_media(by=desk.editor, **given)
    texts = ("platform's id", "this id")
    return [
        finding
        for finding in moderation.findings(item)
        if any(text in finding.message for text in texts)
    ]


def test_a_day_that_is_said_to_be_decoded_is_the_decoded_one(desk: Desk) -> None:
    decoded = {"posted_basis": "decoded_from_id"}
    assert found(desk, posted="2022-01-06", **decoded) == []
    for posted in ("2022-01-07", "2022-01", "2022-01-06~", ""):
        (finding,) = found(desk, posted=posted, **decoded)
        assert finding.is_blocking, posted
        assert (finding.code, finding.field) == ("dates", "posted")
        assert "which names 2022-01-06" in finding.message


@pytest.mark.parametrize(
    "columns",
    [{"platform_id": "12"}, {"platform_id": ""}, {"platform": "telegram"}],
)
def test_a_day_is_decoded_from_an_id_that_names_one(
    desk: Desk, columns: dict[str, Any]
) -> None:
    (finding,) = found(
        desk, posted="2022-01-06", posted_basis="decoded_from_id", **columns
    )
    assert (finding.is_blocking, finding.field) == (True, "platform_id")


def test_a_stated_day_that_differs_is_a_warning(desk: Desk) -> None:
    (finding,) = found(desk, posted="2022-02-01", posted_basis="stated")
    assert not finding.is_blocking
    assert "names 2022-01-06 as the day of posting" in finding.message


@pytest.mark.parametrize("posted", ["2022-01-06", "2022-01", "2022-02-01~", "early"])
def test_a_stated_date_that_fits_or_cannot_be_compared_is_let_be(
    desk: Desk, posted: str
) -> None:
    assert found(desk, posted=posted, posted_basis="stated") == []
