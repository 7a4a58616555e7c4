"""A mail server that takes its time, as real ones do."""

import time
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

SECONDS = 0.05


class EmailBackend(BaseEmailBackend):
    """Takes every letter, slowly, and keeps none."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        time.sleep(SECONDS * len(email_messages))
        return len(email_messages)
