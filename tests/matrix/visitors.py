"""Who stands at the door: half-way in, or just proven, which nobody of the cast is."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from testimonies.models import Invitation, SavedSearch, User
from testimonies.moderation import invite
from testimonies.terms import Role
from tests.accounts.door import Visitor
from tests.matrix.cast import Person
from tests.people import make_person

PROVEN, SETTING_UP, GUEST = "proven", "setting up", "guest"


class Visitors:
    """A steward who used an app in this session, one who sets it up, and a guest.

    The guest has opened an invitation and a link for a new password, and stands before
    the second step of signing in.
    """

    def __init__(self) -> None:
        self.proven = _signed_in(PROVEN)
        owner = _user_of(self.proven)
        _visitor(self.proven).set_up_app()
        self.passkey = Authenticator.objects.create(
            user=owner,
            type="webauthn",
            data={"name": "A key", "credential": credential()},
        )
        _bind(self.proven)
        self.search = SavedSearch.objects.create(
            owner=owner, name="A search", querystring="q=shown"
        )
        self.invitation = invite(by=owner, role=Role.EDITOR)
        self.invited = Invitation.objects.get(invited_by=owner)
        self.setting_up = _signed_in(SETTING_UP)
        _visitor(self.setting_up).prove()
        self.setting_up.client.get(reverse("mfa_activate_totp"))
        self._welcome()

    def _welcome(self) -> None:
        """Lead the guest to each of the forms that a link opens."""
        owner = make_person("Half-way", Role.EDITOR)
        TOTP.activate(owner, generate_totp_secret())
        owner.refresh_from_db()
        self.uid = urlsafe_base64_encode(force_bytes(owner.pk))
        self.reset = default_token_generator.make_token(owner)
        self.guest = Person(GUEST, None)
        visitor = _visitor(self.guest)
        visitor.get(reverse("account_invitation", args=[self.invitation]))
        visitor.get(reverse("account_reset_confirm", args=[self.uid, self.reset]))
        visitor.sign_in(owner)

    def people(self) -> dict[str, Person]:
        return {each.name: each for each in (self.proven, self.setting_up, self.guest)}


def credential() -> dict[str, Any]:
    """Give what a passkey's registration leaves (WebAuthn Level 2, 6.5.1)."""
    # A key of the curve's form; nothing here is ever signed with it.
    key = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    kept = AttestedCredentialData.create(Aaguid(bytes(16)), b"passkey", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    data = AuthenticatorData.create(bytes(32), flags, 0, kept)
    client = CollectedClientData.create("webauthn.create", bytes(16), "https://a.test")
    return {
        "id": websafe_encode(kept.credential_id),
        "rawId": websafe_encode(kept.credential_id),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(
                AttestationObject.create("none", data, {})
            ),
        },
    }


def _signed_in(name: str) -> Person:
    """Sign in by the form, which counts as having proved who it is."""
    person = Person(name, make_person(name.replace(" ", "-"), Role.STEWARD))
    person.client.logout()
    _visitor(person).sign_in(_user_of(person))
    return person


def _visitor(person: Person) -> Visitor:
    visitor = Visitor()
    visitor.client = person.client
    return visitor


def _user_of(person: Person) -> User:
    assert person.user
    return person.user


def _bind(person: Person) -> None:
    """Keep the session, which the database ended with the new factor."""
    user, session = _user_of(person), person.client.session
    user.refresh_from_db()
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
