"""Django's migrate, on the owner's login; grants and entries follow in the command."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from testimonies.catalogue import rebuild_entries


class Command(migrate.Command):
    """Migrate as the owner unless told otherwise."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        before = _rebuilding(options["database"])
        super().handle(*args, **options)
        # A migration that adds a table or a trigger undoes what was granted and
        # revoked before, so the two are never apart.
        if options["database"] == "owner" and not options["plan"]:
            call_command("database_roles", stdout=self.stdout)
            if _rebuilding(options["database"]) - before:
                rebuild_entries()


def _rebuilding(alias: str) -> set[tuple[str, str]]:
    """Give the migrations that have run and after which entries are made anew."""
    loader = MigrationLoader(connections[alias])
    return {
        key
        for key in loader.applied_migrations
        if getattr(loader.disk_migrations.get(key), "rebuilds_entries", False)
    }
