"""A forgotten password: a link by e-mail, where the archive sends e-mail at all.

Whoever asks gets the same answer after the same work, known or unknown. A new password
removes no second factor and signs nobody in.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_safe

from testimonies.accounts import letters
from testimonies.accounts.forms import AskForm
from testimonies.models import User

MOST = 5


def where_mail_is_sent(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer as if there were no such page where EMAIL_URL is not set."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.MAIL_IS_SENT:
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@where_mail_is_sent
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link; more requests than the limits allow are answered alike."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "account/reset.html", {"form": form})
    email = form.cleaned_data["email"]
    people = list(User.objects.filter(email__iexact=email, is_active=True)[:MOST])
    may_send = ratelimit.consume(
        request, app="allauth.account", action="reset_password", key=email.lower()
    )
    receivers = [each for each in people if may_send and each.has_usable_password()]
    letters.apart(partial(letters.send_links, receivers))
    return redirect("account_reset_asked")


@where_mail_is_sent
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what happens now, to everybody the same."""
    return render(request, "account/reset_asked.html")


class Confirm(PasswordResetConfirmView):
    """Behind the link: the token goes into the session, the address forgets it."""

    template_name = "account/reset_confirm.html"
    success_url = reverse_lazy("account_login")


confirm = where_mail_is_sent(Confirm.as_view())
