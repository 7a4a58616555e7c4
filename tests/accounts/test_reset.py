"""A forgotten password: a letter that names nobody, and a second factor that stays."""

import re
import threading
from typing import Any

import pytest

from archive.logs import FramesOnly
from testimonies.accounts import letters
from testimonies.models import User
from tests.accounts.door import LOGIN, SECOND, Visitor, code_of, with_app
from tests.attacks import attack, patched

pytestmark = pytest.mark.django_db

NEW = "another long passphrase"


@pytest.fixture
def boris(editor: User) -> User:
    editor.email, editor.first_name = "Boris@Example.org", "Boris"
    editor.language = "kk"
    editor.save()
    return editor


def link_in(letter: Any) -> str:
    found = re.search(r"https?://\S+", letter.body)
    assert found
    return found[0]


def path_of(link: str) -> str:
    return link.removeprefix("https://archive.example.org").partition("?")[0]


def open_form(visitor: Visitor, link: str) -> str:
    """Open the link; give the address of the form, which holds no token."""
    answer = visitor.get(path_of(link))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def set_new(visitor: Visitor, address: str) -> Any:
    return visitor.post(address, new_password1=NEW, new_password2=NEW)


from_host = patched(
    "testimonies.accounts.letters.settings.ARCHIVE_URL", "http://evil.example"
)


@attack(47, without=from_host)
def test_the_letter_has_one_link_of_the_archives_own_and_no_name(
    visitor: Visitor, boris: User, sent: list[Any], settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    visitor.client.post(
        "/account/reset/",
        {"email": "boris@example.org"},
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )
    (letter,) = sent
    assert link_in(letter).startswith("https://archive.example.org/account/reset/")
    words = f"{letter.subject} {letter.body}".casefold()
    assert "boris" not in words.replace(link_in(letter).casefold(), "")
    assert "evil" not in words
    assert letter.to == ["Boris@Example.org"]
    assert "Somebody asked" not in letter.body


@attack(43)
def test_a_new_password_removes_no_second_factor_and_signs_nobody_in(
    boris: User, sent: list[Any]
) -> None:
    at_desk, secret = with_app(boris)
    visitor = Visitor()
    visitor.post("/account/reset/", email="boris@example.org")
    answer = set_new(visitor, open_form(visitor, link_in(sent[0])))
    assert answer.headers["Location"].startswith(LOGIN)
    assert not visitor.is_signed_in()
    assert not at_desk.is_signed_in()
    answer = visitor.sign_in(boris, NEW)
    assert answer.headers["Location"] == SECOND
    visitor.post(SECOND, code=code_of(secret, later=5))
    assert not visitor.is_signed_in()
    visitor.post(SECOND, code=code_of(secret))
    assert visitor.is_at_desk()


def test_a_link_works_once_and_in_its_own_browser(
    visitor: Visitor, boris: User, sent: list[Any]
) -> None:
    visitor.post("/account/reset/", email="boris@example.org")
    link = link_in(sent[0])
    form = open_form(visitor, link)
    assert link.split("/")[-2] not in form
    assert "does not hold" in Visitor().get(form).content.decode()
    assert set_new(visitor, form).status_code == 302
    for address in (path_of(link), form):
        assert "does not hold" in Visitor().get(address).content.decode()


def test_a_link_is_over_after_an_hour_and_cannot_be_altered(
    visitor: Visitor, boris: User, reviewer: User, sent: list[Any], settings: Any
) -> None:
    visitor.post("/account/reset/", email="boris@example.org")
    path = path_of(link_in(sent[0]))
    altered = path.replace("/reset/", "/reset/x", 1)
    assert "does not hold" in visitor.get(altered).content.decode()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert "does not hold" in visitor.get(path).content.decode()


@attack(41)
def test_the_token_lies_nowhere_in_clear(
    visitor: Visitor, boris: User, sent: list[Any], django_db_blocker: Any
) -> None:
    from django.contrib.sessions.models import Session  # noqa: PLC0415

    visitor.post("/account/reset/", email="boris@example.org")
    open_form(visitor, link_in(sent[0]))
    token = link_in(sent[0]).split("/")[-2]
    assert token not in repr(list(Session.objects.values_list()))


def test_what_breaks_beside_a_request_is_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work() -> None:
        message = "boris@example.org"
        raise RuntimeError(message)

    before = set(threading.enumerate())
    letters.apart(work)
    for thread in set(threading.enumerate()) - before:
        thread.join()
    record = caplog.records[-1]
    assert "boris" not in record.getMessage()
    assert record.exc_info
    assert record.exc_info[0]
    assert "boris" not in FramesOnly().formatException(record.exc_info)


def test_without_mail_there_is_no_such_page(visitor: Visitor) -> None:
    for path in ("", "asked/", "MQ/set-password/"):
        assert visitor.get(f"/account/reset/{path}").status_code == 404
    assert "ask whoever manages" in visitor.get(LOGIN).content.decode()


def test_where_mail_is_sent_the_door_says_so(visitor: Visitor, sent: list[Any]) -> None:
    assert "/account/reset/" in visitor.get(LOGIN).content.decode()


@pytest.mark.parametrize("state", ["closed", "without a password"])
def test_no_letter_goes_to_a_closed_account_or_one_without_password(
    visitor: Visitor, boris: User, sent: list[Any], state: str
) -> None:
    boris.is_active = state != "closed"
    if state == "without a password":
        boris.set_unusable_password()
    boris.save()
    answer = visitor.post("/account/reset/", email="boris@example.org")
    assert answer.status_code == 302
    assert sent == []


def test_nobodys_letters_can_be_asked_for_without_end(
    visitor: Visitor, boris: User, sent: list[Any]
) -> None:
    for _each in range(8):
        answer = visitor.post("/account/reset/", email="boris@example.org")
        assert answer.status_code == 302
    assert len(sent) == 5


def test_what_is_no_address_is_refused(visitor: Visitor, sent: list[Any]) -> None:
    for email in ("", "x", "a@b\nBcc: c@example.org", "a" * 300 + "@example.org"):
        answer = visitor.post("/account/reset/", email=email)
        assert answer.status_code == 200
    assert sent == []


@attack(41)
def test_a_letter_that_cannot_be_sent_is_logged_without_its_address(
    boris: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise ConnectionRefusedError(boris.email)

    monkeypatch.setattr("testimonies.accounts.letters.EmailMessage.send", refused)
    letters.send_links([boris])
    assert "ConnectionRefusedError" in caplog.text
    assert "oris" not in caplog.text


def test_the_work_is_done_beside_the_request() -> None:
    done: list[int] = []
    letters.apart(lambda: done.append(1))
    for _each in range(1000):
        if done:
            break
    assert done == [1]
