"""Verify the ledger's chain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testimonies import ledger


class Command(BaseCommand):
    """Ends non-zero where the chain does not hold."""

    help = "Computes every digest of the ledger again and says what does not hold."

    def handle(self, *_: Any, **__: Any) -> None:
        problems = ledger.verify()
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("The ledger holds.")
