"""What comes of each page of sign-in, by hand: for nobody, and for whoever signed in.

Each of its pages answers otherwise than by showing itself to some. A route under
/account/ without a line here fails.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpResponseBase
from django.urls import reverse


class Outcome(StrEnum):
    """What an answer comes to."""

    OPEN = "open"
    REFUSED = "refused"
    TO_THE_DOOR = "sent to the door"
    TO_PROVE = "asked to prove who it is"
    LED_ON = "led on"
    NOT_THERE = "not there"
    NO_SUCH_VERB = "no such verb"
    NOT_WHOLE = "sent, and not whole"
    BROKEN = "broken"


def outcome_of(response: HttpResponseBase) -> Outcome:
    status = response.status_code
    if status in {302, 303}:
        return _whither(response.headers["Location"])
    named = {
        400: Outcome.NOT_WHOLE,
        403: Outcome.REFUSED,
        404: Outcome.NOT_THERE,
        405: Outcome.NO_SUCH_VERB,
    }
    is_fine = status in {200, 204, 301, 304}
    return named.get(status, Outcome.OPEN if is_fine else Outcome.BROKEN)


def _whither(where: str) -> Outcome:
    path = where.partition("?")[0]
    if path == reverse("account_login"):
        return Outcome.TO_THE_DOOR
    if path.startswith("/account/prove/"):
        return Outcome.TO_PROVE
    if path in {reverse("mfa_index"), reverse("admin:index")}:
        return Outcome.LED_ON
    return Outcome.OPEN


OPEN, REFUSED, DOOR = Outcome.OPEN, Outcome.REFUSED, Outcome.TO_THE_DOOR
PROVE, LED_ON = Outcome.TO_PROVE, Outcome.LED_ON
NONE, NO_VERB = Outcome.NOT_THERE, Outcome.NO_SUCH_VERB


@dataclass(frozen=True, slots=True)
class Ways:
    """What is shown to nobody and to somebody, and what comes of an empty form."""

    nobody: Outcome
    somebody: Outcome
    nobody_sends: Outcome
    somebody_sends: Outcome


def _alike(nobody: Outcome, somebody: Outcome) -> Ways:
    return Ways(nobody, somebody, nobody, somebody)


WAYS: dict[str, Ways] = {
    # The one door leads on who is in; the desk's own says no.
    "admin:login": _alike(DOOR, REFUSED),
    "account_login": _alike(OPEN, LED_ON),
    "account_logout": Ways(DOOR, OPEN, DOOR, DOOR),
    # There is no second step where there was no first.
    "mfa_authenticate": _alike(DOOR, LED_ON),
    "mfa_login_webauthn": _alike(DOOR, LED_ON),
    "account_reset": _alike(OPEN, OPEN),
    "account_reset_asked": Ways(OPEN, OPEN, NO_VERB, NO_VERB),
    "account_reset_confirm": _alike(OPEN, OPEN),
    "account_invitation": Ways(OPEN, OPEN, NO_VERB, NO_VERB),
    # The link comes first: it leaves its token in the session.
    "account_accept": _alike(NONE, NONE),
    "mfa_index": Ways(DOOR, OPEN, DOOR, NO_VERB),
    "account_language": Ways(DOOR, NO_VERB, DOOR, LED_ON),
    "account_reauthenticate": _alike(DOOR, OPEN),
    "account_change_password": _alike(DOOR, OPEN),
    # A secret is drawn for whoever sets one up in this session.
    "account_app_picture": Ways(DOOR, NONE, DOOR, NO_VERB),
    # Without a factor the password is what proves.
    "mfa_reauthenticate": _alike(DOOR, PROVE),
    "mfa_reauthenticate_webauthn": _alike(DOOR, PROVE),
    "mfa_activate_totp": _alike(DOOR, PROVE),
    "mfa_deactivate_totp": _alike(DOOR, PROVE),
    "mfa_list_webauthn": Ways(DOOR, OPEN, DOOR, NO_VERB),
    "mfa_add_webauthn": _alike(DOOR, PROVE),
    "mfa_remove_webauthn": _alike(DOOR, PROVE),
    "mfa_edit_webauthn": _alike(DOOR, PROVE),
    "mfa_view_recovery_codes": _alike(DOOR, PROVE),
    "mfa_generate_recovery_codes": _alike(DOOR, PROVE),
    "account_searches": Ways(DOOR, OPEN, DOOR, NO_VERB),
    "account_search_add": _alike(DOOR, OPEN),
    # There is none of somebody else's.
    "account_search_open": Ways(DOOR, NO_VERB, DOOR, NONE),
    "account_search_rename": _alike(DOOR, NONE),
    "account_search_delete": _alike(DOOR, NONE),
}

# Of invitations: who gives roles, and what the others at the desk get.
INVITING: dict[str, tuple[Ways, Ways]] = {
    "account_invite": (_alike(DOOR, OPEN), _alike(DOOR, REFUSED)),
    "account_take_back": (
        Ways(DOOR, NO_VERB, DOOR, OPEN),
        Ways(DOOR, NO_VERB, DOOR, REFUSED),
    ),
}
