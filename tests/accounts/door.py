"""A person at the door: signing in, setting up a factor, and what a stranger tries."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.test import Client

from testimonies.models import User
from tests.people import PASSWORD

LOGIN, SECOND, ACCOUNT, DESK = (
    "/account/login/",
    "/account/second-factor/",
    "/account/",
    "/admin/",
)
HERE, ELSEWHERE = "192.0.2.7", "203.0.113.9"
WRONG = "not the password at all"
# Seconds: of a code, and until it is sent.
PERIOD, SOON = 30, 0.5


def code_of(secret: str, *, later: int = 0) -> str:
    """Give the code that an app shows now, or some periods later (RFC 6238).

    At the end of a period waits for the next, as a person would: it is asked for soon.
    """
    if (left := PERIOD - time.time() % PERIOD) < SOON:
        time.sleep(left)
    period = int(time.time()) // PERIOD + later
    return str(format_hotp_value(hotp_value(secret, period)))


class Visitor:
    """A browser at one address."""

    def __init__(self, address: str = HERE, *, checks: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=checks, REMOTE_ADDR=address)

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(path, query)

    def post(self, path: str, **values: Any) -> Any:
        return self.client.post(path, values)

    def sign_in(self, name: str | User, password: str = PASSWORD, **more: str) -> Any:
        login = name if isinstance(name, str) else name.username
        return self.post(LOGIN, login=login, password=password, **more)

    def is_at_desk(self) -> bool:
        return bool(self.get(DESK).status_code == 200)

    def is_signed_in(self) -> bool:
        return bool(self.get(ACCOUNT).status_code == 200)

    def prove(self, password: str = PASSWORD) -> None:
        answer = self.post("/account/prove/password/", password=password)
        assert answer.status_code == 302, answer.content.decode()

    def set_up_app(self) -> str:
        """Set up an app after showing the password again; give its secret."""
        self.prove()
        page = self.get("/account/app/add/").content.decode()
        secret = re.search('class="secret">([A-Z2-7]+)<', page)
        assert secret, page
        answer = self.post("/account/app/add/", code=code_of(secret[1]))
        assert answer.status_code == 302, answer.content.decode()
        return secret[1]

    def recovery_codes(self) -> list[str]:
        """Read the codes on the page that shows them once."""
        page = self.get("/account/codes/").content.decode()
        return re.findall(r"<li><code>(\d+)</code>", page)

    @property
    def cookie(self) -> str:
        return str(self.client.cookies["sessionid"].value)


def with_app(person: User) -> tuple[Visitor, str]:
    """Give a person's browser at the desk, and the secret of the app just set up."""
    visitor = Visitor()
    visitor.sign_in(person)
    return visitor, visitor.set_up_app()


def sessions() -> int:
    """Count the rows of sessions."""
    return Session.objects.count()
