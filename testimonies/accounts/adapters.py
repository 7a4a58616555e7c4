"""What the sign-in library asks of us: who may, in which words, and with which key."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from testimonies.accounts.places import place_of
from testimonies.models import User, decrypt, encrypt
from testimonies.moderation import may_enter_desk

WRONG = _("This name and this password do not belong together.")
WRONG_CODE = _("This code is not valid, or not any more.")
WAIT = _("Too many attempts. Wait five minutes and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; every refusal at the door is one and the same sentence."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this place's attempts on all names together; refuse as any other.

        The library would count by name alone: anybody could lock an editor out.
        """
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="place"
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("username_password_mismatch")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Give the person; somebody whose account was closed is nobody.

        The library would take those aside, to a page that says so.
        """
        self.pre_authenticate(request, **credentials)
        person = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if person:
            self._rollback_login_failed_rl_usage()
        return person

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give a token for the place; the prefix keeps it from being shortened."""
        return f"place-{place_of(request)}"

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer in JSON only where the passkey's script asks for its challenge."""
        is_passkeys = request.path == reverse("mfa_login_webauthn")
        return is_passkeys and bool(super().is_ajax(request))

    def is_safe_url(self, url: str) -> bool:
        """Follow paths of this site only, whatever hosts it answers to."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        works_here = isinstance(request.user, User) and may_enter_desk(request.user)
        return reverse("admin:index" if works_here else "mfa_index")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Give the ways to prove oneself again; a password is none beside a factor."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": gettext("With your password"),
            "mfa_reauthenticate": gettext("With a code"),
            "mfa_reauthenticate:webauthn": gettext("With a passkey"),
        }
        ways = [{**way, "description": words[way["id"]]} for way in ways]
        stronger = [way for way in ways if way["id"] != "reauthenticate"]
        return stronger or ways


class FactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted with the vault's keys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": _(
            "Set up an app or a passkey first: recovery codes stand in for those."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)

    def _get_user_identifier(self, user: Any) -> str:
        """Never the e-mail address."""
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return str(settings.ARCHIVE_NAME)

    def generate_authenticator_name(
        self,
        user: Any,
        type: Authenticator.Type,  # noqa: A002 - the library's name
    ) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}
