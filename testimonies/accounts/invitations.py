"""Inviting somebody, and accepting it: the only way in but a manager's form."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from testimonies.accounts.forms import AcceptForm, InviteForm
from testimonies.models import User
from testimonies.moderation import (
    MoveRefused,
    accept,
    invitation_behind,
    invite,
    open_invitations,
    roles_to_give,
    take_back,
)

HELD = "invitation"


def _giver(request: HttpRequest) -> User:
    """Give who is signed in where they may invite. Raises PermissionDenied."""
    if not isinstance(request.user, User) or not roles_to_give(request.user):
        raise PermissionDenied
    return request.user


@require_http_methods(["GET", "HEAD", "POST"])
def invite_view(request: HttpRequest) -> HttpResponse:
    """Choose a role; the link is shown in the answer, and nowhere again."""
    giver = _giver(request)
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, roles=roles_to_give(giver))
    link = ""
    if form.is_valid():
        token = invite(by=giver, role=form.cleaned_data["role"])
        path = reverse("account_invitation", kwargs={"token": token})
        link = f"{settings.ARCHIVE_URL}{path}"
    context = {"form": form, "link": link, "held": open_invitations(giver)}
    return render(request, "account/invite.html", context)


@require_POST
def take_back_view(request: HttpRequest, pk: int) -> HttpResponse:
    """End an invitation of one's own that nobody has accepted."""
    if take_back(pk, by=_giver(request)):
        messages.success(request, _("The invitation is taken back."))
    return redirect("account_invite")


@require_safe
def open_view(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address: errors are logged with their path."""
    if invitation_behind(token) is None:
        return _gone(request)
    request.session[HELD] = token
    return redirect("account_accept")


@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_view(request: HttpRequest) -> HttpResponse:
    """Make the account; expired, used, taken back and unknown links answer alike."""
    token = request.session.get(HELD, "")
    if invitation_behind(token) is None:
        return _gone(request)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "account/invitation.html", {"form": form})
    try:
        person = accept(token, form.account(get_language() or "en"))
    except MoveRefused:
        return _gone(request)
    logout(request)
    record_authentication(request, person, "password", reauthenticated=True)
    get_adapter().login(request, person)
    return redirect("mfa_index")


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "account/invitation_gone.html", status=404)
