"""Django's migrate, on the owner's login; the grants follow in the same command."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate


class Command(migrate.Command):
    """Migrate as the owner unless told otherwise."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        # A migration that adds a table or a trigger undoes what was granted and
        # revoked before, so the two are never apart.
        if options["database"] == "owner" and not options["plan"]:
            call_command("database_roles", stdout=self.stdout)
