"""One address for each kind of answer of sign-in, and what a sample is."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from testimonies.terms import Role
from tests.matrix.cast import ANONYMOUS, STRANGER
from tests.matrix.cells import VERBS
from tests.matrix.scene import Scene
from tests.matrix.visitors import GUEST, PROVEN, SETTING_UP
from tests.people import PASSWORD

FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Sample:
    """Who asks for what, by which verbs, for a kind of answer."""

    kind: str
    path: str
    by: str = ANONYMOUS
    verbs: tuple[str, ...] = VERBS
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    while_: Callable[[], AbstractContextManager[object]] = nullcontext


def at_the_door(scene: Scene) -> list[Sample]:
    """Give every kind of answer below /account/."""
    return [
        *_of_the_door(),
        *_of_links(scene),
        *_of_factors(scene),
        *_of_accounts(),
        *_of_searches(scene),
    ]


def _sent(kind: str, path: str, body: str) -> Sample:
    return Sample(kind, f"/account/{path}", ANONYMOUS, ("POST",), FORM, body.encode())


def _of_the_door() -> list[Sample]:
    word = PASSWORD.replace(" ", "+")
    return [
        Sample("sign-in page", "/account/login/"),
        _sent("sign-in, refused", "login/", "login=steward&password=wrong"),
        _sent("sign-in, done", "login/", f"login=steward&password={word}"),
        _sent("sign-in, first step", "login/", f"login=proven&password={word}"),
        Sample("sign-in, already in", "/account/login/", Role.STEWARD),
        Sample("second step", "/account/second-factor/", GUEST),
        Sample("led to the door", "/account/second-factor/"),
        Sample("account, not signed in", "/account/"),
        Sample("signing out of the account", "/account/logout/", Role.STEWARD),
    ]


def _of_links(scene: Scene) -> list[Sample]:
    visitors = scene.visitors
    reset = f"/account/reset/{visitors.uid}"
    return [
        Sample("forgotten password", "/account/reset/"),
        _sent("forgotten password, sent", "reset/", "email=nobody@example.org"),
        Sample("forgotten password, asked", "/account/reset/asked/"),
        Sample("link for a password", f"{reset}/{visitors.reset}/"),
        Sample("link for a password, wrong", f"{reset}/none/"),
        Sample("new password", f"{reset}/set-password/", GUEST),
        Sample("invitation", f"/account/invitation/{visitors.invitation}/"),
        Sample("invitation, unknown", "/account/invitation/none/"),
        Sample("invitation, its form", "/account/invitation/", GUEST),
        Sample("invitation, no link", "/account/invitation/"),
    ]


def _of_factors(scene: Scene) -> list[Sample]:
    key = f"/account/passkeys/{scene.visitors.passkey.pk}"
    return [
        Sample("proof by password", "/account/prove/password/", STRANGER),
        Sample("proof by code", "/account/prove/code/", PROVEN),
        Sample("proof by passkey", "/account/prove/passkey/", PROVEN),
        Sample("proof asked for", "/account/app/add/", STRANGER),
        Sample("app, to set up", "/account/app/add/", SETTING_UP),
        Sample("app, its picture", "/account/app/code.svg", SETTING_UP),
        Sample("app, no picture", "/account/app/code.svg", STRANGER),
        Sample("app, to remove", "/account/app/remove/", PROVEN),
        Sample("passkey, to add", "/account/passkeys/add/", SETTING_UP),
        Sample("passkey, to remove", f"{key}/remove/", PROVEN),
        Sample("passkey, to name", f"{key}/name/", PROVEN),
        Sample("passkey of somebody else", f"{key}/name/", SETTING_UP),
        Sample("recovery codes", "/account/codes/", PROVEN),
        Sample("recovery codes, new", "/account/codes/new/", PROVEN),
    ]


def _of_accounts() -> list[Sample]:
    return [
        Sample("own account", "/account/", PROVEN),
        Sample("own passkeys", "/account/passkeys/", PROVEN),
        Sample("own password", "/account/password/", PROVEN),
        Sample("own language", "/account/language/", PROVEN),
        Sample("inviting", "/account/invite/", Role.STEWARD),
        Sample("inviting, not for the role", "/account/invite/", Role.EDITOR),
        Sample(
            "inviting, taken back", "/account/invite/999999/take-back/", Role.STEWARD
        ),
        Sample("no page of accounts", "/account/none/"),
    ]


def _of_searches(scene: Scene) -> list[Sample]:
    """Give one's own saved searches, and another's."""
    searches = "/account/searches"
    own = f"{searches}/{scene.visitors.search.pk}"
    return [
        Sample("own searches", f"{searches}/", PROVEN),
        Sample("own search, none asked for", f"{searches}/add/", PROVEN),
        Sample("own search, to add", f"{searches}/add/?q=shown", PROVEN),
        Sample("own search, refused", f"{searches}/add/?kind=none", PROVEN),
        Sample("own search, opened", f"{own}/open/", PROVEN),
        Sample("own search, to rename", f"{own}/rename/", PROVEN),
        Sample("own search, to delete", f"{own}/delete/", PROVEN),
        Sample("search of somebody else", f"{own}/delete/", STRANGER),
    ]
