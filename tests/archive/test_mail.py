"""EMAIL_URL: letters leave encrypted or not at all."""

import pytest

from archive.env import VariableRefused
from archive.mail import NOWHERE, SMTP, Mail, settings_of
from tests.attacks import attack


def test_without_an_address_nothing_is_sent() -> None:
    assert settings_of("", is_relaxed=False) == Mail(backend=NOWHERE)


@pytest.mark.parametrize(
    ("url", "port", "tls", "starttls"),
    [
        ("smtps://mail.example.org", 465, True, False),
        ("smtp+tls://mail.example.org", 587, False, True),
        ("smtp+tls://mail.example.org:2525", 2525, False, True),
        ("smtp://localhost", 25, False, False),
        ("smtp://127.0.0.1:1025", 1025, False, False),
    ],
)
def test_an_address_says_how_letters_leave(
    url: str, port: int, tls: bool, starttls: bool
) -> None:
    mail = settings_of(url, is_relaxed=False)
    found = (mail.backend, mail.port, mail.uses_tls, mail.uses_starttls)
    assert found == (SMTP, port, tls, starttls)


def test_a_password_may_hold_any_character() -> None:
    mail = settings_of("smtps://a%40b:p%2Fw%3A@mail.example.org", is_relaxed=False)
    assert (mail.user, mail.password, mail.host) == ("a@b", "p/w:", "mail.example.org")


@attack(7)
@pytest.mark.parametrize(
    "host", ["mail.example.org", "localhost.example.org", "10.0.0.1"]
)
def test_letters_in_clear_leave_this_machine_only_where_one_develops(host: str) -> None:
    with pytest.raises(
        VariableRefused, match=r"^EMAIL_URL would .*smtps://"
    ) as refusal:
        settings_of(f"smtp://u:hunter2@{host}", is_relaxed=False)
    assert "hunter2" not in str(refusal.value)
    assert settings_of(f"smtp://{host}", is_relaxed=True).host == host
