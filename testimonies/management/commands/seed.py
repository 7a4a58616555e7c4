"""Load the demo archive's data files through the moves, as three people."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from testimonies.moderation import MoveRefused
from testimonies.seed import SeedMalformed, load

ROLES = ("editor", "reviewer", "steward")


class Command(BaseCommand):
    """Load what is missing; what exists already, in whatever state, is left alone."""

    help = (
        "Load the seed archive: the editor drafts and submits each record, the reviewer"
        " approves it, the steward records consent and publishes. A record that exists"
        " already, in whatever state, is left alone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        for role in ROLES:
            parser.add_argument(
                f"--{role}",
                default=role,
                metavar="USERNAME",
                help=f"the account that acts as {role} (default: {role})",
            )

    def handle(self, *_: Any, **options: Any) -> None:
        people = {role: self._person(role, options[role]) for role in ROLES}
        try:
            told = load(**people)
        except (SeedMalformed, MoveRefused) as refusal:
            raise CommandError(str(refusal)) from None
        for line in told:
            self.stdout.write(line)

    def _person(self, role: str, username: str) -> Any:
        person = get_user_model().objects.filter(username=username).first()
        if person is None:
            message = (
                f"There is no account «{username}». Make it and put it in the group"
                f" {role}, or name another with --{role}."
            )
            raise CommandError(message)
        return person
