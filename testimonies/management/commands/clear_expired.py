"""Delete what has ended: of signing in, and the words of closed concerns."""

from typing import Any

from django.core.management.base import BaseCommand

from testimonies.moderation import clear_expired


class Command(BaseCommand):
    """From cron, once an hour."""

    help = (
        "Deletes sessions, failed attempts and shared counters that have ended, and"
        " invitations that nobody accepted a month after their end. Erases what readers"
        " wrote in concerns that were closed 30 days ago."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        clear_expired()
        self.stdout.write("What had ended is deleted.")
