"""Every page of sign-in that there is; what the library has besides is not mounted."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import LogoutView, ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ProveByCode
from allauth.mfa.recovery_codes.views import (
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.webauthn.views import (
    EditWebAuthnView,
    ListWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.urls import URLPattern, path
from django.views import View
from django.views.decorators.http import require_http_methods

from testimonies.accounts import invitations, reset, searches, views
from testimonies.accounts.credentials import measured
from testimonies.answers import NUMBER

only = require_http_methods(["GET", "HEAD", "POST"])


def page(
    route: str,
    name: str,
    view: type[View],
    *guards: Callable[[Any], Any],
) -> URLPattern:
    """Mount one of the library's views, for the verbs that forms use."""
    answer: Any = view.as_view()
    for guard in guards:
        answer = guard(answer)
    mounted: URLPattern = path(route, only(answer), name=name)
    return mounted


urlpatterns = [
    page("login/", "account_login", views.SignIn),
    page("logout/", "account_logout", LogoutView),
    page("second-factor/", "mfa_authenticate", views.Authenticate, measured),
    page("passkeys/login/", "mfa_login_webauthn", LoginWebAuthnView, measured),
    page("prove/password/", "account_reauthenticate", ReauthenticateView),
    page("prove/code/", "mfa_reauthenticate", ProveByCode),
    page(
        "prove/passkey/",
        "mfa_reauthenticate_webauthn",
        ReauthenticateWebAuthnView,
        measured,
    ),
    page("", "mfa_index", views.Index),
    path("language/", views.choose_language, name="account_language"),
    page("password/", "account_change_password", views.ChangePassword),
    page("app/add/", "mfa_activate_totp", views.AddApp, views.proven),
    path("app/code.svg", views.app_picture, name="account_app_picture"),
    page("app/remove/", "mfa_deactivate_totp", views.RemoveApp, views.proven),
    page("passkeys/", "mfa_list_webauthn", ListWebAuthnView),
    page("passkeys/add/", "mfa_add_webauthn", views.AddPasskey, views.proven, measured),
    page(
        f"passkeys/<{NUMBER}:pk>/remove/",
        "mfa_remove_webauthn",
        views.RemovePasskey,
        views.proven,
    ),
    page(
        f"passkeys/<{NUMBER}:pk>/name/",
        "mfa_edit_webauthn",
        EditWebAuthnView,
        views.proven,
    ),
    page(
        "codes/",
        "mfa_view_recovery_codes",
        ViewRecoveryCodesView,
        views.proven,
    ),
    page(
        "codes/new/",
        "mfa_generate_recovery_codes",
        GenerateRecoveryCodesView,
        views.proven,
    ),
    path("reset/", reset.ask, name="account_reset"),
    path("reset/asked/", reset.asked, name="account_reset_asked"),
    path(
        "reset/<uidb64>/<token>/",
        only(reset.confirm),
        name="account_reset_confirm",
    ),
    path("searches/", searches.kept_view, name="account_searches"),
    path("searches/add/", searches.add_view, name="account_search_add"),
    path(
        f"searches/<{NUMBER}:pk>/open/", searches.open_view, name="account_search_open"
    ),
    path(
        f"searches/<{NUMBER}:pk>/rename/",
        searches.rename_view,
        name="account_search_rename",
    ),
    path(
        f"searches/<{NUMBER}:pk>/delete/",
        searches.delete_view,
        name="account_search_delete",
    ),
    path("invite/", invitations.invite_view, name="account_invite"),
    path(
        f"invite/<{NUMBER}:pk>/take-back/",
        invitations.take_back_view,
        name="account_take_back",
    ),
    path(
        "invitation/<str:token>/",
        invitations.open_view,
        name="account_invitation",
    ),
    path("invitation/", invitations.accept_view, name="account_accept"),
]
