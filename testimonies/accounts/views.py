"""The library's pages of sign-in and of second factors, as this archive wants them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import (
    is_reauthentication_required,
)
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.base import views as factors
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import views as passkeys
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from testimonies.accounts.factors import has_factor, has_second_factor
from testimonies.models import User
from testimonies.moderation import roles_to_give

View = Callable[..., HttpResponse]


def proven(view: View) -> View:
    """Ask who it is once more, by the strongest way that the person has.

    Nothing of the interrupted request is kept: a form is filled in again.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_weak = has_factor(request) and not has_second_factor(request)
        if is_weak or is_reauthentication_required(request, app="allauth.mfa"):
            return _prove(request)
        return view(request, *args, **kwargs)

    return inner


def _prove(request: HttpRequest) -> HttpResponse:
    ways = get_adapter().get_reauthentication_methods(request.user)
    where = ways[0]["url"] if ways else reverse("account_login")
    return redirect(f"{where}?{urlencode({'next': request.path})}")


def keep_own_session(request: HttpRequest) -> None:
    """Bind this session anew after the database ended all sessions of the person."""
    if isinstance(request.user, User):
        request.user.refresh_from_db(fields=["session_epoch"])
        update_session_auth_hash(request, request.user)


class SignIn(account.LoginView):
    """The one form that takes a password from outside."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mail = {"mail_is_sent": settings.MAIL_IS_SENT}
        return {**super().get_context_data(**kwargs), **mail}


class Authenticate(factors.AuthenticateView):
    """The second step of signing in, in the language of whose first step it was."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        language = self.stage.login.user.language
        translation.activate(language)
        self.request.LANGUAGE_CODE = language
        return super().render_to_response(context, **kwargs)


class Index(factors.IndexView):
    """One's own account: what protects it, and its language."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "must_set_up": not has_factor(self.request),
            "may_invite": bool(roles_to_give(person)),
            "languages": User._meta.get_field("language").choices,
        }


class AddApp(totp.ActivateTOTPView):
    """Set up an authenticator app; the code that it asks for is its first use."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        keep_own_session(self.request)
        record_authentication(self.request, self.request.user, "mfa", type="totp")
        return response


class RemoveApp(totp.DeactivateTOTPView):
    """Remove it; all other sessions end."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        keep_own_session(self.request)
        return response


class AddPasskey(passkeys.AddWebAuthnView):
    """Register a passkey; that asks for the device and for its holder: a first use."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        keep_own_session(self.request)
        record_authentication(self.request, self.request.user, "mfa", type="webauthn")
        return response


class RemovePasskey(passkeys.RemoveWebAuthnView):
    """Remove one; all other sessions end."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        keep_own_session(self.request)
        return response


class ChangePassword(account.PasswordChangeView):
    """Change one's password; all other sessions end."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_usable_password():  # type: ignore[union-attr]
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


@require_safe
def app_picture(request: HttpRequest) -> HttpResponse:
    """Draw the code that an app reads, of the secret that this session is setting up.

    A picture of its own: the policy for content lets no picture stand in an address.
    """
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_factor_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in which the desk and these pages speak to the person."""
    known = {code for code, _name in User._meta.get_field("language").choices or ()}
    chosen = request.POST.get("language", "")
    if chosen in known and isinstance(request.user, User):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return HttpResponseRedirect(reverse("mfa_index"))
