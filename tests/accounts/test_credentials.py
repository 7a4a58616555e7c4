"""A passkey's answer that no device gives is refused before anything parses it."""

from typing import Any

import pytest

from testimonies.accounts.credentials import DEEPEST, LONGEST, is_readable
from testimonies.models import User
from tests.accounts.door import LOGIN, Visitor, with_app

pytestmark = pytest.mark.django_db

DEEP = "[" * 5000
UNREADABLE = (
    DEEP,
    '{"a":' * 5000,
    "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    # The interpreter reads no number of more than 4300 digits.
    "9" * 5000,
    '"' + "A" * LONGEST + '"',
)


@pytest.fixture
def patient(settings: Any) -> None:
    settings.MFA_RATE_LIMITS = False


def _answers(visitor: Visitor, path: str) -> set[int]:
    visitor.client.raise_request_exception = False
    return {visitor.post(path, credential=c).status_code for c in UNREADABLE}


@pytest.mark.usefixtures("patient")
def test_signing_in(visitor: Visitor) -> None:
    assert _answers(visitor, "/account/passkeys/login/") == {400}
    assert not visitor.is_signed_in()


@pytest.mark.usefixtures("patient")
def test_the_second_step(editor: User) -> None:
    with_app(editor)
    visitor = Visitor()
    visitor.sign_in(editor)
    assert visitor.get("/account/second-factor/").status_code == 200
    assert _answers(visitor, "/account/second-factor/") == {400}
    assert not visitor.is_signed_in()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("page", ["passkeys/add/", "prove/passkey/"])
def test_whoever_is_signed_in(editor: User, page: str) -> None:
    visitor, _secret = with_app(editor)
    assert _answers(visitor, f"/account/{page}") == {400}


def test_what_is_no_json_is_the_forms_to_refuse(visitor: Visitor) -> None:
    for credential in ("", "[", "]" * 30 + "["):
        answer = visitor.post("/account/passkeys/login/", credential=credential)
        assert (answer.status_code, answer.headers["Location"]) == (302, LOGIN)


def test_what_a_device_gives_is_readable() -> None:
    deepest = "[" * DEEPEST + '"' + "[" * 100 + '\\""' + "]" * DEEPEST
    assert is_readable(deepest)
    assert is_readable('"' + "A" * (LONGEST - 2) + '"')
