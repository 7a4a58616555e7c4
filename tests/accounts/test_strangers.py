"""The door tells nobody who has an account: not by words, status, headers or work."""

import re
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies.models import User
from tests.accounts.door import ELSEWHERE, LOGIN, WRONG, Visitor
from tests.attacks import attack, patched
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")\w+')


def told(answer: Any, name: str) -> tuple[Any, ...]:
    """Give all that an answer tells, but for tokens and the words that were sent."""
    body = TOKEN.sub(rb"\1", answer.content).replace(name.encode(), b"NAME")
    unstable = ("Expires", "Set-Cookie", "Content-Length")
    headers = {k: v for k, v in answer.headers.items() if k not in unstable}
    return answer.status_code, headers, body, sorted(answer.cookies)


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count how often a password is hashed: the work that a clock would see."""
    calls: list[str] = []
    as_built = MD5PasswordHasher.encode

    def encode(self: Any, password: str, salt: str) -> str:
        calls.append(password)
        return as_built(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    return calls


def closed(person: User) -> str:
    person.is_active = False
    person.save()
    return person.username


no_dummy = patched(
    "allauth.account.auth_backends.AuthenticationBackend._mitigate_timing_attack",
    lambda *_: None,
)


@attack(11, without=no_dummy)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(
    editor: User, reviewer: User, steward: User, hashed: list[str]
) -> None:
    tries = [
        ("the first of the day", WRONG),
        (editor.username, WRONG),
        ("nobody", WRONG),
        (closed(reviewer), WRONG),
        (closed(steward), PASSWORD),
    ]
    answers, work, queries = [], [], []
    for login, password in tries:
        visitor = Visitor()
        visitor.get(LOGIN)
        before = len(hashed)
        with CaptureQueriesContext(connection) as seen:
            answer = visitor.sign_in(login, password)
        answers.append(told(answer, login))
        work.append(len(hashed) - before)
        queries.append(len(seen))
    assert all(answer == answers[1] for answer in answers)
    assert work == [1, 1, 1, 1, 1]
    # The first row of a place is made, later ones are changed.
    assert len(set(queries[1:])) == 1, queries


def as_library(adapter: Any, request: Any, **credentials: Any) -> Any:
    return DefaultAccountAdapter.authenticate(adapter, request, **credentials)


library = patched(
    "testimonies.accounts.adapters.AccountAdapter.authenticate", as_library
)


@attack(11, without=library)
def test_a_closed_account_is_nobody_even_with_its_password(
    visitor: Visitor, reviewer: User
) -> None:
    name = closed(reviewer)
    answer = visitor.sign_in(name, PASSWORD)
    assert answer.status_code == 200
    assert "do not belong together" in answer.content.decode()


@attack(11)
@attack(40)
def test_having_to_wait_looks_like_a_wrong_password(editor: User) -> None:
    answers = []
    for name in (editor.username, "nobody"):
        visitor = Visitor()
        visitor.get(LOGIN)
        first = told(visitor.sign_in(name, WRONG), name)
        for _each in range(5):
            last = told(visitor.sign_in(name, WRONG), name)
        assert first == last
        answers.append(last)
    assert answers[0] == answers[1]


def test_a_limited_place_gets_the_same_words(settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "place": "3/m/ip"}
    visitor = Visitor(ELSEWHERE)
    names = [f"nobody{number}" for number in range(5)]
    answers = [told(visitor.sign_in(name, WRONG), name) for name in names]
    assert answers[1] == answers[-1]


@attack(11)
def test_a_forgotten_password_is_answered_alike(
    editor: User, sent: list[Any], hashed: list[str]
) -> None:
    editor.email = "boris@example.org"
    editor.save()
    answers, queries, work = [], [], []
    Visitor().post("/account/reset/", email="first@example.org")
    for email in ("boris@example.org", "nobody@example.org"):
        visitor = Visitor()
        visitor.get("/account/reset/")
        before = len(hashed)
        with CaptureQueriesContext(connection) as seen:
            answer = visitor.post("/account/reset/", email=email)
        queries.append(len(seen))
        work.append(len(hashed) - before)
        answers.append(told(answer, email))
        answers.append(told(visitor.get("/account/reset/asked/"), email))
    assert answers[0::2][0] == answers[0::2][1]
    assert answers[1::2][0] == answers[1::2][1]
    assert len(set(queries)) == 1
    assert work == [0, 0]
    assert [letter.to for letter in sent] == [["boris@example.org"]]
