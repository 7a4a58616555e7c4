"""The pages of sign-in: in three languages, kept by nobody, with no script inside."""

import re
from typing import Any

import pytest

from testimonies.models import User
from testimonies.moderation import invite
from testimonies.terms import Role
from tests.accounts.door import LOGIN, SECOND, Visitor, code_of, with_app
from tests.architecture.test_shape import INLINE

pytestmark = pytest.mark.django_db

INSIDE = (
    "",
    "app/remove/",
    "codes/",
    "codes/new/",
    "invite/",
    "logout/",
    "passkeys/",
    "passkeys/add/",
    "password/",
    "prove/code/",
)


def html_of(answer: Any) -> str:
    assert answer.status_code in (200, 404), answer
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    page = str(answer.content.decode())
    # Data for a script of ours is no script.
    bare = re.sub('<script id="passkey-options" type="application/json">', "", page)
    assert not INLINE.search(bare), INLINE.search(bare)
    assert "//" not in re.sub(r"https?://(archive\.example\.org|testserver)", "", bare)
    return page


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_page_speaks_the_persons_language(steward: User, language: str) -> None:
    steward.language = language
    steward.save()
    visitor, _ = with_app(steward)
    for path in INSIDE:
        page = html_of(visitor.get(f"/account/{path}"))
        assert f'<html lang="{language}">' in page, path
    stage = Visitor()
    stage.sign_in(steward)
    assert f'<html lang="{language}">' in html_of(stage.get(SECOND))


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_door_speaks_the_language_that_is_asked_for(
    visitor: Visitor, steward: User, sent: list[Any], language: str
) -> None:
    token = invite(by=steward, role=Role.EDITOR)
    paths = (LOGIN, "/account/reset/", "/account/reset/asked/", "/account/reset/x/y/")
    for path in (*paths, "/account/invitation/x/"):
        answer = visitor.get(path, lang=language)
        assert f'<html lang="{language}">' in html_of(answer), path
        assert answer.headers["Content-Language"] == language
    assert "sessionid" not in visitor.client.cookies
    form = visitor.get(f"/account/invitation/{token}/", lang=language).headers[
        "Location"
    ]
    assert f'<html lang="{language}">' in html_of(visitor.client.get(form))
    assert "django_language" not in visitor.client.cookies
    # Nothing kept it.
    assert '<html lang="en">' in html_of(visitor.get(LOGIN))


def test_the_doors_language_is_carried_along(visitor: Visitor, sent: list[Any]) -> None:
    answer = visitor.client.post("/account/reset/?lang=kk", {"email": "a@example.org"})
    assert answer.headers["Location"] == "/account/reset/asked/?lang=kk"
    answer = visitor.client.post("/account/reset/?lang=xx", {"email": "a@example.org"})
    assert answer.headers["Location"] == "/account/reset/asked/"


def test_a_language_is_chosen_for_the_desk(visitor: Visitor, editor: User) -> None:
    visitor.sign_in(editor)
    visitor.post("/account/language/", language="kk")
    assert '<html lang="kk">' in html_of(visitor.get("/account/"))
    visitor.post("/account/language/", language="xx")
    editor.refresh_from_db()
    assert editor.language == "kk"


def test_the_picture_for_the_app_is_of_this_session_and_of_no_other(
    visitor: Visitor, editor: User
) -> None:
    where = "/account/app/code.svg"
    visitor.sign_in(editor)
    assert visitor.get(where).status_code == 404
    visitor.prove()
    visitor.get("/account/app/add/")
    answer = visitor.get(where)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in answer.headers["Cache-Control"]
    assert b"<svg" in answer.content
    assert b"<script" not in answer.content
    assert Visitor().get(where).status_code == 302
    secret = re.search(
        'class="secret">([A-Z2-7]+)<', visitor.get("/account/app/add/").content.decode()
    )
    assert secret
    visitor.post("/account/app/add/", code=code_of(secret[1]))
    assert visitor.get(where).status_code == 404


def test_the_passkeys_of_others_are_not_there(editor: User, steward: User) -> None:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415

    data = {"name": "grey key", "credential": {}}
    foreign = Authenticator.objects.create(user=steward, type="webauthn", data=data)
    visitor, _ = with_app(editor)
    for page in ("remove/", "name/"):
        where = f"/account/passkeys/{foreign.pk}/{page}"
        assert visitor.get(where).status_code == 404
        assert visitor.post(where, name="mine").status_code == 404
    assert "grey key" not in visitor.get("/account/passkeys/").content.decode()
