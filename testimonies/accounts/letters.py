"""The one letter that is sent: a link to a new password, without anybody's name."""

import logging
from collections.abc import Callable, Sequence
from smtplib import SMTPException
from threading import Thread

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from testimonies.models import User

log = logging.getLogger(__name__)


def apart(work: Callable[[], None]) -> None:
    """Do the work beside the request, so that no answer's time tells what it was."""
    Thread(target=_logged, args=[work]).start()


def _logged(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        # A thread would print the error's own words, which may quote an address.
        log.exception("Work beside a request broke off.")


def send_links(people: Sequence[User]) -> None:
    """Send each person a link to a new password.

    Where there is nobody a letter is written too, and not sent: the work is the same.
    """
    for person in people or [User(pk=0)]:
        with translation.override(person.language):
            subject = _("A new password for %(archive)s") % {
                "archive": settings.ARCHIVE_NAME
            }
            letter = EmailMessage(subject, _words(person), to=[person.email])
        try:
            if letter.message() and person.email:
                letter.send()
        except (OSError, SMTPException) as error:
            # Its text may quote the address.
            log.error("A letter could not be sent: %s", type(error).__name__)  # noqa: TRY400


def _words(person: User) -> str:
    lines = [
        _("Somebody asked for a new password. The link works once, for one hour:"),
        _link(person),
        _("If it was not you, do nothing: your password stays as it is."),
        _("Your second factor stays too, and is asked for as always."),
    ]
    return "\n\n".join(lines)


def _link(person: User) -> str:
    """Give the address under ARCHIVE_URL, whatever a request calls this host."""
    path = reverse(
        "account_reset_confirm",
        kwargs={
            "uidb64": urlsafe_base64_encode(force_bytes(person.pk)),
            "token": default_token_generator.make_token(person),
        },
    )
    return f"{settings.ARCHIVE_URL}{path}?lang={person.language}"
