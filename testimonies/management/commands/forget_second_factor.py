"""Let somebody who lost every second factor begin again."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from testimonies.moderation import forget_second_factors


class Command(BaseCommand):
    """Only from the server: nobody at the desk can do this."""

    help = (
        "Removes the second factors of USERNAME, ends their sessions and password,"
        " and writes into the ledger that MANAGER did so. See the person first; then a"
        " manager gives them a new password at the desk."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="Whose second factors are removed.")
        parser.add_argument(
            "--by", required=True, help="The manager of accounts who answers for it."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        people = get_user_model().objects
        person = people.filter(username=options["username"]).first()
        manager = people.filter(
            username=options["by"], is_superuser=True, is_active=True
        ).first()
        if person is None or manager is None or person == manager:
            message = (
                "Name an account, and with --by an active manager of accounts who is"
                " somebody else."
            )
            raise CommandError(message)
        count = forget_second_factors(person, by=manager)
        self.stdout.write(f"{count} removed; the password does not work any more.")
