"""What was typed at the desk comes back where it cannot be saved any more."""

import html
from typing import Any
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.urls import reverse

from testimonies import ledger
from testimonies.admin.unsaved import MOST_FIELDS
from testimonies.models import Source, User
from tests import factories
from tests.admin.desk import page_of

pytestmark = pytest.mark.django_db

ADD = "/admin/testimonies/source/add/"
TYPED = "Two hours of typing.\r\nA second line."
MARKUP = '</textarea><script>alert("x")</script><img src=x onerror=y>'


def _form(**fields: str) -> dict[str, str]:
    return {"csrfmiddlewaretoken": "t" * 64, "_save": "1", **fields}


def _signed_out(person: User, *, checks: bool = False) -> Client:
    """Give a browser whose session ended on the server while it kept its cookie."""
    client = Client(enforce_csrf_checks=checks)
    client.force_login(person)
    Session.objects.all().delete()
    return client


def _shown(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("checks", [False, True])
def test_a_lost_session_loses_no_text(editor: User, checks: bool) -> None:
    """With a token that holds or does not: what was typed is the same."""
    client = _signed_out(editor, checks=checks)
    answer = client.post(f"{ADD}?a=1&b=2", _form(title=TYPED, publisher=" "))
    assert answer.status_code == 403
    assert TYPED in _shown(answer)
    assert "You are signed out; nothing was saved." in _shown(answer)
    way = f'href="{reverse("account_login")}?next={ADD}%3Fa%3D1%26b%3D2"'
    assert way in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "publisher" not in _shown(answer)
    assert not Source.objects.exists()


def test_a_form_of_an_earlier_session_loses_no_text(editor: User) -> None:
    """Who signed in again in another window sends the token of before."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    answer = client.post(f"{ADD}?a=1", _form(title=TYPED))
    assert answer.status_code == 403
    assert TYPED in _shown(answer)
    assert "You signed in again since you opened this form" in _shown(answer)
    assert f'class="button" href="{ADD}"' in answer.content.decode()
    assert not Source.objects.exists()
    # Of somebody without work at the desk nothing is shown.
    client.force_login(User.objects.create(username="reader"))
    assert TYPED not in _shown(client.post(ADD, _form(title=TYPED)))


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "Сеанс завершён"), ("kk", "Сеансыңыз аяқталған")]
)
def test_it_is_said_in_the_language_of_the_door(language: str, words: str) -> None:
    answer = Client().post(f"{ADD}?lang={language}", _form(title=TYPED))
    assert words in _shown(answer)


def test_without_a_second_factor_no_text_is_lost(editor: User, settings: Any) -> None:
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = False, True
    client = Client()
    client.force_login(editor)
    answer = client.post(ADD, _form(title=TYPED))
    assert answer.status_code == 403
    assert TYPED in _shown(answer)
    assert "This session has no second factor" in _shown(answer)
    assert f'class="button" href="{reverse("mfa_index")}"' in answer.content.decode()
    assert not Source.objects.exists()


def test_a_record_deleted_meanwhile_loses_no_text(editor: User) -> None:
    source = factories.make_source(by=editor)
    address = page_of(source)
    client = Client()
    client.force_login(editor)
    with ledger.acting(editor):
        source.delete()
    answer = client.post(address, _form(title=TYPED, _version="0" * 64))
    assert answer.status_code == 404
    assert TYPED in _shown(answer)
    assert "0" * 64 not in _shown(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    # Whoever only looks is led to the desk's first page, as ever.
    assert client.get(address).status_code == 302


def test_who_may_not_change_it_learns_nothing_of_a_record(stranger: User) -> None:
    client = Client()
    client.force_login(stranger)
    answer = client.post(ADD, _form(title=TYPED))
    assert answer.status_code == 403
    assert "Two hours" not in _shown(answer)


def test_markup_stays_text() -> None:
    answer = Client().post(ADD, _form(title=MARKUP, **{MARKUP: "a name"}))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert page.count("&lt;/textarea&gt;&lt;script&gt;") == 2
    assert "<script>alert" not in page
    assert "<img src=x" not in page


SECRET = "hunter2 of many letters"
SECRETS = ("password", "New_Password1", "token", "credential", "otp_code", "secret")


def test_secrets_and_what_the_form_carries_are_not_given_back() -> None:
    hidden = ("_version", "rows-0-id", "rows-TOTAL_FORMS", "rows-__prefix__-text")
    sent = dict.fromkeys((*SECRETS, *hidden, "csrfmiddlewaretoken"), SECRET)
    page = _shown(Client().post(ADD, {**sent, "title": TYPED}))
    assert TYPED in page
    assert SECRET not in page


def test_where_nothing_was_typed_the_way_in_stays() -> None:
    for sent in ({}, _form(), {"password": SECRET}):
        answer = Client().post(ADD, sent)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(reverse("account_login"))


def test_the_door_gives_nothing_back() -> None:
    for door in (reverse("admin:login"), reverse("account_login")):
        answer = Client(enforce_csrf_checks=True).post(door, {"username": TYPED})
        assert answer.status_code == 403
        assert "Two hours" not in _shown(answer)


def test_a_page_has_bounds_and_keeps_the_longest_texts() -> None:
    many = {f"field{at}": "x" for at in range(MOST_FIELDS + 5)}
    page = _shown(Client().post(ADD, {**many, "last": TYPED}))
    assert page.count("<textarea") == MOST_FIELDS
    assert TYPED in page
    assert "the shortest fields are left out" in page


def test_nothing_of_the_archive_is_shown(editor: User) -> None:
    witness = factories.make_witness(by=editor)
    answer = _signed_out(editor).post(page_of(witness), _form(note=TYPED))
    assert answer.status_code == 403
    assert witness.name not in _shown(answer)


def test_a_body_that_is_no_forms_is_not_read_for_a_stranger(settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 200
    with mock.patch.object(WSGIRequest, "_load_post_and_files") as reading:
        answer = Client().post(ADD, _form(title="x" * 300))
    assert answer.status_code == 302
    assert not reading.called
