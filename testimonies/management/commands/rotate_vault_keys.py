"""Encrypt vaults, concerns and second factors' secrets again with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand

from testimonies.moderation import (
    rotate_concern_keys,
    rotate_factor_keys,
    rotate_vault_keys,
)


class Command(BaseCommand):
    """Afterwards the older keys can be taken out of VAULT_KEYS."""

    help = (
        "Encrypts every vaulted identity, what readers wrote in concerns, and every"
        " secret of a second factor again with the first key of VAULT_KEYS. Put the new"
        " key first, run this, then remove the old keys. Sessions that began before"
        " have to sign in again."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(
            f"{rotate_vault_keys()} vaulted identities, {rotate_concern_keys()}"
            f" concerns and {rotate_factor_keys()} second factors encrypted again."
        )
