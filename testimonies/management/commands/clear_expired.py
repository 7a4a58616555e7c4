"""Delete what signing in leaves behind: sessions, attempts, invitations that ended."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from testimonies.models import Invitation, Remembered

# Invitations that lapsed stay so long beside the ledger's events.
KEPT = timedelta(days=30)


class Command(BaseCommand):
    """From cron, once an hour."""

    help = (
        "Deletes sessions, failed attempts and shared counters that have ended, and"
        " invitations that nobody accepted a month after their end."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        now = timezone.now()
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
        begun = now - settings.AXES_COOLOFF_TIME
        AccessAttempt.objects.filter(attempt_time__lt=begun).delete()
        Remembered.objects.filter(until__lt=now).delete()
        Invitation.objects.filter(accepted_by=None, expires_at__lt=now - KEPT).delete()
        self.stdout.write("What had ended is deleted.")
