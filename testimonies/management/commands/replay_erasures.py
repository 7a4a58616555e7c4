"""Erase again what a restored backup brought back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from testimonies.moderation import MoveRefused, replay_erasures


class Command(BaseCommand):
    """All or nothing, in the name of a reviewer or steward."""

    help = (
        "Withdraws and erases again what was withdrawn or retracted before a backup was"
        " restored, by the list in ERASURES_FILE. Run it before the server starts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--by",
            required=True,
            metavar="NAME",
            help="The account of the reviewer or steward who answers for it.",
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            refs = replay_erasures(options["by"])
        except MoveRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("\n".join([*refs, f"{len(refs)} records erased again."]))
