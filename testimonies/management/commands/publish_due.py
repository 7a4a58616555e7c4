"""Publish what is scheduled and whose embargo has passed; run from cron."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testimonies.catalogue import Resurrected
from testimonies.moderation import publish_due


class Command(BaseCommand):
    """Each in the name of the steward who scheduled it, through all gates again."""

    help = (
        "Publishes scheduled testimonies whose embargo has passed. Run it from cron"
        " every 5 minutes. A blocked one stays scheduled and is named here."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            told = publish_due()
        except Resurrected as refusal:
            raise CommandError(str(refusal)) from refusal
        for due in told:
            word = "published" if due.is_published else f"blocked: {due.message}"
            self.stdout.write(f"{due.record.ref}: {word}")
