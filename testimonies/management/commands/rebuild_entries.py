"""Make the entries anew from editions and tags, or only compare."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from testimonies.catalogue import rebuild_entries


class Command(BaseCommand):
    """With --check, ends non-zero where an entry is not what it should be."""

    help = "Makes every search entry anew. With --check only says what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing.")

    def handle(self, *_: Any, **options: Any) -> None:
        with transaction.atomic():
            problems = rebuild_entries(check=options["check"])
        if problems and options["check"]:
            raise CommandError("\n".join(problems))
        for problem in problems:
            self.stdout.write(f"Mended: {problem}")
        self.stdout.write("The entries are what the editions and tags say.")
