"""What has ended: sessions, attempts, invitations, and the words of closed concerns."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from testimonies.models import Invitation, Remembered
from testimonies.moderation.concerns import erase_expired_concerns

# Invitations that lapsed stay so long beside the ledger's events.
KEPT = timedelta(days=30)


def clear_expired() -> None:
    """Delete all of it that has ended; nothing that holds is touched."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    begun = now - settings.AXES_COOLOFF_TIME
    AccessAttempt.objects.filter(attempt_time__lt=begun).delete()
    Remembered.objects.filter(until__lt=now).delete()
    Invitation.objects.filter(accepted_by=None, expires_at__lt=now - KEPT).delete()
    erase_expired_concerns()
