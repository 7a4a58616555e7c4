"""Whether a second factor was used in this session, and where one has to be."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

PRIMARY = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(request: HttpRequest) -> bool:
    """Say whether the person has an app or a passkey; recovery codes alone are none."""
    return bool(get_adapter().is_mfa_enabled(request.user, PRIMARY))


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether a second factor that the person still has was used in this session.

    A sign-in by passkey counts: it asks for the device and for its holder. One query.
    """
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    used = any(record.get("method") == "mfa" for record in records)
    return used and has_factor(request)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Say whether this session may not enter the desk for want of a second factor."""
    return settings.SECOND_FACTOR_REQUIRED and not has_second_factor(request)
