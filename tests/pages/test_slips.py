"""What a form for a concern and the page of its receipt carry instead of a cookie."""

from unittest import mock

import pytest
from django.test import Client

from testimonies.pages import slips
from testimonies.pages.slips import BITS, RECEIPT_LASTS, new_slip, read_slip, sealed
from testimonies.terms import Kind, new_ref
from tests.attacks import attack, patched
from tests.pages.test_report import NOW, proof_of

pytestmark = pytest.mark.usefixtures("db")

REF = new_ref(Kind.TESTIMONY)


def test_a_slip_tells_its_record_and_time_alone() -> None:
    one, other = new_slip(REF), new_slip(REF)
    assert one.digest != other.digest
    assert one.receipt != other.receipt
    assert read_slip(one.text, REF) == one
    assert one.nonce not in (one.digest, one.receipt)


@pytest.mark.parametrize("proof", ["", "x", "-1", "1" * 13, "٣"])
def test_what_is_no_number_proves_nothing(proof: str) -> None:
    assert new_slip(REF).work_in(proof) == 0


def test_work_for_one_slip_is_none_for_another() -> None:
    one, other = new_slip(REF), new_slip(REF)
    proof = proof_of(one)
    assert one.work_in(proof) == BITS
    assert other.work_in(proof) < BITS


# --- Receipts -------------------------------------------------------------------------


def _any_receipt(text: str) -> str:
    return text[:8]


@attack(42, without=patched("testimonies.pages.report.read_receipt", _any_receipt))
def test_nobody_but_us_says_that_something_has_arrived(client: Client) -> None:
    """An address that somebody was sent to in place of the form says nothing."""
    receipt, other = "23456789", "23456788"
    seal = sealed(receipt).removeprefix(receipt)
    slip = new_slip("t2222222b").text
    for ending in (receipt, "aeiou", f"{other}{seal}", f"{receipt}:{'A' * 43}", slip):
        missing = client.get(f"/report/thanks/{ending}/")
        assert missing.status_code == 404
        assert missing.content == client.get("/no/such/page/").content


def test_a_receipt_is_shown_for_some_hours_and_its_address_tells_no_time(
    client: Client,
) -> None:
    hour = NOW() // 3600 * 3600
    with mock.patch.object(slips, "_now", lambda: hour):
        first = sealed("23456789")
    with mock.patch.object(slips, "_now", lambda: hour + 3599):
        assert sealed("23456789") == first
    address = f"/report/thanks/{first}/"
    for hours, status in ((RECEIPT_LASTS, 200), (RECEIPT_LASTS + 1, 404)):
        with mock.patch.object(slips, "_now", lambda: hour + hours * 3600):  # noqa: B023
            assert client.get(address).status_code == status
