"""The signed slip that a form for a concern carries instead of a cookie.

It is bound to one record and to a time, and a row of the table says whether it was
used. Nothing is kept when one is given out. Whoever sends it shows either that their
browser worked for it, or that some time has gone by. Says nothing about who asked.
"""

import hashlib
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from testimonies.terms import receipt_of

# Seconds: how long a slip holds, and how old it must be where no browser worked.
LASTS, WAIT = 6 * 3600, 20
# Bits of zeroes at the front of a SHA-256: some seconds for a telephone. More are asked
# where much has come about a record (migration 0013).
BITS = 16

_PROOF = re.compile("[0-9]{1,12}")
_SALT = "kua.report"
# Hours after that of its sending in which the page of a receipt can be opened.
RECEIPT_LASTS = 6


class SlipRefused(ValueError):
    """A slip or a receipt that is none of ours, not of this record, or too old."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What a form carries; `text` is as it was signed, `at` in seconds.

    `asked`: how many bits of work its form is to ask of a browser.
    """

    text: str
    nonce: str
    at: int
    asked: int = BITS

    @property
    def digest(self) -> str:
        """What is kept of it once it was used."""
        return hashlib.sha256(self.nonce.encode()).hexdigest()

    @property
    def receipt(self) -> str:
        """The reference of what is sent with it: the same however often it is sent."""
        return receipt_of(salted_hmac(_SALT, self.nonce, algorithm="sha256").digest())

    def seconds_to_wait(self) -> int:
        """Say how long it has to get older; 0 where it may be used."""
        return max(0, self.at + WAIT - _now())

    def work_in(self, proof: str) -> int:
        """Count the bits that a browser worked for (js/report.js); 0 where none did."""
        if not _PROOF.fullmatch(proof):
            return 0
        found = hashlib.sha256(f"{self.text}:{proof}".encode()).digest()
        return len(found) * 8 - int.from_bytes(found, "big").bit_length()


def new_slip(ref: str) -> Slip:
    """Give a slip for a record; nothing is written anywhere."""
    nonce, at = secrets.token_urlsafe(12), _now()
    text = _signer().sign_object({"ref": ref, "nonce": nonce, "at": at})
    return Slip(text, nonce, at)


def read_slip(text: str, ref: str) -> Slip:
    """Read the slip of a form about the record. Raises SlipRefused."""
    try:
        held: Any = _signer().unsign_object(text)
    except (BadSignature, ValueError):
        raise SlipRefused from None
    is_held = isinstance(held, dict) and held.keys() == {"ref", "nonce", "at"}
    if not is_held or held["ref"] != ref or _now() - held["at"] > LASTS:
        raise SlipRefused
    return Slip(text, held["nonce"], held["at"])


def sealed(receipt: str) -> str:
    """Give what the address of a receipt's page ends in: only we can make it.

    It holds for some hours and tells no time: an address is copied and kept.
    """
    return _sealer(hours_ago=0).sign(receipt)


def read_receipt(text: str) -> str:
    """Give the receipt that was sealed, or raise SlipRefused; asks no database."""
    for hours_ago in range(RECEIPT_LASTS + 1):
        with suppress(BadSignature):
            return _sealer(hours_ago=hours_ago).unsign(text)
    raise SlipRefused


def _sealer(*, hours_ago: int) -> Signer:
    salt = f"{_SALT}.{_now() // 3600 - hours_ago}"
    return Signer(salt=salt, fallback_keys=settings.SECRET_KEY_FALLBACKS)


def _signer() -> Signer:
    return Signer(salt=_SALT, fallback_keys=settings.SECRET_KEY_FALLBACKS)


def _now() -> int:
    return int(time.time())
