"""Encrypt every vault again with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand

from testimonies.moderation import rotate_vault_keys


class Command(BaseCommand):
    """Afterwards the older keys can be taken out of VAULT_KEYS."""

    help = (
        "Encrypts every vaulted identity again with the first key of VAULT_KEYS. Put"
        " the new key first, run this, then remove the old keys."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(f"{rotate_vault_keys()} vaulted identities encrypted again.")
